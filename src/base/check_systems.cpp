// The arithmetic of check characters. Most systems run a small state over the payload; the check character is
// what brings the state to its final value. Texts are compared with the computed check, so no second value
// that is congruent to it (00 for 97) passes.
#include <array>
#include <cstdint>

#include <crmlite/date.hpp>

#include "base/check_character.hpp"

namespace crmlite::base {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view with_star = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";
constexpr std::string_view with_x = "0123456789X";
constexpr std::string_view gb_31 = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::string_view crockford_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

using Values = std::array<std::int8_t, 256>;

/// The place of each character in its alphabet; -1 for others.
constexpr Values values_of(std::string_view alphabet) {
  Values values{};
  values.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
  return values;
}

constexpr Values of_digits = values_of(digits), of_alphanumeric = values_of(alphanumeric),
                 of_gb_31 = values_of(gb_31), of_crockford_32 = values_of(crockford_32);

unsigned value_in(const Values& values, char c) noexcept {
  return static_cast<unsigned>(values[static_cast<unsigned char>(c)]);
}

unsigned digit(char c) noexcept { return static_cast<unsigned>(c - '0'); }

/// A state machine of n states and n values in which every row and column of steps is a permutation.
template <std::size_t n>
struct Machine {
  std::array<std::array<std::uint8_t, n>, n> next{};
  std::array<std::uint8_t, n> closing{};  // the value that leads from a state to 0

  template <class Step>
  constexpr explicit Machine(Step step) {
    for (unsigned s = 0; s < n; ++s)
      for (unsigned v = 0; v < n; ++v) {
        next[s][v] = static_cast<std::uint8_t>(step(s, v));
        if (next[s][v] == 0) closing[s] = static_cast<std::uint8_t>(v);
      }
  }

