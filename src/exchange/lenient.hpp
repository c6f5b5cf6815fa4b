// Single values as people type them into spreadsheets, brought to the strict form in which the library takes
// texts. What cannot be read is handed on as it is: the library says what is wrong with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <crmlite/fields.hpp>

#include "base/zone.hpp"

namespace crmlite::exchange {

/// The plain form of a number with groups, a decimal comma or full-width digits: `1,234.50` and `1.234,50`
/// are `1234.50`. A single comma before exactly three digits groups. Nothing for what is no number.
std::optional<std::string> plain_number(std::string_view text);
/// The same with a currency sign in front or behind, which is dropped.
std::optional<std::string> plain_amount(std::string_view text);

/// The truth a word stands for: `yes`, `是`, `on`, `√` and their opposites; not digits.
std::optional<bool> truth(std::string_view text);

/// RFC 3339, or a day and a time of day without an offset, which is the zone's.
std::optional<Timestamp> parse_instant_lenient(std::string_view text, const base::Zone& zone);

/// The same, or a day alone, which begins at midnight.
std::optional<Timestamp> parse_time_or_day(std::string_view text, const base::Zone& zone);

/// What a cell means for a field of one value. Texts stay as they are.
Value read_value(const FieldInfo& field, std::string_view cell, const base::Zone& zone);

}  // namespace crmlite::exchange
