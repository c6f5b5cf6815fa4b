// Random rules against an enumerator that looks at every single day and knows the table of RFC 5545 §3.3.10
// (which part adds days to a period, which takes days away) with nothing but the standard library's calendar.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <crmlite/recurrence.hpp>

#include "catch.hpp"

using namespace crmlite;

namespace {

namespace chr = std::chrono;

Date to_date(chr::sys_days day) {
  const chr::year_month_day ymd{day};
  return {static_cast<std::int16_t>(int{ymd.year()}), static_cast<std::uint8_t>(unsigned{ymd.month()}),
          static_cast<std::uint8_t>(unsigned{ymd.day()})};
}

template <class T>
bool has(const std::vector<T>& list, T value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

chr::weekday to_weekday(Weekday day) { return chr::weekday{static_cast<unsigned>(day) + 1}; }

class Naive {
 public:
  Naive(const Recurrence& rule, chr::sys_days start) : rule_(rule), start_(start), begin_(start) {}

  std::vector<Date> all(chr::sys_days last) const {
    std::vector<Date> out;
    for (chr::sys_days day = start_; day <= last; day += chr::days{1}) {
      if (const auto* until = std::get_if<Date>(&rule_.until); until != nullptr && to_date(day) > *until)
        break;
      if (day == start_ || (is_in_period(day) && is_in_set(day))) out.push_back(to_date(day));
      if (rule_.count != 0 && out.size() == static_cast<std::size_t>(rule_.count)) break;
    }
    return out;
  }

 private:
  chr::sys_days week_of(chr::sys_days day) const {
    while (chr::weekday{day} != to_weekday(rule_.week_start)) day -= chr::days{1};
    return day;
  }

  bool is_in_period(chr::sys_days day) const {
    const chr::year_month_day date{day};
    switch (rule_.frequency) {
      case Frequency::daily:
        return (day - start_).count() % rule_.interval == 0;
      case Frequency::weekly:
        return (week_of(day) - week_of(start_)).count() / 7 % rule_.interval == 0;
      case Frequency::monthly:
        return (date.year() / date.month() - begin_.year() / begin_.month()).count() % rule_.interval == 0;
      case Frequency::yearly:
        break;
    }
    return (date.year() - begin_.year()).count() % rule_.interval == 0;
  }

  bool is_in_set(chr::sys_days day) const {
    const chr::year_month_day date{day};
    const bool in_month = has(rule_.by_month, static_cast<int>(unsigned{date.month()}));
    const bool on_month_day =
        has(rule_.by_month_day, static_cast<int>(unsigned{date.day()})) || is_from_end(date);
    if (!rule_.by_month.empty() && !in_month) return false;
    if (!rule_.by_month_day.empty() && !on_month_day) return false;
    if (!rule_.by_day.empty()) return is_by_day(day);
    if (!rule_.by_month_day.empty() || rule_.frequency == Frequency::daily) return true;
    if (rule_.frequency == Frequency::weekly) return chr::weekday{day} == chr::weekday{start_};
    if (date.day() != begin_.day()) return false;
    return rule_.frequency == Frequency::monthly || in_month || date.month() == begin_.month();
  }

  bool is_from_end(chr::year_month_day date) const {
    const auto last = (date.year() / date.month() / chr::last).day();
    return has(rule_.by_month_day,
               static_cast<int>(unsigned{date.day()}) - static_cast<int>(unsigned{last}) - 1);
  }

  bool is_by_day(chr::sys_days day) const {
    return std::any_of(rule_.by_day.begin(), rule_.by_day.end(), [&](const OrdinalWeekday& d) {
      return d.ordinal == 0 ? chr::weekday{day} == to_weekday(d.weekday)
                            : day == nth(d, chr::year_month_day{day});
    });
  }

  // Walks weeks from the first or last such weekday of the month or year; may end up outside of it.
  chr::sys_days nth(const OrdinalWeekday& d, chr::year_month_day in) const {
    const chr::weekday weekday = to_weekday(d.weekday);
    const bool in_year = rule_.frequency == Frequency::yearly && rule_.by_month.empty();
    const chr::year_month first = in.year() / (in_year ? chr::January : in.month());
    const chr::year_month last = in.year() / (in_year ? chr::December : in.month());
    return d.ordinal > 0 ? chr::sys_days{first / weekday[1]} + chr::weeks{d.ordinal - 1}
                         : chr::sys_days{last / weekday[chr::last]} + chr::weeks{d.ordinal + 1};
  }

  Recurrence rule_;
  chr::sys_days start_;
  chr::year_month_day begin_;
};

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}

