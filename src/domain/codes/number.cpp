#include "domain/codes/number.hpp"

#include <array>

#include "domain/codes/alphabet.hpp"
#include "domain/codes/pattern.hpp"

namespace crmlite::domain {
namespace {

std::int64_t power(std::int64_t base, int exponent) {
  std::int64_t value = 1;
  while (exponent-- > 0) value *= base;
  return value;
}

/// 9, 99, 999 … read in base 32: the last text of digits only.
std::int64_t all_nines(int width) {
  std::int64_t value = 0;
  while (width-- > 0) value = value * 32 + 9;
  return value;
}

void append_digits(std::string& out, std::string_view digits, int width, std::int64_t value) {
  std::array<char, 64> text{};
  std::size_t at = text.size();
  const auto base = static_cast<std::int64_t>(digits.size());
  do {
    text[--at] = digits[static_cast<std::size_t>(value % base)];
    value /= base;
  } while (value > 0);
  while (text.size() - at < static_cast<std::size_t>(width)) text[--at] = digits.front();
  out.append(text.data() + at, text.size() - at);
}

/// The piece has at most 12 digits of the base, so that no overflow can happen.
std::int64_t digits_value(const DigitValues& values, std::int64_t base, std::string_view piece) {
  std::int64_t value = 0;
  for (const char c : piece) value = value * base + values[static_cast<unsigned char>(c)];
  return value;
}

constexpr DigitValues values_10 = values_of(digits_of(10)), values_16 = values_of(digits_of(16)),
                      values_20 = values_of(digits_of(20)), values_26 = values_of(digits_of(26)),
                      values_31 = values_of(digits_of(31)), values_32 = values_of(digits_of(32)),
                      values_36 = values_of(digits_of(36));

}  // namespace

const DigitValues& digit_values(int base) noexcept {
  switch (base) {
    case 10:
      return values_10;
    case 16:
      return values_16;
    case 20:
      return values_20;
    case 26:
      return values_26;
    case 31:
      return values_31;
    case 32:
      return values_32;
    default:
      return values_36;
  }
}

std::int64_t last_number(const Part& part) {
  if (part.growth != Growth::rolls) return power(part.base, part.most) - 1;
  return power(10, part.least) + power(32, part.least) - all_nines(part.least) - 2;
}

void append_number(std::string& out, const Part& part, std::int64_t number) {
  if (part.growth != Growth::rolls) return append_digits(out, digits_of(part.base), part.least, number);
  const std::int64_t plain = power(10, part.least);
  if (number < plain) return append_digits(out, digits_of(10), part.least, number);
  append_digits(out, crockford, part.least, number - plain + all_nines(part.least) + 1);
}

std::optional<std::int64_t> read_number(const Part& part, std::string_view piece) {
  if (part.growth != Growth::rolls) return digits_value(digit_values(part.base), part.base, piece);
  for (const char c : piece)
    if (c > '9')
      return digits_value(values_32, 32, piece) - all_nines(part.least) - 1 + power(10, part.least);
  return digits_value(values_10, 10, piece);
}

}  // namespace crmlite::domain
