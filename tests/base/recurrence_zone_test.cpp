// Rules for times of day in a zone: daylight saving both ways, and the examples of RFC 5545 §3.8.5.3 that the
// library's part of the rules covers, which all start at nine o'clock in New York.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/error.hpp>
#include <crmlite/recurrence.hpp>

#include "base/zone.hpp"
#include "catch.hpp"

using namespace crmlite;

namespace {

Timestamp at(std::string_view text) {
  const auto instant = Timestamp::parse(text);
  REQUIRE(instant);
  return *instant;
}

bool is_known(std::string_view zone) {
  const bool known = base::Zone::load(zone).has_value();
  if (!known) WARN("skipped: no time zone database, or none with " << zone);
  return known;
}

// The first times of a rule as the zone writes them, to minutes, and `end` when there are no more.
std::string times(std::string_view zone, std::string_view text, std::string_view start, int most) {
  const auto rule = Recurrence::parse(text);
  REQUIRE(rule);
  std::string out;
  auto time = rule->next_after(at(start), zone, Timestamp{at(start).ms - 1});
  for (int i = 0; i < most && time; ++i) {
    std::string written = *format_in_zone(*time, zone);
    written.erase(16, 3);
    out += written + ' ';
    time = rule->next_after(at(start), zone, *time);
  }
  if (!time) return out + "end";
  out.pop_back();
  return out;
}

struct Case {
  std::string_view zone;
  std::string_view rule;
  std::string_view start;
  std::string_view times;
};

void check(const std::vector<Case>& cases) {
  for (const auto& [zone, text, start, expected] : cases) {
    if (!is_known(zone)) continue;
    CAPTURE(zone, text, start);
    int most = 0;  // as many as expected
    for (const char c : expected) most += c == 'T' ? 1 : 0;
    CHECK(times(zone, text, start, most) == expected);
  }
}

constexpr std::string_view new_york = "America/New_York";

// The days of the times, each year and month named once: `1997 9: 2 12 10: 2`. A time other than nine is
// none.
std::string days_at_nine(std::string_view text, std::string_view start, int most) {
  const auto rule = Recurrence::parse(text);
  REQUIRE(rule);
  std::string out;
  Date before;
  auto time = rule->next_after(at(start), new_york, Timestamp{0});
  for (int i = 0; i < most && time; ++i) {
    const std::string written = *format_in_zone(*time, new_york);
    if (written.substr(10, 9) != "T09:00:00") return out + "not at nine: " + written;
    const Date date = *Date::parse(written.substr(0, 10));
    if (date.year != before.year) out += std::to_string(date.year) + ' ';
    if (date.year != before.year || date.month != before.month) out += std::to_string(date.month) + ": ";
    out += std::to_string(date.day) + ' ';
    before = date;
    time = rule->next_after(at(start), new_york, *time);
  }
  if (!time) return out + "end";
  out.pop_back();
  return out;
}

struct Example {
  std::string_view rule;
  std::string_view start;
  int most;
  std::string_view days;
};

}  // namespace

