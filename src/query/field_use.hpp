// How fields are used: what the columns hold, counted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/fields.hpp>

#include "record/session.hpp"

namespace crmlite::query {

FieldStatistics statistics(record::Session& s, const record::KindDef& def, const record::FieldDef& field);
std::vector<std::string> suggestions(record::Session& s, const record::KindDef& def, const record::FieldDef& field,
                                     std::string_view prefix, std::size_t limit);

}  // namespace crmlite::query
