// Savepoints: a part of a transaction is undone alone, with everything the engine keeps in memory for it.
#include <stdexcept>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "block.hpp"
#include "catch.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};
constexpr crm::Field<crm::Customer, crm::Choice> tier{"tier"};

struct Refused : std::runtime_error {
  Refused() : std::runtime_error("refused") {}
};

struct Fixture {
  TempFile file;
  crm::Store store{file.path(), fixture::options("ada")};

  Fixture() {
    store.write([](crm::WriteTx& tx) { tx.codes().ensure("customer", {.pattern = "C{SEQ:3}"}); });
  }
  /// Everything is as it should be, here and for somebody who opens the file anew.
  template <class F>
  void check_both(F&& check) {
    store.read(check);
    crm::Store(file.path(), fixture::options()).read(check);
    CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
  }
};

/// Undoes what the block does.
template <class F>
void undone(crm::WriteTx& tx, F&& block) {
  CHECK_THROWS_AS(tx.savepoint([&] {
    block();
    throw Refused();
  }),
                  Refused);
}

std::vector<std::string> codes_and_names(const crm::ReadTx& tx) {
  std::vector<std::string> found;
  for (const crm::Customer& c : tx.customers().list()) found.push_back(c.code + " " + c.name);
  return found;
}

}  // namespace

TEST_CASE("a savepoint returns what its block returns") {
  Fixture f;
  f.store.write([](crm::WriteTx& tx) {
    const auto id = tx.savepoint([&] { return tx.customers().insert({.name = "Ada"}); });
    tx.savepoint([&] { tx.customers().set(id, crm::customer::city, "Paris"); });
    CHECK(tx.customers().get(id).city == "Paris");
  });
  f.check_both([](const crm::ReadTx& tx) { CHECK(tx.customers().list()[0].city == "Paris"); });
}

TEST_CASE("an undone savepoint takes its records, codes and tags with it") {
  Fixture f;
  f.store.write([](crm::WriteTx& tx) {
    tx.customers().insert({.name = "Ada", .tags = {"vip"}});
    undone(tx, [&] {
      tx.customers().insert({.name = "Bo", .tags = {"vip", "new"}});
      CHECK(tx.tags().get("vip").usage == 2);
    });
    CHECK(tx.tags().get("vip").usage == 1);
    CHECK_THROWS_AS(tx.tags().get("new"), crm::NotFound);
    tx.customers().insert({.name = "Cy", .tags = {"new"}});
  });
  f.check_both([](const crm::ReadTx& tx) {
    CHECK(codes_and_names(tx) ==
          std::vector<std::string>{"C001 Ada", "C002 Cy"});  // the number was not used up
    CHECK(tx.tags().get("vip").usage == 1);
    CHECK(tx.tags().get("new").usage == 1);
    CHECK(tx.codes().list().at(0).next == 3);
    CHECK(tx.customers().list({.where = crm::has_tag("new")}).size() == 1);
  });
}

TEST_CASE("savepoints nest, and each is undone alone") {
  Fixture f;
  f.store.write([](crm::WriteTx& tx) {
    tx.savepoint([&] {
      tx.customers().insert({.name = "Ada"});
      undone(tx, [&] {
        tx.customers().insert({.name = "Bo"});
        tx.savepoint([&] { tx.customers().insert({.name = "Cy"}); });
      });
      tx.savepoint([&] { tx.customers().insert({.name = "Di"}); });
    });
    tx.customers().insert({.name = "Ed"});
  });
  f.check_both([](const crm::ReadTx& tx) {
    CHECK(codes_and_names(tx) == std::vector<std::string>{"C001 Ada", "C002 Di", "C003 Ed"});
  });
}

TEST_CASE("a savepoint inside an undone one is undone with it") {
  Fixture f;
  f.store.write([](crm::WriteTx& tx) {
    undone(tx, [&] { tx.savepoint([&] { tx.customers().insert({.name = "Ada"}); }); });
    CHECK(tx.customers().count() == 0);
  });
  f.check_both([](const crm::ReadTx& tx) { CHECK(tx.customers().count() == 0); });
}

