// Rules for whole days: their text, their limits and the days they give.
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/recurrence.hpp>

#include "catch.hpp"

using namespace crmlite;

namespace {

Date day(std::string_view text) {
  const auto date = Date::parse(text);
  REQUIRE(date);
  return *date;
}

Recurrence rule(std::string_view text) {
  const auto rule = Recurrence::parse(text);
  REQUIRE(rule);
  return *rule;
}

// The first days of a rule, each year named once, and `end` when there are no more: `2026 03-01 04-01 end`.
std::string days(std::string_view text, std::string_view start, int most) {
  const Recurrence r = rule(text);
  std::string out;
  int year = 0;
  auto date = r.next_after(day(start), Date{0, 12, 31});
  for (int i = 0; i < most && date; ++i) {
    const std::string written = to_string(*date);
    if (date->year != year) out += written.substr(0, 4) + ' ';
    year = date->year;
    out += written.substr(5) + ' ';
    date = r.next_after(day(start), *date);
  }
  if (!date) return out + "end";
  out.pop_back();
  return out;
}

struct Case {
  std::string_view rule;
  std::string_view start;
  std::string_view days;
};

void check(const std::vector<Case>& cases) {
  for (const auto& [text, start, expected] : cases) {
    CAPTURE(text, start);
    int most = 0;  // as many as expected
    for (const char c : expected) most += c == '-' ? 1 : 0;
    CHECK(days(text, start, most) == expected);
  }
}

}  // namespace

TEST_CASE("a rule's text has one form") {
  const std::vector<std::pair<std::string_view, std::string_view>> texts{
      {"FREQ=DAILY", "FREQ=DAILY"},
      {"INTERVAL=1;FREQ=DAILY", "FREQ=DAILY"},
      {"FREQ=DAILY;INTERVAL=01", "FREQ=DAILY"},
      {"FREQ=DAILY;INTERVAL=99999;COUNT=99999", "FREQ=DAILY;INTERVAL=99999;COUNT=99999"},
      {"WKST=MO;FREQ=WEEKLY", "FREQ=WEEKLY"},
      {"WKST=SU;BYDAY=FR,MO,FR;COUNT=3;INTERVAL=2;FREQ=WEEKLY",
       "FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=MO,FR;WKST=SU"},
      {"FREQ=MONTHLY;BYDAY=-1FR,+2MO,2TU,WE,-2MO", "FREQ=MONTHLY;BYDAY=WE,2MO,2TU,-2MO,-1FR"},
      {"FREQ=MONTHLY;BYMONTHDAY=-1,15,+1,-31,01", "FREQ=MONTHLY;BYMONTHDAY=1,15,-31,-1"},
      {"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"},
      {"FREQ=YEARLY;BYMONTH=12,1,06", "FREQ=YEARLY;BYMONTH=1,6,12"},
      {"FREQ=YEARLY;BYDAY=53MO,-53SU", "FREQ=YEARLY;BYDAY=53MO,-53SU"},
      {"FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231"},
      {"UNTIL=20261231T225959Z;FREQ=DAILY", "FREQ=DAILY;UNTIL=20261231T225959Z"},
      {"FREQ=DAILY;UNTIL=20161231T235960Z", "FREQ=DAILY;UNTIL=20170101T000000Z"},
  };
  for (const auto& [text, canonical] : texts) {
    CAPTURE(text);
    CHECK(to_string(rule(text)) == canonical);
    CHECK(rule(canonical) == rule(text));
  }
  CHECK(rule("FREQ=MONTHLY;BYDAY=-1FR;COUNT=6") ==
        Recurrence{.frequency = Frequency::monthly, .count = 6, .by_day = {{Weekday::friday, -1}}});
  CHECK(to_string({.frequency = Frequency::weekly, .by_day = {{Weekday::friday}, {Weekday::monday}}}) ==
        "FREQ=WEEKLY;BYDAY=MO,FR");
  CHECK(to_string({.until = Date{2026, 12, 31}}) == "FREQ=DAILY;UNTIL=20261231");
}

