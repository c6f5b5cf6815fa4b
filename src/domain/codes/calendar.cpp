#include "domain/codes/calendar.hpp"

#include <fmt/format.h>

#include "base/date.hpp"
#include "domain/codes/pattern.hpp"

namespace crmlite::domain {
namespace {

struct IsoWeek {
  int year = 0, week = 0;
};

int day_of_year(Date d) {
  return static_cast<int>(base::days_from_civil(d) - base::days_from_civil({d.year, 1, 1})) + 1;
}

/// Monday is 0.
int weekday(std::int64_t days) {
  return static_cast<int>((days % 7 + 7 + 3) % 7);
}  // 1970-01-01 was a Thursday

/// ISO 8601: weeks begin on Monday, and the first one holds the year's first Thursday.
IsoWeek iso_week(Date d) {
  const std::int64_t days = base::days_from_civil(d);
  const Date thursday = base::civil_from_days(days - weekday(days) + 3);
  return {thursday.year, (day_of_year(thursday) - 1) / 7 + 1};
}

int fiscal_year_of(Date d, Fiscal fiscal) {
  if (fiscal == Fiscal{}) return d.year;
  const bool begun = d.month > fiscal.month || (d.month == fiscal.month && d.day >= fiscal.day);
  return d.year + (begun ? 1 : 0);
}

int full_year(int two_digits) { return two_digits < 0 ? -1 : window_first + two_digits; }

constexpr Token day_tokens[] = {
    Token::year,     Token::short_year,  Token::quarter,          Token::month,
    Token::day,      Token::day_of_year, Token::iso_year,         Token::short_iso_year,
    Token::iso_week, Token::fiscal_year, Token::short_fiscal_year};

bool prints(const TimeParts& parts, Date d, Fiscal fiscal) {
  const LocalTime time{d, 0};
  for (const Token t : day_tokens) {
    if (!parts.has(t)) continue;
    const bool same = is_short_year(t) ? full_year(parts.of(t)) == time_part(long_year(t), time, fiscal)
                                       : parts.of(t) == time_part(t, time, fiscal);
    if (!same) return false;
  }
  return true;
}

struct Days {
  std::int64_t first = -719'162, last = 2'932'896;  // 0001-01-01 to 9999-12-31

  void narrow(std::int64_t begin, std::int64_t end) {
    first = std::max(first, begin);
    last = std::min(last, end);
  }
};

std::int64_t days_of(int year, int month, int day) {
  return base::days_from_civil(
      {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)});
}

/// Few days among which is each one that prints the parts. Without a year the calendars of 28 years are all
/// there are.
Days candidates(const TimeParts& parts, Fiscal fiscal) {
  Days days;
  const int year = parts.year(), iso = parts.iso_year(), fy = parts.fiscal_year(),
            month = parts.of(Token::month);
  if (year < 0 && iso < 0 && fy < 0)
    days.narrow(days_of(window_first, 1, 1), days_of(window_first + 27, 12, 31));
  if (const int day = parts.of(Token::day); year >= 0 && month > 0)
    days.narrow(days_of(year, month, day > 0 ? day : 1),
                days_of(year, month, day > 0 ? day : base::days_in_month(year, month)));
  else if (year >= 0)
    days.narrow(days_of(year, 1, 1), days_of(year, 12, 31));
  if (const int nth = parts.of(Token::day_of_year); year >= 0 && nth > 0)
    days.narrow(days_of(year, 1, 1) + nth - 1, days_of(year, 1, 1) + nth - 1);
  if (iso >= 0) {
    const std::int64_t fourth = days_of(iso, 1, 4), monday = fourth - weekday(fourth);
    const int week = parts.of(Token::iso_week);
    days.narrow(monday + (week > 0 ? 7 * (week - 1) : 0), monday + (week > 0 ? 7 * week - 1 : 53 * 7));
  }
  if (fy >= 0) {
    const std::int64_t begin = days_of(fiscal == Fiscal{} ? fy : fy - 1, fiscal.month, fiscal.day);
    days.narrow(begin, begin + 366);
  }
  return days;
}

/// A part that is printed, or follows from the day that is.
int told_by(const TimeParts& parts, Token token, Fiscal fiscal) {
  if (parts.has(token)) return parts.of(token);
  const auto day = parts.day();
  return day ? time_part(token, {*day, 0}, fiscal) : -1;
}

}  // namespace

std::optional<Fiscal> parse_fiscal(std::string_view text) {
  const auto day = PartialDate::parse("--" + std::string(text));
  if (!day || day->day == 0 || (day->month == 2 && day->day == 29)) return std::nullopt;
  return Fiscal{day->month, day->day};
}

int TimeParts::of(Token token) const {
  return values_[static_cast<std::size_t>(token) - static_cast<std::size_t>(Token::year)];
}

void TimeParts::set(Token token, int value) {
  values_[static_cast<std::size_t>(token) - static_cast<std::size_t>(Token::year)] = value;
}

int TimeParts::year() const { return has(Token::year) ? of(Token::year) : full_year(of(Token::short_year)); }
int TimeParts::iso_year() const {
  return has(Token::iso_year) ? of(Token::iso_year) : full_year(of(Token::short_iso_year));
}
int TimeParts::fiscal_year() const {
  return has(Token::fiscal_year) ? of(Token::fiscal_year) : full_year(of(Token::short_fiscal_year));
}

