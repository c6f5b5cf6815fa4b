// Reading the rule, and the days of a year that it means.
#include "base/posix_tz.hpp"

#include <cstddef>

#include "base/date.hpp"

namespace crmlite::base {
namespace {

using Change = PosixTz::Change;

constexpr std::int64_t day_seconds = 86'400;

std::int64_t day_of(std::int64_t seconds) noexcept {
  return (seconds >= 0 ? seconds : seconds - (day_seconds - 1)) / day_seconds;
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The first mismatch makes it fail, and it stays failed.
class Reader {
 public:
  explicit Reader(std::string_view text) noexcept : rest_(text) {}

  bool ok() const noexcept { return ok_; }
  bool at_end() const noexcept { return rest_.empty(); }

  bool skip(char c) noexcept {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void need(char c) noexcept {
    if (!skip(c)) ok_ = false;
  }
  int number(int least, int most) noexcept {
    int value = 0;
    std::size_t digits = 0;
    for (; digits < 4 && !rest_.empty() && is_digit(rest_[0]); ++digits) {
      value = value * 10 + (rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    if (digits == 0 || value < least || value > most) ok_ = false;
    return value;
  }
  /// `[+-]hh[:mm[:ss]]` in seconds.
  int duration(int most_hours) noexcept {
    const int sign = skip('-') ? -1 : 1;
    if (sign > 0) skip('+');
    int seconds = number(0, most_hours) * 3600;
    if (skip(':')) {
      seconds += number(0, 59) * 60;
      if (skip(':')) seconds += number(0, 59);
    }
    return sign * seconds;
  }
  /// `CET` or `<+03>`; the library has no use for it.
  void abbreviation() noexcept {
    const bool quoted = skip('<');
    std::size_t size = 0;
    while (!rest_.empty() && (is_letter(rest_[0]) || (quoted && is_name_mark(rest_[0])))) {
      rest_.remove_prefix(1);
      ++size;
    }
    if (quoted) need('>');
    if (size < 3) ok_ = false;
  }

 private:
  static bool is_name_mark(char c) noexcept { return is_digit(c) || c == '+' || c == '-'; }

  std::string_view rest_;
  bool ok_ = true;
};

Change read_change(Reader& in) noexcept {
  Change change;
  if (in.skip('M')) {
    change.kind = Change::Kind::month_week;
    change.month = in.number(1, 12);
    in.need('.');
    change.week = in.number(1, 5);
    in.need('.');
    change.day = in.number(0, 6);
  } else if (in.skip('J')) {
    change.kind = Change::Kind::day_no_leap;
    change.day = in.number(1, 365);
  } else {
    change.day = in.number(0, 365);
  }
  if (in.skip('/')) change.time = in.duration(167);
  return change;
}

std::int64_t first_of(int year, int month) noexcept {
  return days_from_civil({static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), 1});
}

std::int64_t nth_weekday(int year, const Change& change) noexcept {
  const std::int64_t first = first_of(year, change.month);
  const std::int64_t next_month = change.month == 12 ? first + 31 : first_of(year, change.month + 1);
  const std::int64_t weekday = ((first + 4) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  std::int64_t day = first + (change.day - weekday + 7) % 7 + std::int64_t{7} * (change.week - 1);
  while (day >= next_month) day -= 7;
  return day;
}

// In seconds since 1970 of the clock before the change.
std::int64_t moment(int year, const Change& change) noexcept {
  std::int64_t day = 0;
  switch (change.kind) {
    case Change::Kind::month_week:
      day = nth_weekday(year, change);
      break;
    case Change::Kind::day:
      day = first_of(year, 1) + change.day;
      break;
    case Change::Kind::day_no_leap: {
      const bool leap = first_of(year, 3) - first_of(year, 1) == 60;
      day = first_of(year, 1) + change.day - (leap && change.day >= 60 ? 0 : 1);
      break;
    }
  }
  return day * day_seconds + change.time;
}

}  // namespace

std::optional<PosixTz> PosixTz::parse(std::string_view text) noexcept {
  Reader in(text);
  PosixTz tz;
  in.abbreviation();
  tz.standard_ = -in.duration(24);  // POSIX counts west of Greenwich
  if (!in.at_end()) {
    tz.has_daylight_ = true;
    in.abbreviation();
    tz.daylight_ = tz.standard_ + 3600;
    if (!in.skip(',')) {
      tz.daylight_ = -in.duration(24);
      in.need(',');
    }
    tz.start_ = read_change(in);
    in.need(',');
    tz.end_ = read_change(in);
  }
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return tz;
}

int PosixTz::offset_at(std::int64_t instant) const noexcept {
  if (!has_daylight_) return standard_;
  const int year = civil_from_days(day_of(instant + standard_)).year;
  const std::int64_t start = moment(year, start_) - standard_;
  const std::int64_t end = moment(year, end_) - daylight_;
  // In the south the year begins and ends with daylight saving.
  const bool saving = start < end ? instant >= start && instant < end : instant >= start || instant < end;
  return saving ? daylight_ : standard_;
}

}  // namespace crmlite::base
