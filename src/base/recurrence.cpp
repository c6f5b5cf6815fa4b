// The days of a rule. RFC 5545 lets each part of a rule either add days to a period or take days away; once
// what the rule leaves open is filled in from the start, both come to the same: a day belongs to the rule
// when its period is one of every n-th and each part that the rule has lets it pass.
#include <algorithm>
#include <cstddef>
#include <utility>

#include <crmlite/error.hpp>
#include <crmlite/recurrence.hpp>

#include "base/date.hpp"
#include "base/zone.hpp"

namespace crmlite {
namespace {

using base::civil_from_days;
using base::days_from_civil;
using base::days_in_month;

constexpr std::int64_t last_day = 2'932'896;  // 9999-12-31
constexpr std::int64_t day_ms = 86'400'000;

constexpr std::int64_t floor_divided(std::int64_t a, std::int64_t b) noexcept {
  return a / b - (a % b < 0 ? 1 : 0);
}

std::int64_t day_number(int year, int month, int day) noexcept {
  return days_from_civil(
      {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)});
}

// Monday = 0; 1970-01-01 was a Thursday.
int weekday_of(std::int64_t day) noexcept { return static_cast<int>((day % 7 + 10) % 7); }

template <class T, class Matches>
bool is_any(const std::vector<T>& list, Matches matches) {
  return list.empty() || std::any_of(list.begin(), list.end(), matches);
}

// A rule with its start: which days are its own?
class Pattern {
 public:
  Pattern(Recurrence rule, std::int64_t start_day) : rule_(std::move(rule)) {
    first_period_ = period_of(start_day);
    fill_in(start_day);
  }

  const Recurrence& rule() const noexcept { return rule_; }

  /// The first day from `day` on, which must not lie before the start's.
  std::optional<std::int64_t> on_or_after(std::int64_t day) const {
    const std::int64_t passed = (period_of(day) - first_period_) % rule_.interval;
    std::int64_t period = period_of(day) + (passed == 0 ? 0 : rule_.interval - passed);
    const std::int64_t last_period = period_of(last_day);
    for (int i = 0; i <= periods_in_cycle() && period <= last_period; ++i, period += rule_.interval) {
      const std::int64_t end = std::min(first_day(period + 1), last_day + 1);
      for (std::int64_t d = std::max(first_day(period), day); d < end; ++d) {
        if (matches(d)) return d;
      }
    }
    return std::nullopt;
  }

 private:
  void fill_in(std::int64_t start_day) {
    if (!rule_.by_day.empty() || !rule_.by_month_day.empty()) return;
    const Date start = civil_from_days(start_day);
    if (rule_.frequency == Frequency::weekly) {
      rule_.by_day = {{static_cast<Weekday>(weekday_of(start_day))}};
    } else if (rule_.frequency != Frequency::daily) {
      rule_.by_month_day = {start.day};
      if (rule_.frequency == Frequency::yearly && rule_.by_month.empty()) rule_.by_month = {start.month};
    }
  }

