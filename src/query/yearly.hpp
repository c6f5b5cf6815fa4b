// Dates that come round within some days, found by month and day.
#pragma once

#include <vector>

#include <crmlite/yearly.hpp>

#include "record/session.hpp"

namespace crmlite::query {

std::vector<YearlyDate> yearly_dates(record::Session& s, Date from, int days);

}  // namespace crmlite::query