TEST_CASE("the wall clock stays, whatever daylight saving does") {
  check({
      {"UTC", "FREQ=DAILY", "2026-03-28T09:00:00Z", "2026-03-28T09:00+00:00 2026-03-29T09:00+00:00"},
      {"UTC+8", "FREQ=MONTHLY", "2026-01-30T17:30:00Z",
       "2026-01-31T01:30+08:00 2026-03-31T01:30+08:00 2026-05-31T01:30+08:00"},
      {"Europe/Berlin", "FREQ=DAILY", "2026-03-28T08:00:00Z",
       "2026-03-28T09:00+01:00 2026-03-29T09:00+02:00 2026-03-30T09:00+02:00"},
      {"Europe/Berlin", "FREQ=WEEKLY", "2026-10-23T07:00:00Z",
       "2026-10-23T09:00+02:00 2026-10-30T09:00+01:00"},
      {"Europe/Berlin", "FREQ=MONTHLY", "2026-01-31T08:00:00Z",
       "2026-01-31T09:00+01:00 2026-03-31T09:00+02:00 2026-05-31T09:00+02:00"},
      {"Europe/Berlin", "FREQ=YEARLY", "2025-12-31T22:30:00Z",
       "2025-12-31T23:30+01:00 2026-12-31T23:30+01:00"},
      {"Europe/Berlin", "FREQ=DAILY", "2025-12-31T23:30:00Z",
       "2026-01-01T00:30+01:00 2026-01-02T00:30+01:00"},
      {"Asia/Shanghai", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-30T17:00:00Z",
       "2026-01-31T01:00+08:00 2026-02-28T01:00+08:00 2026-03-31T01:00+08:00"},
      {"Asia/Shanghai", "FREQ=WEEKLY", "1991-09-07T00:00:00Z",
       "1991-09-07T09:00+09:00 1991-09-14T09:00+09:00 1991-09-21T09:00+08:00"},
      {"Australia/Lord_Howe", "FREQ=WEEKLY", "2026-04-01T22:30:00Z",
       "2026-04-02T09:30+11:00 2026-04-09T09:30+10:30"},
      {"America/Sao_Paulo", "FREQ=MONTHLY", "2018-10-10T12:00:00Z",
       "2018-10-10T09:00-03:00 2018-11-10T09:00-02:00 2018-12-10T09:00-02:00"},
      {"Europe/Berlin", "FREQ=YEARLY", "2036-07-01T07:00:00Z",
       "2036-07-01T09:00+02:00 2037-07-01T09:00+02:00 2038-07-01T09:00+02:00"},
      {"Asia/Kolkata", "FREQ=DAILY;INTERVAL=2", "2026-12-31T03:30:00Z",
       "2026-12-31T09:00+05:30 2027-01-02T09:00+05:30"},
  });
}

TEST_CASE("a time that the clock leaves out is later by the gap, on that day only") {
  check({
      {"Europe/Berlin", "FREQ=DAILY", "2026-03-28T01:30:00Z",
       "2026-03-28T02:30+01:00 2026-03-29T03:30+02:00 2026-03-30T02:30+02:00"},
      {"Europe/Berlin", "FREQ=DAILY", "2026-03-28T01:00:00Z",
       "2026-03-28T02:00+01:00 2026-03-29T03:00+02:00 2026-03-30T02:00+02:00"},
      {"Europe/Berlin", "FREQ=MONTHLY;BYDAY=-1SU", "2026-02-22T01:30:00Z",
       "2026-02-22T02:30+01:00 2026-03-29T03:30+02:00 2026-04-26T02:30+02:00"},
      {"America/New_York", "FREQ=DAILY", "2026-03-07T07:30:00Z",
       "2026-03-07T02:30-05:00 2026-03-08T03:30-04:00 2026-03-09T02:30-04:00"},
      {"America/New_York", "FREQ=DAILY;COUNT=3", "2026-03-07T07:30:00Z",
       "2026-03-07T02:30-05:00 2026-03-08T03:30-04:00 2026-03-09T02:30-04:00 end"},
      {"Australia/Lord_Howe", "FREQ=DAILY", "2026-10-02T15:40:00Z",
       "2026-10-03T02:10+10:30 2026-10-04T02:40+11:00 2026-10-05T02:10+11:00"},
      // A day that began at one o'clock
      {"America/Sao_Paulo", "FREQ=DAILY", "2018-11-03T03:00:00Z",
       "2018-11-03T00:00-03:00 2018-11-04T01:00-02:00 2018-11-05T00:00-02:00"},
      {"America/Sao_Paulo", "FREQ=DAILY;UNTIL=20181103", "2018-11-02T03:00:00Z",
       "2018-11-02T00:00-03:00 2018-11-03T00:00-03:00 end"},
      // A clock put forward over midnight: the end of one day is in the next
      {"Asia/Pyongyang", "FREQ=DAILY", "2018-05-03T15:10:00Z",
       "2018-05-03T23:40+08:30 2018-05-05T00:10+09:00 2018-05-05T23:40+09:00"},
      // A day that a zone left out is one with the day after it, and counts once
      {"Pacific/Apia", "FREQ=DAILY;COUNT=3", "2011-12-29T19:00:00Z",
       "2011-12-29T09:00-10:00 2011-12-31T09:00+14:00 2012-01-01T09:00+14:00 end"},
      {"Pacific/Apia", "FREQ=WEEKLY;COUNT=2", "2011-12-23T19:00:00Z",
       "2011-12-23T09:00-10:00 2011-12-31T09:00+14:00 end"},
  });
}