  std::uint8_t close(unsigned start, std::string_view payload, const Values& values) const noexcept {
    unsigned state = start;
    for (const char c : payload) state = next[state][value_in(values, c)];
    return closing[state];
  }
};

constexpr std::string_view damm_table[] = {"0317598642", "7092154863", "4206871359", "1750983426",
                                           "6123045978", "3674209581", "5869720134", "8945362017",
                                           "9438617205", "2581436790"};
constexpr Machine<10> damm_machine([](unsigned s, unsigned v) {
  return static_cast<unsigned>(damm_table[s][v] - '0');
});

// Over a field (f36: two fields side by side) the state s becomes a·s + v. What passes unseen would have to
// be a zero of a, a - 1, a + 1 or a² + 1 times a difference of values; all four are units, hence the promises
// at every length.
constexpr Machine<31> f31_machine([](unsigned s, unsigned v) { return (3 * s + v) % 31; });
constexpr Machine<32> f32_machine([](unsigned s, unsigned v) {  // modulo x⁵ + x² + 1, a = x
  return (s << 1U ^ (s & 16U ? 0b100101U : 0U)) ^ v;
});
constexpr Machine<36> f36_machine([](unsigned s, unsigned v) {
  const unsigned low = s % 4;  // GF(4) modulo x² + x + 1, a = x
  const unsigned low_next = (low << 1U ^ (low & 2U ? 0b111U : 0U)) ^ v % 4;
  const unsigned re = s / 4 % 3, im = s / 12, v_re = v / 4 % 3, v_im = v / 12;  // GF(9): re + im·i, a = 1 + i
  const unsigned re_next = (re + 2 * im + v_re) % 3, im_next = (re + im + v_im) % 3;
  return 4 * (re_next + 3 * im_next) + low_next;
});
constexpr unsigned f36_one = 5;  // one in both fields

/// ISO/IEC 7064, hybrid systems: modulo m and m + 1 by turns. The state is the sum modulo m less the 1 that
/// it has to end at; the standard's start m is twice the state m / 2 - 1.
template <unsigned m>
constexpr unsigned hybrid(unsigned state, unsigned value) {
  return (2 * (state + 1) % (m + 1) + value + m - 1) % m;
}
constexpr Machine<10> mod11_10_machine(hybrid<10>);
constexpr Machine<36> mod37_36_machine(hybrid<36>);

unsigned luhn(std::string_view payload) noexcept {
  unsigned sum = 0;
  for (std::size_t i = 0; i < payload.size(); ++i) {
    const unsigned value = digit(payload[payload.size() - 1 - i]);
    const unsigned twice = value * 2;
    sum += i % 2 == 1 ? value : twice / 10 + twice % 10;
  }
  return (10 - sum % 10) % 10;
}

unsigned gs1(std::string_view payload) noexcept {
  unsigned sum = 0;
  for (std::size_t i = 0; i < payload.size(); ++i)
    sum += digit(payload[payload.size() - 1 - i]) * (i % 2 == 0 ? 3 : 1);
  return (10 - sum % 10) % 10;
}

/// Multiplies in the dihedral group of ten elements, after a permutation that depends on the place.
unsigned verhoeff(std::string_view payload) noexcept {
  static constexpr auto places = [] {
    std::array<std::array<std::uint8_t, 10>, 8> p{};
    constexpr std::uint8_t turn[] = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    for (std::uint8_t v = 0; v < 10; ++v) p[0][v] = v;
    for (std::size_t i = 1; i < 8; ++i)
      for (std::size_t v = 0; v < 10; ++v) p[i][v] = turn[p[i - 1][v]];
    return p;
  }();
  static constexpr Machine<10> product([](unsigned a, unsigned b) {
    if (a < 5) return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
    return b < 5 ? 5 + (a - b) % 5 : (a + 5 - b) % 5;
  });
  unsigned state = 0;
  for (std::size_t i = 0; i < payload.size(); ++i)
    state = product.next[state][places[(i + 1) % 8][digit(payload[payload.size() - 1 - i])]];
  return product.closing[state];  // its inverse, and an inverse is one from both sides
}

/// Weights are powers of 3 modulo 31.
unsigned uscc(std::string_view payload) noexcept {
  static constexpr std::uint8_t weights[] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
  unsigned sum = 0;
  for (std::size_t i = 0; i < payload.size(); ++i) sum += value_in(of_gb_31, payload[i]) * weights[i];
  return (31 - sum % 31) % 31;
}

/// Remainders are taken when a number could outgrow 64 bits, not for each character.
constexpr std::uint64_t nearly_full = std::uint64_t{1} << 57U;

/// ISO/IEC 7064, pure systems: the text is read as a number of this radix, modulo a prime or 1271. The result
/// makes the whole congruent to 1 when `count` check characters are appended.
template <unsigned modulus, unsigned radix, unsigned count = 1>
unsigned pure(std::string_view payload) noexcept {
  std::uint64_t rest = 0;
  for (const char c : payload) {
    rest = rest * radix + value_in(of_alphanumeric, c);
    if (rest >= nearly_full) rest %= modulus;
  }
  rest = rest % modulus * (count == 1 ? radix : radix * radix) % modulus;
  return static_cast<unsigned>((modulus + 1 - rest) % modulus);
}

std::uint64_t mod97(std::uint64_t rest, std::string_view text) noexcept {
  for (const char c : text) {
    const unsigned value = value_in(of_alphanumeric, c);
    rest = rest * (value > 9 ? 100 : 10) + value;
    if (rest >= nearly_full) rest %= 97;
  }
  return rest % 97;
}

/// 02 to 98, as the standard computes it.
void write_mod97(std::uint64_t rest, char* out) noexcept {
  const std::uint64_t check = 98 - rest * 100 % 97;
  out[0] = digits[check / 10];
  out[1] = digits[check % 10];
}

void write_mod1271(std::string_view payload, char* out) noexcept {
  const unsigned check = pure<1271, 36, 2>(payload);
  out[0] = alphanumeric[check / 36];
  out[1] = alphanumeric[check % 36];
}

constexpr CheckRules no_rules{};
constexpr CheckRules decimal{digits, digits, digits, 1};

/// True for characters of the alphabet alone; all alphabets are subsets of the alphanumeric one.
bool is_of(const Values& values, std::string_view text) noexcept {
  bool all = true;
  for (const char c : text) all &= values[static_cast<unsigned char>(c)] >= 0;
  return all;
}

const Values& values_for(std::string_view alphabet) noexcept {
  switch (alphabet.size()) {
    case 10:
      return of_digits;
    case 31:
      return of_gb_31;
    case 32:
      return of_crockford_32;
    default:
      return of_alphanumeric;
  }
}

bool checks_iban(std::string_view text) noexcept {
  if (text.size() < 5 || !is_of(of_alphanumeric, text) || is_of(of_digits, text.substr(0, 1)) ||
      is_of(of_digits, text.substr(1, 1)))
    return false;
  char check[longest_check];
  write_mod97(mod97(mod97(0, text.substr(4)), text.substr(0, 2)), check);
  return text.substr(2, 2) == std::string_view(check, longest_check);
}

/// GB 11643: a region by GB/T 2260 (its first two digits name a province), a birth date, a number of the day.
bool checks_id_cn(std::string_view text) noexcept {
  static constexpr std::string_view provinces =
      "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 "
      "83";
  if (text.size() != 18 || !checks(CheckSystem::mod11_2, text)) return false;
  if (provinces.find(text.substr(0, 2)) == std::string_view::npos) return false;
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (const char c : text.substr(at, count)) value = value * 10 + (c - '0');
    return value;
  };
  return Date{static_cast<std::int16_t>(number(6, 4)), static_cast<std::uint8_t>(number(10, 2)),
              static_cast<std::uint8_t>(number(12, 2))}
      .is_valid();
}

}  // namespace

