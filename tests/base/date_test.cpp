// Dates: the exact forms by cases that hold and cases that do not, the calendar against counting day by day,
// and the forms people write by a table.
#include "base/date.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"

using namespace crmlite;
using namespace crmlite::base;
using namespace std::string_view_literals;

namespace {

Date day(int year, int month, int day_of_month) {
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
          static_cast<std::uint8_t>(day_of_month)};
}

// What a text means, written exactly; `-` for nothing.
std::string date_of(std::string_view text) {
  const auto date = parse_date_lenient(text);
  return date ? to_string(*date) : "-";
}

std::string partial_of(std::string_view text) {
  const auto date = parse_partial_date_lenient(text);
  return date ? to_string(*date) : "-";
}

std::string instant_of(std::string_view text) {
  const auto instant = Timestamp::parse(text);
  return instant ? to_string(*instant) : "-";
}

struct Case {
  std::string_view text;
  std::string_view meaning;
};

}  // namespace

TEST_CASE("a date is read and written as YYYY-MM-DD") {
  for (const std::string_view text : {"0001-01-01", "1970-01-01", "2024-02-29", "2000-02-29", "9999-12-31"}) {
    CAPTURE(text);
    const auto date = Date::parse(text);
    REQUIRE(date);
    CHECK(date->is_valid());
    CHECK(to_string(*date) == text);
  }
  CHECK(Date::parse("2026-03-01") == day(2026, 3, 1));
}

TEST_CASE("a date in another form, or one that does not exist, is none") {
  for (const std::string_view text : std::vector<std::string_view>{
           "",           "2026",        "2026-03",       "2026-3-1",    "2026-03-1",  "2026-03-011",
           "2026/03/01", "20260301",    " 2026-03-01",   "2026-03-01 ", "26-03-01",   "+026-03-01",
           "-026-03-01", "2026-03-0a",  "2026-03-0\0"sv, "0000-01-01",  "2026-00-01", "2026-13-01",
           "2026-01-00", "2026-01-32",  "2026-04-31",    "2023-02-29",  "1900-02-29", "2100-02-29",
           "2024-02-30", "10000-01-01", "2026--3-01",    "２026-03-01", "2026-03 01", "2026-03-01T",
           "2026-03-01Z"}) {
    CAPTURE(text);
    CHECK_FALSE(Date::parse(text));
  }
}

TEST_CASE("a date is valid when the day exists") {
  CHECK_FALSE(Date{}.is_valid());
  CHECK_FALSE(day(0, 1, 1).is_valid());
  CHECK_FALSE(day(-1, 1, 1).is_valid());
  CHECK_FALSE(day(10000, 1, 1).is_valid());
  CHECK_FALSE(day(2026, 0, 1).is_valid());
  CHECK_FALSE(day(2026, 13, 1).is_valid());
  CHECK_FALSE(day(2026, 255, 1).is_valid());
  CHECK_FALSE(day(2026, 1, 0).is_valid());
  CHECK_FALSE(day(2023, 2, 29).is_valid());
  CHECK(day(2024, 2, 29).is_valid());
  CHECK(day(2000, 2, 29).is_valid());
  CHECK_FALSE(day(1900, 2, 29).is_valid());
}

TEST_CASE("the calendar counts every day of ten thousand years") {
  CHECK(days_from_civil(day(1970, 1, 1)) == 0);
  CHECK(days_from_civil(day(1969, 12, 31)) == -1);
  CHECK(days_from_civil(day(2000, 3, 1)) == 11017);
  CHECK(days_from_civil(day(1, 1, 1)) == -719162);
  CHECK(days_from_civil(day(9999, 12, 31)) == 2932896);

  std::int64_t expected = -719162;
  std::size_t wrong = 0;
  for (int year = 1; year <= 9999; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int d = 1; day(year, month, d).is_valid(); ++d, ++expected) {
        const Date date = day(year, month, d);
        if (days_from_civil(date) != expected || civil_from_days(expected) != date) ++wrong;
      }
    }
  }
  CHECK(wrong == 0);
  CHECK(expected == 2932897);
}