  int between(int least, int most) {
    return least + static_cast<int>(engine_() % static_cast<unsigned>(most - least + 1));
  }
  bool once_in(int times) { return between(1, times) == 1; }

  Recurrence rule() {
    Recurrence r;
    r.frequency = static_cast<Frequency>(between(0, 3));
    r.interval = once_in(2) ? 1 : between(2, 13);
    r.week_start = static_cast<Weekday>(between(0, 6));
    if (once_in(3)) fill(r.by_month, 4, [&] { return between(1, 12); });
    if (once_in(3) && r.frequency != Frequency::weekly)
      fill(r.by_month_day, 5, [&] { return sign() * between(1, 31); });
    if (once_in(2)) {
      const int most = r.frequency < Frequency::monthly                           ? 0
                       : r.frequency == Frequency::monthly || !r.by_month.empty() ? 5
                                                                                  : 53;
      fill(r.by_day, 4, [&] {
        const int ordinal = most == 0 || once_in(3) ? 0 : sign() * between(1, most);
        return OrdinalWeekday{static_cast<Weekday>(between(0, 6)), ordinal};
      });
    }
    return r;
  }

 private:
  int sign() { return once_in(2) ? 1 : -1; }

  template <class T, class Make>
  void fill(std::vector<T>& list, int most, Make make) {
    for (int i = between(1, most); i > 0; --i) list.push_back(make());
  }

  std::mt19937 engine_;
};

// All days up to the last one that is looked at, by the library.
std::vector<Date> enumerated(const Recurrence& rule, Date start, Date last) {
  std::vector<Date> out;
  for (auto date = rule.next_after(start, Date{1, 1, 1}); date && *date <= last;
       date = rule.next_after(start, *date))
    out.push_back(*date);
  return out;
}

}  // namespace

TEST_CASE("random rules give the days that looking at every day gives") {
  const unsigned seed = GENERATE(1U, 2U, 3U, 4U);
  Dice dice(seed);
  for (int i = 0; i < 100; ++i) {
    Recurrence rule = dice.rule();
    const chr::sys_days start = chr::sys_days{chr::year{1995} / 1 / 1} + chr::days{dice.between(0, 20'000)};
    const chr::sys_days last = start + chr::days{4000};
    if (dice.once_in(4))
      rule.count = dice.between(1, 40);
    else if (dice.once_in(4))
      rule.until = to_date(start + chr::days{dice.between(-1, 2000)});
    CAPTURE(seed, i, to_string(rule), to_string(to_date(start)));
    REQUIRE(rule.is_valid());
    const auto expected = Naive(rule, start).all(last);
    REQUIRE(enumerated(rule, to_date(start), to_date(last)) == expected);

    const auto read = Recurrence::parse(to_string(rule));
    REQUIRE(read);
    CHECK(to_string(*read) == to_string(rule));
    CHECK(enumerated(*read, to_date(start), to_date(last)) == expected);

    // From any day, and as times of UTC.
    for (int j = 0; j < 20; ++j) {
      const chr::sys_days after = start + chr::days{dice.between(-100, 3999)};
      const auto next = std::upper_bound(expected.begin(), expected.end(), to_date(after));
      const auto found = rule.next_after(to_date(start), to_date(after));
      if (next != expected.end()) {
        REQUIRE(found == *next);
      } else {
        REQUIRE((!found || *found > to_date(last)));
      }
      const auto ms = [](chr::sys_days day) {
        return Timestamp{chr::milliseconds{day.time_since_epoch()}.count() + 1};
      };
      const auto time = rule.next_after(ms(start), "UTC", ms(after));
      REQUIRE((time ? to_string(*time).substr(0, 10) : "") == (found ? to_string(*found) : ""));
    }
  }
}
