// Dates as people write them. The text is folded first (full-width characters, case, blanks), then cut into
// numbers, names of months and what stands between them; which of them is the year, the month and the day
// follows from that.
#include <array>
#include <cstddef>
#include <string>

#include "base/date.hpp"
#include "base/text.hpp"

namespace crmlite::base {
namespace {

constexpr std::array<std::string_view, 12> month_names{"january",   "february", "march",    "april",
                                                       "may",       "june",     "july",     "august",
                                                       "september", "october",  "november", "december"};

struct Part {
  int value = 0;
  std::size_t digits = 0;  // 0: the name of a month
  std::string_view
      behind;  // up to the next part, without blanks at the ends; a blank when it is nothing else
};

struct Parts {
  std::array<Part, 3> part;
  std::size_t count = 0;
};

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return c >= 'a' && c <= 'z'; }

template <class Is>
std::string_view take(std::string_view& text, Is is) noexcept {
  std::size_t size = 0;
  while (size < text.size() && is(text[size])) ++size;
  const std::string_view taken = text.substr(0, size);
  text.remove_prefix(size);
  return taken;
}

std::string_view without_blanks(std::string_view text) noexcept {
  if (text.find_first_not_of(' ') == std::string_view::npos) return text.substr(0, 1);
  text.remove_prefix(text.find_first_not_of(' '));
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

// 1 to 12; 0 for any other word.
int month_named(std::string_view word) noexcept {
  if (word == "sept") return 9;
  for (std::size_t i = 0; i < month_names.size(); ++i) {
    if (word == month_names[i] || word == month_names[i].substr(0, 3)) return static_cast<int>(i) + 1;
  }
  return 0;
}

std::optional<Parts> cut(std::string_view text) noexcept {
  Parts parts;
  while (!text.empty()) {
    if (parts.count == parts.part.size()) return std::nullopt;
    Part& part = parts.part[parts.count++];
    if (is_letter(text[0])) {
      part.value = month_named(take(text, is_letter));
      if (part.value == 0) return std::nullopt;
    } else {
      const std::string_view digits = take(text, is_digit);
      if (digits.empty() || digits.size() > 8) return std::nullopt;
      part.digits = digits.size();
      for (const char c : digits) part.value = part.value * 10 + (c - '0');
    }
    part.behind = without_blanks(take(text, [](char c) { return !is_digit(c) && !is_letter(c); }));
  }
  return parts;
}

bool is_year(const Part& part) noexcept { return part.digits == 4; }
bool is_short(const Part& part) noexcept { return part.digits == 1 || part.digits == 2; }
bool is_mark(std::string_view text) noexcept { return text == "-" || text == "/" || text == "."; }
bool is_day_sign(std::string_view text) noexcept { return text == "日" || text == "号"; }

std::optional<Date> valid(int year, int month, int day) noexcept {
  const Date date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
                  static_cast<std::uint8_t>(day)};
  if (!date.is_valid()) return std::nullopt;
  return date;
}

std::optional<PartialDate> valid(PartialDate date) noexcept {
  if (!date.is_valid()) return std::nullopt;
  return date;
}

// Nothing when both readings hold and differ.
template <class T>
std::optional<T> the_only(const std::optional<T>& a, const std::optional<T>& b) noexcept {
  if (a && b && *a != *b) return std::nullopt;
  return a ? a : b;
}

std::optional<Date> from_numbers(const Part& a, const Part& b, const Part& c) noexcept {
  if (!is_short(b)) return std::nullopt;
  const bool signs = a.behind == "年" && b.behind == "月" && is_day_sign(c.behind);
  const bool marks = is_mark(a.behind) && a.behind == b.behind && c.behind.empty();
  if (is_year(a) && is_short(c) && (signs || marks)) return valid(a.value, b.value, c.value);
  if (is_short(a) && is_year(c) && marks) {
    return the_only(valid(c.value, a.value, b.value), valid(c.value, b.value, a.value));
  }
  return std::nullopt;
}

std::optional<Date> from_named_month(const Part& a, const Part& b, const Part& c) noexcept {
  const auto joins = [](std::string_view text) { return is_mark(text) || text == " " || text == ","; };
  if (!joins(a.behind) || !joins(b.behind) || !c.behind.empty()) return std::nullopt;
  if (a.digits == 0 && is_short(b) && is_year(c)) return valid(c.value, a.value, b.value);
  if (is_short(a) && is_year(c)) return valid(c.value, b.value, a.value);
  if (is_year(a) && is_short(c)) return valid(a.value, b.value, c.value);
  return std::nullopt;
}

std::optional<Date> from_parts(const Parts& parts) noexcept {
  const auto& [a, b, c] = parts.part;
  if (parts.count == 1 && a.digits == 8 && a.behind.empty()) {
    return valid(a.value / 10'000, a.value / 100 % 100, a.value % 100);
  }
  if (parts.count != 3) return std::nullopt;
  return a.digits != 0 && b.digits != 0 && c.digits != 0 ? from_numbers(a, b, c) : from_named_month(a, b, c);
}

// The time of day at the end of a folded date taken away; false when it is no midnight.
bool drop_midnight(std::string_view& text) noexcept {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return true;
  const std::size_t start = text.find_last_of(" t", colon);
  if (start == std::string_view::npos) return false;
  std::string_view time = text.substr(start + 1);
  text = text.substr(0, start);

  if (time.ends_with('z')) time.remove_suffix(1);
  if (time.size() > 8 && time.substr(0, 9) == "00:00:00.") {
    time.remove_prefix(9);
    return !time.empty() && time.find_first_not_of('0') == std::string_view::npos;
  }
  return time == "00:00" || time == "00:00:00" || time == "0:00" || time == "0:00:00";
}

std::optional<Date> from_folded(std::string_view text) noexcept {
  if (!drop_midnight(text)) return std::nullopt;
  const auto parts = cut(text);
  return parts ? from_parts(*parts) : std::nullopt;
}

std::optional<PartialDate> month_and_day(const Part& a, const Part& b, bool year_is_marked) noexcept {
  if (!is_short(a) || !is_short(b)) return std::nullopt;
  const auto month_first = valid(PartialDate(0, a.value, b.value));
  if (a.behind == "月" && is_day_sign(b.behind)) return month_first;
  if (!is_mark(a.behind) || !b.behind.empty()) return std::nullopt;
  // Only the hyphen of ISO 8601 says that the month comes first.
  if (year_is_marked || a.behind == "-") return month_first;
  return the_only(month_first, valid(PartialDate(0, b.value, a.value)));
}

std::optional<PartialDate> from_fewer_parts(const Parts& parts, bool year_is_marked) noexcept {
  const auto& [a, b, c] = parts.part;
  if (parts.count == 1 && is_year(a) && !year_is_marked && (a.behind.empty() || a.behind == "年")) {
    return valid(PartialDate(a.value));
  }
  if (parts.count != 2) return std::nullopt;
  const bool signs = a.behind == "年" && b.behind == "月";
  if (is_year(a) && is_short(b) && !year_is_marked && (signs || (is_mark(a.behind) && b.behind.empty()))) {
    return b.value == 0 ? std::nullopt : valid(PartialDate(a.value, b.value));
  }
  return a.value == 0 || b.value == 0 ? std::nullopt : month_and_day(a, b, year_is_marked);
}

}  // namespace

std::optional<Date> parse_date_lenient(std::string_view text) {
  if (const auto exact = Date::parse(text)) return exact;
  return from_folded(fold(text));
}

std::optional<PartialDate> parse_partial_date_lenient(std::string_view text) {
  if (const auto exact = PartialDate::parse(text)) return exact;
  const std::string folded = fold(text);
  if (const auto date = from_folded(folded)) return PartialDate(*date);
  std::string_view rest = folded;
  const bool year_is_marked = rest.starts_with("--");  // as unknown
  if (year_is_marked) rest.remove_prefix(2);
  const auto parts = cut(rest);
  return parts ? from_fewer_parts(*parts, year_is_marked) : std::nullopt;
}

}  // namespace crmlite::base
