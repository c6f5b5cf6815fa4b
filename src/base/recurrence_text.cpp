// A rule's text, and what makes a rule valid. The text has one form for equal rules, so that it can be
// compared.
#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>
#include <utility>

#include <crmlite/recurrence.hpp>

#include "base/date.hpp"

namespace crmlite {
namespace {

constexpr int most = 99'999;  // of COUNT and INTERVAL: enough for any task, and it bounds the work
constexpr std::array<std::string_view, 4> frequencies{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
constexpr std::array<std::string_view, 7> weekdays{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_weekday(Weekday day) noexcept { return static_cast<std::size_t>(day) < weekdays.size(); }

bool is_within(int number, int limit) noexcept { return number != 0 && number >= -limit && number <= limit; }

// Takes the part before the separator, or all of it, off the text.
std::string_view take(std::string_view& text, char separator) noexcept {
  const std::string_view part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

std::optional<int> read_number(std::string_view text) noexcept {
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit))
    return std::nullopt;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

std::optional<int> read_signed(std::string_view text) noexcept {
  const int sign = text.starts_with('-') ? -1 : 1;
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const auto value = text.size() > 2 ? std::nullopt : read_number(text);
  return value ? std::optional(sign * *value) : std::nullopt;
}

std::optional<int> read_month(std::string_view text) noexcept {
  return text.size() > 2 ? std::nullopt : read_number(text);
}

template <class Enum, std::size_t n>
std::optional<Enum> read_name(std::string_view text, const std::array<std::string_view, n>& names) noexcept {
  const auto it = std::find(names.begin(), names.end(), text);
  if (it == names.end()) return std::nullopt;
  return static_cast<Enum>(it - names.begin());
}

std::optional<OrdinalWeekday> read_day(std::string_view text) noexcept {
  if (text.size() < 2) return std::nullopt;
  const auto weekday = read_name<Weekday>(text.substr(text.size() - 2), weekdays);
  text.remove_suffix(2);
  const auto ordinal = text.empty() ? 0 : read_signed(text);
  if (!weekday || !ordinal || (*ordinal == 0 && !text.empty())) return std::nullopt;
  return OrdinalWeekday{*weekday, *ordinal};
}

template <class T>
bool assign(T& to, std::optional<T> read) noexcept {
  if (read) to = *read;
  return read.has_value();
}

template <class T>
bool read_list(std::vector<T>& to, std::string_view text, std::optional<T> (*read)(std::string_view)) {
  while (true) {
    const bool last = text.find(',') == std::string_view::npos;
    const auto element = read(take(text, ','));
    if (!element) return false;
    to.push_back(*element);
    if (last) return true;
  }
}

// `20261231` or `20261231T230000Z`, read by way of the forms that have separators.
bool read_until(Recurrence& rule, std::string_view text) {
  if (text.size() != 8 && text.size() != 16) return false;
  std::string form(text.substr(0, 4));
  form.append(1, '-').append(text.substr(4, 2)).append(1, '-').append(text.substr(6, 2));
  if (text.size() == 8) {
    const auto date = Date::parse(form);
    if (date) rule.until = *date;
    return date.has_value();
  }
  if (text[8] != 'T' || text[15] != 'Z') return false;
  form.append(text.substr(8, 3)).append(1, ':').append(text.substr(11, 2)).append(1, ':');
  form.append(text.substr(13));
  const auto instant = Timestamp::parse(form);
  if (instant) rule.until = *instant;
  return instant.has_value();
}

struct Part {
  std::string_view name;
  bool (*read)(Recurrence& rule, std::string_view value);
};

constexpr std::array<Part, 8> parts{{
    {"FREQ", [](Recurrence& r,
                std::string_view v) { return assign(r.frequency, read_name<Frequency>(v, frequencies)); }},
    {"INTERVAL", [](Recurrence& r, std::string_view v) { return assign(r.interval, read_number(v)); }},
    {"COUNT",
     [](Recurrence& r, std::string_view v) { return assign(r.count, read_number(v)) && r.count > 0; }},
    {"UNTIL", read_until},
    {"BYMONTH", [](Recurrence& r, std::string_view v) { return read_list<int>(r.by_month, v, read_month); }},
    {"BYMONTHDAY",
     [](Recurrence& r, std::string_view v) { return read_list<int>(r.by_month_day, v, read_signed); }},
    {"BYDAY",
     [](Recurrence& r, std::string_view v) { return read_list<OrdinalWeekday>(r.by_day, v, read_day); }},
    {"WKST",
     [](Recurrence& r, std::string_view v) { return assign(r.week_start, read_name<Weekday>(v, weekdays)); }},
}};

// Sorted and without repetition: from the beginning of a month first, then from its end.
void normalise(Recurrence& rule) {
  const auto sort = [](auto& list, auto key) {
    std::sort(list.begin(), list.end(), [key](const auto& a, const auto& b) { return key(a) < key(b); });
    list.erase(std::unique(list.begin(), list.end()), list.end());
  };
  sort(rule.by_month, [](int month) { return month; });
  sort(rule.by_month_day, [](int day) { return std::pair(day < 0, day); });
  sort(rule.by_day, [](const OrdinalWeekday& d) { return std::tuple(d.ordinal < 0, d.ordinal, d.weekday); });
}

void append(std::string& out, std::string_view name, std::string_view value) {
  if (!out.empty()) out += ';';
  out.append(name).append(1, '=').append(value);
}

template <class T, class Text>
void append_list(std::string& out, std::string_view name, const std::vector<T>& list, Text text) {
  std::string value;
  for (const T& element : list) {
    if (!value.empty()) value += ',';
    value += text(element);
  }
  if (!value.empty()) append(out, name, value);
}

// The text of a day or instant, without its separators and milliseconds.
std::string plain(std::string text) {
  if (const auto point = text.find('.'); point != std::string::npos) text.erase(point, 4);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

std::string day_text(const OrdinalWeekday& day) {
  std::string out = day.ordinal == 0 ? std::string() : std::to_string(day.ordinal);
  return out.append(weekdays[static_cast<std::size_t>(day.weekday)]);
}

bool is_end_valid(const Recurrence& rule) noexcept {
  const bool without_until = std::holds_alternative<std::monostate>(rule.until);
  if (rule.count < 0 || rule.count > most || (rule.count != 0 && !without_until)) return false;
  if (const auto* date = std::get_if<Date>(&rule.until)) return date->is_valid();
  const auto* instant = std::get_if<Timestamp>(&rule.until);
  return instant == nullptr ||
         (instant->ms >= base::first_ms && instant->ms <= base::last_ms && instant->ms % 1000 == 0);
}

// Ordinals count within the month where the rule is about months, and else within the year.
int most_ordinal(const Recurrence& rule) noexcept {
  if (rule.frequency == Frequency::monthly) return 5;
  if (rule.frequency == Frequency::yearly) return rule.by_month.empty() ? 53 : 5;
  return 0;
}

}  // namespace

bool Recurrence::is_valid() const noexcept {
  if (frequency > Frequency::yearly || !is_weekday(week_start)) return false;
  if (interval < 1 || interval > most || !is_end_valid(*this)) return false;
  if (frequency == Frequency::weekly && !by_month_day.empty()) return false;
  const int ordinals = most_ordinal(*this);
  return std::all_of(by_month.begin(), by_month.end(), [](int month) { return month >= 1 && month <= 12; }) &&
         std::all_of(by_month_day.begin(), by_month_day.end(), [](int day) { return is_within(day, 31); }) &&
         std::all_of(by_day.begin(), by_day.end(), [ordinals](const OrdinalWeekday& day) {
           return is_weekday(day.weekday) && (day.ordinal == 0 || is_within(day.ordinal, ordinals));
         });
}

std::optional<Recurrence> Recurrence::parse(std::string_view text) {
  Recurrence rule;
  std::array<bool, parts.size()> seen{};
  while (true) {
    const bool last = text.find(';') == std::string_view::npos;
    std::string_view value = take(text, ';');
    const std::string_view name = take(value, '=');
    const auto part =
        std::find_if(parts.begin(), parts.end(), [name](const Part& p) { return p.name == name; });
    if (part == parts.end() || !part->read(rule, value)) return std::nullopt;
    if (std::exchange(seen[static_cast<std::size_t>(part - parts.begin())], true)) return std::nullopt;
    if (last) break;
  }
  if (!seen[0] || !rule.is_valid()) return std::nullopt;  // FREQ is the part that no rule can do without
  normalise(rule);
  return rule;
}

std::string to_string(const Recurrence& rule) {
  if (!rule.is_valid()) return {};
  Recurrence r = rule;
  normalise(r);
  const auto number = [](int value) { return std::to_string(value); };
  std::string out;
  append(out, "FREQ", frequencies[static_cast<std::size_t>(r.frequency)]);
  if (r.interval != 1) append(out, "INTERVAL", number(r.interval));
  if (r.count != 0) append(out, "COUNT", number(r.count));
  if (const auto* date = std::get_if<Date>(&r.until)) append(out, "UNTIL", plain(to_string(*date)));
  if (const auto* instant = std::get_if<Timestamp>(&r.until))
    append(out, "UNTIL", plain(to_string(*instant)));
  append_list(out, "BYMONTH", r.by_month, number);
  append_list(out, "BYMONTHDAY", r.by_month_day, number);
  append_list(out, "BYDAY", r.by_day, day_text);
  if (r.week_start != Weekday::monday) append(out, "WKST", weekdays[static_cast<std::size_t>(r.week_start)]);
  return out;
}

}  // namespace crmlite
