// The journal walked backwards from any file to the empty one: every state on the way is the one that was
// there, and every hash is that of what was written.
#include <map>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "dump.hpp"
#include "record/journal_walk.hpp"
#include "record/random_history.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::FieldType;
using crm::Value;
using random_history::History;

/// Runs a history with a dump after each transaction, then walks back through all of them.
void run(std::uint64_t seed, int transactions) {
  INFO("seed " << seed);
  fixture::FileStore store(fixture::options());
  auto db = store.look();
  std::map<std::int64_t, std::string> dumps{{0, ""}};
  const auto take_dump = [&] {
    const std::int64_t txn = db.int64_of("SELECT max(id) FROM txn");
    const std::string dump = walk::State(db).dump();
    // Without a transaction of its own nothing may have changed.
    if (!dumps.emplace(txn, dump).second && dumps.at(txn) != dump)
      FAIL_CHECK("a change that the journal does not know, after " << txn);
  };
  take_dump();
  History history(*store, seed);
  while (static_cast<int>(dumps.size()) <= transactions) {
    history.transaction();
    take_dump();
  }

  int states = 0;
  const auto wrong = walk::back(db, [&](std::int64_t txn, const std::string& dump) {
    ++states;
    if (dumps.contains(txn) && dumps.at(txn) == dump) return;
    FAIL_CHECK("the state after transaction " << txn << " is another one");
  });
  for (const std::string& fault : wrong) FAIL_CHECK(fault);
  CHECK(states == transactions);
  for (const std::string& fault : walk::check_chain(db)) FAIL_CHECK(fault);
  const auto report = store->check(crm::CheckDepth::full);
  for (const std::string& problem : report.problems) FAIL_CHECK(problem);
  // `updated` is the time of the newest change of a record's own row.
  for (const char* kind : {"customer", "user", "interaction", "note", "task", "reminder", "attachment",
                           "relation", "relation_type"})
    CHECK(fixture::rows(
              db, "SELECT k.id FROM " + std::string(kind) +
                      " k WHERE updated <> (SELECT t.at FROM change c JOIN txn t "
                      "ON t.id = c.txn WHERE c.owner = k.id AND c.tab < 100 ORDER BY c.id DESC LIMIT 1)")
              .empty());
  for (const auto& [name, count] : history.done) UNSCOPED_INFO(name << ": " << count);
  CHECK(history.done.size() >= 60);
}

}  // namespace

TEST_CASE("Any journal leads back to the empty file through every state there was") { run(1, 320); }

TEST_CASE("The way back leads through fields that were retyped or removed before their record") {
  fixture::FileStore store;
  auto db = store.look();
  const auto id = store->write([](crm::WriteTx& tx) {
    const std::vector<std::string> drinks = {"tea", "coffee"};
    tx.fields().define("customer", "a", {.type = FieldType::text});
    tx.fields().define("customer", "b", {.type = FieldType::money});
    tx.fields().define("customer", "c", {.type = FieldType::choices, .choices = drinks});
    tx.fields().define("customer", "d", {.type = FieldType::choices, .choices = drinks});
    tx.fields().define("customer", "e", {.type = FieldType::reference, .target = "customer"});
    const auto other = tx.customers().insert({.name = "other"});
    return tx.records("customer")
        .insert({{"name", "x"},
                 {"a", "12"},
                 {"b", crm::Money{5, "EUR"}},
                 {"c", Value::Texts{"tea", "coffee"}},
                 {"d", Value::Texts{"tea"}},
                 {"e", other}});
  });
  std::map<std::int64_t, std::string> dumps;
  const auto step = [&](auto&& change) {
    dumps[db.int64_of("SELECT max(id) FROM txn")] = walk::State(db).dump();
    store->write(change);
  };
  step([](crm::WriteTx& tx) {
    CHECK(tx.fields().retype("customer", "a", {.type = FieldType::integer}).applied);
  });
  step([](crm::WriteTx& tx) { tx.fields().remove("customer", "b"); });
  step([](crm::WriteTx& tx) { tx.fields().remove("customer", "c"); });
  step([](crm::WriteTx& tx) {
    CHECK(tx.fields().retype("customer", "d", {.type = FieldType::text}).applied);
  });
  step([](crm::WriteTx& tx) {
    CHECK(tx.fields().retype("customer", "e", {.type = FieldType::text}).applied);
  });
  step([&](crm::WriteTx& tx) { tx.records("customer").update(id, {{"a", 13}, {"d", "coffee"}}); });
  step([&](crm::WriteTx& tx) { tx.records("customer").remove(id); });
  int met = 0;
  const auto wrong = walk::back(db, [&](std::int64_t txn, const std::string& dump) {
    if (!dumps.contains(txn)) return;
    ++met;
    INFO("after transaction " << txn);
    CHECK(dump == dumps.at(txn));
  });
  for (const std::string& fault : wrong) FAIL_CHECK(fault);
  CHECK(met == 7);
}

TEST_CASE("Other journals do, too", "[slow]") {
  for (std::uint64_t seed = 2; seed < 4; ++seed) run(seed, 300);
}

TEST_CASE("Many other journals", "[.long][long]") {
  for (std::uint64_t seed = 100; seed < 120; ++seed) run(seed, 500);
}
