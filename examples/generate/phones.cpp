// Telephone numbers: the digits come from the record's number, the spelling from chance.
#include "phones.hpp"

#include <cstddef>

namespace generate {

namespace {

std::string digits(std::uint64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text.substr(text.size() - width);
}

std::string full_width(std::string_view ascii_digits) {
  std::string text;
  for (const char c : ascii_digits) {
    text += "\xEF\xBC";
    text += static_cast<char>(0x90 + (c - '0'));
  }
  return text;
}

std::string american(std::string_view area, std::uint64_t number, Random& random) {
  const std::string exchange = digits(555 + number / 100 % 400, 3);
  const std::string line = "01" + digits(number, 2);
  const std::string a(area);
  switch (random.below(5)) {
    case 0:
      return "(" + a + ") " + exchange + "-" + line;
    case 1:
      return "+1 " + a + "-" + exchange + "-" + line;
    case 2:
      return "+1" + a + exchange + line;
    case 3:
      return "+1 (" + a + ") " + exchange + "-" + line + " ext. " + digits(random.below(900) + 100, 3);
    default:
      return "+1." + a + "." + exchange + "." + line;
  }
}

std::string british(std::uint64_t number, Random& random) {
  const std::string line = digits(7946 + number / 1000 % 1000, 4) + " 0" + digits(number, 3);
  return random.percent(50) ? "+44 20 " + line : "+44 (0)20 " + line;
}

std::string german(std::uint64_t number, Random& random) {
  const std::string line = "23125" + digits(number, 3) + (number < 1000 ? "" : digits(number / 1000, 3));
  switch (random.below(3)) {
    case 0:
      return "+49 30 " + line;
    case 1:
      return "+49 (0)30 / " + line;
    default:
      return "0049 30 " + line;
  }
}

std::string french(std::uint64_t number, Random& random) {
  const std::string a = digits(number, 2), b = digits(number / 100, 2), c = digits(number / 10'000, 2);
  return random.percent(50) ? "+33 1 99 " + c + " " + b + " " + a : "+33.1.99." + c + "." + b + "." + a;
}

}  // namespace

std::string chinese_mobile(std::uint64_t number, Random& random) {
  constexpr const char* prefixes[] = {"138", "139", "150", "159", "186", "188"};
  const std::string prefix = random.pick(prefixes);
  const std::string rest = digits(number, 8);
  const std::string first = rest.substr(0, 4), last = rest.substr(4);
  switch (random.below(7)) {
    case 0:
      return prefix + "-" + first + "-" + last;
    case 1:
      return "+86 " + prefix + " " + first + " " + last;
    case 2:
      return "+86" + prefix + rest;
    case 3:
      return "0086 " + prefix + "-" + first + "-" + last;
    case 4:
      return full_width(prefix + rest);
    case 5:
      return prefix + " " + first + " " + last;
    default:
      return prefix + rest;
  }
}

std::string chinese_line(std::string_view area, std::uint64_t number, Random& random) {
  const std::string a(area);
  const std::string rest = "8" + digits(number, 7);  // eight digits in every city listed
  switch (random.below(4)) {
    case 0:
      return "0" + a + "-" + rest;
    case 1:
      return "(0" + a + ") " + rest.substr(0, 4) + " " + rest.substr(4);
    case 2:
      return "+86 " + a + " " + rest;
    default:
      return "0" + a + "-" + rest + " 转 " + digits(random.below(900) + 100, 3);
  }
}

std::string western_phone(std::string_view iso, std::string_view area, std::uint64_t number, Random& random) {
  if (iso == "US") return american(area, number, random);
  if (iso == "GB") return british(number, random);
  if (iso == "DE") return german(number, random);
  return french(number, random);
}

}  // namespace generate
