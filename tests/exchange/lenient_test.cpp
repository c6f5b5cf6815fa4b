// Values as people type them, one by one.
#include "exchange/lenient.hpp"

#include <string>

#include "catch.hpp"
#include "exchange/column_type.hpp"

namespace {

using namespace crmlite;
using namespace crmlite::exchange;

std::string number(std::string_view text) { return plain_number(text).value_or("none"); }
std::string amount(std::string_view text) { return plain_amount(text).value_or("none"); }

Value read(FieldType type, std::string_view cell) {
  FieldInfo field;
  field.spec.type = type;
  return read_value(field, cell, *base::Zone::load("UTC+8"));
}

std::string instant(std::string_view text, const char* zone = "UTC+8") {
  const auto at = parse_instant_lenient(text, *base::Zone::load(zone));
  return at ? to_string(*at) : "none";
}

FieldSpec type_of(std::initializer_list<std::string_view> cells) {
  ColumnType type;
  for (const auto cell : cells) type.see(cell);
  return type.spec();
}

}  // namespace

TEST_CASE("numbers with groups, commas and full-width digits become plain ones") {
  CHECK(number("1234.50") == "1234.50");
  CHECK(number("1,234.50") == "1234.50");
  CHECK(number("1.234,50") == "1234.50");
  CHECK(number("1 234,5") == "1234.5");
  CHECK(number("1\u00A0234\u00A0567") == "1234567");
  CHECK(number("1'234") == "1234");
  CHECK(number("1,234") == "1234");
  CHECK(number("1.234") == "1.234");
  CHECK(number("1.234.567") == "1234567");
  CHECK(number("12,5") == "12.5");
  CHECK(number("１２３") == "123");
  CHECK(number("-5") == "-5");
  CHECK(number("−5") == "-5");
  CHECK(number("+5") == "5");
  CHECK(number("(1,000)") == "-1000");
  CHECK(number(".5") == "0.5");
  CHECK(number("007") == "007");
}

TEST_CASE("what is no number stays none") {
  for (const char* text : {"", "-", "abc", "12a", "1,23,4", "1.2.3", "1,2.3,4", "12.", "1e5", "4.41E+11",
                           "--1", "1,2345.6", "$5"})
    CHECK(number(text) == "none");
}

TEST_CASE("currency signs are dropped from numbers") {
  CHECK(amount("$1,234.50") == "1234.50");
  CHECK(amount("￥1,234") == "1234");
  CHECK(amount("-€5") == "-5");
  CHECK(amount("1.234,50 €") == "1234.50");
  CHECK(amount("12元") == "12");
  CHECK(amount("€") == "none");
}

TEST_CASE("cells for fields of numbers") {
  CHECK(read(FieldType::integer, "1,234") == Value("1234"));
  CHECK(read(FieldType::integer, "12.0") == Value("12"));
  CHECK(read(FieldType::integer, "12.5") == Value("12.5"));  // the library refuses it
  CHECK(read(FieldType::integer, "twelve") == Value("twelve"));
  CHECK(read(FieldType::decimal, "1.234,5") == Value("1234.5"));
  CHECK(read(FieldType::money, "12.50 EUR") == Value(Money{1250, "EUR"}));
  CHECK(read(FieldType::money, "1,234.5 EUR") == Value(Money{123450, "EUR"}));
  CHECK(read(FieldType::money, "€1.234,50") == Value(Money{123450, "EUR"}));
  CHECK(read(FieldType::money, "1200元") == Value(Money{120000, "CNY"}));
  CHECK(read(FieldType::money, "US$5") == Value(Money{500, "USD"}));
  CHECK(read(FieldType::money, "$5") == Value("$5"));  // of which country is not said
  CHECK(read(FieldType::money, "5") == Value("5"));
}

