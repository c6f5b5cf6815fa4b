// A field of another type: what converts keeps its meaning, what does not is reported, and nothing changes by
// halves.
#include <map>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::FieldSpec;
using crm::FieldType;
using crm::Value;
using Drop = crm::FieldWriter::Unconvertible;

/// Records with these values of field `f`, and one without.
struct Turning : fixture::MemoryStore {
  Turning(const FieldSpec& from, const std::vector<Value>& given) {
    write([&](crm::WriteTx& tx) {
      tx.fields().define("customer", "f", from);
      for (const Value& v : given) ids.push_back(tx.records("customer").insert({{"name", "n"}, {"f", v}}));
      ids.push_back(tx.records("customer").insert({{"name", "none"}}));
    });
  }
  std::vector<Value> values() const {
    return read([&](const crm::ReadTx& tx) {
      std::vector<Value> found;
      for (const crm::RecordId id : ids) {
        const crm::AnyRecord record = tx.records("customer").get(id);
        const Value* held = record.values.find("f");
        found.push_back(held ? *held : Value());
      }
      return found;
    });
  }
  crm::FieldReport retype(const FieldSpec& to, Drop policy = Drop::refuse) {
    return write([&](crm::WriteTx& tx) { return tx.fields().retype("customer", "f", to, policy); });
  }
  FieldSpec spec() const {
    return read([](const crm::ReadTx& tx) { return tx.fields().get("customer", "f").spec; });
  }

  std::vector<crm::RecordId> ids;
};

std::vector<Value> with_none(std::vector<Value> values) {
  values.emplace_back();
  return values;
}

}  // namespace

TEST_CASE("every pair of types whose values convert, there and back") {
  struct Way {
    FieldSpec from, to;
    std::vector<Value> before, after;
    bool back = true;  // gives the same values again
  };
  using T = FieldType;
  const FieldSpec text{}, long_text{.type = T::long_text}, integer{.type = T::integer},
      decimal{.type = T::decimal}, money{.type = T::money}, boolean{.type = T::boolean},
      date{.type = T::date}, partial{.type = T::partial_date}, instant{.type = T::date_time},
      choice{.type = T::choice}, choices{.type = T::choices}, email{.type = T::email},
      phone{.type = T::phone}, url{.type = T::url};
  const FieldSpec scale0{.type = T::decimal, .scale = 0}, scale5{.type = T::decimal, .scale = 5};
  const Value day = crm::Date{2020, 2, 29}, midnight = *crm::Timestamp::parse("2020-02-29T00:00:00Z");
  const Way ways[] = {
      {text, long_text, {"a", "上海"}, {"a", "上海"}},
      {text, integer, {"12", "-5"}, {12, -5}},
      {text, decimal, {"12.50", "-5.00"}, {crm::Decimal{1250, 2}, crm::Decimal{-500, 2}}},
      {text, money, {"12.50 EUR", "3 JPY"}, {crm::Money{1250, "EUR"}, crm::Money{3, "JPY"}}},
      {text, boolean, {"true", "false"}, {true, false}},
      {text, date, {"2020-02-29"}, {day}},
      {text, partial, {"2020", "--03-07"}, {crm::PartialDate(2020), crm::PartialDate(0, 3, 7)}},
      {text, instant, {"2020-02-29T00:00:00.000Z"}, {midnight}},
      {text, email, {"Ada@x.example"}, {"Ada@x.example"}},
      {text, phone, {"+49 30 123456"}, {"+49 30 123456"}},
      {text, url, {"https://x.example"}, {"https://x.example"}},
      {integer, decimal, {7, -1}, {crm::Decimal{700, 2}, crm::Decimal{-100, 2}}},
      {integer, boolean, {0, 1}, {false, true}, false},
      {decimal, scale5, {"1.25"}, {crm::Decimal{125000, 5}}},
      {decimal, scale0, {"12.00"}, {crm::Decimal{12, 0}}},
      {boolean, choice, {true, false}, {"true", "false"}},
      {date, instant, {day}, {midnight}},
      {date, partial, {day}, {crm::PartialDate(2020, 2, 29)}},
      {choice, choices, {"a", "b"}, {Value::Texts{"a"}, Value::Texts{"b"}}},
      {choice, text, {"a", "b"}, {"a", "b"}},
      {choices, text, {Value::Texts{"a"}, Value::Texts{"a", "b"}}, {"a", "a; b"}},
      {integer, choice, {12, 7}, {"12", "7"}},
      {date, choice, {day}, {"2020-02-29"}},
  };
  for (const Way& way : ways) {
    INFO(to_string(way.from.type) << " to " << to_string(way.to.type));
    FieldSpec from = way.from;
    if (from.type == T::choice || from.type == T::choices) from.choices = {"a", "b"};
    Turning store(from, way.before);
    const std::vector<Value> before = store.values();
    const auto report = store.retype(way.to);
    CHECK(report.applied);
    CHECK(report.checked == way.before.size());
    CHECK(report.violations == 0);
    CHECK(store.values() == with_none(way.after));
    CHECK(store.spec().type == way.to.type);
    for (std::size_t i = 0; i < way.after.size(); ++i)
      store.read([&](const crm::ReadTx& tx) {
        CHECK(tx.customers().count(where(crm::AnyField("f"), crm::Compare::equal, {way.after[i]})) > 0);
        // The same value, told in another way; the rows of a multiple choice go by a change of their record.
        CHECK(tx.records("customer").get(store.ids[i]).revision == (way.from.type == T::choices ? 2 : 1));
      });
    if (way.back) {
      CHECK(store.retype(way.from).applied);
      CHECK(store.values() == before);
    }
    CHECK(store.check(crm::CheckDepth::full).ok());
  }
}