TEST_CASE("a time that comes twice is the first of the two") {
  check({
      {"Europe/Berlin", "FREQ=DAILY", "2026-10-24T00:30:00Z",
       "2026-10-24T02:30+02:00 2026-10-25T02:30+02:00 2026-10-26T02:30+01:00"},
      {"America/New_York", "FREQ=DAILY", "2026-10-31T05:30:00Z",
       "2026-10-31T01:30-04:00 2026-11-01T01:30-04:00 2026-11-02T01:30-05:00"},
      {"Australia/Lord_Howe", "FREQ=DAILY", "2026-04-03T14:45:00Z",
       "2026-04-04T01:45+11:00 2026-04-05T01:45+11:00 2026-04-06T01:45+10:30"},
      {"America/Sao_Paulo", "FREQ=DAILY", "2019-02-16T01:30:00Z",
       "2019-02-15T23:30-02:00 2019-02-16T23:30-02:00 2019-02-17T23:30-03:00"},
      {"Asia/Shanghai", "FREQ=YEARLY", "1990-09-14T16:30:00Z",
       "1990-09-15T01:30+09:00 1991-09-15T01:30+09:00 1992-09-15T01:30+08:00"},
      // A start in the second of the two is what it is
      {"Europe/Berlin", "FREQ=YEARLY;INTERVAL=6", "2026-10-25T01:30:00Z",
       "2026-10-25T02:30+01:00 2032-10-25T02:30+02:00"},
  });
}

