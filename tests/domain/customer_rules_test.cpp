// What a customer may be: names in any script, and the rules of its fields, all of them told at once.
#include <set>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

std::string rule_of(const crm::Invalid& e) {
  return e.issues().empty() ? e.message() : e.issues().front().rule;
}

/// The broken rules of an insert, as `field:rule`, in the order they are reported.
std::vector<std::string> broken(crm::Store& store, const crm::NewCustomer& c) {
  std::vector<std::string> found;
  store.write([&](crm::WriteTx& tx) {
    try {
      tx.customers().insert(c);
    } catch (const crm::Invalid& e) {
      for (const crm::Issue& issue : e.issues()) found.push_back(issue.field + ":" + issue.rule);
    }
  });
  return found;
}

}  // namespace

TEST_CASE("A name is put together from its parts in the order of its script") {
  fixture::MemoryStore store;
  const auto name = [&](crm::NewCustomer c) {
    return store.write([&](crm::WriteTx& tx) { return tx.customers().get(tx.customers().insert(c)).name; });
  };
  CHECK(name({.given_name = "Ada", .middle_name = "King", .family_name = "Lovelace"}) == "Ada King Lovelace");
  CHECK(name({.given_name = "Ada"}) == "Ada");
  CHECK(name({.family_name = "Lovelace"}) == "Lovelace");
  CHECK(name({.given_name = "伟", .family_name = "王"}) == "王伟");
  CHECK(name({.given_name = "太郎", .family_name = "山田"}) == "山田太郎");
  CHECK(name({.given_name = "さくら", .family_name = "たなか"}) == "たなかさくら");
  CHECK(name({.given_name = "민수", .family_name = "김"}) == "김민수");
  CHECK(name({.given_name = "Peter", .family_name = "王"}) == "王Peter");
  CHECK(name({.given_name = "伟", .family_name = "Wang"}) == "伟 Wang");
  CHECK(name({.given_name = "Анна", .family_name = "Каренина"}) == "Анна Каренина");
  CHECK(name({.name = "Countess of Lovelace", .given_name = "Ada", .family_name = "King"}) ==
        "Countess of Lovelace");
  CHECK(name({.given_name = "伟", .family_name = "王", .fields = {crm::customer::family_name = "李"}}) ==
        "李伟");
}

TEST_CASE("A name is stored in composed form, given whole or in parts") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto whole = tx.customers().insert({.name = "Rene\u0301"});
    const auto parts =
        tx.customers().insert({.given_name = "Rene\u0301", .family_name = "\u1112\u1161\u11AB"});
    CHECK(tx.customers().get(whole).name == "Ren\u00E9");
    CHECK(tx.customers().get(parts).given_name == "Ren\u00E9");
    CHECK(tx.customers().get(parts).name == "\uD55CRen\u00E9");
    CHECK(tx.customers().count(crm::customer::name == "Ren\u00E9") == 1);
    CHECK(tx.customers().count(crm::customer::name == "Rene\u0301") == 1);
  });
}

TEST_CASE("Nobody needs a first name, but everybody needs some name") {
  fixture::MemoryStore store;
  CHECK(broken(store, {}) == std::vector<std::string>{"name:required"});
  CHECK(broken(store, {.name = "  \t　"}) == std::vector<std::string>{"name:required"});
  CHECK(broken(store, {.family_name = "王"}).empty());
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Ada"});
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::name = crm::none}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::name = ""}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::name = " \u00A0"}), crm::Invalid);
    CHECK(tx.customers().get(id).name == "Ada");
  });
}

TEST_CASE("All broken rules of a customer are reported at once") {
  fixture::MemoryStore store;
  const auto found = broken(store, {.kind = static_cast<crm::CustomerKind>(9),
                                    .birthday = crm::PartialDate{2023, 2, 29},
                                    .stage = static_cast<crm::LifecycleStage>(200),
                                    .language = "not a language",
                                    .country = "Germany",
                                    .emails = {{"a@x.example", {}, {}, true}, {"b@x.example", {}, {}, true}},
                                    .addresses = {crm::Address{}},
                                    .owners = {{crm::UserId{99}}},
                                    .anniversaries = {{"x", {}}},
                                    .external_ids = {{"erp", ""}}});
  std::set<std::string> fields;
  for (const std::string& f : found) fields.insert(f.substr(0, f.find(':')));
  CHECK(fields == std::set<std::string>{"kind", "name", "birthday", "stage", "language", "country", "emails",
                                        "addresses", "owners", "anniversaries", "external_ids"});
}

