// The numbering plans of the world as a table: enough to tell which country a number belongs to, what
// is dialled before it and how many digits it may have. Whether somebody answers there is not in it.
//
// Patterns are digits, `?` for any digit and `[14-6]` for one of some; a list of them is separated by blanks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace crmlite::base {

/// Bit n is set when a national number of n digits is possible.
using LengthSet = std::uint32_t;

/// `5-6 8-9` as a set.
consteval LengthSet lengths(std::string_view ranges) {
  LengthSet set = 0;
  unsigned first = 0;
  unsigned number = 0;
  bool in_range = false;
  const auto end_of_range = [&] {
    for (unsigned n = in_range ? first : number; n <= number; ++n) set |= LengthSet{1} << n;
    in_range = false;
    number = 0;
  };
  for (const char c : ranges) {
    if (c == ' ') {
      end_of_range();
    } else if (c == '-') {
      first = number;
      number = 0;
      in_range = true;
    } else {
      number = number * 10 + static_cast<unsigned>(c - '0');
    }
  }
  end_of_range();
  return set;
}

constexpr bool contains(LengthSet set, std::size_t digits) noexcept {
  return digits < 32 && (set >> digits & 1U) != 0;
}

struct PhonePlan {
  std::string_view
      region;              ///< ISO 3166-1 alpha-2, or a code of its kind; empty where no country has the code
  std::string_view code;   ///< the country code; several regions may share one
  std::string_view trunk;  ///< patterns of what is dialled before a national number and is no part of it
  std::string_view international;  ///< patterns of what is dialled before a country code
  LengthSet lengths;
  /// With which digits this region's national numbers start, among the regions of the code. Empty for the
  /// main region, whose are all that are left; `-` where the digits do not tell it from the main region.
  std::string_view leading;
};

/// The digits at the start that `pattern` matches, 0 when it does not.
std::size_t match(std::string_view pattern, std::string_view digits) noexcept;
/// The first pattern of the list, and cuts it off the list; empty at its end.
std::string_view next_pattern(std::string_view& list) noexcept;
bool matches_any(std::string_view list, std::string_view digits) noexcept;

/// The plan of a region, whose code may be in lower case; null for an unknown one.
const PhonePlan* plan_of_region(std::string_view region) noexcept;
/// The main region's plan of the country code that the digits start with; null when none is in use.
const PhonePlan* plan_of_code(std::string_view digits) noexcept;
/// Which of the plans that share `main`'s code a national number belongs to.
const PhonePlan& plan_of_number(const PhonePlan& main, std::string_view national) noexcept;

}  // namespace crmlite::base