const CheckRules& check_rules(CheckSystem system) noexcept {
  static constexpr CheckRules with_ten{digits, digits, with_x, 1};
  static constexpr CheckRules two_digits{alphanumeric, digits, digits, 2};
  static constexpr CheckRules starred{alphanumeric, alphanumeric, with_star, 1};
  static constexpr CheckRules letters{alphanumeric, alphanumeric, alphanumeric, 1};
  static constexpr CheckRules two_letters{alphanumeric, alphanumeric, alphanumeric, 2};
  static constexpr CheckRules of_31{gb_31, gb_31, gb_31, 1};
  static constexpr CheckRules of_32{crockford_32, crockford_32, crockford_32, 1};
  switch (system) {
    case CheckSystem::damm:
    case CheckSystem::luhn:
    case CheckSystem::verhoeff:
    case CheckSystem::mod11_10:
    case CheckSystem::gs1:
      return decimal;
    case CheckSystem::mod11_2:
      return with_ten;
    case CheckSystem::mod97_10:
      return two_digits;
    case CheckSystem::mod37_2:
      return starred;
    case CheckSystem::mod37_36:
    case CheckSystem::f36:
      return letters;
    case CheckSystem::mod1271_36:
      return two_letters;
    case CheckSystem::uscc:
    case CheckSystem::f31:
      return of_31;
    case CheckSystem::f32:
      return of_32;
    case CheckSystem::unchecked:
    case CheckSystem::iban:
    case CheckSystem::id_cn:
      break;
  }
  return no_rules;
}

void check_of(CheckSystem system, std::string_view payload, char* out) noexcept {
  switch (system) {
    case CheckSystem::damm:
      *out = digits[damm_machine.close(0, payload, of_digits)];
      return;
    case CheckSystem::luhn:
      *out = digits[luhn(payload)];
      return;
    case CheckSystem::verhoeff:
      *out = digits[verhoeff(payload)];
      return;
    case CheckSystem::gs1:
      *out = digits[gs1(payload)];
      return;
    case CheckSystem::mod11_2:
      *out = with_x[pure<11, 2>(payload)];
      return;
    case CheckSystem::mod11_10:
      *out = digits[mod11_10_machine.close(4, payload, of_digits)];
      return;
    case CheckSystem::mod97_10:
      return write_mod97(mod97(0, payload), out);
    case CheckSystem::mod37_2:
      *out = with_star[pure<37, 2>(payload)];
      return;
    case CheckSystem::mod37_36:
      *out = alphanumeric[mod37_36_machine.close(17, payload, of_alphanumeric)];
      return;
    case CheckSystem::mod1271_36:
      return write_mod1271(payload, out);
    case CheckSystem::uscc:
      *out = gb_31[uscc(payload)];
      return;
    case CheckSystem::f31:
      *out = gb_31[f31_machine.close(1, payload, of_gb_31)];
      return;
    case CheckSystem::f32:
      *out = crockford_32[f32_machine.close(1, payload, of_crockford_32)];
      return;
    case CheckSystem::f36:
      *out = alphanumeric[f36_machine.close(f36_one, payload, of_alphanumeric)];
      return;
    case CheckSystem::unchecked:
    case CheckSystem::iban:
    case CheckSystem::id_cn:
      return;
  }
}

bool checks(CheckSystem system, std::string_view text) noexcept {
  if (system == CheckSystem::unchecked) return true;
  if (system == CheckSystem::iban) return checks_iban(text);
  if (system == CheckSystem::id_cn) return checks_id_cn(text);
  const CheckRules& rules = check_rules(system);
  if (rules.count == 0 || text.size() <= rules.count || (system == CheckSystem::uscc && text.size() != 18))
    return false;
  const std::string_view payload = text.substr(0, text.size() - rules.count);
  if (!is_of(values_for(rules.payload), payload)) return false;
  char check[longest_check];
  check_of(system, payload, check);
  return text.substr(payload.size()) == std::string_view(check, rules.count);
}

}  // namespace crmlite::base
