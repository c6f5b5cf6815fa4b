// The rules a field can have: each holds for every new value, and none of the records keeps one that breaks
// it.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "sqlite/temp_file.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::CheckSystem;
using crm::FieldSpec;
using crm::FieldType;
using crm::Value;

/// The rules that the call breaks, as `field:rule`.
template <class F>
std::string broken(F&& call) {
  std::string out;
  try {
    call();
  } catch (const crm::Error& e) {
    for (const crm::Issue& issue : e.issues())
      out += (out.empty() ? "" : " ") + issue.field + ":" + issue.rule;
    if (out.empty()) out = e.what();
  }
  return out;
}

/// What inserting a customer with this value of a field with these rules breaks.
std::string breaks(const FieldSpec& spec, const Value& value) {
  fixture::MemoryStore store;
  return store.write([&](crm::WriteTx& tx) {
    tx.fields().define("customer", "f", spec);
    return broken([&] { tx.records("customer").insert({{"name", "n"}, {"f", value}}); });
  });
}

std::string defining(const FieldSpec& spec) {
  fixture::MemoryStore store;
  return store.write(
      [&](crm::WriteTx& tx) { return broken([&] { tx.fields().define("customer", "f", spec); }); });
}

}  // namespace

TEST_CASE("a required field is in every new record and cannot be emptied") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    auto customers = tx.records("customer");
    tx.fields().define("customer", "f", {.required = true});
    tx.fields().define("customer", "g",
                       {.type = FieldType::choices, .required = true, .choices = {"a", "b"}});
    tx.fields().define(
        "customer", "h",
        {.type = FieldType::choice, .required = true, .choices = {"a", "b"}, .default_text = "b"});
    CHECK(broken([&] { customers.insert({{"name", "n"}}); }) == "f:required g:required");
    CHECK(broken([&] {
            customers.insert({{"name", "n"}, {"f", ""}, {"g", Value::Texts{}}});
          }) == "f:required g:required");
    CHECK(broken([&] {
            customers.insert({{"name", "n"}, {"f", "　 "}, {"g", "a"}, {"h", Value{}}});
          }) == "f:required h:required");
    CHECK(broken([&] { tx.customers().insert({.name = "n"}); }) == "f:required g:required");
    const auto id = customers.insert({{"name", "n"}, {"f", "x"}, {"g", "a"}});
    for (const char* field : {"f", "g", "h"}) {
      CHECK(broken([&] { customers.update(id, {{field, Value{}}}); }) == std::string(field) + ":required");
      CHECK(broken([&] { customers.update(id, {{field, ""}}); }) == std::string(field) + ":required");
    }
    CHECK(*customers.get(id).values.find("h") == Value("b"));
    // A value of another type is not missing, too.
    tx.fields().define("user", "n", {.type = FieldType::integer, .required = true});
    CHECK(broken([&] { tx.records("user").insert({{"name", "x"}, {"n", "x"}}); }) == "n:type");
    CHECK(broken([&] { tx.records("user").insert({{"name", "\xff"}, {"n", 1}}); }) == "name:utf8");
  });
  CHECK(broken([&] {
          store.write([](crm::WriteTx& tx) { tx.records("customer").update_where({}, {{"f", Value{}}}); });
        }) == "f:required");
}

TEST_CASE("a required field cannot be defined over records that do not have it") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.customers().insert({.name = "n"});
    CHECK(broken([&] { tx.fields().define("customer", "f", {.required = true}); }) == ":required");
    tx.fields().define("user", "f", {.required = true});  // there are none yet
  });
}

