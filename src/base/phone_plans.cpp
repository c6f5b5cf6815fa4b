// The table of numbering plans with its indexes, both built by the compiler.
#include "base/phone_plans.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace crmlite::base {
namespace {

constexpr PhonePlan plans[] = {
#include "base/phone_plans.inc"
};

using Place = std::uint16_t;  // in `plans`
constexpr Place nowhere = 0xFFFF;
constexpr std::size_t letters = 26;
constexpr std::size_t longest_code = 3;
constexpr std::size_t codes = 1000;

constexpr std::size_t letter(char c) noexcept {
  return static_cast<std::size_t>(c >= 'a' && c <= 'z' ? c - 'a' : c - 'A');
}

constexpr std::size_t number(std::string_view digits) noexcept {
  std::size_t out = 0;
  for (const char c : digits) out = out * 10 + static_cast<std::size_t>(c - '0');
  return out;
}

struct Index {
  std::array<Place, letters * letters> by_region{};
  std::array<Place, codes> main_of_code{};
  std::array<Place, std::size(plans)> next_of_code{};  // leads from the main region through the others
};

consteval Index make_index() {
  Index index;
  index.by_region.fill(nowhere);
  index.main_of_code.fill(nowhere);
  index.next_of_code.fill(nowhere);
  for (Place i = 0; i < std::size(plans); ++i) {
    if (!plans[i].region.empty())
      index.by_region[letter(plans[i].region[0]) * letters + letter(plans[i].region[1])] = i;
    if (plans[i].leading.empty()) index.main_of_code[number(plans[i].code)] = i;
  }
  for (Place i = 0; i < std::size(plans); ++i) {
    if (plans[i].leading.empty()) continue;
    const Place main = index.main_of_code[number(plans[i].code)];
    index.next_of_code[i] = index.next_of_code[main];
    index.next_of_code[main] = i;
  }
  return index;
}

constexpr Index index = make_index();

// One element of a pattern, which is cut off, against a digit.
bool match_element(std::string_view& pattern, char digit) noexcept {
  if (pattern.front() != '[') {
    const bool matches = pattern.front() == '?' || pattern.front() == digit;
    pattern.remove_prefix(1);
    return matches;
  }
  const std::size_t end = pattern.find(']');
  bool matches = false;
  for (std::size_t i = 1; i < end; ++i) {
    const bool range = pattern[i + 1] == '-';
    matches |= digit >= pattern[i] && digit <= pattern[range ? i + 2 : i];
    if (range) i += 2;
  }
  pattern.remove_prefix(end + 1);
  return matches;
}

}  // namespace

std::size_t match(std::string_view pattern, std::string_view digits) noexcept {
  std::size_t count = 0;
  for (; !pattern.empty(); ++count)
    if (count == digits.size() || !match_element(pattern, digits[count])) return 0;
  return count;
}

std::string_view next_pattern(std::string_view& list) noexcept {
  const std::size_t length = std::min(list.find(' '), list.size());
  const std::string_view pattern = list.substr(0, length);
  list.remove_prefix(std::min(length + 1, list.size()));
  return pattern;
}

bool matches_any(std::string_view list, std::string_view digits) noexcept {
  while (!list.empty())
    if (match(next_pattern(list), digits) != 0) return true;
  return false;
}

const PhonePlan* plan_of_region(std::string_view region) noexcept {
  if (region.size() != 2 || letter(region[0]) >= letters || letter(region[1]) >= letters) return nullptr;
  const Place place = index.by_region[letter(region[0]) * letters + letter(region[1])];
  return place == nowhere ? nullptr : &plans[place];
}

const PhonePlan* plan_of_code(std::string_view digits) noexcept {
  if (digits.empty() || digits.front() == '0') return nullptr;  // 020 is not 20
  for (std::size_t length = 1; length <= std::min(longest_code, digits.size()); ++length) {
    const Place place = index.main_of_code[number(digits.substr(0, length))];
    if (place != nowhere) return &plans[place];
  }
  return nullptr;
}

const PhonePlan& plan_of_number(const PhonePlan& main, std::string_view national) noexcept {
  Place place = index.main_of_code[number(main.code)];
  const PhonePlan& rest = plans[place];
  while ((place = index.next_of_code[place]) != nowhere)
    if (matches_any(plans[place].leading, national)) return plans[place];
  return rest;
}

}  // namespace crmlite::base