TEST_CASE("days before the year 1 and after 9999 are counted too, up to what a date can hold") {
  CHECK(civil_from_days(-719163) == day(0, 12, 31));
  CHECK(civil_from_days(-719528) == day(0, 1, 1));
  CHECK(civil_from_days(-719468 - 146097) == day(-400, 3, 1));
  CHECK(civil_from_days(-719529) == day(-1, 12, 31));
  CHECK(civil_from_days(2932897) == day(10000, 1, 1));
  CHECK(civil_from_days(days_from_civil(day(-4711, 2, 29))) == day(-4711, 3, 1));
  CHECK(civil_from_days(INT64_MAX) == day(32767, 12, 31));
  CHECK(civil_from_days(INT64_MIN) == day(-32767, 1, 1));
}

TEST_CASE("a partial date is read and written in its four forms") {
  CHECK(PartialDate::parse("1985-03-07") == PartialDate(1985, 3, 7));
  CHECK(PartialDate::parse("1985-03") == PartialDate(1985, 3));
  CHECK(PartialDate::parse("1985") == PartialDate(1985));
  CHECK(PartialDate::parse("--03-07") == PartialDate(0, 3, 7));
  for (const std::string_view text :
       {"1985-03-07", "1985-03", "1985", "--03-07", "--02-29", "0001", "9999-12-31"}) {
    CAPTURE(text);
    const auto date = PartialDate::parse(text);
    REQUIRE(date);
    CHECK(to_string(*date) == text);
  }
}

TEST_CASE("a partial date in another form, or one that cannot exist, is none") {
  for (const std::string_view text :
       {"",           "198",     "19855",    "1985-",      "1985-3",  "1985-03-",   "1985-03-7", "1985-13",
        "1985-00",    "0000",    "0000-03",  "0000-03-07", "--03",    "--03-",      "--3-7",     "--02-30",
        "--04-31",    "--13-01", "--00-07",  "--03-00",    "---07",   "-03-07",     "--",        "1985-00-07",
        "1985-03-00", " 1985",   "1985 ",    "--03-07 ",   "1985/03", "2023-02-29", "-985",      "--03-071",
        "1985-0307",  "198503",  "1985--07", "--0307"}) {
    CAPTURE(text);
    CHECK_FALSE(PartialDate::parse(text));
  }
}

TEST_CASE("a partial date is valid in the four forms only") {
  CHECK(PartialDate(1985).is_valid());
  CHECK(PartialDate(1985, 3).is_valid());
  CHECK(PartialDate(1985, 3, 7).is_valid());
  CHECK(PartialDate(0, 3, 7).is_valid());
  CHECK(PartialDate(0, 2, 29).is_valid());
  CHECK_FALSE(PartialDate().is_valid());
  CHECK_FALSE(PartialDate(0, 3).is_valid());
  CHECK_FALSE(PartialDate(0, 0, 7).is_valid());
  CHECK_FALSE(PartialDate(1985, 0, 7).is_valid());
  CHECK_FALSE(PartialDate(0, 2, 30).is_valid());
  CHECK_FALSE(PartialDate(2023, 2, 29).is_valid());
  CHECK_FALSE(PartialDate(-5, 3).is_valid());
  CHECK_FALSE(PartialDate(10000).is_valid());
}