TEST_CASE("an undone definition is gone, and the next one is seen by everybody") {
  Fixture f;
  crm::Store other(f.file.path(), fixture::options());
  CHECK(other.read([](const crm::ReadTx& tx) { return tx.customers().count(); }) ==
        0);  // knows the old catalogue
  f.store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Ada"});
    undone(tx, [&] {
      tx.fields().ensure(score, {.indexed = true});
      tx.customers().update(id, {score = 7});
      CHECK(tx.customers().list({.where = score >= 5}).size() == 1);
    });
    CHECK_THROWS_AS(tx.fields().get("customer", "score"), crm::NotFound);
    CHECK_THROWS_AS(tx.customers().update(id, {score = 7}), crm::Invalid);
    tx.fields().ensure(tier, {.choices = {"silver", "gold"}});
    tx.customers().update(id, {tier = "gold"});
  });
  const auto check = [](const crm::ReadTx& tx) {
    CHECK(tx.customers().list({.where = tier == "gold"}).size() == 1);
    CHECK_THROWS_AS(tx.fields().get("customer", "score"), crm::NotFound);
  };
  f.check_both(check);
  other.read(check);
}

TEST_CASE("a definition before a savepoint survives one inside it that is undone") {
  Fixture f;
  f.store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(score);
    const auto id = tx.customers().insert({.name = "Ada", .fields = {score = 1}});
    undone(tx, [&] {
      tx.fields().ensure(tier, {.choices = {"gold"}});
      tx.fields().rename("customer", "score", "points");
      tx.customers().update(id, {tier = "gold"});
    });
    tx.customers().update(id, {score = 2});
    CHECK_THROWS_AS(tx.fields().get("customer", "tier"), crm::NotFound);
  });
  f.check_both([](const crm::ReadTx& tx) { CHECK(tx.customers().list()[0].custom.get(score) == 2); });
}

TEST_CASE("a series defined in an undone savepoint is gone") {
  const TempFile file;
  crm::Store store(file.path(), fixture::options());
  store.write([](crm::WriteTx& tx) {
    undone(tx, [&] {
      tx.codes().ensure("customer", {.pattern = "A{SEQ:2}"});
      CHECK(tx.customers().get(tx.customers().insert({.name = "Ada"})).code == "A01");
    });
    tx.codes().ensure("customer", {.pattern = "B{SEQ:2}"});
    CHECK(tx.customers().get(tx.customers().insert({.name = "Bo"})).code == "B01");
  });
  store.read([](const crm::ReadTx& tx) {
    CHECK_FALSE(tx.codes().resolve("A01"));
    CHECK(tx.codes().list().at(0).next == 2);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("what failed half-way inside a savepoint is undone with it") {
  Fixture f;
  f.store.write([](crm::WriteTx& tx) {
    auto& db = session_behind(tx).db;
    tx.customers().insert({.name = "Ada", .tags = {"vip"}});
    CHECK_THROWS_AS(tx.savepoint([&] {
      const std::int64_t record = db.int64_of("SELECT max(id) + 1 FROM record");
      db.execute("INSERT INTO record_tag (record, tag, kind) VALUES (" + std::to_string(record) + ", 1, 1)");
      tx.customers().insert({.name = "Bo", .tags = {"vip"}});
    }),
                    crm::Error);
    tx.customers().insert({.name = "Cy"});
  });
  f.check_both([](const crm::ReadTx& tx) {
    CHECK(codes_and_names(tx) == std::vector<std::string>{"C001 Ada", "C002 Cy"});
  });
}

TEST_CASE("a failure that the savepoint's block hides does not get through") {
  Fixture f;
  f.store.write([](crm::WriteTx& tx) {
    auto& db = session_behind(tx).db;
    tx.customers().insert({.name = "Ada", .tags = {"vip"}});
    CHECK_THROWS_AS(tx.savepoint([&] {
      const std::int64_t record = db.int64_of("SELECT max(id) + 1 FROM record");
      db.execute("INSERT INTO record_tag (record, tag, kind) VALUES (" + std::to_string(record) + ", 1, 1)");
      CHECK_THROWS(tx.customers().insert({.name = "Bo", .tags = {"vip"}}));
    }),
                    crm::Error);
    CHECK(tx.customers().count() == 1);
  });
  f.check_both([](const crm::ReadTx& tx) { CHECK(tx.customers().count() == 1); });
}

TEST_CASE("committing inside a savepoint commits, and the savepoint says that it is misuse") {
  Fixture f;
  crm::WriteTx tx = f.store.begin_write();
  CHECK_THROWS_AS(tx.savepoint([&] {
    tx.customers().insert({.name = "Ada"});
    tx.commit();
  }),
                  std::logic_error);
  f.check_both([](const crm::ReadTx& after) { CHECK(after.customers().count() == 1); });
}

TEST_CASE("the journal knows nothing of what was undone") {
  Fixture f;
  const auto before = f.store.stats();
  f.store.write([](crm::WriteTx& tx) { undone(tx, [&] { tx.customers().insert({.name = "Ada"}); }); });
  CHECK(f.store.stats().changes == before.changes);
  CHECK(f.store.stats().transactions == before.transactions);
}
