// Reminders follow the records that they are about.
#pragma once

#include <cstdint>

#include "record/session.hpp"

namespace crmlite::domain {

/// Sets anew when the waiting reminders of a record ring, after the record's time or state has changed.
void refresh_reminders(record::Session& s, std::int64_t record);

}  // namespace crmlite::domain
