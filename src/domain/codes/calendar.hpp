// The parts of date and time that codes print, all of one instant in one zone, and the periods in which
// numbers count.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <crmlite/date.hpp>

namespace crmlite::domain {

enum class Token : std::uint8_t;

/// An instant on the clock of the series' zone.
struct LocalTime {
  Date day = {};
  int second = 0;  // of the day
};

/// The day on which fiscal years begin; a fiscal year has the name of the calendar year in which it ends.
struct Fiscal {
  int month = 1, day = 1;
  friend bool operator==(const Fiscal&, const Fiscal&) = default;
};

/// `MM-DD` of a day that every year has. Nothing for another text.
std::optional<Fiscal> parse_fiscal(std::string_view text);

/// Values of the time parts of a code, by token; -1: the code does not print it.
class TimeParts {
 public:
  TimeParts() { values_.fill(-1); }
  int of(Token token) const;
  void set(Token token, int value);
  bool has(Token token) const { return of(token) >= 0; }
  int year() const;  // of {YYYY} or {YY}
  int iso_year() const;
  int fiscal_year() const;
  /// The day, where the parts say which one it is.
  std::optional<Date> day() const;
  /// Whether there is an instant that prints these parts.
  bool possible(Fiscal fiscal) const;
  friend bool operator==(const TimeParts&, const TimeParts&) = default;

 private:
  std::array<int, 16> values_{};
};

enum class Period : std::uint8_t { year, quarter, month, week, day, fiscal_year };

std::optional<Period> period_named(std::string_view name);
/// `2026`, `2026Q3`, `2026-09`, `2026W36`, `2026-09-05`, `FY2027`; nothing where the parts do not tell.
std::optional<std::string> period_text(Period period, const TimeParts& parts, Fiscal fiscal);

/// What the token prints of an instant. {YY} and its like print the last two digits.
int time_part(Token token, const LocalTime& time, Fiscal fiscal);
/// Every part of an instant.
TimeParts time_parts(const LocalTime& time, Fiscal fiscal);
int digits_of_time(Token token);
/// {YY}, {GG} and {FY}, and the years of four digits that they stand for.
bool is_short_year(Token token);
Token long_year(Token token);

/// Years of two digits are of this century.
inline constexpr int window_first = 2000, window_last = 2099;

}  // namespace crmlite::domain