TEST_CASE("what does not convert is reported, and nothing changes unless it may be dropped") {
  struct Loss {
    FieldSpec from, to;
    std::vector<Value> before, after;
    const char* rule;
  };
  using T = FieldType;
  const Loss losses[] = {
      {{}, {.type = T::integer}, {"12", "twelve", "1.5"}, {12, {}, {}}, "type"},
      {{}, {.type = T::date}, {"2020-02-29", "2023-02-29"}, {crm::Date{2020, 2, 29}, {}}, "date"},
      {{}, {.type = T::email}, {"a@x.example", "a"}, {"a@x.example", {}}, "e-mail"},
      {{}, {.type = T::choice, .choices = {"a"}}, {"A", "b"}, {"a", {}}, "choice"},
      {{.type = T::long_text}, {}, {"x", std::string(1001, 'x')}, {"x", {}}, "max_length"},
      {{.type = T::decimal},
       {.type = T::decimal, .scale = 1},
       {"1.50", "1.25"},
       {crm::Decimal{15, 1}, {}},
       "scale"},
      {{.type = T::decimal}, {.type = T::integer}, {"7.00", "7.50"}, {7, {}}, "type"},
      {{.type = T::integer}, {.type = T::integer, .min = 5}, {4, 5}, {4, 5}, ""},  // the same type: no retype
      {{.type = T::integer}, {.type = T::decimal, .max = 5}, {4, 6}, {crm::Decimal{400, 2}, {}}, "max"},
      {{.type = T::integer}, {.type = T::money}, {4}, {{}}, "type"},
      {{.type = T::money}, {.type = T::decimal}, {"4 EUR"}, {{}}, "type"},
      {{.type = T::partial_date},
       {.type = T::date},
       {"2020-02-29", "2020-02"},
       {crm::Date{2020, 2, 29}, {}},
       "date"},
      {{.type = T::date_time},
       {.type = T::date},
       {"2020-02-29T00:00:00Z", "2020-02-29T00:00:01Z"},
       {crm::Date{2020, 2, 29}, {}},
       "date"},
      {{.type = T::choices, .choices = {"a", "b"}}, {.type = T::choice}, {"a", "a; b"}, {"a", {}}, "type"},
  };
  for (const Loss& loss : losses) {
    INFO(to_string(loss.from.type) << " to " << to_string(loss.to.type));
    Turning store(loss.from, loss.before);
    if (std::string(loss.rule).empty()) {
      CHECK_THROWS_AS(store.retype(loss.to), crm::Invalid);
      continue;
    }
    const auto before = store.values();
    const auto refused = store.retype(loss.to);
    CHECK_FALSE(refused.applied);
    REQUIRE(refused.violations > 0);
    CHECK(refused.checked == loss.before.size());
    CHECK(refused.first[0].rule == loss.rule);
    CHECK(refused.first[0].record == store.ids[loss.before.size() - refused.violations]);
    CHECK(store.values() == before);
    CHECK(store.spec().type == loss.from.type);
    const auto dropped = store.retype(loss.to, Drop::drop);
    CHECK(dropped.applied);
    CHECK(dropped.violations == refused.violations);
    CHECK(store.values() == with_none(loss.after));
    CHECK(store.check(crm::CheckDepth::full).ok());
  }
}

