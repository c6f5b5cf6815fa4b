#include "base/check_digit.hpp"

#include <array>
#include <string>

#include "base/text.hpp"

namespace crmlite {
namespace {

constexpr std::array<std::string_view, 7> names = {"none", "luhn", "gs1", "mod11-2", "mod97-10", "iban", "uscc"};

/// 0 to 9, then A to Z as 10 to 35; -1 for anything else.
int value_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

/// Without what people put between groups, in plain capitals.
std::string compact(std::string_view text) {
  std::string out;
  for (const char c : base::fold(text)) {
    if (c == ' ' || c == '-') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

bool only_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

bool luhn(std::string_view text) {
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int digit = text[text.size() - 1 - i] - '0';
    const int twice = digit * 2;
    sum += i % 2 == 0 ? digit : twice / 10 + twice % 10;
  }
  return sum % 10 == 0;
}

bool gs1(std::string_view text) {
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) sum += (text[text.size() - 1 - i] - '0') * (i % 2 == 0 ? 1 : 3);
  return sum % 10 == 0;
}

/// Congruent to 1 when each character is a digit and the last may be X, which is ten.
bool mod11_2(std::string_view text) {
  if (!only_digits(text.substr(0, text.size() - 1))) return false;
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ten = text[i] == 'X';
    if (!ten && value_of(text[i]) > 9) return false;
    sum = (sum * 2 + (ten ? 10 : text[i] - '0')) % 11;
  }
  return sum == 1;
}

/// Letters count as their two-digit numbers, as in the standards built on it.
bool mod97_10(std::string_view text) {
  int remainder = 0;
  for (const char c : text) {
    const int value = value_of(c);
    if (value < 0) return false;
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder == 1;
}

bool iban(const std::string& text) {
  return text.size() >= 5 && value_of(text[0]) > 9 && value_of(text[1]) > 9 && only_digits(text.substr(2, 2)) &&
         mod97_10(text.substr(4) + text.substr(0, 4));
}

/// Weights are powers of 3 modulo 31 over an alphabet without I, O, S, V, Z.
bool uscc(std::string_view text) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  if (text.size() != 18) return false;
  int sum = 0, weight = 1;
  for (std::size_t i = 0; i < 18; ++i) {
    const auto value = alphabet.find(text[i]);
    if (value == std::string_view::npos) return false;
    sum = (sum + static_cast<int>(value) * (i < 17 ? weight : 1)) % 31;
    weight = weight * 3 % 31;
  }
  return sum == 0;
}

}  // namespace

std::string_view to_string(CheckDigit system) noexcept {
  const auto at = static_cast<std::size_t>(system);
  return at < names.size() ? names[at] : std::string_view();
}

std::optional<CheckDigit> check_digit_named(std::string_view name) noexcept {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<CheckDigit>(i);
  return std::nullopt;
}

namespace base {

bool is_checked(CheckDigit system, std::string_view text) {
  if (system == CheckDigit::unchecked) return true;
  const std::string plain = compact(text);
  if (plain.size() < 2) return false;
  switch (system) {
    case CheckDigit::unchecked: break;
    case CheckDigit::luhn: return only_digits(plain) && luhn(plain);
    case CheckDigit::gs1: return only_digits(plain) && gs1(plain);
    case CheckDigit::mod11_2: return mod11_2(plain);
    case CheckDigit::mod97_10: return only_digits(plain.substr(plain.size() - 2)) && mod97_10(plain);
    case CheckDigit::iban: return iban(plain);
    case CheckDigit::uscc: return uscc(plain);
  }
  return true;
}

}  // namespace base
}  // namespace crmlite