TEST_CASE("the end of a rule for times, and what lies before, between and after") {
  check({
      {"Europe/Berlin", "FREQ=DAILY;UNTIL=20260302T080000Z", "2026-03-01T08:00:00Z",
       "2026-03-01T09:00+01:00 2026-03-02T09:00+01:00 end"},
      {"Europe/Berlin", "FREQ=DAILY;UNTIL=20260302T075959Z", "2026-03-01T08:00:00Z",
       "2026-03-01T09:00+01:00 end"},
      {"Europe/Berlin", "FREQ=DAILY;UNTIL=20260301T075959Z", "2026-03-01T08:00:00Z", "end"},
      // A day means the whole of it, in the zone
      {"America/New_York", "FREQ=DAILY;UNTIL=20260302", "2026-03-02T04:30:00Z",
       "2026-03-01T23:30-05:00 2026-03-02T23:30-05:00 end"},
      {"Asia/Shanghai", "FREQ=DAILY;UNTIL=20260302", "2026-02-28T16:30:00Z",
       "2026-03-01T00:30+08:00 2026-03-02T00:30+08:00 end"},
      {"UTC", "FREQ=DAILY;UNTIL=99991231", "9999-12-30T23:59:59.999Z",
       "9999-12-30T23:59+00:00 9999-12-31T23:59+00:00 end"},
      {"UTC-5", "FREQ=DAILY", "9999-12-31T03:00:00Z", "9999-12-30T22:00-05:00 end"},
      {"UTC+8", "FREQ=DAILY", "9999-12-30T17:00:00Z", "9999-12-31T01:00+08:00 end"},
      {"UTC", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-03-01T08:00:00Z", "2026-03-01T08:00+00:00 end"},
  });
}

TEST_CASE("the next time is found from any instant, also inside a gap or an overlap") {
  const auto daily = Recurrence::parse("FREQ=DAILY");
  REQUIRE(daily);
  const auto next = [&](std::string_view zone, std::string_view start, std::string_view after) {
    const auto time = daily->next_after(at(start), zone, at(after));
    return time ? *format_in_zone(*time, zone) : "-";
  };
  if (is_known("Europe/Berlin")) {
    const auto after = [&](std::string_view instant) {
      return next("Europe/Berlin", "2026-01-01T01:30:00Z", instant);
    };
    CHECK(after("1970-01-01T00:00:00Z") == "2026-01-01T02:30:00+01:00");
    CHECK(after("2026-01-01T01:29:59.999Z") == "2026-01-01T02:30:00+01:00");
    CHECK(after("2026-01-01T01:30:00Z") == "2026-01-02T02:30:00+01:00");
    CHECK(after("2026-03-29T00:59:59Z") == "2026-03-29T03:30:00+02:00");
    CHECK(after("2026-03-29T01:30:00Z") == "2026-03-30T02:30:00+02:00");
    CHECK(after("2026-10-25T00:29:59Z") == "2026-10-25T02:30:00+02:00");
    CHECK(after("2026-10-25T00:30:00Z") == "2026-10-26T02:30:00+01:00");
    CHECK(after("2026-10-25T01:15:00Z") == "2026-10-26T02:30:00+01:00");  // a quarter past two, the second
    CHECK(after("9999-12-31T23:00:00Z") == "-");
  }
  if (is_known("Asia/Pyongyang")) {
    const auto after = [&](std::string_view instant) {
      return next("Asia/Pyongyang", "2018-05-01T15:10:00Z", instant);
    };
    CHECK(after("2018-05-04T15:05:00Z") == "2018-05-05T00:10:00+09:00");
    CHECK(after("2018-05-04T15:10:00Z") == "2018-05-05T23:40:00+09:00");
  }
  CHECK(daily->next_after(Timestamp{0}, "UTC", Timestamp{INT64_MIN}) == Timestamp{0});
  CHECK_FALSE(daily->next_after(Timestamp{0}, "UTC", Timestamp{INT64_MAX}));
  CHECK_FALSE(daily->next_after(Timestamp{INT64_MIN}, "UTC", Timestamp{0}));
  CHECK_FALSE(daily->next_after(Timestamp{INT64_MAX}, "UTC", Timestamp{0}));
  CHECK(daily->next_after(Timestamp{1}, "UTC", Timestamp{1}) == Timestamp{86'400'001});  // milliseconds stay
}

TEST_CASE("a zone that is not known is said") {
  for (const std::string_view zone : {"", "Europe/Nowhere", "../UTC", "UTC+99"}) {
    try {
      static_cast<void>(Recurrence{}.next_after(Timestamp{0}, zone, Timestamp{0}));
      FAIL_CHECK("taken: " << zone);
    } catch (const Invalid& e) {
      REQUIRE(e.issues().size() == 1);
      CHECK(e.issues()[0].field == "zone");
      CHECK(e.issues()[0].value == zone);
    }
  }
}

TEST_CASE("the examples of RFC 5545") {
  if (!is_known(new_york)) return;
  const std::string_view start = "1997-09-02T13:00:00Z";
  for (const auto& [rule, begin, most, expected] : std::vector<Example>{
           {"FREQ=DAILY;COUNT=10", start, 20, "1997 9: 2 3 4 5 6 7 8 9 10 11 end"},
           {"FREQ=DAILY;INTERVAL=2", start, 47,
            "1997 9: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 10: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 "
            "11: 1 3 5 7 9 11 13 15 17 19 21 23 25 27 29 12: 1 3"},
           {"FREQ=DAILY;INTERVAL=10;COUNT=5", start, 20, "1997 9: 2 12 22 10: 2 12 end"},
           {"FREQ=WEEKLY;COUNT=10", start, 20, "1997 9: 2 9 16 23 30 10: 7 14 21 28 11: 4 end"},
           {"FREQ=WEEKLY;UNTIL=19971224T000000Z", start, 20,
            "1997 9: 2 9 16 23 30 10: 7 14 21 28 11: 4 11 18 25 12: 2 9 16 23 end"},
           {"FREQ=WEEKLY;INTERVAL=2;WKST=SU", start, 12,
            "1997 9: 2 16 30 10: 14 28 11: 11 25 12: 9 23 1998 1: 6 20 2: 3"},
           {"FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", start, 20,
            "1997 9: 2 4 9 11 16 18 23 25 30 10: 2 end"},
           {"FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", start, 20,
            "1997 9: 2 4 9 11 16 18 23 25 30 10: 2 end"},
           {"FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", "1997-09-01T13:00:00Z",
            40,
            "1997 9: 1 3 5 15 17 19 29 10: 1 3 13 15 17 27 29 31 11: 10 12 14 24 26 28 12: 8 10 12 22 end"},
           {"FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", start, 20,
            "1997 9: 2 4 16 18 30 10: 2 14 16 end"},
           {"FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05T13:00:00Z", 20,
            "1997 9: 5 10: 3 11: 7 12: 5 1998 1: 2 2: 6 3: 6 4: 3 5: 1 6: 5 end"},
           {"FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997-09-05T13:00:00Z", 20,
            "1997 9: 5 10: 3 11: 7 12: 5 end"},
           {"FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997-09-07T13:00:00Z", 20,
            "1997 9: 7 28 11: 2 30 1998 1: 4 25 3: 1 29 5: 3 31 end"},
           {"FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22T13:00:00Z", 20,
            "1997 9: 22 10: 20 11: 17 12: 22 1998 1: 19 2: 16 end"},
           {"FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28T13:00:00Z", 6,
            "1997 9: 28 10: 29 11: 28 12: 29 1998 1: 29 2: 26"},
           {"FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", start, 20,
            "1997 9: 2 15 10: 2 15 11: 2 15 12: 2 15 1998 1: 2 15 end"},
           {"FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30T13:00:00Z", 20,
            "1997 9: 30 10: 1 31 11: 1 30 12: 1 31 1998 1: 1 31 2: 1 end"},
           {"FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10T13:00:00Z", 20,
            "1997 9: 10 11 12 13 14 15 1999 3: 10 11 12 13 end"},
           {"FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", start, 18,
            "1997 9: 2 9 16 23 30 11: 4 11 18 25 1998 1: 6 13 20 27 3: 3 10 17 24 31"},
           {"FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997-06-10T13:00:00Z", 20,
            "1997 6: 10 7: 10 1998 6: 10 7: 10 1999 6: 10 7: 10 2000 6: 10 7: 10 2001 6: 10 7: 10 end"},
           {"FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "1997-03-10T14:00:00Z", 20,
            "1997 3: 10 1999 1: 10 2: 10 3: 10 2001 1: 10 2: 10 3: 10 2003 1: 10 2: 10 3: 10 end"},
           {"FREQ=YEARLY;BYDAY=20MO", "1997-05-19T13:00:00Z", 3, "1997 5: 19 1998 5: 18 1999 5: 17"},
           {"FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13T14:00:00Z", 11,
            "1997 3: 13 20 27 1998 3: 5 12 19 26 1999 3: 4 11 18 25"},
           {"FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "1997-06-05T13:00:00Z", 26,
            "1997 6: 5 12 19 26 7: 3 10 17 24 31 8: 7 14 21 28 "
            "1998 6: 4 11 18 25 7: 2 9 16 23 30 8: 6 13 20 27"},
           // The start, which the RFC's example leaves out by an EXDATE, is one of ours
           {"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", start, 6,
            "1997 9: 2 1998 2: 13 3: 13 11: 13 1999 8: 13 2000 10: 13"},
           {"FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13T13:00:00Z", 10,
            "1997 9: 13 10: 11 11: 8 12: 13 1998 1: 10 2: 7 3: 7 4: 11 5: 9 6: 13"},
           {"FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05T14:00:00Z", 3,
            "1996 11: 5 2000 11: 7 2004 11: 2"},
           {"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05T13:00:00Z", 20,
            "1997 8: 5 10 19 24 end"},
           {"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05T13:00:00Z", 20,
            "1997 8: 5 17 19 31 end"},
           {"FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15T14:00:00Z", 20,
            "2007 1: 15 30 2: 15 3: 15 30 end"},
       }) {
    CAPTURE(rule);
    CHECK(days_at_nine(rule, begin, most) == expected);
  }
}

TEST_CASE("the long examples of RFC 5545") {
  if (!is_known(new_york)) return;
  const auto count = [](std::string_view rule, std::string_view start, std::string_view last) {
    const std::string days = days_at_nine(rule, start, 1000);
    CHECK(days.substr(days.size() - last.size()) == last);
    int number = 0;
    for (std::size_t i = 1; i < days.size(); ++i) number += days[i] == ' ' && days[i - 1] != ':' ? 1 : 0;
    return number;
  };
  // Years are words too.
  CHECK(count("FREQ=DAILY;UNTIL=19971224T000000Z", "1997-09-02T13:00:00Z", "22 23 end") == 113 + 1);
  for (const std::string_view rule :
       {"FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
        "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1"}) {
    CHECK(count(rule, "1998-01-01T14:00:00Z", "30 31 end") == 93 + 3);
  }
}
