// The alphabets codes are written in. All are in ASCII order, so that codes of one width sort as their
// numbers do.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace crmlite::domain {

inline constexpr std::string_view letters_and_digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
inline constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // no I L O U

/// The digits of a base; empty for a base that the language does not have.
constexpr std::string_view digits_of(int base) noexcept {
  switch (base) {
    case 10:
      return letters_and_digits.substr(0, 10);
    case 16:
      return letters_and_digits.substr(0, 16);
    case 20:
      return "23456789CFGHJMPQRVWX";  // of plus codes: no word can appear
    case 26:
      return letters_and_digits.substr(10);
    case 31:
      return "0123456789ABCDEFGHJKLMNPQRTUWXY";  // of GB 32100: no I O S V Z
    case 32:
      return crockford;
    case 36:
      return letters_and_digits;
    default:
      return {};
  }
}

/// The value of a digit by its character; 255 for what is none.
using DigitValues = std::array<std::uint8_t, 128>;

constexpr DigitValues values_of(std::string_view digits) noexcept {
  DigitValues values{};
  for (auto& v : values) v = 255;
  for (std::size_t i = 0; i < digits.size(); ++i)
    values[static_cast<unsigned char>(digits[i])] = static_cast<std::uint8_t>(i);
  return values;
}

/// The same for a base.
const DigitValues& digit_values(int base) noexcept;

}  // namespace crmlite::domain