TEST_CASE("Dates may be partial, but must exist") {
  fixture::MemoryStore store;
  const auto accepted = [&](crm::PartialDate d) {
    return broken(store, {.name = "x", .birthday = d}).empty();
  };
  for (const crm::PartialDate d : {crm::PartialDate{1985, 3, 7},
                                   {1985, 3, 0},
                                   {1985, 0, 0},
                                   {0, 3, 7},
                                   {0, 2, 29},
                                   {2024, 2, 29},
                                   {1, 1, 1},
                                   {9999, 12, 31}})
    CHECK(accepted(d));
  for (const crm::PartialDate d : {crm::PartialDate{2023, 2, 29},
                                   {1985, 0, 7},
                                   {0, 0, 7},
                                   {0, 3, 0},
                                   {1985, 13, 1},
                                   {1985, 4, 31},
                                   {-5, 1, 1},
                                   {10'000, 1, 1},
                                   {0, 0, 0}})
    CHECK_FALSE(accepted(d));
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Ada", .birthday = crm::PartialDate{0, 3, 7}});
    CHECK(tx.customers().get(id).birthday == crm::PartialDate{0, 3, 7});
    tx.customers().update(id, {crm::customer::birthday = crm::Date{1985, 3, 7}});
    CHECK(tx.customers().get(id).birthday == crm::PartialDate{1985, 3, 7});
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::birthday = crm::PartialDate{2023, 2, 29}}),
                    crm::Invalid);
    tx.customers().update(id, {crm::customer::birthday = crm::none});
    CHECK_FALSE(tx.customers().get(id).birthday);
  });
}

TEST_CASE("Countries are ISO codes and languages are tags") {
  fixture::MemoryStore store;
  for (const char* good : {"DE", "CN", "US", ""})
    CHECK(broken(store, {.name = "x", .country = good}).empty());
  for (const char* bad : {"de", "DEU", "Germany", "XX", "D E"})
    CHECK_FALSE(broken(store, {.name = "x", .country = bad}).empty());
  for (const char* good : {"de", "zh-CN", "zh-Hant-TW", ""})
    CHECK(broken(store, {.name = "x", .language = good}).empty());
  for (const char* bad : {"d", "zh_CN", "German language", "-"})
    CHECK_FALSE(broken(store, {.name = "x", .language = bad}).empty());
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Ada"});
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::country = "Germany"}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::language = "zh_CN"}), crm::Invalid);
    CHECK(tx.customers().update(id, {crm::customer::country = "DE", crm::customer::language = "de-AT"}));
  });
}

TEST_CASE("Texts have limits, which count characters and not bytes") {
  fixture::MemoryStore store;
  const auto han = [](std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += "汉";
    return text;
  };
  CHECK(broken(store, {.name = han(1000)}).empty());
  CHECK(broken(store, {.name = han(1001)}) == std::vector<std::string>{"name:max_length"});
  CHECK(broken(store, {.name = "x", .needs = han(10'000)}).empty());
  CHECK(broken(store, {.name = "x", .needs = han(10'001)}) == std::vector<std::string>{"needs:max_length"});
  CHECK(broken(store, {.name = "x", .description = han(100'001)}) ==
        std::vector<std::string>{"description:max_length"});
  CHECK(broken(store, {.name = "x", .emails = {{han(1001)}}}) ==
        std::vector<std::string>{"emails:max_length"});
  CHECK(broken(store, {.given_name = han(600), .family_name = han(600)}) ==
        std::vector<std::string>{"name:max_length"});
  store.write([&](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "x"});
    try {
      tx.customers().update(id, {crm::customer::city = han(1001)});
      FAIL("accepted");
    } catch (const crm::Invalid& e) {
      CHECK(rule_of(e) == "max_length");
      CHECK(e.record() == to_string(id));
      CHECK(e.issues()[0].record == to_string(id));
      CHECK(e.operation() == "update customer");
    }
  });
}
