// Exact numbers: decimals and amounts of money. No binary floating point anywhere, so what is read is what was written.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <crmlite/export.hpp>

namespace crmlite {

/// An exact decimal: `units` / 10^`scale`, scale 0 to 18. 12.50 is {1250, 2}; equal values of different scale compare equal.
struct Decimal {
  std::int64_t units = 0;
  std::uint8_t scale = 0;

  constexpr Decimal() = default;
  constexpr Decimal(std::int64_t u, std::uint8_t s) : units(u), scale(s) {}
  template <std::signed_integral I>
  constexpr Decimal(I whole) : units(whole) {}

  /// The value of `-12.50`, `0.5`, `1100`; no exponent, no grouping, no blank. Nothing when the text has another form
  /// or needs more than 18 digits.
  CRMLITE_EXPORT static std::optional<Decimal> parse(std::string_view text) noexcept;
  /// The same value at another scale; nothing when digits would be lost or the range exceeded.
  CRMLITE_EXPORT std::optional<Decimal> rescaled(std::uint8_t to) const noexcept;

  CRMLITE_EXPORT friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept;
  friend bool operator==(const Decimal& a, const Decimal& b) noexcept { return (a <=> b) == 0; }
};

/// An amount in the minor units of a currency: {1250, "EUR"} is 12.50 EUR. How many digits the minor unit has follows
/// ISO 4217 (JPY none, KWD three).
struct Money {
  std::int64_t minor = 0;
  std::string currency = {};  ///< ISO 4217 alphabetic code, upper case

  /// The amount of `12.50 EUR` or `EUR 12.50`. Nothing when the form, the code or the number of digits is wrong.
  CRMLITE_EXPORT static std::optional<Money> parse(std::string_view text);

  friend bool operator==(const Money&, const Money&) = default;
};

/// Digits of the minor unit of an ISO 4217 currency code; nothing for a code that is not in use.
CRMLITE_EXPORT std::optional<int> currency_digits(std::string_view code) noexcept;

/// `-12.50`: every digit of the scale is written.
CRMLITE_EXPORT std::string to_string(Decimal value);
/// `12.50 EUR`.
CRMLITE_EXPORT std::string to_string(const Money& value);

}  // namespace crmlite
