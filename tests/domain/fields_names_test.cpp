// Names of fields are people's own: reserved words, attacks, every script; and a kind has room for a thousand
// of them.
#include <set>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "sqlite/temp_file.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::FieldType;
using crm::Value;

crm::Filter equals(const std::string& field, Value v) {
  return where(crm::AnyField(field), crm::Compare::equal, {std::move(v)});
}

std::vector<std::string> hostile_names() {
  std::string longest;
  for (int i = 0; i < 100; ++i) longest += "字";
  return {"select",
          "order",
          "group",
          "where",
          "table",
          "index",
          "rowid",
          "oid",
          "null",
          "values",
          "\"; DROP TABLE customer; --",
          "'; DELETE FROM customer; --",
          "a\"b",
          "a'b",
          "a`b",
          "[a]",
          "a;b",
          "a,b",
          "a(b)",
          "a=b",
          "a.b",
          "x.custom",
          "$",
          "$key",
          "?",
          ":a",
          "@a",
          "#1",
          "%s%n",
          "\\",
          "/*",
          "--",
          "名字",
          "客户 等级",
          "имя",
          "שם",
          "😀",
          "e\u0301t\u00e9",
          "ﬁ",
          "ß",
          "１２",
          "-1",
          "true",
          "2026-03-01",
          "and",
          "or",
          "not",
          "in",
          "is",
          "empty",
          "tag:",
          "tag:vip",
          "nothing",
          longest,
          std::string(100, 'a'),
          std::string(99, 'a') + "b",
          "a b",
          "a_b",
          "a-b",
          "a  c",
          "sort_name",
          "parts",
          "x_score",
          "x_a_b",
          "x_",
          "score_currency",
          "sum",
          "sum_currency",
          "sum currency",
          "k$key",
          "k_key",
          "k",
          "record",
          "kind_"};
}

}  // namespace

TEST_CASE("a field may be called whatever people call it") {
  const std::vector<std::string> names = hostile_names();
  TempFile file;
  {
    crm::Store store(file.path(), fixture::options());
    store.write([&](crm::WriteTx& tx) {
      auto customers = tx.records("customer");
      std::vector<crm::AnyChange> all = {{"name", "n"}};
      for (const std::string& name : names) {
        INFO(name);
        const bool money = name == "sum" || name == "score_currency";
        tx.fields().define("customer", name,
                           {.type = money ? FieldType::money : FieldType::text,
                            .unique = name[0] == 'k',
                            .indexed = name.size() % 2 == 0});
        all.push_back({name, money ? Value(crm::Money{5, "EUR"}) : Value("value of " + name)});
      }
      customers.insert(all);
      customers.insert({{"name", "empty"}});
    });
  }
  crm::Store store(file.path(), fixture::options());
  store.write([&](crm::WriteTx& tx) {
    auto customers = tx.records("customer");
    const crm::RecordId id{1};
    std::set<std::string> columns;
    for (const std::string& name : names) {
      INFO(name);
      const crm::AnyRecord record = customers.get(id);
      const auto stored = tx.fields().get("customer", name);
      const Value* held = record.values.find(stored.name);
      REQUIRE(held);
      const Value v = *held;
      CHECK(columns.insert(stored.column).second);
      CHECK(customers.count(equals(name, v)) == 1);
      CHECK(customers.count(equals("custom." + name, v)) == 1);
      CHECK(customers.count(crm::parse_filter(to_string(equals(name, v)))) == 1);
      CHECK(customers.list({.order = std::vector<crm::AnySort>{{name, false}}})[0].id == id);
      CHECK(tx.fields().statistics("customer", name).filled == 1);
      CHECK(customers.update(id, {{name, Value{}}}));
      CHECK(customers.update(id, {{name, v}}));
      CHECK(customers.history(id)[0].edits[0].field == stored.name);
    }
    CHECK(customers.get(id).values.size() == names.size() + 3);  // name, kind, stage
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("names that are taken or no names are refused") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    auto fields = tx.fields();
    fields.define("customer", "Größe ２", {});
    for (const char* taken : {"größe 2",  "GRÖSSE 2", "  Größe   2 ", "Gro\u0308ße ２", "name",    "NAME",
                              "ｎａｍｅ", "id",       "code",         "revision",       "created", "updated",
                              "archived", "kind",     "stage",        "email",          "emails",  "phone",
                              "owner",    "owners",   "address",      "external_id",    "tags",    "tag",
                              "TAGS"})
      CHECK_THROWS_AS(fields.define("customer", taken, {}), crm::Conflict);
    for (const std::string& none :
         {std::string(), std::string("   "), std::string("　"), std::string("a\0b", 3), std::string("a\nb"),
          std::string("\x7f"), std::string("\xff"), std::string("\xed\xa0\x80"), std::string(101, 'x'),
          std::string("custom.x"), std::string("Custom.x"), std::string("ｃｕｓｔｏｍ．x")}) {
      CHECK_THROWS_AS(fields.define("customer", none, {}), crm::Invalid);
      CHECK_THROWS_AS(fields.ensure("customer", none, {}), crm::Invalid);
      CHECK_THROWS_AS(fields.rename("customer", "größe 2", none), crm::Invalid);
    }
    CHECK(fields.get("customer", "GRÖßE 2").name == "Größe ２");
    CHECK_NOTHROW(fields.define("user", "city", {}));  // a field of customers only
    CHECK_THROWS_AS(fields.define("user", "team", {}), crm::Conflict);
  });
}