TEST_CASE("cells for truths, days and choices") {
  CHECK(read(FieldType::boolean, "Yes") == Value(true));
  CHECK(read(FieldType::boolean, "否") == Value(false));
  CHECK(read(FieldType::boolean, "√") == Value(true));
  CHECK(read(FieldType::boolean, " 1 ") == Value("1"));  // the library reads digits itself
  CHECK(read(FieldType::date, "2026年3月1日") == Value(Date{2026, 3, 1}));
  CHECK(read(FieldType::date, "2023-02-29") == Value("2023-02-29"));
  CHECK(read(FieldType::partial_date, "1985/3") == Value(PartialDate{1985, 3}));
  CHECK(read(FieldType::partial_date, "--02-29") == Value(PartialDate{0, 2, 29}));
  CHECK(read(FieldType::text, " a ") == Value(" a "));
}

TEST_CASE("enumerations of the library know everyday words") {
  FieldInfo stage;
  stage.name = "stage";
  stage.built_in = true;
  stage.spec.choices = {"lead", "prospect", "customer", "repeat_customer"};
  const auto zone = base::Zone::utc();
  CHECK(read_value(stage, "Repeat customer", zone) == Value("repeat_customer"));
  CHECK(read_value(stage, "潜在客户", zone) == Value("prospect"));
  CHECK(read_value(stage, "whatever", zone) == Value("whatever"));
  stage.built_in = false;  // somebody's own field of that name takes its own words only
  stage.spec.type = FieldType::text;
  CHECK(read_value(stage, "潜在客户", zone) == Value("潜在客户"));
}

TEST_CASE("points in time without an offset are in the zone") {
  CHECK(instant("2026-03-01T09:30:00Z") == "2026-03-01T09:30:00.000Z");
  CHECK(instant("2026-03-01 17:30") == "2026-03-01T09:30:00.000Z");
  CHECK(instant("2026/3/1 17:30:15") == "2026-03-01T09:30:15.000Z");
  CHECK(instant("2026-03-01T17:30:15.25") == "2026-03-01T09:30:15.250Z");
  CHECK(instant("1 Mar 2026 5:30 PM") == "2026-03-01T09:30:00.000Z");
  CHECK(instant("1 Mar 2026 5:30PM") == "2026-03-01T09:30:00.000Z");
  CHECK(instant("2026-03-01 12:05AM", "UTC") == "2026-03-01T00:05:00.000Z");
  CHECK(instant("2026-03-01") == "2026-02-28T16:00:00.000Z");
  for (const char* text : {"", "17:30", "2026-03-01 25:00", "2026-03-01 9:60",
                           "2026-03-01 9:", "2026-02-30 10:00", "2026-03-01 9:-5", "2026-03-01 13:00PM"})
    CHECK(instant(text) == "none");
}

TEST_CASE("a column gets the narrowest type that fits all of its values") {
  CHECK(type_of({"1", "", "1,234"}).type == FieldType::integer);
  CHECK(type_of({"1", "2.5", "100.25"}).type == FieldType::decimal);
  CHECK(type_of({"1", "2.5", "100.25"}).scale == 2);
  CHECK(type_of({"2026-03-01", "2026/3/2"}).type == FieldType::date);
  CHECK(type_of({"2026-03-01 10:00", "2026-03-02"}).type == FieldType::date_time);
  CHECK(type_of({"yes", "No"}).type == FieldType::boolean);
  CHECK(type_of({"是", "否"}).type == FieldType::boolean);
  CHECK(type_of({"1", "x"}).type == FieldType::text);
  CHECK(type_of({std::string(1001, 'x')}).type == FieldType::long_text);
  CHECK(type_of({}).type == FieldType::text);
  CHECK(type_of({"", " "}).type == FieldType::text);
}

TEST_CASE("digits that name something are no numbers") {
  CHECK(type_of({"007", "12"}).type == FieldType::text);
  CHECK(type_of({"0", "12"}).type == FieldType::integer);
  CHECK(type_of({"0.5", "12"}).type == FieldType::decimal);
  CHECK(type_of({"110101199003077432"}).type == FieldType::text);
  CHECK(type_of({"+8613800138000"}).type == FieldType::text);
  CHECK(type_of({"1.2345678901"}).type == FieldType::text);  // more digits than a field holds
  CHECK(type_of({"M", "F"}).type == FieldType::text);
}