  // The calendar repeats itself every 400 years, weekdays included: after so many periods without a day,
  // whatever the interval, none follows.
  int periods_in_cycle() const noexcept {
    constexpr int cycles[]{146'097, 20'871, 4'800, 400};
    return cycles[static_cast<std::size_t>(rule_.frequency)];
  }

  // Periods are counted from some fixed one, which does not matter.
  std::int64_t period_of(std::int64_t day) const noexcept {
    const Date date = civil_from_days(day);
    switch (rule_.frequency) {
      case Frequency::daily:
        return day;
      case Frequency::weekly:
        return floor_divided(day - week_shift(), 7);
      case Frequency::monthly:
        return date.year * 12 + date.month - 1;
      case Frequency::yearly:
        break;
    }
    return date.year;
  }

  std::int64_t first_day(std::int64_t period) const noexcept {
    switch (rule_.frequency) {
      case Frequency::daily:
        return period;
      case Frequency::weekly:
        return period * 7 + week_shift();
      case Frequency::monthly: {
        const std::int64_t year = floor_divided(period, 12);
        return day_number(static_cast<int>(year), static_cast<int>(period - year * 12) + 1, 1);
      }
      case Frequency::yearly:
        break;
    }
    return day_number(static_cast<int>(period), 1, 1);
  }

  // Day 4 was a Monday.
  int week_shift() const noexcept { return 4 + static_cast<int>(rule_.week_start); }

  bool matches(std::int64_t day) const {
    const Date date = civil_from_days(day);
    const int length = days_in_month(date.year, date.month);
    return is_any(rule_.by_month, [&](int month) { return month == date.month; }) &&
           is_any(rule_.by_month_day, [&](int n) { return (n > 0 ? n : length + 1 + n) == date.day; }) &&
           is_any(rule_.by_day, [&](const OrdinalWeekday& d) {
             return static_cast<int>(d.weekday) == weekday_of(day) &&
                    (d.ordinal == 0 || is_nth(d.ordinal, day));
           });
  }

  // Is the day the n-th of its weekday in its month or year?
  bool is_nth(int ordinal, std::int64_t day) const noexcept {
    const Date date = civil_from_days(day);
    const bool in_year = rule_.frequency == Frequency::yearly && rule_.by_month.empty();
    const std::int64_t first = day_number(date.year, in_year ? 1 : date.month, 1);
    const std::int64_t last =
        in_year ? day_number(date.year, 12, 31) : first + days_in_month(date.year, date.month) - 1;
    return ordinal > 0 ? (day - first) / 7 + 1 == ordinal : (last - day) / 7 + 1 == -ordinal;
  }

  Recurrence rule_;
  std::int64_t first_period_ = 0;
};

// What is asked, in the unit of the task (days or milliseconds), and the days these lie on.
struct Question {
  std::int64_t start = 0;
  std::int64_t after = 0;
  std::int64_t end = 0;  // the last that may be one
  std::int64_t start_day = 0;
  std::int64_t after_day = 0;
};

// `at` tells when the occurrence of a day is: in the order of the days, or at once with the one before where
// a zone left out a whole day, which makes them one.
template <class At>
std::optional<std::int64_t> answer(const Recurrence& rule, const Question& ask, At at) {
  if (ask.start > ask.end || ask.after >= ask.end) return std::nullopt;
  if (ask.after < ask.start) return ask.start;
  const Pattern pattern(rule, ask.start_day);
  const bool counted = rule.count != 0;
  int left = rule.count - 1;
  std::int64_t before = counted ? ask.start : ask.after;  // the next occurrence is later
  std::int64_t from = ask.start_day + 1;
  if (!counted) from = std::max(from, ask.after_day);
  while (const auto day = pattern.on_or_after(from)) {
    const std::int64_t when = at(*day);
    if (when > ask.end || (counted && when > before && left-- == 0)) break;
    if (when > before && when > ask.after) return when;
    before = std::max(before, when);
    from = *day + 1;
  }
  return std::nullopt;
}

std::int64_t last_day_of(const Recurrence& rule) noexcept {
  if (const auto* date = std::get_if<Date>(&rule.until)) return days_from_civil(*date);
  if (const auto* instant = std::get_if<Timestamp>(&rule.until)) return floor_divided(instant->ms, day_ms);
  return last_day;
}

std::int64_t last_ms_of(const Recurrence& rule, const base::Zone& zone) noexcept {
  if (const auto* instant = std::get_if<Timestamp>(&rule.until)) return instant->ms;
  const auto* date = std::get_if<Date>(&rule.until);
  if (date == nullptr) return base::last_ms;
  const Timestamp next_day = zone.from_local(civil_from_days(days_from_civil(*date) + 1), 0);
  return std::min(next_day.ms - 1, base::last_ms);
}

// The date in a year; the 28th for a 29 February that the year does not have.
Date in_year(PartialDate date, int year) noexcept {
  const int day = std::min<int>(date.day, days_in_month(year, date.month));
  return {static_cast<std::int16_t>(year), date.month, static_cast<std::uint8_t>(day)};
}

}  // namespace

std::optional<Date> Recurrence::next_after(Date start, Date after) const {
  if (!is_valid() || !start.is_valid()) return std::nullopt;
  const std::int64_t first = days_from_civil(start);
  const std::int64_t past = days_from_civil(after);
  const auto day = answer(*this, {first, past, last_day_of(*this), first, past + 1},
                          [](std::int64_t number) { return number; });
  return day ? std::optional(civil_from_days(*day)) : std::nullopt;
}

std::optional<Timestamp> Recurrence::next_after(Timestamp start, std::string_view zone,
                                                Timestamp after) const {
  const auto known = base::Zone::recall(zone);
  if (!known)
    throw Invalid(Issue{{}, "zone", "zone", "not a time zone that this system knows", std::string(zone)});
  if (!is_valid() || start.ms < base::first_ms || start.ms > base::last_ms) return std::nullopt;
  const Timestamp past{std::clamp(after.ms, base::first_ms - 1, base::last_ms)};
  const std::int64_t local = known->local_ms(start);
  const std::int64_t first = floor_divided(local, day_ms);
  // A clock put forward over midnight moves the end of one day into the next, so the search begins a day
  // early.
  const std::int64_t early = floor_divided(known->local_ms(past), day_ms) - 1;
  const auto ms = answer(
      *this, {start.ms, past.ms, last_ms_of(*this, *known), first, early},
      [&](std::int64_t day) { return known->from_local(civil_from_days(day), local - first * day_ms).ms; });
  return ms ? std::optional(Timestamp{*ms}) : std::nullopt;
}

std::optional<Date> next_yearly(PartialDate date, Date from) noexcept {
  if (!date.is_valid() || date.month == 0 || date.day == 0 || !from.is_valid()) return std::nullopt;
  const int year = std::max(date.year, from.year);
  const Date this_year = in_year(date, year);
  if (this_year >= from) return this_year;
  return year == 9999 ? std::nullopt : std::optional(in_year(date, year + 1));
}

std::optional<int> years_completed(PartialDate date, Date on) noexcept {
  if (!date.is_valid() || date.year == 0 || !on.is_valid()) return std::nullopt;
  const auto completed = [on, year = date.year](int month, int day) {
    return on.year - year - (on < in_year(PartialDate(year, month, day), on.year) ? 1 : 0);
  };
  const int latest_month = date.month == 0 ? 12 : date.month;
  const int latest_day = date.day == 0 ? days_in_month(date.year, latest_month) : date.day;
  const int most = completed(std::max<int>(date.month, 1), std::max<int>(date.day, 1));
  const int least = completed(latest_month, latest_day);
  return least == most && least >= 0 ? std::optional(least) : std::nullopt;
}

}  // namespace crmlite
