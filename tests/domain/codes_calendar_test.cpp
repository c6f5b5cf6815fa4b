// The parts of dates that codes print: against tables known elsewhere, and against every day of thirty years.
#include <random>
#include <set>

#include "base/date.hpp"
#include "catch.hpp"
#include "domain/codes/calendar.hpp"
#include "domain/codes/pattern.hpp"

namespace {

namespace crm = crmlite;
using namespace crm::domain;

constexpr Token day_tokens[] = {
    Token::year,     Token::short_year,  Token::quarter,          Token::month,
    Token::day,      Token::day_of_year, Token::iso_year,         Token::short_iso_year,
    Token::iso_week, Token::fiscal_year, Token::short_fiscal_year};

crm::Date date(const std::string& text) { return crm::Date::parse(text).value(); }

std::string week(const std::string& day) {
  const LocalTime t{date(day), 0};
  std::string number = std::to_string(time_part(Token::iso_week, t, {}));
  if (number.size() < 2) number.insert(0, 1, '0');
  return std::to_string(time_part(Token::iso_year, t, {})) + "-W" + number;
}

int fiscal_year(const std::string& day, Fiscal fiscal) {
  return time_part(Token::fiscal_year, {date(day), 0}, fiscal);
}

TimeParts parts(const std::vector<std::pair<Token, int>>& values) {
  TimeParts made;
  for (const auto& [token, value] : values) made.set(token, value);
  return made;
}

/// What a code prints of a day.
TimeParts printed(const std::vector<Token>& tokens, crm::Date day, Fiscal fiscal) {
  TimeParts made;
  for (const Token t : tokens) made.set(t, time_part(t, {day, 0}, fiscal));
  return made;
}

std::string text_of(const TimeParts& of, const std::vector<Token>& tokens) {
  std::string text;
  for (const Token t : tokens)
    text += std::to_string(static_cast<int>(t)) + "=" + std::to_string(of.of(t)) + " ";
  return text;
}

/// A value that the part can print, years apart: those stay where every day is looked at.
int any_value(Token t, std::mt19937_64& random) {
  const auto from_to = [&random](int first, int last) {
    return first + static_cast<int>(random() % static_cast<unsigned>(last - first + 1));
  };
  switch (t) {
    case Token::quarter:
      return from_to(1, 4);
    case Token::month:
      return from_to(1, 12);
    case Token::day:
      return from_to(1, 31);
    case Token::day_of_year:
      return from_to(1, 366);
    case Token::iso_week:
      return from_to(1, 53);
    case Token::year:
    case Token::iso_year:
    case Token::fiscal_year:
      return from_to(2002, 2028);
    default:
      return from_to(2, 28);
  }
}

void compare_possible(std::uint64_t seed, int subsets, int values) {
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  const std::int64_t first = crm::base::days_from_civil({2000, 1, 1}),
                     last = crm::base::days_from_civil({2030, 12, 31});
  const Fiscal fiscals[] = {{1, 1}, {4, 1}, {7, 15}, {12, 31}, {1, 2}, {2, 28}};
  int yes = 0, no = 0;
  for (int i = 0; i < subsets; ++i) {
    const Fiscal fiscal = fiscals[random() % std::size(fiscals)];
    std::vector<Token> tokens;
    for (const Token t : day_tokens)
      if (random() % 3 == 0) tokens.push_back(t);
    if (tokens.size() < 2) continue;
    std::set<std::string> all;
    for (std::int64_t d = first; d <= last; ++d)
      all.insert(text_of(printed(tokens, crm::base::civil_from_days(d), fiscal), tokens));
    for (int j = 0; j < values; ++j) {
      const auto day = crm::base::civil_from_days(crm::base::days_from_civil({2002, 1, 1}) +
                                                  static_cast<std::int64_t>(random() % 9000));
      TimeParts some = printed(tokens, day, fiscal);
      for (int k = 0; k < j % 3; ++k) {
        const Token t = tokens[random() % tokens.size()];
        some.set(t, any_value(t, random));
      }
      const bool expected = all.contains(text_of(some, tokens));
      if (some.possible(fiscal) != expected)
        FAIL("fiscal " << fiscal.month << "-" << fiscal.day << ", " << text_of(some, tokens) << "expected "
                       << expected);
      ++(expected ? yes : no);
    }
  }
  CHECK(yes > subsets);
  CHECK(no > subsets);
}

}  // namespace

TEST_CASE("Weeks are those of ISO 8601") {
  for (const auto& [day, name] : std::vector<std::pair<std::string, std::string>>{
           {"2020-12-31", "2020-W53"}, {"2021-01-03", "2020-W53"}, {"2021-01-04", "2021-W01"},
           {"2024-01-01", "2024-W01"}, {"2024-12-29", "2024-W52"}, {"2024-12-30", "2025-W01"},
           {"2005-01-01", "2004-W53"}, {"2005-01-02", "2004-W53"}, {"2005-12-31", "2005-W52"},
           {"2006-01-01", "2005-W52"}, {"2006-01-02", "2006-W01"}, {"2007-12-31", "2008-W01"},
           {"2008-12-28", "2008-W52"}, {"2008-12-29", "2009-W01"}, {"2009-12-31", "2009-W53"},
           {"2010-01-03", "2009-W53"}, {"2010-01-04", "2010-W01"}, {"2026-09-05", "2026-W36"},
           {"2026-12-31", "2026-W53"}, {"2027-01-01", "2026-W53"}, {"2000-01-01", "1999-W52"},
           {"2000-02-29", "2000-W09"}, {"9999-12-31", "9999-W52"}, {"1969-12-28", "1969-W52"}}) {
    INFO(day);
    CHECK(week(day) == name);
  }
  // Years of 53 weeks from 2000 to 2099.
  std::set<int> long_years;
  for (int y = 2000; y < 2100; ++y)
    if (time_part(Token::iso_week, {{static_cast<std::int16_t>(y), 12, 31}, 0}, {}) == 53)
      long_years.insert(y);
  CHECK(long_years == std::set<int>{2004, 2009, 2015, 2020, 2026, 2032, 2037, 2043, 2048, 2054, 2060, 2065,
                                    2071, 2076, 2082, 2088, 2093, 2099});
}