TEST_CASE("what is no rule, or another part of RFC 5545, is none") {
  for (const std::string_view text :
       {"", ";", "=", "FREQ", "FREQ=", "FREQ=DAILY;", ";FREQ=DAILY", "FREQ=DAILY;;COUNT=2", "DAILY",
        "RRULE:FREQ=DAILY", "freq=DAILY", "FREQ=daily", "FREQ=DAILY ", " FREQ=DAILY", "FREQ=DAILY; COUNT=2",
        "FREQ=DAILY\n", "FREQ=DAILY,WEEKLY", "FREQ==DAILY", "FREQ=DAILY=1", "FREQ=HOURLY", "FREQ=MINUTELY",
        "FREQ=SECONDLY", "FREQ=FORTNIGHTLY", "INTERVAL=2", "COUNT=3;BYDAY=MO",
        // Each part once
        "FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;COUNT=2;COUNT=2",
        "FREQ=WEEKLY;BYDAY=MO;BYDAY=TU",
        // Numbers
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=+1",
        "FREQ=DAILY;INTERVAL=", "FREQ=DAILY;INTERVAL=1.5", "FREQ=DAILY;INTERVAL=2x",
        "FREQ=DAILY;INTERVAL=100000", "FREQ=DAILY;INTERVAL=99999999999999999999", "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=-3", "FREQ=DAILY;COUNT=100000", "FREQ=DAILY;COUNT=", "FREQ=DAILY;COUNT=1,2",
        // The end
        "FREQ=DAILY;COUNT=3;UNTIL=20261231", "FREQ=DAILY;UNTIL=", "FREQ=DAILY;UNTIL=2026-12-31",
        "FREQ=DAILY;UNTIL=20260230", "FREQ=DAILY;UNTIL=00000101", "FREQ=DAILY;UNTIL=20261301",
        "FREQ=DAILY;UNTIL=2026123", "FREQ=DAILY;UNTIL=20261231T", "FREQ=DAILY;UNTIL=20261231T120000",
        "FREQ=DAILY;UNTIL=20261231T1200Z", "FREQ=DAILY;UNTIL=20261231T240000Z",
        "FREQ=DAILY;UNTIL=20261231T120060Z", "FREQ=DAILY;UNTIL=20261231t120000Z",
        "FREQ=DAILY;UNTIL=20261231T120000z", "FREQ=DAILY;UNTIL=20261231T12:00:Z",
        // Days and months
        "FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;BYDAY=MO,", "FREQ=WEEKLY;BYDAY=,MO", "FREQ=WEEKLY;BYDAY=MO,,TU",
        "FREQ=WEEKLY;BYDAY=MON", "FREQ=WEEKLY;BYDAY=M", "FREQ=WEEKLY;BYDAY=mo", "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=1", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=DAILY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=6MO", "FREQ=MONTHLY;BYDAY=-6MO", "FREQ=MONTHLY;BYDAY=+MO",
        "FREQ=MONTHLY;BYDAY=--1MO", "FREQ=MONTHLY;BYDAY=1 MO", "FREQ=MONTHLY;BYDAY=MO1",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=6MO", "FREQ=YEARLY;BYDAY=54MO", "FREQ=YEARLY;BYDAY=-54MO",
        "FREQ=YEARLY;BYDAY=100MO", "FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=-32", "FREQ=MONTHLY;BYMONTHDAY=001",
        "FREQ=MONTHLY;BYMONTHDAY=", "FREQ=MONTHLY;BYMONTHDAY=-", "FREQ=MONTHLY;BYMONTHDAY=1-5",
        "FREQ=YEARLY;BYMONTH=0", "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYMONTH=-1", "FREQ=YEARLY;BYMONTH=+1",
        "FREQ=YEARLY;BYMONTH=5L", "FREQ=YEARLY;BYMONTH=", "FREQ=WEEKLY;WKST=", "FREQ=WEEKLY;WKST=MO,TU",
        "FREQ=WEEKLY;WKST=1MO", "FREQ=WEEKLY;WKST=XX",
        // Parts left out of the library
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY;BYYEARDAY=1,100,200",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "FREQ=DAILY;BYHOUR=9", "FREQ=DAILY;BYMINUTE=0",
        "FREQ=DAILY;BYSECOND=0", "FREQ=DAILY;RSCALE=GREGORIAN", "FREQ=DAILY;X-NAME=1"}) {
    CAPTURE(text);
    CHECK_FALSE(Recurrence::parse(text));
  }
  using namespace std::string_view_literals;
  CHECK_FALSE(Recurrence::parse("FREQ=DAILY\0"sv));
}

