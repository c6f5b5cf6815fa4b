// Decimals and amounts: what is read is what was written, at the limits of 64 bits too.
#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/money.hpp>

#include "catch.hpp"

using namespace crmlite;
using namespace std::string_view_literals;

namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

bool is_exactly(const std::optional<Decimal>& value, std::int64_t units, int scale) {
  return value && value->units == units && value->scale == scale;
}

}  // namespace

TEST_CASE("a decimal keeps its digits and its scale") {
  CHECK(is_exactly(Decimal::parse("12.50"), 1250, 2));
  CHECK(is_exactly(Decimal::parse("-12.50"), -1250, 2));
  CHECK(is_exactly(Decimal::parse("0.5"), 5, 1));
  CHECK(is_exactly(Decimal::parse("-0.05"), -5, 2));
  CHECK(is_exactly(Decimal::parse("1100"), 1100, 0));
  CHECK(is_exactly(Decimal::parse("0"), 0, 0));
  CHECK(is_exactly(Decimal::parse("-0"), 0, 0));
  CHECK(is_exactly(Decimal::parse("-0.00"), 0, 2));
  CHECK(is_exactly(Decimal::parse("007.0"), 70, 1));
  CHECK(is_exactly(Decimal::parse("999999999999999999"), 999'999'999'999'999'999, 0));
  CHECK(is_exactly(Decimal::parse("-0.999999999999999999"), -999'999'999'999'999'999, 18));
  CHECK(is_exactly(Decimal::parse("0.000000000000000001"), 1, 18));
}

TEST_CASE("a decimal that needs more than 18 digits is none, zeros that say nothing do not count") {
  CHECK_FALSE(Decimal::parse("1000000000000000000"));
  CHECK_FALSE(Decimal::parse("9223372036854775807"));
  CHECK_FALSE(Decimal::parse("1.000000000000000001"));
  CHECK_FALSE(Decimal::parse("0.0000000000000000001"));
  CHECK_FALSE(Decimal::parse("99999999999999999999999999999999999999"));
  CHECK(is_exactly(Decimal::parse("000000000000000000000000001.5"), 15, 1));
  CHECK(is_exactly(Decimal::parse("0.00000000000000000000000"), 0, 18));
  CHECK(is_exactly(Decimal::parse("123456789012345678.000"), 123'456'789'012'345'678, 0));
  CHECK(is_exactly(Decimal::parse("1.50000000000000000000"), 150'000'000'000'000'000, 17));
}

TEST_CASE("another form is no decimal") {
  for (const std::string_view text : std::vector<std::string_view>{
           "",      "-",     ".",     "-.5",  ".5",    "5.",       "+5",   "1e3",   "1E3",
           "1,000", "1 000", "1.2.3", "--5",  "5-",    " 5",       "5 ",   "0x10",  "nan",
           "inf",   "１",    "1.-5",  "1.5f", "1'000", "1\0002"sv, "1._5", "12.50€"}) {
    CAPTURE(text);
    CHECK_FALSE(Decimal::parse(text));
  }
}

TEST_CASE("a decimal is written with every digit of its scale") {
  CHECK(to_string(Decimal{}) == "0");
  CHECK(to_string(Decimal{1250, 2}) == "12.50");
  CHECK(to_string(Decimal{-1250, 2}) == "-12.50");
  CHECK(to_string(Decimal{5, 1}) == "0.5");
  CHECK(to_string(Decimal{-5, 3}) == "-0.005");
  CHECK(to_string(Decimal{0, 2}) == "0.00");
  CHECK(to_string(Decimal{1, 18}) == "0.000000000000000001");
  CHECK(to_string(Decimal{largest, 0}) == "9223372036854775807");
  CHECK(to_string(Decimal{smallest, 18}) == "-9.223372036854775808");
  CHECK(to_string(Decimal{smallest, 0}) == "-9223372036854775808");
}

TEST_CASE("decimals compare by value, whatever their scale") {
  // Ascending; the values of one line are equal.
  const std::vector<std::vector<Decimal>> lines{
      {{smallest, 0}},
      {{-largest, 0}},
      {{-999'999'999'999'999'999, 0}},
      {{smallest, 18}},
      {{-922'337'203'685'477'580, 17}},
      {{-15, 1}, {-150, 2}, {-1'500'000'000'000'000'000, 18}},
      {{-1, 0}, {-10, 1}, {-1'000'000'000'000'000'000, 18}},
      {{-5, 1}},
      {{-1, 18}},
      {{0, 0}, {0, 5}, {0, 18}},
      {{1, 18}},
      {{10, 18}, {1, 17}},
      {{5, 1}, {50, 2}},
      {{999'999'999'999'999'999, 18}},
      {{1, 0}, {1'000'000'000'000'000'000, 18}},
      {{largest - 1, 18}},
      {{largest, 18}},
      {{10, 0}, {100, 1}},
      {{largest - 1, 0}},
      {{largest, 0}},
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t j = 0; j < lines.size(); ++j) {
      for (const Decimal& a : lines[i]) {
        for (const Decimal& b : lines[j]) {
          CAPTURE(to_string(a), to_string(b));
          CHECK((a <=> b) == (i <=> j));
          CHECK((a == b) == (i == j));
        }
      }
    }
  }
}

TEST_CASE("a decimal is rescaled when nothing is lost") {
  CHECK(is_exactly(Decimal{125, 1}.rescaled(3), 12500, 3));
  CHECK(is_exactly(Decimal{-12500, 3}.rescaled(1), -125, 1));
  CHECK(is_exactly(Decimal{125, 1}.rescaled(1), 125, 1));
  CHECK(is_exactly(Decimal{0, 0}.rescaled(18), 0, 18));
  CHECK(is_exactly(Decimal{largest, 18}.rescaled(18), largest, 18));
  CHECK(is_exactly(Decimal{9, 0}.rescaled(18), 9'000'000'000'000'000'000, 18));
  CHECK(is_exactly(Decimal{-9, 0}.rescaled(18), -9'000'000'000'000'000'000, 18));
  CHECK(is_exactly(Decimal{largest / 10, 0}.rescaled(1), largest / 10 * 10, 1));
  CHECK_FALSE(Decimal{1251, 2}.rescaled(1));
  CHECK_FALSE(Decimal{-1, 18}.rescaled(0));
  CHECK_FALSE(Decimal{10, 0}.rescaled(18));
  CHECK_FALSE(Decimal{-10, 0}.rescaled(18));
  CHECK_FALSE(Decimal{largest, 0}.rescaled(1));
  CHECK_FALSE(Decimal{smallest, 0}.rescaled(1));
  CHECK_FALSE(Decimal{1, 0}.rescaled(19));
}

TEST_CASE("an amount is read with its code behind or in front") {
  CHECK(Money::parse("12.50 EUR") == Money{1250, "EUR"});
  CHECK(Money::parse("EUR 12.50") == Money{1250, "EUR"});
  CHECK(Money::parse("-12.50 EUR") == Money{-1250, "EUR"});
  CHECK(Money::parse("EUR -12.50") == Money{-1250, "EUR"});
  CHECK(Money::parse("0.00 USD") == Money{0, "USD"});
  CHECK(Money::parse("500 JPY") == Money{500, "JPY"});
  CHECK(Money::parse("1.234 KWD") == Money{1234, "KWD"});
  CHECK(Money::parse("1.2345 CLF") == Money{12345, "CLF"});
  CHECK(Money::parse("12 EUR") == Money{1200, "EUR"});
  CHECK(Money::parse("CNY 0.5") == Money{50, "CNY"});
}

TEST_CASE("an amount of another form, code or number of digits is none") {
  for (const std::string_view text :
       {"",          "EUR",        "12.50",      "12.50EUR",   "EUR12.50",   "12.50  EUR",    "12.50 eur",
        "12.50 Eur", " 12.50 EUR", "12.50 EUR ", "12.50 EURO", "12.500 EUR", "12.505 EUR",    "0.000 EUR",
        "0.0 JPY",   "500.0 JPY",  "1.2345 KWD", "12,50 EUR",  "1,000 EUR",  "EUR 12.50 EUR", "EUR",
        "EUR ",      " EUR",       "- EUR",      "12.50 DEM",  "12.50 ABC",  "12.50 XXX",     "12. EUR",
        ".5 EUR",    "1e3 EUR",    "+12.50 EUR", "12.50\tEUR", "€12.50",     "12.50 €"}) {
    CAPTURE(text);
    CHECK_FALSE(Money::parse(text));
  }
}

TEST_CASE("amounts reach the limits of 64 bits and no further") {
  for (const std::int64_t minor : {largest, smallest, std::int64_t{0}, std::int64_t{-1}}) {
    for (const char* code : {"EUR", "JPY", "KWD", "CLF"}) {
      const Money money{minor, code};
      CAPTURE(to_string(money));
      CHECK(Money::parse(to_string(money)) == money);
    }
  }
  CHECK_FALSE(Money::parse("92233720368547758.08 EUR"));
  CHECK_FALSE(Money::parse("-92233720368547758.09 EUR"));
  CHECK_FALSE(Money::parse("92233720368547759 EUR"));
  CHECK_FALSE(Money::parse("9223372036854775808 JPY"));
  CHECK_FALSE(Money::parse("100000000000000000000 JPY"));
}

TEST_CASE("an amount is written with the digits of its currency") {
  CHECK(to_string(Money{1250, "EUR"}) == "12.50 EUR");
  CHECK(to_string(Money{-5, "EUR"}) == "-0.05 EUR");
  CHECK(to_string(Money{500, "JPY"}) == "500 JPY");
  CHECK(to_string(Money{1234, "KWD"}) == "1.234 KWD");
}

TEST_CASE("the digits of a currency follow ISO 4217") {
  const std::vector<std::pair<int, std::vector<std::string_view>>> known{
      {0,
       {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV",
        "XAF", "XOF", "XPF"}},
      {2,
       {"AED", "AUD", "CHF", "CNY", "EUR", "GBP", "HKD", "HUF", "IDR", "MGA", "MRU", "SLE", "TWD", "USD",
        "VED", "XCG", "ZWG"}},
      {3, {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}},
      {4, {"CLF", "UYW"}},
  };
  for (const auto& [digits, codes] : known) {
    for (const std::string_view code : codes) {
      CAPTURE(code);
      CHECK(currency_digits(code) == digits);
    }
  }
  for (const std::string_view code : {"", "EU", "EURO", "eur", "ABC", "DEM", "HRK", "CUC", "ANG", "BGN",
                                      "XXX", "XTS", "XAU", "E R", "AAA", "ZZZ", "R2 "}) {
    CAPTURE(code);
    CHECK_FALSE(currency_digits(code));
  }
}
