// Dates that come round each year: birthdays and the days of contracts.
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/recurrence.hpp>

#include "catch.hpp"

using namespace crmlite;

namespace {

struct Case {
  std::string_view date;
  std::string_view from;
  std::string_view expected;
};

std::string next(std::string_view date, std::string_view from) {
  const auto found = next_yearly(*PartialDate::parse(date), *Date::parse(from));
  return found ? to_string(*found) : "-";
}

std::string years(std::string_view date, std::string_view on) {
  const auto found = years_completed(*PartialDate::parse(date), *Date::parse(on));
  return found ? std::to_string(*found) : "-";
}

}  // namespace

TEST_CASE("a date comes round each year") {
  for (const auto& [date, from, expected] : std::vector<Case>{{"1985-03-07", "2026-03-01", "2026-03-07"},
                                                              {"1985-03-07", "2026-03-07", "2026-03-07"},
                                                              {"1985-03-07", "2026-03-08", "2027-03-07"},
                                                              {"--03-07", "2026-03-08", "2027-03-07"},
                                                              {"--12-31", "2026-12-31", "2026-12-31"},
                                                              {"--01-01", "2026-12-31", "2027-01-01"},
                                                              {"--12-31", "2027-01-01", "2027-12-31"},
                                                              // 29 February
                                                              {"1984-02-29", "2026-02-01", "2026-02-28"},
                                                              {"1984-02-29", "2026-02-28", "2026-02-28"},
                                                              {"1984-02-29", "2026-03-01", "2027-02-28"},
                                                              {"1984-02-29", "2027-03-01", "2028-02-29"},
                                                              {"--02-29", "2028-02-28", "2028-02-29"},
                                                              {"--02-29", "2028-02-29", "2028-02-29"},
                                                              {"--02-29", "2100-01-01", "2100-02-28"},
                                                              {"--02-29", "2000-02-29", "2000-02-29"},
                                                              {"--02-28", "2028-02-28", "2028-02-28"},
                                                              {"--02-28", "2028-02-29", "2029-02-28"},
                                                              // Never before the date itself
                                                              {"2030-05-01", "2026-03-01", "2030-05-01"},
                                                              {"2026-05-01", "2026-03-01", "2026-05-01"},
                                                              {"2028-02-29", "2026-03-01", "2028-02-29"},
                                                              // No day, or no year
                                                              {"1985-03", "2026-03-01", "-"},
                                                              {"1985", "2026-03-01", "-"},
                                                              {"--03-07", "9999-03-07", "9999-03-07"},
                                                              {"--03-07", "9999-03-08", "-"},
                                                              {"--03-07", "0001-01-01", "0001-03-07"}}) {
    CAPTURE(date, from);
    CHECK(next(date, from) == expected);
  }
  CHECK_FALSE(next_yearly(PartialDate{}, Date{2026, 3, 1}));
  CHECK_FALSE(next_yearly(PartialDate(0, 2, 30), Date{2026, 3, 1}));
  CHECK_FALSE(next_yearly(PartialDate(0, 2, 3), Date{2026, 2, 29}));
}

TEST_CASE("years completed, as far as the date tells") {
  for (const auto& [date, on, expected] :
       std::vector<Case>{{"1985-03-07", "2026-03-06", "40"}, {"1985-03-07", "2026-03-07", "41"},
                         {"1985-03-07", "1985-03-07", "0"},  {"1985-03-07", "1985-03-06", "-"},
                         {"1985-03-07", "1984-12-31", "-"},  {"1984-02-29", "2025-02-27", "40"},
                         {"1984-02-29", "2025-02-28", "41"}, {"1984-02-29", "2028-02-28", "43"},
                         {"1984-02-29", "2028-02-29", "44"}, {"1985-03", "2026-02-28", "40"},
                         {"1985-03", "2026-03-01", "-"},     {"1985-03", "2026-03-30", "-"},
                         {"1985-03", "2026-03-31", "41"},    {"1985-02", "2028-02-28", "43"},
                         {"1984-02", "2025-02-28", "41"},    {"1984-02", "2028-02-28", "-"},
                         {"1985", "2026-06-30", "-"},        {"1985", "2026-12-31", "41"},
                         {"1985", "1985-06-30", "-"},        {"1985", "1985-12-31", "0"},
                         {"--03-07", "2026-03-07", "-"}}) {
    CAPTURE(date, on);
    CHECK(years(date, on) == expected);
  }
  CHECK_FALSE(years_completed(PartialDate{}, Date{2026, 3, 1}));
  CHECK_FALSE(years_completed(PartialDate(1985, 2, 30), Date{2026, 3, 1}));
  CHECK_FALSE(years_completed(PartialDate(1985), Date{2026, 2, 29}));
}