TEST_CASE("unique values are unique in every spelling") {
  struct Twin {
    FieldSpec spec;
    Value first;
    std::vector<Value> same, other;
  };
  const Twin twins[] = {
      {{.type = FieldType::text, .unique = true},
       "Straße 1",
       {"STRASSE 1", "strasse  1", "Ｓtraße　1", " Straße 1 "},
       {"Strase 1", "上海"}},
      {{.type = FieldType::email, .unique = true},
       "Ada@x.example",
       {"ada@X.EXAMPLE", "ａda@x.example"},
       {"ad@x.example"}},
      {{.type = FieldType::phone, .unique = true},
       "+49 30 123456",
       {"+49 (30) 12-34-56", "+4930123456", "tel:+49-30-123456"},
       {"+49 30 123457"}},
      {{.type = FieldType::url, .unique = true},
       "https://www.x.example/",
       {"http://X.example", "x.example"},
       {"x.example/a"}},
      {{.type = FieldType::money, .unique = true},
       crm::Money{100, "EUR"},
       {"1.00 EUR"},
       {"1.00 USD", "1.01 EUR", "100 JPY"}},
      {{.type = FieldType::integer, .unique = true}, 7, {"7"}, {8}},
      {{.type = FieldType::decimal, .unique = true}, "1.5", {"1.50", crm::Decimal{1500, 3}}, {"1.51"}},
      {{.type = FieldType::date, .unique = true}, "2020-02-29", {crm::Date{2020, 2, 29}}, {"2020-03-01"}},
      {{.type = FieldType::choice, .unique = true, .choices = {"a", "b"}}, "a", {"A"}, {"b"}},
      {{.type = FieldType::reference, .unique = true, .target = "user"}, "Eva", {"#1"}, {"Finn"}},
  };
  for (const Twin& t : twins) {
    INFO(to_string(t.spec.type));
    fixture::MemoryStore store;
    store.write([&](crm::WriteTx& tx) {
      tx.users().insert({.name = "Eva"});
      tx.users().insert({.name = "Finn"});
      tx.fields().define("customer", "f", t.spec);
      auto customers = tx.records("customer");
      const auto id = customers.insert({{"name", "n"}, {"f", t.first}});
      const auto empty = customers.insert({{"name", "n"}});
      customers.insert({{"name", "n"}});  // having none is no value in common
      for (const Value& same : t.same) {
        INFO(to_string(same));
        CHECK_THROWS_AS(customers.insert({{"name", "m"}, {"f", same}}), crm::Conflict);
        CHECK(broken([&] { customers.insert({{"name", "m"}, {"f", same}}); }) == "f:unique");
        CHECK(broken([&] { customers.update(empty, {{"f", same}}); }) == "f:unique");
        CHECK_NOTHROW(customers.update(id, {{"f", same}}));  // its own value in another spelling
      }
      for (const Value& other : t.other) CHECK_NOTHROW(customers.insert({{"name", "m"}, {"f", other}}));
      CHECK(customers.count() == 3 + t.other.size());
      customers.update(id, {{"f", Value{}}});
      CHECK_NOTHROW(customers.update(empty, {{"f", t.first}}));
    });
    CHECK(store.check(crm::CheckDepth::full).ok());
  }
}

TEST_CASE("phones that differ in their extension are two numbers") {
  CHECK(breaks({.type = FieldType::phone}, "010-8888 8888 转 123") == "f:phone");  // no default country
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().define("customer", "f", {.type = FieldType::phone, .unique = true});
    auto customers = tx.records("customer");
    customers.insert({{"name", "n"}, {"f", "+86 10 8888 8888 转 123"}});
    CHECK_NOTHROW(customers.insert({{"name", "n"}, {"f", "+86 10 8888 8888 转 124"}}));
    CHECK_THROWS_AS(customers.insert({{"name", "n"}, {"f", "+861088888888 ext. 123"}}), crm::Conflict);
  });
}

TEST_CASE("a default fills what a new record does not give") {
  const std::tuple<FieldType, const char*, Value> defaults[] = {
      {FieldType::text, "none yet", "none yet"},
      {FieldType::integer, "7", 7},
      {FieldType::decimal, "1.5", crm::Decimal{150, 2}},
      {FieldType::money, "1.50 EUR", crm::Money{150, "EUR"}},
      {FieldType::boolean, "yes", true},
      {FieldType::date, "2020-02-29", crm::Date{2020, 2, 29}},
      {FieldType::date_time, "2020-02-29T00:00:00Z", *crm::Timestamp::parse("2020-02-29T00:00:00Z")},
      {FieldType::choice, "B", "b"},
      {FieldType::choices, "a; B", Value::Texts{"a", "b"}},
      {FieldType::email, "nobody@x.example", "nobody@x.example"},
      {FieldType::reference, "Eva", crm::RecordId{1}},
  };
  fixture::MemoryStore store;
  store.write([&](crm::WriteTx& tx) {
    tx.users().insert({.name = "Eva"});
    const auto old = tx.customers().insert({.name = "old"});
    std::vector<crm::AnyChange> none = {{"name", "emptied"}};
    for (const auto& [type, text, value] : defaults) {
      FieldSpec spec{.type = type, .default_text = text};
      if (type == FieldType::choice || type == FieldType::choices) spec.choices = {"a", "b"};
      if (type == FieldType::reference) spec.target = "user";
      tx.fields().define("customer", std::string(to_string(type)), spec);
      none.push_back({std::string(to_string(type)), Value{}});
    }
    CHECK(tx.customers().get(old).custom.empty());  // filling old records is a step of its own
    const auto plain = tx.customers().insert({.name = "new"});
    const crm::Customer made = tx.customers().get(plain);
    for (const auto& [type, text, value] : defaults) {
      INFO(to_string(type));
      const Value* held = made.custom.find(to_string(type));
      REQUIRE(held);
      CHECK(*held == value);
    }
    CHECK(tx.customers().get(crm::CustomerId{tx.records("customer").insert(none).value()}).custom.empty());
    const auto given = tx.records("customer").insert({{"name", "x"}, {"integer", 9}});
    CHECK(*tx.records("customer").get(given).values.find("integer") == Value(9));
  });
}

