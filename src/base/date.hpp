// The calendar behind the public dates, and dates as people type them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <crmlite/date.hpp>

namespace crmlite::base {

/// The instants that have a text.
inline constexpr std::int64_t first_ms = -62'135'596'800'000;  // 0001-01-01T00:00:00.000Z
inline constexpr std::int64_t last_ms = 253'402'300'799'999;   // 9999-12-31T23:59:59.999Z

/// `month` is 1 to 12.
int days_in_month(int year, int month) noexcept;

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
std::int64_t days_from_civil(Date date) noexcept;
Date civil_from_days(std::int64_t days) noexcept;

/// A day as people write it: `2026-03-01`, `2026/3/1`, `2026.3.1`, `20260301`, `2026年3月1日`, `1 Mar 2026`,
/// `Mar 1, 2026`, `2026-03-01 00:00` and `2026-03-01T00:00:00Z` (a midnight only), full-width digits too.
/// What could be two days (`01/02/2026`) is none, `13/02/2026` and `02/13/2026` are one.
std::optional<Date> parse_date_lenient(std::string_view text);
/// The same, and the forms of PartialDate with `/`, `.` or `年月日` too: `1985年3月`, `3月7日`, `03-07`,
/// `1985/3`.
std::optional<PartialDate> parse_partial_date_lenient(std::string_view text);

}  // namespace crmlite::base