TEST_CASE("A fiscal year has the name of the year in which it ends") {
  CHECK(fiscal_year("2026-03-31", {4, 1}) == 2026);
  CHECK(fiscal_year("2026-04-01", {4, 1}) == 2027);
  CHECK(fiscal_year("2026-12-31", {4, 1}) == 2027);
  CHECK(fiscal_year("2026-12-31", {1, 1}) == 2026);
  CHECK(fiscal_year("2026-01-01", {1, 1}) == 2026);
  CHECK(fiscal_year("2026-01-01", {1, 2}) == 2026);
  CHECK(fiscal_year("2026-01-02", {1, 2}) == 2027);
  CHECK(fiscal_year("2026-12-30", {12, 31}) == 2026);
  CHECK(fiscal_year("2026-12-31", {12, 31}) == 2027);
  CHECK(fiscal_year("2024-02-29", {2, 28}) == 2025);
  CHECK(parse_fiscal("04-01") == Fiscal{4, 1});
  CHECK_FALSE(parse_fiscal("02-29"));
  CHECK_FALSE(parse_fiscal("4-1"));
  CHECK_FALSE(parse_fiscal(""));
}

TEST_CASE("Periods have names that only their days share") {
  const Fiscal april{4, 1};
  const auto of = [&](Period period, const TimeParts& some) {
    return period_text(period, some, april).value_or("none");
  };
  const TimeParts day = time_parts({date("2026-09-05"), 0}, april);
  CHECK(of(Period::year, day) == "2026");
  CHECK(of(Period::quarter, day) == "2026Q3");
  CHECK(of(Period::month, day) == "2026-09");
  CHECK(of(Period::week, day) == "2026W36");
  CHECK(of(Period::day, day) == "2026-09-05");
  CHECK(of(Period::fiscal_year, day) == "FY2027");
  CHECK(of(Period::week, time_parts({date("2024-12-30"), 0}, april)) == "2025W01");
  CHECK(of(Period::year, parts({{Token::short_year, 7}})) == "2007");
  CHECK(of(Period::quarter, parts({{Token::year, 2026}, {Token::month, 12}})) == "2026Q4");
  CHECK(of(Period::month, parts({{Token::year, 2024}, {Token::day_of_year, 60}})) == "2024-02");
  CHECK(of(Period::month, parts({{Token::year, 2025}, {Token::day_of_year, 60}})) == "2025-03");
  CHECK(of(Period::month, parts({{Token::year, 2025}, {Token::quarter, 2}})) == "none");
  CHECK(of(Period::day, parts({{Token::year, 2025}, {Token::day_of_year, 366}})) == "none");
  CHECK(of(Period::day, parts({{Token::year, 2025}, {Token::month, 2}, {Token::day, 29}})) == "none");
  CHECK(of(Period::week, parts({{Token::year, 2025}, {Token::iso_week, 1}})) == "none");
  CHECK(of(Period::fiscal_year, parts({{Token::year, 2026}})) == "none");
  CHECK(period_text(Period::fiscal_year, parts({{Token::year, 2026}}), {}) == "FY2026");
  CHECK(period_named("fy") == Period::fiscal_year);
  CHECK_FALSE(period_named("hour"));
}

TEST_CASE("Dates that no day prints are told from those that one does") {
  const Fiscal none{};
  CHECK(parts({{Token::month, 2}, {Token::day, 29}}).possible(none));
  CHECK_FALSE(parts({{Token::month, 2}, {Token::day, 30}}).possible(none));
  CHECK_FALSE(parts({{Token::year, 2100}, {Token::month, 2}, {Token::day, 29}}).possible(none));
  CHECK(parts({{Token::year, 2000}, {Token::month, 2}, {Token::day, 29}}).possible(none));
  CHECK_FALSE(parts({{Token::year, 0}}).possible(none));
  CHECK_FALSE(parts({{Token::year, 0}, {Token::month, 1}}).possible(none));
  CHECK(parts({{Token::short_year, 0}, {Token::month, 1}}).possible(none));
  CHECK(parts({{Token::year, 9999}, {Token::iso_week, 52}}).possible(none));
  CHECK(parts({{Token::year, 1}, {Token::iso_year, 1}, {Token::fiscal_year, 1}}).possible(none));
  CHECK_FALSE(parts({{Token::iso_year, 2025}, {Token::iso_week, 53}}).possible(none));
  CHECK(parts({{Token::iso_year, 2026}, {Token::iso_week, 53}, {Token::year, 2027}}).possible(none));
  // {GG} would be 99 on 2000-01-01, but years of two digits are those of this century.
  CHECK_FALSE(parts({{Token::year, 2000}, {Token::short_iso_year, 99}}).possible(none));
  CHECK(parts({{Token::year, 2100}, {Token::short_iso_year, 99}}).possible(none));
}

TEST_CASE("Which parts can stand together is what all days of thirty years say") {
  compare_possible(1, 60, 300);
}

TEST_CASE("Which parts can stand together, for many more of them", "[.long][long]") {
  compare_possible(2, 1500, 3000);
}