TEST_CASE("ranges, lengths, patterns and check characters hold to the last value") {
  const FieldSpec integer{.type = FieldType::integer, .min = 1, .max = 100};
  const FieldSpec decimal{.type = FieldType::decimal, .min = crm::Decimal{5, 1}, .max = 2};
  const FieldSpec money{.type = FieldType::money, .min = 1, .max = 100};
  const FieldSpec date{
      .type = FieldType::date, .earliest = crm::Date{2020, 1, 1}, .latest = crm::Date{2020, 12, 31}};
  const FieldSpec length{.min_length = 2, .max_length = 4};
  const FieldSpec pattern{.pattern = "[A-Z]{2}\\d+|上海."};
  const std::tuple<FieldSpec, std::vector<Value>, std::vector<Value>, const char*> rules[] = {
      {integer, {1, 100, "50"}, {0, -1, std::int64_t{-9'000'000'000'000'000'000}}, "f:min"},
      {integer, {}, {101, std::int64_t{9'000'000'000'000'000'000}}, "f:max"},
      {decimal, {"0.5", "2", "2.00"}, {"0.49", -1}, "f:min"},
      {decimal, {}, {"2.01"}, "f:max"},
      {money, {"1 EUR", "1 JPY", "100.00 USD", "100.000 KWD"}, {"0.99 EUR", "0.999 KWD", "-1 JPY"}, "f:min"},
      {money, {}, {"100.01 EUR", "101 JPY"}, "f:max"},
      {date, {"2020-01-01", "2020-12-31"}, {"2019-12-31"}, "f:earliest"},
      {date, {}, {"2021-01-01"}, "f:latest"},
      {length, {"ab", "上海上海", "😀😀"}, {"a", "上"}, "f:min_length"},
      {length, {}, {"abcde", "上海上海上"}, "f:max_length"},
      {pattern,
       {"DE1", "FR123", "上海市"},
       {"xDE1", "DE1x", "DE", "上海", "上海市x", "de1", "DE1\n"},
       "f:pattern"},
      {{.type = FieldType::url, .pattern = "https:.*"},
       {"https://x.example"},
       {"http://x.example"},
       "f:pattern"},
  };
  for (const auto& [spec, good, bad, rule] : rules) {
    for (const Value& v : good) CHECK(breaks(spec, v) == "");
    for (const Value& v : bad) {
      INFO(to_string(v));
      CHECK(breaks(spec, v) == rule);
    }
  }
}

