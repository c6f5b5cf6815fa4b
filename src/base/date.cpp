// The public dates: exact forms in, exact forms out, and the calendar they rest on.
// The calendar counts in eras of 400 years of which each begins with a March, so that the leap day ends its
// year.
#include "base/date.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace crmlite {
namespace {

constexpr std::int64_t ms_per_minute = 60'000;
constexpr std::int64_t ms_per_day = 86'400'000;

using base::first_ms;
using base::last_ms;

bool is_day(int year, int month, int day) noexcept {
  return month >= 1 && month <= 12 && day >= 1 && day <= base::days_in_month(year, month);
}

// Takes a text apart from its beginning; the first mismatch makes it fail, and it stays failed.
class Reader {
 public:
  explicit Reader(std::string_view text) noexcept : rest_(text) {}

  bool done() const noexcept { return ok_ && rest_.empty(); }
  bool at_digit() const noexcept { return !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; }

  /// Takes one of the characters if it is next.
  bool skip(std::string_view one_of) noexcept {
    if (rest_.empty() || one_of.find(rest_[0]) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void need(std::string_view one_of) noexcept {
    if (!skip(one_of)) ok_ = false;
  }
  /// Exactly so many digits.
  int number(int digits) noexcept {
    int value = 0;
    for (int i = 0; i < digits; ++i) value = value * 10 + digit();
    return value;
  }
  /// The same; zero is a mismatch.
  int positive(int digits) noexcept {
    const int value = number(digits);
    ok_ = ok_ && value != 0;
    return value;
  }
  int digit() noexcept {
    if (!at_digit()) {
      ok_ = false;
      return 0;
    }
    const int value = rest_[0] - '0';
    rest_.remove_prefix(1);
    return value;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

Date make_date(int year, int month, int day) noexcept {
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

// Digits behind the third are below a millisecond and are cut off.
int read_fraction(Reader& in) noexcept {
  int ms = in.digit() * 100;
  if (in.at_digit()) ms += in.digit() * 10;
  if (in.at_digit()) ms += in.digit();
  while (in.at_digit()) in.digit();
  return ms;
}

// Minutes east of UTC.
int read_offset(Reader& in) noexcept {
  if (in.skip("Zz")) return 0;
  const int sign = in.skip("-") ? -1 : 1;
  if (sign > 0) in.need("+");
  const int hours = in.number(2);
  in.need(":");
  const int minutes = in.number(2);
  if (hours > 23 || minutes > 59) in.need("");
  return sign * (hours * 60 + minutes);
}

void append_number(std::string& out, std::int64_t value, std::size_t digits) {
  const std::size_t end = out.size() + digits;
  out.append(digits, '0');
  for (std::size_t i = end; i > end - digits; value /= 10) out[--i] = static_cast<char>('0' + value % 10);
}

void append_year(std::string& out, int year) {
  if (year < 0) out += '-';
  const int size = year < 0 ? -year : year;
  append_number(out, size, size > 9999 ? 5 : 4);
}

void append_part(std::string& out, char before, std::int64_t value, std::size_t digits = 2) {
  out += before;
  append_number(out, value, digits);
}

}  // namespace

bool Date::is_valid() const noexcept { return year >= 1 && year <= 9999 && is_day(year, month, day); }

std::optional<Date> Date::parse(std::string_view text) noexcept {
  Reader in(text);
  const int year = in.number(4);
  in.need("-");
  const int month = in.number(2);
  in.need("-");
  const int day = in.number(2);
  if (!in.done()) return std::nullopt;
  const Date date = make_date(year, month, day);
  if (!date.is_valid()) return std::nullopt;
  return date;
}

bool PartialDate::is_valid() const noexcept {
  if (year < 0 || year > 9999 || month > 12) return false;
  if (month == 0) return year != 0 && day == 0;
  if (day == 0) return year != 0;
  return is_day(year == 0 ? 2000 : year, month, day);  // of an unknown year: it may be a leap year
}

std::optional<PartialDate> PartialDate::parse(std::string_view text) noexcept {
  Reader in(text);
  PartialDate date;
  const bool with_year = !text.starts_with("--");
  if (with_year) {
    date.year = static_cast<std::int16_t>(in.positive(4));
  } else {
    in.need("-");
  }
  if (text.size() > 4) {
    in.need("-");
    date.month = static_cast<std::uint8_t>(in.positive(2));
  }
  if (text.size() > 7 || !with_year) {
    in.need("-");
    date.day = static_cast<std::uint8_t>(in.positive(2));
  }
  if (!in.done() || !date.is_valid()) return std::nullopt;
  return date;
}

std::optional<Timestamp> Timestamp::parse(std::string_view text) noexcept {
  Reader in(text);
  const int year = in.number(4);
  in.need("-");
  const int month = in.number(2);
  in.need("-");
  const int day = in.number(2);
  in.need("Tt ");
  const int hour = in.number(2);
  in.need(":");
  const int minute = in.number(2);
  const bool with_second = in.skip(":");
  const int second = with_second ? in.number(2) : 0;
  const int fraction = with_second && in.skip(".") ? read_fraction(in) : 0;
  const int offset = read_offset(in);
  if (!in.done() || !is_day(year, month, day) || hour > 23 || minute > 59 || second > 60) return std::nullopt;

  const std::int64_t ms = base::days_from_civil(make_date(year, month, day)) * ms_per_day +
                          std::int64_t{hour * 60 + minute - offset} * ms_per_minute +
                          std::int64_t{1000} * second + fraction;
  if (ms < first_ms || ms > last_ms) return std::nullopt;
  // A leap second ends a day of UTC; not being counted, it is the first of the next day.
  if (second == 60 && (ms - first_ms) % ms_per_day >= 1000) return std::nullopt;
  return Timestamp{ms};
}

std::string to_string(Date date) {
  std::string out;
  append_year(out, date.year);
  append_part(out, '-', date.month);
  append_part(out, '-', date.day);
  return out;
}

std::string to_string(PartialDate date) {
  std::string out;
  if (date.year != 0) {
    append_year(out, date.year);
  } else {
    out += '-';
  }
  if (date.month != 0 || date.day != 0) append_part(out, '-', date.month);
  if (date.day != 0) append_part(out, '-', date.day);
  return out;
}

std::string to_string(Timestamp instant) {
  std::int64_t days = instant.ms / ms_per_day;
  std::int64_t ms = instant.ms % ms_per_day;
  if (ms < 0) {
    --days;
    ms += ms_per_day;
  }
  std::string out = to_string(base::civil_from_days(days));
  append_part(out, 'T', ms / 3'600'000);
  append_part(out, ':', ms / ms_per_minute % 60);
  append_part(out, ':', ms / 1000 % 60);
  append_part(out, '.', ms % 1000, 3);
  out += 'Z';
  return out;
}

namespace base {
namespace {

constexpr std::int64_t days_per_era = 146'097;
constexpr std::int64_t epoch_day = 719'468;  // 1970-01-01, counted from 0000-03-01

}  // namespace

int days_in_month(int year, int month) noexcept {
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

std::int64_t days_from_civil(Date date) noexcept {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month = (date.month + 9) % 12;  // March is 0
  const std::int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
  return era * days_per_era + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         epoch_day;
}

Date civil_from_days(std::int64_t days) noexcept {
  // What a Date can hold; far outside of what is_valid() takes.
  constexpr std::int64_t first = -12'687'428;  // -32767-01-01
  constexpr std::int64_t last = 11'248'737;    // 32767-12-31
  const std::int64_t count = std::clamp(days, first, last) + epoch_day;
  const std::int64_t era = (count >= 0 ? count : count - (days_per_era - 1)) / days_per_era;
  const std::int64_t day_of_era = count - era * days_per_era;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month = (5 * day_of_year + 2) / 153;  // March is 0
  const std::int64_t year = era * 400 + year_of_era + (month >= 10 ? 1 : 0);
  return make_date(static_cast<int>(year), static_cast<int>(month < 10 ? month + 3 : month - 9),
                   static_cast<int>(day_of_year - (153 * month + 2) / 5 + 1));
}

}  // namespace base
}  // namespace crmlite