TEST_CASE("an instant is read from every form of RFC 3339") {
  const std::vector<Case> cases{
      {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"},
      {"2026-03-01T09:30:00.000Z", "2026-03-01T09:30:00.000Z"},
      {"2026-03-01 09:30:00Z", "2026-03-01T09:30:00.000Z"},
      {"2026-03-01T09:30Z", "2026-03-01T09:30:00.000Z"},
      {"2026-03-01t09:30:00z", "2026-03-01T09:30:00.000Z"},
      {"2026-03-01T17:30:00+08:00", "2026-03-01T09:30:00.000Z"},
      {"2026-03-01T04:00:00-05:30", "2026-03-01T09:30:00.000Z"},
      {"2026-02-28T23:30:00-10:00", "2026-03-01T09:30:00.000Z"},
      {"2026-03-01T09:30:00-00:00", "2026-03-01T09:30:00.000Z"},
      {"1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.520Z"},  // these five are RFC 3339's own examples
      {"1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57.000Z"},
      {"1990-12-31T23:59:60Z", "1991-01-01T00:00:00.000Z"},
      {"1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00.000Z"},
      {"1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.870Z"},
      {"2026-03-01T09:30:00.1Z", "2026-03-01T09:30:00.100Z"},
      {"2026-03-01T09:30:00.9999999999Z",
       "2026-03-01T09:30:00.999Z"},  // cut off, not rounded into the next second
      {"1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z"},
      {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"},
      {"0000-12-31T23:00:00-02:00", "0001-01-01T01:00:00.000Z"},
      {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
  };
  for (const auto& [text, meaning] : cases) {
    CAPTURE(text);
    CHECK(instant_of(text) == meaning);
  }
  CHECK(Timestamp::parse("1969-12-31T23:59:59.999Z") == Timestamp{-1});
  CHECK(Timestamp::parse("2001-09-09T01:46:40Z") == Timestamp{1'000'000'000'000});
}

TEST_CASE("what is no RFC 3339 instant of the years 0001 to 9999 is none") {
  for (const std::string_view text : {"",
                                      "2026-03-01",
                                      "2026-03-01T09:30:00",
                                      "2026-03-01T09:30",
                                      "2026-03-01T09Z",
                                      "2026-03-01T09:30:00+08",
                                      "2026-03-01T09:30:00+0800",
                                      "2026-03-01T09:30:00 +08:00",
                                      "2026-03-01T09:30:00.Z",
                                      "2026-03-01T09:30:00,5Z",
                                      "2026-03-01T09:30.5Z",
                                      "2026-03-01  09:30:00Z",
                                      "2026-03-01_09:30:00Z",
                                      "2026-3-1T09:30:00Z",
                                      "2026-03-01T9:30:00Z",
                                      "2026-03-01T24:00:00Z",
                                      "2026-03-01T09:60:00Z",
                                      "2026-03-01T09:30:60Z",
                                      "2026-03-01T23:59:60+08:00",
                                      "2026-03-01T23:59:61Z",
                                      "2026-03-01T09:30:00+24:00",
                                      "2026-03-01T09:30:00+08:60",
                                      "2023-02-29T09:30:00Z",
                                      "2026-13-01T09:30:00Z",
                                      "2026-03-01T09:30:00ZZ",
                                      " 2026-03-01T09:30:00Z",
                                      "2026-03-01T09:30:00Z ",
                                      "0001-01-01T00:00:00+00:01",
                                      "0000-12-31T23:59:59Z",
                                      "9999-12-31T23:59:59-00:01",
                                      "9999-12-31T23:59:60Z",
                                      "20260301T093000Z"}) {
    CAPTURE(text);
    CHECK_FALSE(Timestamp::parse(text));
  }
}

TEST_CASE("instants are written in UTC with milliseconds, before 1970 too") {
  CHECK(to_string(Timestamp{0}) == "1970-01-01T00:00:00.000Z");
  CHECK(to_string(Timestamp{-1}) == "1969-12-31T23:59:59.999Z");
  CHECK(to_string(Timestamp{-86'400'000}) == "1969-12-31T00:00:00.000Z");
  CHECK(to_string(Timestamp{1'772'357'400'123}) == "2026-03-01T09:30:00.123Z");
}

TEST_CASE("days as people write them") {
  const std::vector<Case> cases{
      {"2026-03-01", "2026-03-01"},
      {"2026/3/1", "2026-03-01"},
      {"2026/03/01", "2026-03-01"},
      {"2026.3.1", "2026-03-01"},
      {"2026-3-1", "2026-03-01"},
      {"20260301", "2026-03-01"},
      {"2026年3月1日", "2026-03-01"},
      {"2026年03月01日", "2026-03-01"},
      {"2026 年 3 月 1 日", "2026-03-01"},
      {"2026年3月1号", "2026-03-01"},
      {"２０２６年３月１日", "2026-03-01"},
      {"２０２６－０３－０１", "2026-03-01"},
      {"２０２６／３／１", "2026-03-01"},
      {"  2026-03-01\t", "2026-03-01"},
      {"1 Mar 2026", "2026-03-01"},
      {"01 March 2026", "2026-03-01"},
      {"1-Mar-2026", "2026-03-01"},
      {"1. mar. 2026", "2026-03-01"},
      {"Mar 1, 2026", "2026-03-01"},
      {"MARCH 1 2026", "2026-03-01"},
      {"Sept 30, 2026", "2026-09-30"},
      {"2026-Mar-01", "2026-03-01"},
      {"2026-03-01 00:00", "2026-03-01"},
      {"2026-03-01 00:00:00", "2026-03-01"},
      {"2026/3/1 0:00", "2026-03-01"},
      {"2026-03-01T00:00:00Z", "2026-03-01"},
      {"2026-03-01T00:00:00.000Z", "2026-03-01"},
      {"13/02/2026", "2026-02-13"},
      {"02/13/2026", "2026-02-13"},
      {"31.12.2026", "2026-12-31"},
      {"12-31-2026", "2026-12-31"},
      {"05/05/2026", "2026-05-05"},
      {"2024/2/29", "2024-02-29"},
  };
  for (const auto& [text, meaning] : cases) {
    CAPTURE(text);
    CHECK(date_of(text) == meaning);
    CHECK(partial_of(text) == meaning);
  }
}

TEST_CASE("what is no day, or could be two, is none") {
  for (const std::string_view text : {"",
                                      "01/02/2026",
                                      "1.2.2026",
                                      "02-01-2026",
                                      "2026-02-30",
                                      "2023/2/29",
                                      "32/01/2026",
                                      "13/13/2026",
                                      "1/2/26",
                                      "26-03-01",
                                      "2026-03/01",
                                      "2026年3月",
                                      "2026年3月1",
                                      "2026-03-01-",
                                      "-2026-03-01",
                                      "2026",
                                      "2026-03",
                                      "202603",
                                      "20261301",
                                      "2026030112",
                                      "45321",
                                      "1 Foo 2026",
                                      "Mar 2026",
                                      "Mar Mar 2026",
                                      "32 Mar 2026",
                                      "Mar 1, 26",
                                      "tomorrow",
                                      "2026-03-01 09:30",
                                      "2026-03-01T00:00:01Z",
                                      "2026-03-01 00:00:00.001",
                                      "00:00",
                                      "2026-03-01 00:0",
                                      "2026-03-01:00:00",
                                      "2026-03-01 24:00",
                                      "2026 03 01",
                                      "2026,03,01",
                                      "2026-03-01 (Sun)",
                                      "\xFF\xFE",
                                      "0000-01-01",
                                      "2026-03-01T00:00:00.Z"}) {
    CAPTURE(text);
    CHECK(date_of(text) == "-");
  }
}

TEST_CASE("partial dates as people write them") {
  const std::vector<Case> cases{
      {"1985", "1985"},           {"1985年", "1985"},         {"１９８５", "1985"},
      {"1985-03", "1985-03"},     {"1985/3", "1985-03"},      {"1985.03", "1985-03"},
      {"1985-3", "1985-03"},      {"1985年3月", "1985-03"},   {"3月7日", "--03-07"},
      {"03月07日", "--03-07"},    {"3月7号", "--03-07"},      {"--03-07", "--03-07"},
      {"--3-7", "--03-07"},       {"03-07", "--03-07"},       {"3-7", "--03-07"},
      {"--02-29", "--02-29"},     {"2月29日", "--02-29"},     {"03/17", "--03-17"},
      {"17/03", "--03-17"},       {"17.3", "--03-17"},        {"3/3", "--03-03"},
      {"1985/3/7", "1985-03-07"}, {"19850307", "1985-03-07"},
  };
  for (const auto& [text, meaning] : cases) {
    CAPTURE(text);
    CHECK(partial_of(text) == meaning);
  }
  for (const std::string_view text :
       {"",        "3月", "7日",    "03/07",   "3.7",      "17-03",  "1985-13", "1985年13月",
        "2月30日", "85",  "0000",   "1985-00", "00-07",    "03-00",  "--17-03", "--1985-03",
        "--1985",  "--",  "1985-0", "3月7",    "1985/03/", "03/1985"}) {
    CAPTURE(text);
    CHECK(partial_of(text) == "-");
  }
}