TEST_CASE("check characters of every system") {
  const std::tuple<CheckSystem, std::vector<const char*>, std::vector<const char*>> systems[] = {
      {CheckSystem::luhn, {"79927398713", "4111 1111 1111 1111"}, {"79927398714", "4111111111111112", "x"}},
      {CheckSystem::gs1, {"4006381333931", "73513537"}, {"4006381333932", "400638133393"}},
      {CheckSystem::mod11_2,
       {"11010519491231002X", "0000-0002-1825-0097"},
       {"110105194912310021", "0000-0002-1825-0098"}},
      {CheckSystem::mod97_10, {"5493001KJTIIGC8Y1R12"}, {"5493001KJTIIGC8Y1R13", "5493001KJTIIGC8Y1RX2"}},
      {CheckSystem::iban,
       {"DE89 3704 0044 0532 0130 00", "gb82west12345698765432"},
       {"DE88370400440532013000"}},
      {CheckSystem::uscc, {"91350100M000100Y43"}, {"91350100M000100Y44", "91350100M000100Y4"}},
      {CheckSystem::damm, {"5724"}, {"5742"}},
      {CheckSystem::verhoeff, {"123451"}, {"123541"}},
      {CheckSystem::mod11_10, {"07945"}, {"07495"}},
      {CheckSystem::mod37_2, {"G123489654321Y", "g1234-89654-321y"}, {"G123498654321Y"}},
      {CheckSystem::mod37_36, {"A12425GABC1234002M"}, {"A12425GABC1234020M"}},
      {CheckSystem::mod1271_36, {"ISO793W"}, {"IS0793W", "ISO79W3"}},
      {CheckSystem::id_cn, {"11010519491231002X"}, {"110105194912310021", "110105491231002"}},
      {CheckSystem::f31, {"001C002Y"}, {"001C020Y", "001C00SY"}},
      {CheckSystem::f32, {"001C002J"}, {"0010C02J"}},
      {CheckSystem::f36, {"001C002N"}, {"100C002N"}},
  };
  for (const auto& [system, good, bad] : systems) {
    INFO(to_string(system));
    for (const char* text : good) CHECK(breaks({.check_character = system}, text) == "");
    for (const char* text : bad) CHECK(breaks({.check_character = system}, text) == "f:check_character");
  }
}

TEST_CASE("patterns that lead others into endless backtracking are matched in time") {
  const std::string as(1000, 'a');
  for (const char* pattern :
       {"(a+)+b", "(a|aa)+b", "(a|a?)+b", "((a*)*)*b", "(.*)*(.*)*(.*)*b", "(a?){300}a{300}b"}) {
    INFO(pattern);
    CHECK(breaks({.pattern = pattern}, as) == "f:pattern");
  }
  CHECK(breaks({.pattern = "a*"}, as) == "");
  CHECK(breaks({.type = FieldType::long_text, .pattern = "a*"}, as + "a") ==
        "f:pattern");  // at most 1,000 characters
  for (const char* wrong :
       {"(", "[a", "a{2,1}", "*", "(a)\\1", "a{99999}", "(((((a{99}){99}){99}){99}){99}){99}", "[z-a]", "\\"})
    CHECK(defining({.pattern = wrong}) == "f:pattern");
  CHECK(defining({.pattern = std::string(501, 'a')}) == "f:pattern");
  CHECK(defining({.pattern = std::string(500, 'a')}) == "");
}

TEST_CASE("a definition that makes no sense is refused with the rule") {
  const std::pair<FieldSpec, const char*> specs[] = {
      {{.type = FieldType::list}, "f:type"},
      {{.type = FieldType::text, .min = 1}, "f:range"},
      {{.type = FieldType::integer, .min = 2, .max = 1}, "f:range"},
      {{.type = FieldType::integer, .earliest = crm::Date{2020, 1, 1}}, "f:range"},
      {{.type = FieldType::date, .earliest = crm::Date{2020, 1, 2}, .latest = crm::Date{2020, 1, 1}},
       "f:range"},
      {{.type = FieldType::date, .min_length = 1}, "f:length"},
      {{.type = FieldType::integer, .pattern = "x"}, "f:length"},
      {{.min_length = 5, .max_length = 4}, "f:length"},
      {{.max_length = 1'000'001}, "f:length"},
      {{.type = FieldType::integer, .check_character = CheckSystem::luhn}, "f:check_character"},
      {{.type = FieldType::integer, .yearly = true}, "f:yearly"},
      {{.type = FieldType::choices, .unique = true}, "f:unique"},
      {{.type = FieldType::long_text, .unique = true}, "f:unique"},
      {{.type = FieldType::decimal, .scale = 10}, "f:scale"},
      {{.type = FieldType::text, .choices = {"a"}}, "f:choices"},
      {{.type = FieldType::choice, .choices = {"a", "Ａ"}}, "f:choices"},
      {{.type = FieldType::choice, .choices = {"a", " "}}, "f:choices"},
      {{.type = FieldType::choice, .choices = std::vector<std::string>(1, std::string(201, 'x'))},
       "f:choices"},
      {{.type = FieldType::reference}, "f:target"},
      {{.type = FieldType::reference, .target = "nothing"}, "f:target"},
      {{.type = FieldType::text, .target = "user"}, "f:target"},
      {{.type = FieldType::integer, .min = 5, .default_text = "4"}, "f:default"},
      {{.type = FieldType::choice, .choices = {"a"}, .default_text = "b"}, "f:default"},
      {{.type = FieldType::date, .default_text = "tomorrow"}, "f:default"},
      {{.type = FieldType::reference, .target = "user", .default_text = "nobody"}, "f:default"},
      {{.label = std::string(201, 'x')}, "f:max_length"},
      {{.labels = {{"zh", "\xff"}}}, "f:utf8"},
      {{.purpose = std::string("a\0b", 3)}, "f:nul"},
      {{.review = crm::Date{2023, 2, 29}}, "f:review"},
  };
  int n = 0;
  for (const auto& [spec, rule] : specs) {
    INFO("definition " << ++n);
    CHECK(defining(spec) == rule);
  }
}

