// A telephone number in two steps: the text is read into its digits, then the numbering plans say
// what they mean. The text is gone through once and nothing is allocated before the answer is.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include <crmlite/phone.hpp>

#include "base/phone_areas.hpp"
#include "base/phone_plans.hpp"
#include "base/text.hpp"

namespace crmlite {
namespace {

using base::PhonePlan;

constexpr std::size_t longest_text = 250;            // bytes
constexpr std::size_t most_digits = 26;              // 15 of E.164, and the longest prefixes
constexpr std::size_t longest_number = 15;           // digits of E.164
constexpr std::size_t longest_extension = 9;         // digits
constexpr std::size_t longest_hyphen_extension = 6;  // digits

enum class Kind : std::uint8_t { digit, plus, hyphen, skipped, other };

constexpr bool is_between(char32_t c, char32_t first, char32_t last) noexcept {
  return c >= first && c <= last;
}

// Hyphens and dashes; U+30FC is what Japanese keyboards give for one.
constexpr bool is_hyphen(char32_t c) noexcept {
  return c == '-' || is_between(c, 0x2010, 0x2015) || c == 0x2212 || c == 0x30FC || c == 0xFE63 ||
         c == 0xFF0D;
}

// Blanks and what cannot be seen: telephones copy numbers with marks of direction around them.
constexpr bool is_blank(char32_t c) noexcept {
  return c == ' ' || c == '\t' || c == 0xA0 || c == 0xAD || is_between(c, 0x2000, 0x200F) ||
         is_between(c, 0x202A, 0x202F) || is_between(c, 0x2060, 0x2069) || c == 0x3000 || c == 0xFEFF;
}

Kind kind_of(char32_t c) noexcept {
  constexpr std::u32string_view between = U".()[]/\u00B7\uFF08\uFF09\uFF0E\uFF0F\uFF3B\uFF3D";
  if (is_between(c, '0', '9') || is_between(c, 0xFF10, 0xFF19)) return Kind::digit;
  if (c == '+' || c == 0xFF0B) return Kind::plus;
  if (is_hyphen(c)) return Kind::hyphen;
  return is_blank(c) || between.find(c) != std::u32string_view::npos ? Kind::skipped : Kind::other;
}

constexpr char digit_of(char32_t c) noexcept { return static_cast<char>('0' + (c & 0xF)); }

template <std::size_t Size>
class Digits {
 public:
  bool add(char32_t c) noexcept {
    if (size_ == Size) return false;
    digits_[size_++] = digit_of(c);
    return true;
  }
  std::string_view view() const noexcept { return {digits_.data(), size_}; }
  std::size_t size() const noexcept { return size_; }
  char& operator[](std::size_t i) noexcept { return digits_[i]; }

 private:
  std::array<char, Size> digits_;
  std::size_t size_ = 0;
};

struct Typed {
  bool plus = false;
  Digits<most_digits> digits = {};
  std::uint32_t hyphens = 0;  // bit n: one stands before the n-th digit
  Digits<longest_extension> extension = {};
};

// The bytes of the word before an extension that the text starts with, 0 without one.
std::size_t extension_word(std::string_view text) noexcept {
  constexpr auto words = std::to_array<std::string_view>(
      {";ext=", "extension", "extn", "ext", "x", "#", "＃", "转分机", "轉分機", "分机", "分機", "转", "轉"});
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  for (const std::string_view word : words)
    if (text.size() > word.size() && std::ranges::equal(text.substr(0, word.size()), word, {}, lower))
      return word.size();
  return 0;
}

// `: 123)`, up to the end of the text.
bool read_extension(std::string_view text, Typed& out) noexcept {
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = base::decode(text, pos);
    const Kind kind = kind_of(c);
    const bool before = out.extension.size() == 0;
    if (kind == Kind::digit) {
      if (!out.extension.add(c)) return false;
    } else if (kind == Kind::plus || (kind == Kind::other && !(before && (c == ':' || c == 0xFF1A)))) {
      return false;
    }
  }
  return out.extension.size() > 0;
}

bool read(std::string_view text, Typed& out) noexcept {
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t start = pos;
    const char32_t c = base::decode(text, pos);
    switch (kind_of(c)) {
      case Kind::digit:
        if (!out.digits.add(c)) return false;
        break;
      case Kind::plus:
        if (out.plus || out.digits.size() > 0) return false;
        out.plus = true;
        break;
      case Kind::hyphen:
        out.hyphens |= 1U << out.digits.size();
        break;
      case Kind::skipped:
        break;
      case Kind::other: {
        const std::size_t word = extension_word(text.substr(start));
        return word != 0 && read_extension(text.substr(start + word), out);
      }
    }
  }
  return true;
}

