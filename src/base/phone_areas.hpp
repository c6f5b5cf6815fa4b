// Where the area code of a national number ends, for the plans in which a few patterns say it for certain.
#pragma once

#include <cstddef>
#include <string_view>

namespace crmlite::base {

/// How many digits of the national number are its area code; 0
/// for mobiles and services, and where it is not known.
std::size_t area_length(std::string_view country_code, std::string_view national) noexcept;

/// False for what has a possible length but no place in the Chinese plan: a mobile number of
/// not 11 digits, a fixed line of not 7 or 8 behind its area code, a local number without one.
bool fits_chinese_plan(std::string_view national) noexcept;
bool is_chinese_mobile(std::string_view national) noexcept;

/// 310 and four digits: dialled in all of Canada without an area code, and in no other country of its code.
bool is_short_canadian(std::string_view region, std::string_view national) noexcept;

}  // namespace crmlite::base