TEST_CASE("a text becomes a choice, the choice a multiple one, and no value is lost on the way") {
  std::vector<Value> given;
  for (int i = 0; i < 300; ++i)
    given.emplace_back("value " + std::to_string(i % 37) + (i % 5 ? "" : " 上海; x"));
  Turning store({}, given);
  CHECK(store.retype({.type = FieldType::choice}).applied);
  CHECK(store.values() == with_none(given));
  CHECK(store.spec().choices.size() == 37 + 37);
  CHECK(store.retype({.type = FieldType::choices}).applied);
  std::vector<Value> wrapped;
  for (const Value& v : given) wrapped.emplace_back(Value::Texts{*v.get_if<std::string>()});
  CHECK(store.values() == with_none(wrapped));
  store.write([&](crm::WriteTx& tx) {
    CHECK(tx.customers().count(crm::parse_filter("f = \"value 1\"")) > 0);
    CHECK(tx.records("customer").update(store.ids[0], {{"f", Value::Texts{"value 1", "value 2"}}}));
    CHECK(tx.fields().statistics("customer", "f").filled == 300);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("spellings of one choice fall together, too many or too long ones are reported") {
  Turning few({}, {"Gold", "gold", " GOLD "});
  CHECK(few.retype({.type = FieldType::choice}).applied);
  CHECK(few.values() == with_none({"Gold", "Gold", "Gold"}));

  std::vector<Value> given = {std::string(201, 'x'), "  "};
  for (int i = 0; i < 1001; ++i) given.emplace_back(std::to_string(i));
  Turning many({}, given);
  const auto report = many.retype({.type = FieldType::choice});
  CHECK_FALSE(report.applied);
  CHECK(report.violations == 3);
  CHECK(report.first[2].record == many.ids[1002]);
}

TEST_CASE("a choice that is retired stays valid where it stands when its field becomes a multiple choice") {
  Turning store({.type = FieldType::choice, .choices = {"a", "b"}}, {"a", "b"});
  store.write([](crm::WriteTx& tx) { tx.fields().retire_choice("customer", "f", "b"); });
  CHECK(store.retype({.type = FieldType::choices}).applied);
  CHECK(store.values() == with_none({Value::Texts{"a"}, Value::Texts{"b"}}));
  CHECK(store.spec().choices == std::vector<std::string>{"a"});
}

TEST_CASE("the rules of the new type hold from the start") {
  Turning store({}, {"1", "2", "3"});
  store.write([](crm::WriteTx& tx) { tx.records("customer").insert({{"name", "n"}, {"f", "01"}}); });
  auto report = store.retype({.type = FieldType::decimal, .unique = true});
  CHECK_FALSE(report.applied);  // 1 and 01 are one number
  CHECK(report.first.back().rule == "unique");
  CHECK_FALSE(store.retype({.type = FieldType::decimal, .unique = true}, Drop::drop).applied);
  report = store.retype({.type = FieldType::decimal, .required = true});
  CHECK_FALSE(report.applied);  // one has none
  CHECK(report.first.back().rule == "required");
  CHECK(store.retype({.type = FieldType::decimal, .indexed = true, .min = 1, .max = 3}).applied);
  store.write([&](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.records("customer").update(store.ids[0], {{"f", 4}}), crm::Invalid);
    CHECK_THROWS_AS(tx.fields().retype("customer", "f", {.type = FieldType::text, .min = 1}), crm::Invalid);
    CHECK_THROWS_AS(tx.fields().retype("customer", "f", {.type = FieldType::choice, .choices = {"a", "A"}}),
                    crm::Invalid);
    CHECK_THROWS_AS(tx.fields().retype("customer", "name", {.type = FieldType::integer}), crm::Conflict);
    CHECK_THROWS_AS(tx.fields().retype("customer", "none", {.type = FieldType::integer}), crm::NotFound);
  });
}

TEST_CASE("unique amounts, texts and e-mails stay unique through a change of type") {
  Turning amounts({}, {"1.00 EUR", "1.00 USD"});
  CHECK(amounts.retype({.type = FieldType::money, .unique = true}).applied);
  Turning mails({}, {"a@x.example", "b@x.example"});
  CHECK(mails.retype({.type = FieldType::email, .unique = true}).applied);
  mails.write([](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.records("customer").insert({{"name", "n"}, {"f", "A@X.example"}}), crm::Conflict);
  });
  CHECK(mails.retype({.unique = true}).applied);
  mails.write([](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.records("customer").insert({{"name", "n"}, {"f", "A@X.example"}}), crm::Conflict);
    CHECK(tx.customers().count(crm::parse_filter("f = a@x.example")) == 1);
  });
  CHECK(mails.check(crm::CheckDepth::full).ok());
}

TEST_CASE("a change of type that is rolled back never was") {
  Turning store({}, {"1", "2"});
  const auto before = store.values();
  try {
    store.write([](crm::WriteTx& tx) {
      CHECK(tx.fields().retype("customer", "f", {.type = FieldType::choices}).applied);
      CHECK(tx.customers().count(crm::parse_filter("f = 1")) == 1);
      throw std::runtime_error("no");
    });
  } catch (const std::runtime_error&) {
  }
  CHECK(store.values() == before);
  CHECK(store.spec().type == FieldType::text);
  CHECK(store.retype({.type = FieldType::integer}).applied);
  CHECK(store.values() == with_none({1, 2}));
  CHECK(store.check(crm::CheckDepth::full).ok());
}