TEST_CASE("an error about a field holds its name and never a value") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().define("customer", "secret", {.unique = true, .max_length = 10, .pattern = "[a-z]*"});
    tx.records("customer").insert({{"name", "n"}, {"secret", "hush"}});
    for (const char* value : {"HUSHHUSH", "hushhushhush", "hush", "hu\xff"}) {
      std::string text;
      try {
        tx.records("customer").insert({{"name", "n"}, {"secret", value}});
      } catch (const crm::Error& e) {
        text = e.what();
      }
      CHECK_THAT(text, Catch::Contains("secret"));
      CHECK_THAT(text, !Catch::Contains("hu", Catch::CaseSensitive::No));
    }
  });
}

TEST_CASE("a kind has room for a thousand fields, and all of them work", "[slow]") {
  fixture::MemoryStore store;
  const auto name = [](int i) { return "field " + std::to_string(i); };
  const auto many = [](int i) { return i % 10 == 9; };
  store.write([&](crm::WriteTx& tx) {
    for (int i = 0; i < 1000; ++i) {
      crm::FieldSpec spec{.type = many(i) ? FieldType::choices
                                  : i % 2 ? FieldType::integer
                                          : FieldType::text};
      if (many(i)) spec.choices = {"a", "b"};
      tx.fields().define("customer", name(i), spec);
    }
    try {
      tx.fields().define("customer", "one more", {});
      FAIL("there is no room");
    } catch (const crm::Conflict& e) {
      CHECK(e.issues().at(0).rule == "too_many_fields");
    }
    tx.fields().define("user", "of another kind", {});
    auto customers = tx.records("customer");
    std::vector<crm::AnyChange> all = {{"name", "n"}};
    for (int i = 0; i < 1000; ++i)
      all.push_back({name(i), many(i) ? Value("b") : i % 2 ? Value(i) : Value("v" + std::to_string(i))});
    const auto full = customers.insert(all);
    const auto some = customers.insert({{"name", "m"}, {name(7), 7}, {name(999), "a"}});
    CHECK(customers.get(full).values.size() == 1003);
    CHECK(customers.get(some).values.size() == 5);
    CHECK(tx.customers().get(crm::CustomerId{full.value()}).custom.size() == 1000);
    CHECK(customers.list({.where = equals(name(7), 7)}).size() == 2);
    const std::vector<crm::AnySort> by_another = {{name(998), true}};
    CHECK(customers.list({.where = equals(name(999), "b"), .order = by_another}).size() == 1);
    for (crm::AnyChange& change : all) change.value = change.field == "name" ? Value("z") : Value{};
    CHECK(customers.update(full, all));
    CHECK(customers.get(full).values.size() == 3);
    CHECK(customers.history(full)[0].edits.size() == 1001);
    customers.remove(some);
    tx.fields().archive("customer", name(0));
    CHECK_NOTHROW(tx.fields().define("customer", "one more", {}));
    CHECK_THROWS_AS(tx.fields().restore("customer", name(0)), crm::Conflict);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("columns run out before fields do: that is said, and compact makes room", "[slow]") {
  TempFile file;
  crm::Store store(file.path(), fixture::options());
  const auto fill = [&] {
    return store.write([](crm::WriteTx& tx) {
      for (int i = 0;; ++i) try {
          tx.fields().ensure("customer", "sum " + std::to_string(i), {.type = FieldType::money});
        } catch (const crm::Conflict& e) {
          CHECK(e.issues().at(0).rule == "too_many_fields");
          return i;
        }
    });
  };
  const int first = fill();
  CHECK(first > 900);
  store.write([&](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.fields().define("customer", "unique", {.unique = true}), crm::Conflict);
    CHECK_THROWS_AS(tx.fields().retype("customer", "sum 0", {.type = FieldType::email, .unique = true}),
                    crm::Conflict);
    for (int i = 0; i < 50; ++i) tx.fields().remove("customer", "sum " + std::to_string(i));
    CHECK_THROWS_AS(tx.fields().define("customer", "sum 0", {.type = FieldType::money}), crm::Conflict);
  });
  store.compact();
  CHECK(fill() == first);
  CHECK(store.check(crm::CheckDepth::full).ok());
}