std::string_view without_blanks(std::string_view text) noexcept {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view without_scheme(std::string_view text) noexcept {
  constexpr std::string_view scheme = "tel:";
  const auto lower = [](char c) { return static_cast<char>(c | 0x20); };
  const bool has =
      text.size() > scheme.size() && std::ranges::equal(text.substr(0, scheme.size()), scheme, {}, lower);
  return has ? text.substr(scheme.size()) : text;
}

// A national number with the plan it belongs to; without a plan it is no possible one.
struct Found {
  const PhonePlan* plan = nullptr;
  std::string_view national = {};

  explicit operator bool() const noexcept { return plan != nullptr; }
};

// `here` is the plan of the place where the number is dialled, if that is known.
Found possible(const PhonePlan& main, std::string_view national, const PhonePlan* here) noexcept {
  const PhonePlan& plan = base::plan_of_number(main, national);
  if (here != nullptr && base::is_short_canadian(here->region, national)) return {here, national};
  if (!base::contains(plan.lengths, national.size()) || plan.code.size() + national.size() > longest_number)
    return {};
  if (national.starts_with('0') && base::matches_any(plan.trunk, "0")) return {};
  if (plan.code == "86" && !base::fits_chinese_plan(national)) return {};
  return {&plan, national};
}

Found without_trunk(const PhonePlan& main, std::string_view prefixes, std::string_view digits,
                    const PhonePlan* here) noexcept {
  while (!prefixes.empty()) {
    const std::size_t length = base::match(base::next_pattern(prefixes), digits);
    if (length == 0) continue;
    if (const Found found = possible(main, digits.substr(length), here)) return found;
  }
  return {};
}

// Digits that start with a country code. `+49 (0)30` is often written, though nobody can dial it.
Found international(std::string_view digits, const PhonePlan* here) noexcept {
  const PhonePlan* main = base::plan_of_code(digits);
  if (main == nullptr) return {};
  if (here != nullptr && here->code != main->code) here = nullptr;
  digits.remove_prefix(main->code.size());
  if (const Found found = possible(*main, digits, here)) return found;
  return without_trunk(*main, main->trunk, digits, here);
}

// Digits behind what is dialled before a country code. Everywhere people write `00` for the `+`, and before
// their own country's code they mean nothing else, even where 00 and the next digit reach some carrier.
Found behind_prefix(std::string_view digits, const PhonePlan& here) noexcept {
  constexpr std::string_view usual = "00";
  Found meant;
  if (digits.starts_with(usual)) meant = international(digits.substr(usual.size()), &here);
  if (meant && meant.plan->code == here.code) return meant;
  for (std::string_view prefixes = here.international; !prefixes.empty();) {
    const std::size_t length = base::match(base::next_pattern(prefixes), digits);
    if (length == 0) continue;
    if (const Found found = international(digits.substr(length), &here)) return found;
  }
  return meant;
}

// From how many digits on a number is taken to start with its own country code where it might do without one:
// ordinary national numbers have up to nine digits or start with others, but for the regions below.
std::size_t own_code_from(std::string_view region) noexcept {
  struct Exception {
    std::size_t digits;
    std::string_view regions;
  };
  constexpr auto exceptions = std::to_array<Exception>(
      {{7, "NU TK"}, {8, "KI"}, {9, "AD MM PM WF"}, {11, "IN IT PK VA"}, {12, "BR"}});
  for (const Exception& row : exceptions)
    if (row.regions.find(region) != std::string_view::npos) return row.digits;
  return 10;
}

// What the digits stand for where they are dialled.
Found dialled(std::string_view digits, const PhonePlan& here) noexcept {
  const PhonePlan& main = *base::plan_of_code(here.code);
  if (const Found found = behind_prefix(digits, here)) return found;
  if (const Found found = without_trunk(main, here.trunk, digits, &here)) return found;
  const bool own_code = digits.starts_with(here.code);
  if (own_code && digits.size() >= own_code_from(here.region))
    if (const Found found = international(digits, &here)) return found;
  if (const Found found = possible(main, digits, &here)) return found;
  return own_code ? international(digits, &here) : Found{};
}

// In Argentina mobiles are dialled with 15 behind the area code, and written for others with 9 before it.
std::string_view argentine_mobile(Digits<most_digits>& digits) noexcept {
  constexpr std::size_t length = 12;  // without the 0 before it
  constexpr std::string_view mark = "15";
  const std::size_t first = digits.view().starts_with('0') ? 1 : 0;
  const std::string_view national = digits.view().substr(first);
  if (national.size() != length) return digits.view();
  const auto behind = [&](std::size_t area) { return national.substr(area, mark.size()) == mark; };
  const std::size_t area = national.starts_with("11") ? (behind(2) ? 2 : 0)
                           : behind(3)                ? 3
                           : behind(4)                ? 4
                                                      : 0;
  if (area == 0) return digits.view();
  for (std::size_t i = area; i-- > 0;) digits[first + i + mark.size()] = digits[first + i];
  digits[first + 1] = '9';
  return digits.view().substr(first + 1);
}

PhoneNumber parts(const Found& found, std::string_view extension) {
  const PhonePlan& plan = *found.plan;
  const std::size_t area = base::area_length(plan.code, found.national);
  PhoneNumber out{.country_code = std::string(plan.code),
                  .area_code = std::string(found.national.substr(0, area)),
                  .number = std::string(found.national.substr(area)),
                  .extension = std::string(extension),
                  .region = std::string(plan.region)};
  out.e164.reserve(1 + plan.code.size() + found.national.size());
  out.e164.append(1, '+').append(plan.code).append(found.national);
  return out;
}

Found find(std::string_view digits, bool plus, const PhonePlan* here) noexcept {
  if (plus) return international(digits, here);
  return here != nullptr ? dialled(digits, *here) : Found{};
}

// `010-88888888-801`: the Chinese way to write an extension, behind a number that is complete without it.
Found find_with_hyphen_extension(const Typed& typed, const PhonePlan* here,
                                 std::string_view& extension) noexcept {
  const std::string_view digits = typed.digits.view();
  const std::size_t shortest = digits.size() - std::min(digits.size(), longest_hyphen_extension);
  for (std::size_t end = digits.size(); end-- > std::max<std::size_t>(shortest, 1);) {
    if ((typed.hyphens >> end & 1U) == 0) continue;
    const Found found = find(digits.substr(0, end), typed.plus, here);
    if (!found || found.plan->code != "86" || base::is_chinese_mobile(found.national)) return {};
    extension = digits.substr(end);
    return found;
  }
  return {};
}

}  // namespace

std::optional<PhoneNumber> parse_phone(std::string_view text, std::string_view region) {
  Typed typed;
  text = without_scheme(without_blanks(text));
  if (text.size() > longest_text || !read(text, typed)) return std::nullopt;
  const PhonePlan* here = base::plan_of_region(region);
  const bool argentine = here != nullptr && here->region == "AR" && !typed.plus;
  std::string_view extension = typed.extension.view();
  Found found = find(argentine ? argentine_mobile(typed.digits) : typed.digits.view(), typed.plus, here);
  if (!found && extension.empty()) found = find_with_hyphen_extension(typed, here, extension);
  if (!found) return std::nullopt;
  return parts(found, extension);
}

}  // namespace crmlite
