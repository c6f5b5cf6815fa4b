// Where a page ends: what a cursor accepts, and that nothing is lost or seen twice while others write.
#include <algorithm>
#include <map>
#include <set>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
namespace customer = crm::customer;

using Spec = crm::ListSpec<crm::Customer>;

void fill(crm::Store& store, int n) {
  store.write([&](crm::WriteTx& tx) {
    for (int i = 0; i < n; ++i)
      tx.customers().insert(
          {.name = "n" + std::to_string(i % 7), .city = i % 3 ? "city " + std::to_string(i % 5) : ""});
  });
}

crm::Page<crm::Customer> page(const crm::Store& store, const Spec& spec) {
  return store.read([&](const crm::ReadTx& tx) { return tx.customers().list(spec); });
}

}  // namespace

TEST_CASE("a cursor goes on with its own question only") {
  fixture::MemoryStore store;
  fill(store, 20);
  const Spec asked{.where = customer::name != "n1", .order = crm::ascending(customer::city), .limit = 3};
  const std::string next = page(store, asked).next;
  REQUIRE(!next.empty());
  Spec on = asked;
  on.after = next;
  CHECK(page(store, on).size() == 3);
  on.limit = 2;  // the size of the page and what it loads are not part of the question
  on.with = crm::With::everything;
  CHECK(page(store, on).size() == 2);

  std::vector<Spec> others(6, on);
  others[0].where = customer::name != "n2";
  others[1].where = {};
  others[2].order = crm::descending(customer::city);
  others[3].order = crm::ascending(customer::company);
  others[4].order = {};
  others[5].archived = crm::Archived::included;
  for (const Spec& other : others)
    CHECK_THROWS_WITH(page(store, other), Catch::Contains("cursor: of another question"));
  CHECK_THROWS_AS(store.read([&](const crm::ReadTx& tx) { return tx.users().list({.after = next}); }),
                  crm::Invalid);
}

TEST_CASE("what is no cursor is refused") {
  fixture::MemoryStore store;
  fill(store, 20);
  for (const Spec& asked :
       {Spec{.limit = 3}, Spec{.order = crm::ascending(customer::city), .limit = 3},
        Spec{.order = {crm::ascending(customer::city), crm::descending(customer::name)}, .limit = 3}}) {
    const std::string good = page(store, asked).next;
    REQUIRE(!good.empty());
    std::vector<std::string> bad = {"x",
                                    "\xff",
                                    " ",
                                    good + "!",
                                    good + good,
                                    std::string(3, '\0'),
                                    "W10",
                                    "e30",
                                    "WzFd",
                                    std::string(200'000, 'A'),
                                    "W3siYSI6MX1d",
                                    "bnVsbA"};
    for (std::size_t n = 1; n < good.size(); ++n) bad.push_back(good.substr(0, n));
    for (const std::string& text : bad) {
      Spec spec = asked;
      spec.after = text;
      CHECK_THROWS_AS(page(store, spec), crm::Invalid);
    }
    // Whatever else a tampered one says, it is refused or answers with a page: never anything worse.
    for (std::size_t i = 0; i < good.size(); ++i) {
      Spec spec = asked;
      spec.after = good;
      spec.after[i] = spec.after[i] == 'A' ? 'B' : 'A';
      std::size_t found = 0;
      try {
        found = page(store, spec).size();
      } catch (const crm::Invalid&) {
      }
      CHECK(found <= 3);
    }
  }
}

TEST_CASE("a page has 1 to 10,000 records and an order at most 10 keys of the kind's own") {
  fixture::MemoryStore store;
  fill(store, 3);
  CHECK_THROWS_WITH(page(store, {.limit = 0}), Catch::Contains("limit"));
  CHECK_THROWS_AS(page(store, {.limit = 10'001}), crm::Invalid);
  CHECK(page(store, {.limit = 1}).size() == 1);
  CHECK(page(store, {.limit = 10'000}).size() == 3);

  const auto by = [&](std::vector<crm::AnySort> keys) {
    return page(store, {.order = std::move(keys), .limit = 2});
  };
  const std::vector<crm::AnySort> ten(10, {"city", false}), eleven(11, {"city", false});
  const std::string next = by(ten).next;
  CHECK(page(store, {.order = ten, .limit = 2, .after = next}).size() == 1);
  CHECK_THROWS_WITH(by(eleven), Catch::Contains("order: at most 10 keys"));
  CHECK_THROWS_WITH(by({{"no such field", false}}), Catch::Contains("no such field"));
  CHECK_THROWS_AS(by({{"id", false}, {"no such field", false}}), crm::Invalid);
  CHECK_THROWS_AS(by({{"", false}}), crm::Invalid);
  CHECK_THROWS_AS(by({{"emails", false}}), crm::Invalid);
  CHECK_THROWS_AS(by({{"tags", false}}), crm::Invalid);
  CHECK_THROWS_AS(by({{"sort_name", false}}), crm::Invalid);
  CHECK_THROWS_AS(by({{"city\"; DROP TABLE customer; --", false}}), crm::Invalid);
}

TEST_CASE(
    "what nobody touches is seen exactly once while others insert, change and remove between the pages") {
  for (const Spec& asked :
       {Spec{.limit = 4}, Spec{.order = crm::ascending(customer::city), .limit = 4},
        Spec{.order = crm::descending(customer::city), .limit = 4},
        Spec{.order = {crm::descending(customer::name), crm::ascending(customer::city)}, .limit = 4}}) {
    fixture::MemoryStore store;
    fill(store, 60);
    std::map<std::int64_t, int> seen;
    Spec spec = asked;
    std::int64_t touched = 3;
    std::set<std::int64_t> untouched;
    for (std::int64_t id = 1; id <= 60; ++id) untouched.insert(id);
    do {
      const auto now = page(store, spec);
      for (const crm::Customer& c : now) ++seen[c.id.value()];
      spec.after = now.next;
      store.write([&](crm::WriteTx& tx) {
        for (const char* city : {"", "a", "city 2", "zz"})
          tx.customers().insert({.name = "n3", .city = city});
        if (touched > 57) return;
        tx.customers().remove(crm::CustomerId{touched});
        tx.customers().update(crm::CustomerId{touched + 1},
                              {customer::city = "city 0", customer::name = "z"});
        tx.customers().archive(crm::CustomerId{touched + 2});
        for (std::int64_t id = touched; id < touched + 3; ++id) untouched.erase(id);
        touched += 5;
      });
    } while (!spec.after.empty() && seen.size() < 400);
    CHECK(seen.size() > untouched.size());
    for (const std::int64_t id : untouched) CHECK(seen[id] == 1);
    for (const auto& [id, times] : seen)
      if (id > 60) CHECK(times == 1);
  }
}

TEST_CASE("a page goes on where it was when the record it ended with is gone") {
  fixture::MemoryStore store;
  fill(store, 12);
  for (const bool by_city : {false, true}) {
    Spec spec{.limit = 3};
    if (by_city) spec.order = crm::ascending(customer::city);
    const auto first = page(store, spec);
    const auto rest_before = page(store, {.order = spec.order, .after = first.next});
    store.write([&](crm::WriteTx& tx) { tx.customers().remove(first[2].id); });
    const auto rest = page(store, {.order = spec.order, .after = first.next});
    REQUIRE(rest.size() == rest_before.size());
    for (std::size_t i = 0; i < rest.size(); ++i) CHECK(rest[i].id == rest_before[i].id);
  }
}