TEST_CASE("a rule that was put together wrongly has no text and no occurrence") {
  const auto weekday = static_cast<Weekday>(7);
  for (const Recurrence& wrong :
       std::vector<Recurrence>{{.frequency = static_cast<Frequency>(4)},
                               {.interval = 0},
                               {.interval = -1},
                               {.interval = 100'000},
                               {.count = -1},
                               {.count = 100'000},
                               {.count = 1, .until = Date{2026, 1, 1}},
                               {.until = Date{}},
                               {.until = Timestamp{1}},
                               {.until = Timestamp{300'000'000'000'000}},
                               {.by_month = {13}},
                               {.by_month_day = {0}},
                               {.by_day = {{weekday}}},
                               {.by_day = {{Weekday::monday, 1}}},
                               {.week_start = weekday},
                               {.frequency = Frequency::weekly, .by_month_day = {1}}}) {
    CHECK_FALSE(wrong.is_valid());
    CHECK(to_string(wrong).empty());
    CHECK_FALSE(wrong.next_after(Date{2025, 1, 1}, Date{2024, 1, 1}));
    CHECK_FALSE(wrong.next_after(Timestamp{0}, "UTC", Timestamp{-1}));
  }
  CHECK_FALSE(Recurrence{}.next_after(Date{2025, 2, 29}, Date{2024, 1, 1}));
  CHECK_FALSE(Recurrence{}.next_after(Date{}, Date{2024, 1, 1}));
}

TEST_CASE("days, weeks, months and years from a start") {
  check({
      {"FREQ=DAILY", "2026-12-30", "2026 12-30 12-31 2027 01-01 01-02"},
      {"FREQ=DAILY", "2024-02-28", "2024 02-28 02-29 03-01"},
      {"FREQ=DAILY;INTERVAL=3", "2023-02-27", "2023 02-27 03-02 03-05"},
      {"FREQ=DAILY;INTERVAL=365", "2023-03-01", "2023 03-01 2024 02-29 2025 02-28 2026 02-28"},
      {"FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-12-31", "2026 12-31 2027 01-01 01-04 01-05"},
      {"FREQ=DAILY;BYMONTHDAY=-1", "2026-01-31", "2026 01-31 02-28 03-31 04-30"},
      {"FREQ=DAILY;INTERVAL=2;BYMONTHDAY=1", "2026-01-01", "2026 01-01 04-01 05-01 08-01 11-01"},
      {"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29", "2024-02-29", "2024 02-29 2028 02-29 2032 02-29"},
      {"FREQ=WEEKLY", "2026-12-24", "2026 12-24 12-31 2027 01-07"},
      {"FREQ=WEEKLY;INTERVAL=52", "2026-01-01", "2026 01-01 12-31 2027 12-30"},
      {"FREQ=WEEKLY;BYDAY=SU,MO", "2026-03-01", "2026 03-01 03-02 03-08 03-09"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO", "2026-03-01", "2026 03-01 03-09 03-15 03-23"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", "2026-03-01", "2026 03-01 03-02 03-15 03-16"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;WKST=WE", "2026-03-03", "2026 03-03 03-11 03-25"},
      {"FREQ=WEEKLY;BYMONTH=1;BYDAY=FR", "2026-01-23", "2026 01-23 01-30 2027 01-01 01-08"},
      {"FREQ=MONTHLY", "2026-01-15", "2026 01-15 02-15 03-15"},
      {"FREQ=MONTHLY", "2026-01-31", "2026 01-31 03-31 05-31 07-31 08-31 10-31 12-31 2027 01-31"},
      {"FREQ=MONTHLY", "2024-01-30", "2024 01-30 03-30 04-30"},
      {"FREQ=MONTHLY", "2024-01-29", "2024 01-29 02-29 03-29"},
      {"FREQ=MONTHLY;INTERVAL=12", "2024-02-29", "2024 02-29 2028 02-29"},
      {"FREQ=MONTHLY;INTERVAL=2;BYMONTH=1,2", "2026-01-10", "2026 01-10 2027 01-10"},
      {"FREQ=MONTHLY;BYMONTHDAY=-1", "2023-11-30", "2023 11-30 12-31 2024 01-31 02-29 03-31"},
      {"FREQ=MONTHLY;BYMONTHDAY=-31", "2026-01-01", "2026 01-01 03-01 05-01 07-01 08-01"},
      {"FREQ=MONTHLY;BYMONTHDAY=31,-1", "2026-01-31", "2026 01-31 02-28 03-31"},
      {"FREQ=MONTHLY;BYMONTH=6;BYMONTHDAY=-1", "2026-06-30", "2026 06-30 2027 06-30"},
      {"FREQ=MONTHLY;BYDAY=2MO,-1FR", "2026-01-12", "2026 01-12 01-30 02-09 02-27"},
      {"FREQ=MONTHLY;BYDAY=5SU", "2026-03-29", "2026 03-29 05-31 08-30 11-29 2027 01-31"},
      {"FREQ=MONTHLY;BYDAY=-5MO", "2026-03-02", "2026 03-02 06-01 08-03 11-02 2027 03-01"},
      {"FREQ=MONTHLY;BYDAY=MO", "2026-02-23", "2026 02-23 03-02 03-09"},
      {"FREQ=MONTHLY;BYDAY=1FR;BYMONTHDAY=1,2", "2026-05-01", "2026 05-01 10-02 2027 01-01 04-02"},
      {"FREQ=YEARLY", "2026-12-31", "2026 12-31 2027 12-31"},
      {"FREQ=YEARLY", "2024-02-29", "2024 02-29 2028 02-29 2032 02-29"},
      {"FREQ=YEARLY", "2096-02-29", "2096 02-29 2104 02-29"},
      {"FREQ=YEARLY;INTERVAL=3", "2024-02-29", "2024 02-29 2036 02-29"},
      {"FREQ=YEARLY;BYMONTH=2,3", "2026-03-29", "2026 03-29 2027 03-29 2028 02-29 03-29"},
      {"FREQ=YEARLY;BYMONTHDAY=1", "2026-11-01", "2026 11-01 12-01 2027 01-01 02-01"},
      {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "2023-02-28", "2023 02-28 2024 02-29 2025 02-28"},
      {"FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR", "2026-02-13", "2026 02-13 03-13 11-13 2027 08-13"},
      {"FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2026-11-26", "2026 11-26 2027 11-25 2028 11-23"},
      {"FREQ=YEARLY;BYDAY=1MO,-1MO", "2026-01-05", "2026 01-05 12-28 2027 01-04 12-27"},
      {"FREQ=YEARLY;BYDAY=53TH", "2020-12-31", "2020 12-31 2026 12-31 2032 12-30"},
      {"FREQ=YEARLY;BYDAY=-53TH", "2020-01-02", "2020 01-02 2026 01-01 2032 01-01"},
      {"FREQ=YEARLY;BYDAY=MO", "2026-12-28", "2026 12-28 2027 01-04 01-11"},
  });
}

TEST_CASE("the start is the first occurrence and counts, and the end holds for it too") {
  check({
      {"FREQ=WEEKLY;BYDAY=MO", "2026-03-04", "2026 03-04 03-09 03-16"},
      {"FREQ=WEEKLY;BYDAY=MO;COUNT=2", "2026-03-04", "2026 03-04 03-09 end"},
      {"FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", "2026-02-10", "2026 02-10 03-31 05-31 end"},
      {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "2026-02-10", "2026 02-10 end"},
      {"FREQ=DAILY;COUNT=1", "2026-03-01", "2026 03-01 end"},
      {"FREQ=DAILY;COUNT=3", "2026-12-31", "2026 12-31 2027 01-01 01-02 end"},
      {"FREQ=MONTHLY;COUNT=3", "2026-01-31", "2026 01-31 03-31 05-31 end"},
      {"FREQ=DAILY;UNTIL=20270101", "2026-12-31", "2026 12-31 2027 01-01 end"},
      {"FREQ=DAILY;UNTIL=20261231", "2026-12-31", "2026 12-31 end"},
      {"FREQ=DAILY;UNTIL=20261230", "2026-12-31", "end"},
      {"FREQ=WEEKLY;UNTIL=20260314", "2026-03-01", "2026 03-01 03-08 end"},
      {"FREQ=DAILY;UNTIL=20260302T000000Z", "2026-03-01", "2026 03-01 03-02 end"},
      {"FREQ=DAILY;UNTIL=19691231T235959Z", "1969-12-30", "1969 12-30 12-31 end"},
  });
  const Recurrence weekly = rule("FREQ=WEEKLY;COUNT=3");
  CHECK(weekly.next_after(day("2026-03-01"), day("2000-01-01")) == day("2026-03-01"));
  CHECK(weekly.next_after(day("2026-03-01"), day("2026-03-01")) == day("2026-03-08"));
  CHECK(weekly.next_after(day("2026-03-01"), day("2026-03-12")) == day("2026-03-15"));
  CHECK_FALSE(weekly.next_after(day("2026-03-01"), day("2026-03-15")));
  CHECK(rule("FREQ=DAILY;COUNT=99999").next_after(day("1900-01-01"), day("2173-10-13")) == day("2173-10-14"));
  CHECK_FALSE(rule("FREQ=DAILY;COUNT=99999").next_after(day("1900-01-01"), day("2173-10-14")));
}

TEST_CASE("a rule without a further day ends, and every rule ends with the year 9999") {
  for (const std::string_view text :
       {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=4,6,9,11;BYMONTHDAY=31",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=8",
        "FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
        "FREQ=YEARLY;BYMONTH=2;BYDAY=5MO;BYMONTHDAY=28", "FREQ=WEEKLY;INTERVAL=20871;BYMONTH=1",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=99999"}) {
    CAPTURE(text);
    CHECK(days(text, "2026-03-02", 2) == "2026 03-02 end");
    CHECK(days(text, "0001-10-15", 2) == "0001 10-15 end");
  }
  check({
      {"FREQ=DAILY", "9999-12-30", "9999 12-30 12-31 end"},
      {"FREQ=WEEKLY;BYDAY=MO,SU", "9999-12-20", "9999 12-20 12-26 12-27 end"},
      {"FREQ=WEEKLY;INTERVAL=99999", "9000-01-01", "9000 01-01 end"},
      {"FREQ=MONTHLY;INTERVAL=99999", "0001-01-01", "0001 01-01 8334 04-01 end"},
      {"FREQ=YEARLY;INTERVAL=99999", "0001-01-01", "0001 01-01 end"},
      {"FREQ=YEARLY", "9998-12-31", "9998 12-31 9999 12-31 end"},
      {"FREQ=YEARLY;INTERVAL=400;BYMONTH=2;BYMONTHDAY=29", "1600-02-29", "1600 02-29 2000 02-29 2400 02-29"},
      {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "2004-02-29",
       "2004 02-29 2032 02-29 2060 02-29 2088 02-29"},
  });
  CHECK_FALSE(rule("FREQ=DAILY").next_after(day("2026-03-01"), day("9999-12-31")));
}