std::optional<Date> TimeParts::day() const {
  const int y = year();
  if (y < 1) return std::nullopt;
  Date d{static_cast<std::int16_t>(y), 1, 1};
  if (has(Token::month) && has(Token::day)) {
    d.month = static_cast<std::uint8_t>(of(Token::month));
    d.day = static_cast<std::uint8_t>(of(Token::day));
    return d.is_valid() ? std::optional(d) : std::nullopt;
  }
  if (!has(Token::day_of_year)) return std::nullopt;
  d = base::civil_from_days(base::days_from_civil(d) + of(Token::day_of_year) - 1);
  return d.year == y ? std::optional(d) : std::nullopt;
}

bool TimeParts::possible(Fiscal fiscal) const {
  int given = 0;
  for (const Token t : day_tokens) given += has(t) ? 1 : 0;
  if (given <= 1) return year() != 0 && iso_year() != 0 && fiscal_year() != 0;
  const Days days = candidates(*this, fiscal);
  for (std::int64_t at = days.first; at <= days.last; ++at) {
    const Date d = base::civil_from_days(at);
    if (prints(*this, d, fiscal)) return true;
    if (has(Token::month) && d.month != of(Token::month)) at += base::days_in_month(d.year, d.month) - d.day;
  }
  return false;
}

std::optional<Period> period_named(std::string_view name) {
  if (name == "year") return Period::year;
  if (name == "quarter") return Period::quarter;
  if (name == "month") return Period::month;
  if (name == "week") return Period::week;
  if (name == "day") return Period::day;
  if (name == "fy") return Period::fiscal_year;
  return std::nullopt;
}

std::optional<std::string> period_text(Period period, const TimeParts& given, Fiscal fiscal) {
  const int year = given.year();
  const auto told = [&](Token token) { return told_by(given, token, fiscal); };
  switch (period) {
    case Period::year:
      if (year < 0) return std::nullopt;
      return fmt::format("{:04}", year);
    case Period::quarter: {
      const int month = given.of(Token::month);
      const int quarter = month > 0 ? (month - 1) / 3 + 1 : told(Token::quarter);
      if (year < 0 || quarter < 0) return std::nullopt;
      return fmt::format("{:04}Q{}", year, quarter);
    }
    case Period::month: {
      const int month = told(Token::month);
      if (year < 0 || month < 0) return std::nullopt;
      return fmt::format("{:04}-{:02}", year, month);
    }
    case Period::week: {
      const int week_year = given.iso_year() < 0 ? told(Token::iso_year) : given.iso_year();
      const int week = told(Token::iso_week);
      if (week_year < 0 || week < 0) return std::nullopt;
      return fmt::format("{:04}W{:02}", week_year, week);
    }
    case Period::day: {
      const auto day = given.day();
      return day ? std::optional(to_string(*day)) : std::nullopt;
    }
    case Period::fiscal_year: {
      int fy = given.fiscal_year() < 0 ? told(Token::fiscal_year) : given.fiscal_year();
      if (fy < 0 && fiscal == Fiscal{}) fy = year;
      if (fy < 0) return std::nullopt;
      return fmt::format("FY{:04}", fy);
    }
  }
  return std::nullopt;
}

int time_part(Token token, const LocalTime& t, Fiscal fiscal) {
  switch (token) {
    case Token::year:
      return t.day.year;
    case Token::short_year:
      return t.day.year % 100;
    case Token::quarter:
      return (t.day.month - 1) / 3 + 1;
    case Token::month:
      return t.day.month;
    case Token::day:
      return t.day.day;
    case Token::day_of_year:
      return day_of_year(t.day);
    case Token::iso_year:
      return iso_week(t.day).year;
    case Token::short_iso_year:
      return iso_week(t.day).year % 100;
    case Token::iso_week:
      return iso_week(t.day).week;
    case Token::fiscal_year:
      return fiscal_year_of(t.day, fiscal);
    case Token::short_fiscal_year:
      return fiscal_year_of(t.day, fiscal) % 100;
    case Token::hour:
      return t.second / 3600;
    case Token::minute:
      return t.second / 60 % 60;
    case Token::second:
      return t.second % 60;
    default:
      return -1;
  }
}

TimeParts time_parts(const LocalTime& time, Fiscal fiscal) {
  TimeParts parts;
  for (const Token t : {Token::year, Token::quarter, Token::month, Token::day, Token::day_of_year,
                        Token::fiscal_year, Token::hour, Token::minute, Token::second})
    parts.set(t, time_part(t, time, fiscal));
  const IsoWeek week = iso_week(time.day);
  parts.set(Token::iso_year, week.year);
  parts.set(Token::iso_week, week.week);
  return parts;
}

bool is_short_year(Token t) {
  return t == Token::short_year || t == Token::short_iso_year || t == Token::short_fiscal_year;
}

Token long_year(Token t) {
  return t == Token::short_year       ? Token::year
         : t == Token::short_iso_year ? Token::iso_year
                                      : Token::fiscal_year;
}

int digits_of_time(Token token) {
  switch (token) {
    case Token::year:
    case Token::iso_year:
    case Token::fiscal_year:
      return 4;
    case Token::day_of_year:
      return 3;
    case Token::quarter:
      return 1;
    default:
      return 2;
  }
}

}  // namespace crmlite::domain
