// The text form of conditions: what is read, how it is printed, and what is refused, with its place.
#include <limits>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
namespace customer = crm::customer;

std::string again(std::string_view text) { return to_string(crm::parse_filter(text)); }

std::string refusal(std::string_view text) {
  try {
    crm::parse_filter(text);
  } catch (const crm::Invalid& e) {
    return e.what();
  }
  return "taken";
}

std::string repeated(std::string_view text, std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("a condition is read and printed in one form") {
  const std::pair<const char*, const char*> cases[] = {
      {"", ""},
      {"   ", ""},
      {"　", ""},
      {"score>=50", "score >= 50"},
      {"tag:vip  AND score >= 50 and city = \"上海\"", "tag:vip and score >= 50 and city = 上海"},
      {"城市　=　上海　and　not　等级　in　(一，二)", "城市 = 上海 and not 等级 in (一，二)"},
      {"a = 1 or b = 2 and c = 3", "a = 1 or (b = 2 and c = 3)"},
      {"(a = 1 or b = 2) and c = 3", "(a = 1 or b = 2) and c = 3"},
      {"((a = 1))", "a = 1"},
      {"a = 1 and (b = 2 and c = 3)", "a = 1 and b = 2 and c = 3"},
      {"not (a = 1 or b = 2)", "not (a = 1 or b = 2)"},
      {"not not a = 1", "not not a = 1"},
      {"nothing", "nothing"},
      {"not nothing and a = 1", "not nothing and a = 1"},
      {"nothing or a = 1", "a = 1"},
      {"a in (1,2 , \"3\", x)", "a in (1, 2, \"3\", x)"},
      {"a between 1 and 2 and b = 3", "a between 1 and 2 and b = 3"},
      {"a IS EMPTY or b Is Not Empty", "a is empty or not b is empty"},
      {"emails is unnormalised", "emails is unnormalised"},
      {"a contains 100%", "a contains 100%"},
      {"a starts \"\" and b ends \"x y\"", "a starts \"\" and b ends \"x y\""},
      {R"(a = "say \"hi\" \\ there")", R"(a = "say \"hi\" \\ there")"},
      {R"("or" = "and" and "a b" != "not")", R"("or" = "and" and "a b" != "not")"},
      {R"(tag:"two words" or tag:"or" or tag:老客户)", R"(tag:"two words" or tag:"or" or tag:老客户)"},
      {"TAG:vip", "tag:vip"},
      {R"("tag:x" = 1)", R"("tag:x" = 1)"},
      {"a = true and b = false", "a = true and b = false"},
      {R"(a = "true" and b = "12" and c = "2026-03-01" and d = "#7")",
       R"(a = "true" and b = "12" and c = "2026-03-01" and d = "#7")"},
      {"a = -5 and b = 007 and c = +5", "a = -5 and b = 007 and c = +5"},
      {"a = 12.50 and b = .5 and c = 1e3", "a = 12.50 and b = .5 and c = 1e3"},
      {"a = #17 and b = #x", "a = #17 and b = #x"},
      {"a = 2026-03-01 and b = 2023-02-29", "a = 2026-03-01 and b = 2023-02-29"},
      {"a = 2026-03-01T09:30:00.000Z", "a = 2026-03-01T09:30:00.000Z"},
      {"a\n=\t1\rand\vb\f=2", "a = 1 and b = 2"},
  };
  for (const auto& [given, printed] : cases) {
    INFO(given);
    CHECK(again(given) == printed);
    CHECK(again(printed) == printed);
  }
}

TEST_CASE("a word means what it looks like, a quoted one a text") {
  const auto value = [](const char* text) {
    const crm::Filter filter = crm::parse_filter(std::string("a = ") + text);
    return filter.root()->values.at(0);
  };
  CHECK(value("12") == crm::Value(12));
  CHECK(value("-9223372036854775808") == crm::Value(std::numeric_limits<std::int64_t>::min()));
  CHECK(value("9223372036854775808") == crm::Value("9223372036854775808"));
  CHECK(value("012") == crm::Value("012"));
  CHECK(value("\"12\"") == crm::Value("12"));
  CHECK(value("1.50") == crm::Value(crm::Decimal{150, 2}));
  CHECK(value("true") == crm::Value(true));
  CHECK(value("True") == crm::Value("True"));
  CHECK(value("#17") == crm::Value(crm::RecordId{17}));
  CHECK(value("2026-03-01") == crm::Value(crm::Date{2026, 3, 1}));
  CHECK(value("2026-13-01") == crm::Value("2026-13-01"));
  CHECK(value("2026-03-01T09:30:00.000Z") == crm::Value(*crm::Timestamp::parse("2026-03-01T09:30:00Z")));
  CHECK(value("2026-03-01T09:30:00Z") == crm::Value("2026-03-01T09:30:00Z"));  // a field of instants reads it
  CHECK(value("\"\"") == crm::Value(""));
}

TEST_CASE("a mistake is refused with its place") {
  const std::pair<const char*, const char*> cases[] = {
      {"score", "a comparison is expected (position 6)"},
      {"score >=", "a value is expected (position 9)"},
      {"score >= 50 and", "an opening bracket is expected (position 16)"},
      {"score = 50 city = x", "unexpected here (position 12)"},
      {"(score = 50", "a closing bracket is missing (position 12)"},
      {"score = 50)", "unexpected here (position 11)"},
      {"score = \"x", "a quote that does not end (position 9)"},
      {"score = \"x\\", "a quote that does not end (position 9)"},
      {"score ! 5", "a comparison is expected (position 7)"},
      {"score == 5", "a value is expected (position 8)"},
      {"score = , 5", "a value is expected (position 9)"},
      {"score in 5", "an opening bracket is expected (position 10)"},
      {"score in ()", "a value is expected (position 11)"},
      {"score in (1", "a closing bracket is missing (position 12)"},
      {"score in (1,)", "a value is expected (position 13)"},
      {"score between 1 2", "`and` is expected between the two limits (position 17)"},
      {"score is full", "`empty` or `unnormalised` is expected (position 10)"},
      {"score is not", "`empty` or `unnormalised` is expected (position 13)"},
      {"score contains", "a text is expected (position 15)"},
      {"tag:", "the name of a tag is missing (position 1)"},
      {"tag: vip", "the name of a tag is missing (position 1)"},
      {"a = 1 and tag:", "the name of a tag is missing (position 11)"},
      {"and", "a comparison is expected (position 4)"},
      {"= 5", "a field, tag:NAME, not or an opening bracket is expected (position 1)"},
      {"not", "a field, tag:NAME, not or an opening bracket is expected (position 4)"},
      {"()", "a field, tag:NAME, not or an opening bracket is expected (position 2)"},
      {"城市 = 上海 垃圾", "unexpected here (position 17)"},
      {"a = b = c", "unexpected here (position 7)"},
      {"\xff = 1", "not valid UTF-8"},
  };
  for (const auto& [text, message] : cases) {
    INFO(text);
    CHECK_THAT(refusal(text), Catch::Contains(message));
  }
}

TEST_CASE("no text of any length or depth is more than the parser bears") {
  const std::size_t many = 100'000;
  CHECK_THAT(refusal(repeated("(", many)), Catch::Contains("nested too deep (position 51)"));
  CHECK_THAT(refusal(repeated("(", many) + "a = 1" + repeated(")", many)),
             Catch::Contains("nested too deep"));
  CHECK_THAT(refusal(repeated("not ", many) + "a = 1"), Catch::Contains("nested too deep"));
  CHECK_THAT(refusal(repeated("not (", many)), Catch::Contains("nested too deep"));
  CHECK_THAT(refusal("a = \"" + repeated("\\", many)), Catch::Contains("a quote that does not end"));
  CHECK(refusal(repeated("(", 49) + "a = 1" + repeated(")", 49)) == "taken");
  CHECK(refusal("a = \"" + repeated("x", many) + "\"") == "taken");
  CHECK(refusal("a = 1" + repeated(" or a = 1", many)) == "taken");
  CHECK(refusal("a in (1" + repeated(", 1", many) + ")") == "taken");
}

TEST_CASE("conditions joined by handles nest as deep as written ones, and print") {
  const crm::Filter one = crm::FilterOf<crm::Customer>(customer::city == "x");
  crm::Filter deep = one;
  for (int level = 2; level <= 50; ++level) deep = level % 2 ? deep && one : deep || one;
  CHECK(again(to_string(deep)) == to_string(deep));
  CHECK_THROWS_WITH(deep && (one || one), Catch::Contains("nested more than 50 deep"));
  CHECK_THROWS_AS(!deep, crm::Invalid);
  CHECK_NOTHROW(deep || one);  // joins the outermost level

  const crm::FilterOf<crm::Customer> typed =
      customer::city == "x" && !(customer::name != "y" || crm::has_tag("z"));
  CHECK(to_string(typed) == "city = x and not (name != y or tag:z)");
  CHECK((crm::Filter{} && one).root() == one.root());
  CHECK((one || crm::Filter{}).root() == one.root());
  CHECK(to_string(!crm::Filter{}) == "nothing");
}

TEST_CASE("conditions as deep and as long as they may be are answered") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    for (const char* city : {"Berlin", "Paris", ""}) tx.customers().insert({.name = "n", .city = city});
  });
  const auto count = [&](const crm::Filter& filter) {
    return store.read([&](const crm::ReadTx& tx) { return tx.customers().count(filter); });
  };
  crm::Filter left = crm::parse_filter("city = Berlin"), right = left, negated = left;
  for (int level = 2; level <= 50; ++level) {
    const crm::Filter other =
        crm::parse_filter("city = \"" + std::to_string(level) + "\" or tag:x or emails = a@x.example");
    const crm::Filter all = crm::parse_filter("name = n and not tag:x and city is not empty");
    if (level % 2 && level < 49)
      left = left && all, right = all && right;
    else
      left = left || other, right = other || right;
    negated = !negated;
  }
  CHECK(left.root()->depth >= 48);
  CHECK(count(left) == 1);
  CHECK(count(right) == 1);
  CHECK(count(negated) == 2);
  CHECK(count(crm::parse_filter("city = Berlin" + repeated(" or city = Rome", 899))) == 1);
  CHECK(count(crm::parse_filter("city = Berlin" + repeated(" and city != Rome", 899))) == 1);
  CHECK(count(crm::parse_filter("not city = Berlin" + repeated(" and (city = Paris or name = n)", 449))) ==
        2);
  for (const std::size_t more : {900U, 40'000U})
    CHECK_THROWS_WITH(count(crm::parse_filter("city = Berlin" + repeated(" or city = Rome", more))),
                      Catch::Contains("more than 900 conditions"));
}