TEST_CASE("what a definition says is kept and given back") {
  const FieldSpec spec{.type = FieldType::date,
                       .label = "Since | \"when\"",
                       .labels = {{"zh", "开始日期"}, {"de", "Seit"}},
                       .purpose = "why",
                       .help = "how",
                       .example = "2020-02-29",
                       .required = true,
                       .unique = true,
                       .indexed = true,
                       .searchable = true,
                       .personal = true,
                       .sensitive = true,
                       .yearly = true,
                       .earliest = crm::Date{1900, 1, 1},
                       .latest = crm::Date{2100, 1, 1},
                       .default_text = "2020-02-29",
                       .owner = "Eva",
                       .review = crm::Date{2027, 1, 1}};
  const FieldSpec text{
      .min_length = 1, .max_length = 5, .pattern = ".*", .check_character = CheckSystem::luhn};
  const FieldSpec number{
      .type = FieldType::decimal, .min = crm::Decimal{-5, 1}, .max = crm::Decimal{5, 1}, .scale = 0};
  const FieldSpec link{.type = FieldType::reference, .target = "user", .on_remove = crm::OnRemove::refuse};
  const auto same = [](const FieldSpec& a, const FieldSpec& b) {
    return a.type == b.type && a.label == b.label && a.labels == b.labels && a.purpose == b.purpose &&
           a.help == b.help && a.example == b.example && a.required == b.required && a.unique == b.unique &&
           a.indexed == b.indexed && a.searchable == b.searchable && a.personal == b.personal &&
           a.sensitive == b.sensitive && a.yearly == b.yearly && a.min == b.min && a.max == b.max &&
           a.earliest == b.earliest && a.latest == b.latest && a.min_length == b.min_length &&
           a.max_length == b.max_length && a.pattern == b.pattern && a.check_character == b.check_character &&
           a.scale == b.scale && a.target == b.target && a.on_remove == b.on_remove &&
           a.default_text == b.default_text && a.owner == b.owner && a.review == b.review &&
           a.choices == b.choices;
  };
  TempFile file;
  {
    crm::Store store(file.path(), fixture::options());
    store.write([&](crm::WriteTx& tx) {
      tx.fields().define("customer", "a", spec);
      tx.fields().define("customer", "b", text);
      tx.fields().define("customer", "c", number);
      tx.fields().define("customer", "d", link);
    });
  }
  const crm::Store store(file.path(), fixture::options());
  store.read([&](const crm::ReadTx& tx) {
    CHECK(same(tx.fields().get("customer", "a").spec, spec));
    CHECK(same(tx.fields().get("customer", "B").spec, text));
    CHECK(same(tx.fields().get("customer", "c").spec, number));
    CHECK(same(tx.fields().get("customer", "custom.d").spec, link));
    CHECK_THROWS_AS(tx.fields().get("customer", "e"), crm::NotFound);
    CHECK_THROWS_AS(tx.fields().get("nothing", "a"), crm::Invalid);
    CHECK_THROWS_AS(tx.fields().list("nothing"), crm::Invalid);
    CHECK(tx.fields().get("customer", "stage").spec.choices.size() == 7);
    CHECK(tx.fields().get("customer", "name").built_in);
  });
}
