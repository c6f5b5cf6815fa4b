// Zones by the real database where there is one, and the rule for times to come by itself.
#include "base/zone.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/posix_tz.hpp"
#include "base/tzif.hpp"
#include "catch.hpp"

using namespace crmlite;
using namespace crmlite::base;
using namespace std::string_view_literals;

namespace {

constexpr std::int64_t hour = 3'600'000;

Timestamp at(std::string_view text) {
  const auto instant = Timestamp::parse(text);
  REQUIRE(instant);
  return *instant;
}

Date day(std::string_view text) {
  const auto date = Date::parse(text);
  REQUIRE(date);
  return *date;
}

// The wall-clock time `hh:mm` of a day, as the zone writes the instant it finds for it.
std::string local(const Zone& zone, std::string_view date, int hours, int minutes) {
  return zone.format(zone.from_local(day(date), hours * hour + minutes * 60'000));
}

// Nothing, and a message, on a machine without a database of zones.
std::optional<Zone> load(std::string_view name) {
  auto zone = Zone::load(name);
  if (!zone) WARN("skipped: no time zone database, or none with " << name);
  return zone;
}

int rule_at(std::string_view rule, std::string_view instant) {
  const auto tz = PosixTz::parse(rule);
  REQUIRE(tz);
  return tz->offset_at(at(instant).ms / 1000);
}

std::string integer(std::int64_t value, int bytes) {
  std::string out;
  for (int i = bytes; i-- > 0;) out += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
  return out;
}

struct FakeFile {
  char version = '2';
  std::vector<std::pair<std::int64_t, int>> changes;  // when, and to which type
  std::vector<int> offsets;
  int leap_seconds = 0;
  std::string footer = "\n\n";

  std::string block(int time_size) const {
    std::string out = std::string("TZif") + version + std::string(15, '\0');
    for (const std::size_t count : {std::size_t{0}, std::size_t{0}, static_cast<std::size_t>(leap_seconds),
                                    changes.size(), offsets.size(), std::size_t{4}}) {
      out += integer(static_cast<std::int64_t>(count), 4);
    }
    for (const auto& [when, type] : changes) out += integer(when, time_size);
    for (const auto& [when, type] : changes) out += static_cast<char>(type);
    for (const int offset : offsets) out += integer(offset, 4) + std::string(2, '\0');
    return out + std::string("XXX\0", 4) +
           std::string(static_cast<std::size_t>(leap_seconds * (time_size + 4)), '\0');
  }
  std::string bytes() const { return version == '\0' ? block(4) : block(4) + block(8) + footer; }
};

}  // namespace

TEST_CASE("UTC and fixed offsets need no database") {
  CHECK(Zone::utc().name() == "UTC");
  CHECK(Zone::utc().offset_at(at("2026-03-01T00:00:00Z")) == 0);
  CHECK(Zone::utc().format(at("2026-03-01T09:30:00.999Z")) == "2026-03-01T09:30:00+00:00");
  const std::vector<std::pair<std::string_view, int>> offsets{
      {"UTC", 0},           {"Etc/UTC", 0},    {"Z", 0},           {"UTC+8", 28800}, {"UTC+08", 28800},
      {"UTC-3:30", -12600}, {"+08:00", 28800}, {"-05:00", -18000}, {"+0545", 20700}, {"-00:30", -1800}};
  for (const auto& [name, seconds] : offsets) {
    CAPTURE(name);
    const auto zone = Zone::load(name);
    REQUIRE(zone);
    CHECK(zone->name() == name);
    CHECK(zone->offset_at(at("1900-01-01T00:00:00Z")) == seconds);
    CHECK(zone->offset_at(at("2100-07-01T00:00:00Z")) == seconds);
  }
  const auto zone = Zone::load("UTC+8");
  REQUIRE(zone);
  CHECK(zone->local_date(at("2026-03-01T15:59:59.999Z")) == day("2026-03-01"));
  CHECK(zone->local_date(at("2026-03-01T16:00:00Z")) == day("2026-03-02"));
  CHECK(zone->from_local(day("2026-03-01"), 0) == at("2026-02-28T16:00:00Z"));
  CHECK(zone->format(at("2026-03-01T09:30:00Z")) == "2026-03-01T17:30:00+08:00");
  CHECK(Zone::load("-00:30")->format(at("1969-12-31T23:59:59.5Z")) == "1969-12-31T23:29:59-00:30");
}

TEST_CASE("a name that is no zone, or leads out of the folder, is none") {
  for (const std::string_view name : std::vector<std::string_view>{"",
                                                                   " ",
                                                                   ".",
                                                                   "..",
                                                                   "/",
                                                                   "//",
                                                                   "Europe",
                                                                   "Europe/",
                                                                   "/Europe/Berlin",
                                                                   "Europe//Berlin",
                                                                   "Europe/./Berlin",
                                                                   "Europe/../Europe/Berlin",
                                                                   "../zoneinfo/Europe/Berlin",
                                                                   "../../../etc/passwd",
                                                                   "/etc/passwd",
                                                                   "/usr/share/zoneinfo/UTC",
                                                                   "..\\Europe\\Berlin",
                                                                   "C:Europe",
                                                                   "Europe/Berlin\0x"sv,
                                                                   "Europe/Nowhere",
                                                                   "zone.tab",
                                                                   "tzdata.zi",
                                                                   "+",
                                                                   "-",
                                                                   "+8:",
                                                                   "+08:0",
                                                                   "+24:00",
                                                                   "+08:60",
                                                                   "+008",
                                                                   "UTC+",
                                                                   "UTC+99",
                                                                   "UTC8",
                                                                   "UTC+8h",
                                                                   "+08:00:00",
                                                                   "Europe/Berlin ",
                                                                   "Ünknown"}) {
    CAPTURE(name);
    CHECK_FALSE(Zone::load(name));
  }
  CHECK_FALSE(Zone::load(std::string(5000, 'a')));
}

TEST_CASE("Berlin: daylight saving, its gap, its overlap and times after 2037") {
  const auto zone = load("Europe/Berlin");
  if (!zone) return;
  CHECK(zone->name() == "Europe/Berlin");
  CHECK(zone->offset_at(at("2026-03-29T00:59:59.999Z")) == 3600);
  CHECK(zone->offset_at(at("2026-03-29T01:00:00Z")) == 7200);
  CHECK(zone->offset_at(at("2026-10-25T00:59:59Z")) == 7200);
  CHECK(zone->offset_at(at("2026-10-25T01:00:00Z")) == 3600);
  CHECK(zone->local_date(at("2026-07-14T22:00:00Z")) == day("2026-07-15"));
  CHECK(zone->local_date(at("2026-01-14T22:59:59Z")) == day("2026-01-14"));

  CHECK(local(*zone, "2026-03-29", 1, 59) == "2026-03-29T01:59:00+01:00");
  CHECK(local(*zone, "2026-03-29", 2, 30) == "2026-03-29T03:30:00+02:00");  // there is no half past two
  CHECK(local(*zone, "2026-03-29", 3, 0) == "2026-03-29T03:00:00+02:00");
  CHECK(local(*zone, "2026-10-25", 1, 59) == "2026-10-25T01:59:00+02:00");
  CHECK(local(*zone, "2026-10-25", 2, 30) == "2026-10-25T02:30:00+02:00");  // the first of the two
  CHECK(local(*zone, "2026-10-25", 3, 0) == "2026-10-25T03:00:00+01:00");

  CHECK(zone->format(at("2060-07-01T00:00:00Z")) == "2060-07-01T02:00:00+02:00");
  CHECK(zone->format(at("2060-12-01T00:00:00Z")) == "2060-12-01T01:00:00+01:00");
  CHECK(zone->offset_at(at("2100-03-28T00:59:59Z")) == 3600);
  CHECK(zone->offset_at(at("2100-03-28T01:00:00Z")) == 7200);
  CHECK(local(*zone, "2100-03-28", 2, 30) == "2100-03-28T03:30:00+02:00");

  CHECK(zone->offset_at(at("1944-07-01T00:00:00Z")) == 7200);
  CHECK(zone->offset_at(at("1945-06-15T00:00:00Z")) == 10800);  // double summer time
  CHECK(zone->offset_at(at("1800-01-01T00:00:00Z")) == 3208);   // local mean time
  CHECK(zone->format(at("1800-01-01T00:00:00Z")) == "1800-01-01T00:53:00+00:53");
}

TEST_CASE("New York: the change at two in the morning, west of Greenwich") {
  const auto zone = load("America/New_York");
  if (!zone) return;
  CHECK(local(*zone, "2026-03-08", 2, 30) == "2026-03-08T03:30:00-04:00");
  CHECK(local(*zone, "2026-11-01", 1, 30) == "2026-11-01T01:30:00-04:00");
  CHECK(local(*zone, "2007-03-11", 1, 0) == "2007-03-11T01:00:00-05:00");  // RFC 5545's examples
  CHECK(local(*zone, "2007-03-11", 2, 30) == "2007-03-11T03:30:00-04:00");
  CHECK(local(*zone, "2007-11-04", 1, 30) == "2007-11-04T01:30:00-04:00");
  CHECK(zone->format(at("2050-07-04T16:00:00Z")) == "2050-07-04T12:00:00-04:00");
  CHECK(zone->format(at("2050-12-25T17:00:00Z")) == "2050-12-25T12:00:00-05:00");
  CHECK(zone->format(at("1883-01-01T00:00:00Z")) == "1882-12-31T19:04:00-04:56");
}

TEST_CASE("Shanghai: one offset today, daylight saving until 1991") {
  const auto zone = load("Asia/Shanghai");
  if (!zone) return;
  CHECK(zone->offset_at(at("2026-07-01T00:00:00Z")) == 28800);
  CHECK(zone->offset_at(at("2090-07-01T00:00:00Z")) == 28800);
  CHECK(zone->offset_at(at("1988-07-01T00:00:00Z")) == 32400);
  CHECK(zone->local_date(at("2026-02-28T16:00:00Z")) == day("2026-03-01"));
  CHECK(zone->from_local(day("2026-03-01"), 0) == at("2026-02-28T16:00:00Z"));
}

TEST_CASE("Lord Howe: half an hour of daylight saving, in the southern summer") {
  const auto zone = load("Australia/Lord_Howe");
  if (!zone) return;
  CHECK(zone->offset_at(at("2026-01-01T00:00:00Z")) == 39600);
  CHECK(zone->offset_at(at("2026-07-01T00:00:00Z")) == 37800);
  CHECK(zone->offset_at(at("2049-12-31T23:59:59Z")) == 39600);
  CHECK(zone->offset_at(at("2050-01-01T00:00:00Z")) == 39600);
  CHECK(zone->offset_at(at("2050-07-01T00:00:00Z")) == 37800);
  CHECK(local(*zone, "2026-10-04", 2, 10) == "2026-10-04T02:40:00+11:00");
  CHECK(local(*zone, "2026-04-05", 1, 45) == "2026-04-05T01:45:00+11:00");
}

TEST_CASE("Sao Paulo: a day that began at one o'clock, and none since") {
  const auto zone = load("America/Sao_Paulo");
  if (!zone) return;
  CHECK(local(*zone, "2018-11-04", 0, 0) == "2018-11-04T01:00:00-02:00");
  CHECK(local(*zone, "2019-02-16", 23, 30) == "2019-02-16T23:30:00-02:00");
  CHECK(zone->offset_at(at("2020-01-01T00:00:00Z")) == -10800);
  CHECK(zone->offset_at(at("2070-01-01T00:00:00Z")) == -10800);
}

TEST_CASE("a whole day may be left out or come twice") {
  if (const auto samoa = load("Pacific/Apia")) {
    CHECK(local(*samoa, "2011-12-29", 23, 59) == "2011-12-29T23:59:00-10:00");
    CHECK(local(*samoa, "2011-12-30", 12, 0) == "2011-12-31T12:00:00+14:00");
    CHECK(local(*samoa, "2011-12-31", 0, 0) == "2011-12-31T00:00:00+14:00");
  }
  if (const auto juneau = load("America/Juneau")) {  // when Alaska was sold
    const Timestamp first = juneau->from_local(day("1867-10-18"), 20 * hour);
    CHECK(first == at("1867-10-18T04:57:41Z"));
    CHECK(juneau->local_date(Timestamp{first.ms + 24 * hour}) == day("1867-10-18"));
  }
}

TEST_CASE("local times found are the ones that were meant, all year long") {
  for (const std::string_view name :
       {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Dublin", "Africa/Casablanca",
        "America/Santiago", "Asia/Gaza", "Pacific/Chatham"}) {
    const auto zone = load(name);
    if (!zone) continue;
    std::size_t wrong = 0;
    for (const std::string_view start : {"2025-01-01T00:00:00Z", "2045-01-01T00:00:00Z"}) {
      for (std::int64_t i = 0; i < 365 * 48; ++i) {
        const Timestamp instant{at(start).ms + i * hour / 2};
        const std::int64_t wall = instant.ms + zone->offset_at(instant) * std::int64_t{1000};
        const Timestamp found = zone->from_local(zone->local_date(instant), wall % (24 * hour));
        // Of two instants with one wall-clock time the earlier is found.
        const std::int64_t found_wall = found.ms + zone->offset_at(found) * std::int64_t{1000};
        if (found_wall != wall || found > instant) ++wrong;
      }
    }
    CAPTURE(name);
    CHECK(wrong == 0);
  }
}

TEST_CASE("rules for times to come") {
  CHECK(rule_at("CST-8", "2050-01-01T00:00:00Z") == 28800);
  CHECK(rule_at("<+0545>-5:45", "2050-01-01T00:00:00Z") == 20700);
  CHECK(rule_at("CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27T00:59:59Z") == 3600);
  CHECK(rule_at("CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27T01:00:00Z") == 7200);
  CHECK(rule_at("CET-1CEST,M3.5.0,M10.5.0/3", "2050-10-30T00:59:59Z") == 7200);
  CHECK(rule_at("CET-1CEST,M3.5.0,M10.5.0/3", "2050-10-30T01:00:00Z") == 3600);
  // The saving in winter, as Ireland's law has it.
  CHECK(rule_at("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-01-01T00:00:00Z") == 0);
  CHECK(rule_at("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-07-01T00:00:00Z") == 3600);
  // Hours before midnight and far behind it.
  CHECK(rule_at("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T00:59:59Z") == -7200);
  CHECK(rule_at("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T01:00:00Z") == -3600);
  CHECK(rule_at("EET-2EEST,M3.4.4/50,M10.4.4/50", "2050-03-25T23:59:59Z") == 7200);
  CHECK(rule_at("EET-2EEST,M3.4.4/50,M10.4.4/50", "2050-03-26T00:00:00Z") == 10800);
  // Days of the year, with and without the leap day, and daylight saving for ever.
  CHECK(rule_at("AAA0BBB,J60/0,J61/0", "2048-02-29T12:00:00Z") == 0);
  CHECK(rule_at("AAA0BBB,J60/0,J61/0", "2048-03-01T12:00:00Z") == 3600);
  CHECK(rule_at("AAA0BBB,59/0,60/0", "2048-02-29T12:00:00Z") == 3600);
  CHECK(rule_at("AAA0BBB,59/0,60/0", "2049-03-01T12:00:00Z") == 3600);
  CHECK(rule_at("AAA0BBB,59/0,60/0", "2048-03-01T12:00:00Z") == 0);
  for (const std::string_view instant :
       {"2050-01-01T04:59:59Z", "2050-01-01T05:00:00Z", "2050-07-01T00:00:00Z", "2050-12-31T23:59:59Z"}) {
    CHECK(rule_at("EST5EDT,0/0,J365/25", instant) == -14400);
  }
  for (const std::string_view text :
       {"", "C", "CE-1", "CET", "CET-", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/3,",
        "CET-25", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,J0,J365", "CET-1CEST,J1,J366", "CET-1CEST,M3.5.0/168,M10.5.0", "<CET-1", "CET-1:60",
        "CET-1 ", "CET-1CEST;M3.5.0,M10.5.0"}) {
    CAPTURE(text);
    CHECK_FALSE(PosixTz::parse(text));
  }
}

TEST_CASE("compiled files of all versions") {
  FakeFile file{'2', {{-100, 1}, {100, 0}}, {3600, 7200}};
  auto table = parse_tzif(file.bytes());
  REQUIRE(table);
  CHECK(table->offset_at(-101) == 3600);
  CHECK(table->offset_at(-100) == 7200);
  CHECK(table->offset_at(99) == 7200);
  CHECK(table->offset_at(100) == 3600);
  CHECK(table->offset_at(4'000'000'000) == 3600);

  file.footer = "\nXXX-5\n";
  table = parse_tzif(file.bytes());
  REQUIRE(table);
  CHECK(table->offset_at(99) == 7200);
  CHECK(table->offset_at(100) == 18000);

  file.version = '\0';
  table = parse_tzif(file.bytes());
  REQUIRE(table);
  CHECK(table->offset_at(100) == 3600);

  const FakeFile none{'3', {}, {3600}, 0, "\nXXX-5\n"};
  table = parse_tzif(none.bytes());
  REQUIRE(table);
  CHECK(table->offset_at(0) == 18000);

  const FakeFile wide{'2', {{5'000'000'000, 1}}, {3600, -3600}};
  table = parse_tzif(wide.bytes());
  REQUIRE(table);
  CHECK(table->offset_at(4'999'999'999) == 3600);
  CHECK(table->offset_at(5'000'000'000) == -3600);
}

TEST_CASE("a damaged file is none, wherever it is cut") {
  const FakeFile good{'2', {{-100, 1}, {100, 0}}, {3600, 7200}, 0, "\nXXX-5\n"};
  const std::string bytes = good.bytes();
  REQUIRE(parse_tzif(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(parse_tzif(std::string_view(bytes).substr(0, size)));
  }
  // Every single byte wrong: it may be noticed or not, but it is never read beyond its end.
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string wrong = bytes;
    wrong[i] = static_cast<char>(~wrong[i]);
    if (const auto table = parse_tzif(wrong)) CHECK(table->offset_at(0) > -86'400);
  }
  CHECK_FALSE(parse_tzif(FakeFile{'2', {{100, 0}, {100, 1}}, {3600, 7200}}.bytes()));  // not ascending
  CHECK_FALSE(parse_tzif(FakeFile{'2', {{100, 2}}, {3600, 7200}}.bytes()));            // no such type
  CHECK_FALSE(parse_tzif(FakeFile{'2', {}, {}}.bytes()));
  CHECK_FALSE(parse_tzif(FakeFile{'2', {}, {90'000}}.bytes()));
  CHECK_FALSE(parse_tzif(FakeFile{'2', {}, {3600}, 27}.bytes()));  // counts leap seconds
  CHECK_FALSE(parse_tzif(FakeFile{'2', {}, {3600}, 0, "\nXXX\n"}.bytes()));
}
