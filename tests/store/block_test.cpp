// Blocks are transactions: they commit when they return, roll back when they throw, and belong to their
// thread.
#include "block.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "catch.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};

struct Refused : std::runtime_error {
  Refused() : std::runtime_error("refused") {}
};

/// The same test on a file and in memory.
struct Fixture {
  TempFile file;
  std::vector<std::string> logged = {};
  crm::Store store;

  explicit Fixture(bool memory) : store(memory ? std::string(":memory:") : file.path(), options()) {}

  crm::StoreOptions options() {
    auto o = fixture::options("ada");
    o.log = [this](crm::LogLevel, std::string_view text) { logged.emplace_back(text); };
    return o;
  }
  crm::CustomerId insert(const std::string& name = "Acme") {
    return store.write([&](crm::WriteTx& tx) { return tx.customers().insert({.name = name}); });
  }
  std::uint64_t count() const {
    return store.read([](const crm::ReadTx& tx) { return tx.customers().count(); });
  }
};

struct OnFile : Fixture {
  OnFile() : Fixture(false) {}
};

}  // namespace

TEST_CASE("a write block commits when it returns and rolls back when it throws") {
  const bool memory = GENERATE(false, true);
  Fixture f(memory);
  f.insert();
  CHECK(f.count() == 1);
  CHECK_THROWS_AS(f.store.write([](crm::WriteTx& tx) {
    tx.customers().insert({.name = "Bo"});
    throw Refused();
  }),
                  Refused);
  CHECK(f.count() == 1);
  CHECK(f.logged.empty());
  f.insert();
  CHECK(f.count() == 2);
  CHECK(f.store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("blocks return what they return") {
  const bool memory = GENERATE(false, true);
  Fixture f(memory);
  CHECK(f.store.write([](crm::WriteTx&) { return std::make_unique<int>(7); }).operator*() == 7);
  CHECK(*f.store.read([](const crm::ReadTx&) { return std::make_unique<int>(8); }) == 8);
  const crm::Customer read = f.store.write([](crm::WriteTx& tx) {
    return tx.customers().get(tx.customers().insert({.name = "Ada", .tags = {"vip"}}));
  });
  CHECK(read.name == "Ada");
  CHECK(read.tags == std::vector<std::string>{"vip"});
}

TEST_CASE("a write block reads what it wrote, others do not before the commit") {
  OnFile f;
  f.store.write([&](crm::WriteTx& tx) {
    tx.customers().insert({.name = "Ada"});
    CHECK(tx.customers().count() == 1);
    std::thread([&] { CHECK(f.count() == 0); }).join();
  });
  CHECK(f.count() == 1);
}

TEST_CASE("a transaction begun by hand is committed by hand") {
  const bool memory = GENERATE(false, true);
  Fixture f(memory);
  {
    crm::WriteTx tx = f.store.begin_write({.label = "by hand"});
    tx.customers().insert({.name = "Ada"});
    tx.commit();
    CHECK_THROWS_AS(tx.commit(), std::logic_error);
    CHECK_THROWS_AS(tx.customers().count(), std::logic_error);
  }
  CHECK(f.count() == 1);
  CHECK(f.logged.empty());
}

TEST_CASE("a forgotten transaction is rolled back and logged") {
  const bool memory = GENERATE(false, true);
  Fixture f(memory);
  {
    crm::WriteTx tx = f.store.begin_write();
    tx.customers().insert({.name = "Ada"});
  }
  CHECK(f.count() == 0);
  REQUIRE(f.logged.size() == 1);
  CHECK(f.logged[0].find("neither committed") != std::string::npos);

  CHECK_THROWS_AS(
      [&] {
        crm::WriteTx tx = f.store.begin_write();
        throw Refused();
      }(),
      Refused);
  CHECK(f.logged.size() == 1);  // left by an exception is not forgotten
  f.insert();
  CHECK(f.count() == 1);
}

TEST_CASE("a snapshot begun by hand stays as it is") {
  OnFile f;
  f.insert();
  const crm::ReadTx before = f.store.begin_read();
  std::thread([&] { f.insert(); }).join();
  CHECK(before.customers().count() == 1);
  std::thread([&] { CHECK(f.count() == 2); }).join();
}

TEST_CASE("what belongs to a block is refused after it") {
  const bool memory = GENERATE(false, true);
  Fixture f(memory);
  const auto id = f.insert();
  const auto reader = f.store.read([](const crm::ReadTx& tx) { return tx.customers(); });
  auto writer = f.store.write([](crm::WriteTx& tx) { return tx.customers(); });
  const auto fields = f.store.read([](const crm::ReadTx& tx) { return tx.fields(); });
  const auto tags = f.store.read([](const crm::ReadTx& tx) { return tx.tags(); });
  const auto codes = f.store.read([](const crm::ReadTx& tx) { return tx.codes(); });
  const auto any = f.store.read([](const crm::ReadTx& tx) { return tx.records("customer"); });
  const auto refused = [&] {
    CHECK_THROWS_AS(reader.get(id), std::logic_error);
    CHECK_THROWS_AS(reader.list(), std::logic_error);
    CHECK_THROWS_AS(writer.insert({.name = "Bo"}), std::logic_error);
    CHECK_THROWS_AS(writer.remove(id), std::logic_error);
    CHECK_THROWS_AS(fields.list("customer"), std::logic_error);
    CHECK_THROWS_AS(tags.list(), std::logic_error);
    CHECK_THROWS_AS(codes.list(), std::logic_error);
    CHECK_THROWS_AS(any.count(), std::logic_error);
  };
  refused();
  f.store.read([&](const crm::ReadTx&) { refused(); });  // another block on the same seat is another block
  f.store.write([&](crm::WriteTx&) { refused(); });
}

TEST_CASE("a block of a reader that is kept no longer is refused, too", "[threads]") {
  OnFile f;
  f.insert();
  std::vector<std::optional<crm::Reader<crm::Customer>>> readers(12);
  std::atomic<std::size_t> inside = 0;
  std::vector<std::thread> threads;
  for (auto& reader : readers)
    threads.emplace_back([&] {
      f.store.read([&](const crm::ReadTx& tx) {
        reader = tx.customers();
        ++inside;
        while (inside < readers.size()) std::this_thread::yield();
      });
    });
  for (std::thread& t : threads) t.join();
  for (const auto& reader : readers) CHECK_THROWS_AS(reader->count(), std::logic_error);
  CHECK(f.count() == 1);
}

TEST_CASE("a transaction belongs to its thread") {
  OnFile f;
  const auto id = f.insert();
  f.store.write([&](crm::WriteTx& tx) {
    std::thread([&] {
      CHECK_THROWS_AS(tx.customers().set(id, crm::customer::city, "Paris"), std::logic_error);
      CHECK_THROWS_AS(tx.customers().get(id), std::logic_error);
      CHECK_THROWS_AS(tx.commit(), std::logic_error);
      CHECK_THROWS_AS(tx.savepoint([] {}), std::logic_error);
    }).join();
    CHECK(tx.customers().get(id).city.empty());
  });
  f.store.read([&](const crm::ReadTx& tx) {
    std::thread([&] { CHECK_THROWS_AS(tx.customers().get(id), std::logic_error); }).join();
  });
}

TEST_CASE("blocks inside a write block, and write blocks inside any, are misuse") {
  const bool memory = GENERATE(false, true);
  Fixture f(memory);
  const auto id = f.insert();
  f.store.write([&](crm::WriteTx& tx) {
    CHECK_THROWS_AS(f.count(), std::logic_error);
    CHECK_THROWS_AS(f.insert(), std::logic_error);
    CHECK_THROWS_AS(f.store.begin_write(), std::logic_error);
    CHECK_THROWS_AS(f.store.begin_read(), std::logic_error);
    CHECK_THROWS_AS(f.store.stats(), std::logic_error);
    CHECK_THROWS_AS(f.store.check(crm::CheckDepth::quick), std::logic_error);
    CHECK_THROWS_AS(f.store.maintain(), std::logic_error);
    CHECK_THROWS_AS(f.store.compact(), std::logic_error);
    CHECK(tx.customers().set(id, crm::customer::city, "Paris"));  // the block itself goes on
  });
  f.store.read([&](const crm::ReadTx& tx) {
    CHECK_THROWS_AS(f.insert(), std::logic_error);
    CHECK_THROWS_AS(f.store.maintain(), std::logic_error);
    CHECK_THROWS_AS(f.store.compact(), std::logic_error);
    CHECK(tx.customers().get(id).city == "Paris");
  });
  CHECK(f.count() == 1);
}

TEST_CASE("a read block inside a read block is the same snapshot") {
  const bool memory = GENERATE(false, true);
  Fixture f(memory);
  f.insert();
  f.store.read([&](const crm::ReadTx& outer) {
    if (!memory) std::thread([&] { f.insert(); }).join();
    CHECK(f.count() == 1);
    CHECK(f.store.stats().records.at(0).second == 1);
    CHECK(f.store.check(crm::CheckDepth::full).ok());
    CHECK_THROWS_AS(f.store.read([](const crm::ReadTx&) { throw Refused(); }), Refused);
    CHECK(outer.customers().count() == 1);
  });
  CHECK(f.count() == (memory ? 1 : 2));
}

TEST_CASE("snapshots may end in any order") {
  OnFile f;
  f.insert();
  auto first = std::unique_ptr<const crm::ReadTx>(new const crm::ReadTx(f.store.begin_read()));
  auto second = std::unique_ptr<const crm::ReadTx>(new const crm::ReadTx(f.store.begin_read()));
  std::thread([&] { f.insert(); }).join();
  first.reset();
  CHECK(second->customers().count() == 1);
  second.reset();
  CHECK(f.count() == 2);
}

TEST_CASE("a block of one store inside a block of another is nobody's business") {
  OnFile a, b;
  a.insert();
  const auto copied = a.store.read([&](const crm::ReadTx& from) {
    return b.store.write(
        [&](crm::WriteTx& to) { return to.customers().insert({.name = from.customers().list()[0].name}); });
  });
  CHECK(b.store.read([&](const crm::ReadTx& tx) { return tx.customers().get(copied).name; }) == "Acme");
}

TEST_CASE("an empty write block leaves no trace") {
  OnFile f;
  f.insert();
  const auto before = f.store.stats();
  f.store.write([](crm::WriteTx& tx) { CHECK(tx.customers().count() == 1); });
  CHECK(f.store.stats().transactions == before.transactions);
  CHECK(f.store.stats().changes == before.changes);
}

TEST_CASE("a label that breaks the rules begins nothing") {
  OnFile f;
  const auto write = [&](const crm::WriteOptions& options) { f.store.write(options, [](crm::WriteTx&) {}); };
  CHECK_THROWS_AS(write({.label = std::string(1001, 'x')}), crm::Invalid);
  CHECK_THROWS_AS(write({.actor = "a\xff"}), crm::Invalid);
  CHECK_THROWS_AS(write({.source = std::string("a\0b", 3)}), crm::Invalid);
  f.insert();
  CHECK(f.count() == 1);
}

TEST_CASE("a reader keeps the definitions of its snapshot while a writer adds some") {
  OnFile f;
  const auto id = f.insert();
  f.store.read([&](const crm::ReadTx& before) {
    std::thread([&] {
      f.store.write([&](crm::WriteTx& tx) {
        tx.fields().ensure(score, {.indexed = true});
        tx.tags().ensure("vip");
        tx.codes().ensure("customer", {.pattern = "C{SEQ:3}"});
        tx.customers().update(id, {score = 72});
      });
      f.store.read([&](const crm::ReadTx& after) {
        CHECK(after.customers().list({.where = score >= 50}).size() == 1);
        CHECK(after.tags().list().size() == 1);
        CHECK(after.codes().list().size() == 1);
      });
    }).join();
    CHECK_THROWS_AS(before.customers().list({.where = score >= 50}), crm::Invalid);
    CHECK_THROWS_AS(before.fields().get("customer", "score"), crm::NotFound);
    CHECK(before.tags().list().empty());
    CHECK(before.codes().list().empty());
    CHECK(before.customers().get(id).custom.empty());
  });
  CHECK(f.store.read([&](const crm::ReadTx& tx) { return tx.customers().get(id).custom.get(score); }) == 72);
}

TEST_CASE("a rolled back definition is gone, for this store and for others") {
  const bool memory = GENERATE(false, true);
  Fixture f(memory);
  const auto id = f.insert();
  CHECK_THROWS_AS(f.store.write([&](crm::WriteTx& tx) {
    tx.fields().ensure(score);
    tx.tags().ensure("vip");
    tx.codes().ensure("customer", {.pattern = "C{SEQ:3}"});
    tx.customers().update(id, {score = 72});
    throw Refused();
  }),
                  Refused);
  f.store.write([&](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.fields().get("customer", "score"), crm::NotFound);
    CHECK(tx.tags().list().empty());
    CHECK(tx.codes().list().empty());
    tx.fields().ensure(crm::Field<crm::Customer, std::string>{"score"});  // now with another type
    tx.customers().update(id, {crm::AnyField("score") = crm::Value("high")});
  });
  const auto value = [&](const crm::Store& store) {
    return store.read([&](const crm::ReadTx& tx) { return *tx.customers().get(id).custom.find("score"); });
  };
  CHECK(value(f.store) == crm::Value("high"));
  if (!memory) CHECK(value(crm::Store(f.file.path(), fixture::options())) == crm::Value("high"));
  CHECK(f.store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("another store's definitions are seen at the next block") {
  OnFile f;
  crm::Store other(f.file.path(), fixture::options());
  const auto id = f.insert();
  other.write([&](crm::WriteTx& tx) { tx.fields().ensure(score); });
  f.store.write([&](crm::WriteTx& tx) { tx.customers().update(id, {score = 5}); });
  other.write([&](crm::WriteTx& tx) { tx.fields().rename("customer", "score", "points"); });
  f.store.read([&](const crm::ReadTx& tx) {
    CHECK(*tx.customers().get(id).custom.find("points") == crm::Value(5));
    CHECK_THROWS_AS(tx.fields().get("customer", "score"), crm::NotFound);
  });
}

TEST_CASE("a newer release that takes over the file is noticed at the next block") {
  OnFile f;
  f.insert();
  auto newer = f.file.open();
  newer.execute("UPDATE store SET format = format + 1, least_writer = format + 1");
  CHECK(f.count() == 1);  // still readable
  CHECK_THROWS_AS(f.insert(), crm::OpenError);
  newer.execute("UPDATE store SET least_reader = format");
  CHECK_THROWS_AS(f.count(), crm::OpenError);
  newer.execute("UPDATE store SET format = format - 1, least_writer = 1, least_reader = 1");
  f.insert();
  CHECK(f.count() == 2);
}

TEST_CASE("a change that failed half-way leaves only the rollback") {
  OnFile f;
  f.insert();
  // Damage that no check before the change can see: the tag's row is in the way of the insert's last step.
  const auto broken = [&](crm::WriteTx& tx) {
    auto& db = session_behind(tx).db;
    tx.tags().ensure("vip");
    const std::int64_t next = db.int64_of("SELECT next_id FROM store");
    db.execute("INSERT INTO record_tag (record, tag, kind) VALUES (" + std::to_string(next) + ", 1, 1)");
    CHECK_THROWS_AS(tx.customers().insert({.name = "Bo", .tags = {"vip"}}), crm::Error);
    CHECK_THROWS_AS(tx.customers().insert({.name = "Cy"}), crm::Error);
    CHECK(tx.customers().count() <= 2);  // reading is allowed
  };
  CHECK_THROWS_AS(f.store.write(broken), crm::Error);
  CHECK(f.count() == 1);
  CHECK(f.store.read([](const crm::ReadTx& tx) { return tx.tags().list().empty(); }));
  CHECK(f.store.check(crm::CheckDepth::full).ok());
  f.insert();
  CHECK(f.count() == 2);
}

TEST_CASE("no statement is left open between two calls") {
  OnFile f;
  f.insert();
  f.store.write([&](crm::WriteTx& tx) {
    auto& db = session_behind(tx).db;
    tx.customers().list();
    tx.customers().insert({.name = "Bo", .emails = {{.value = "bo@example.org"}}, .tags = {"vip"}});
    CHECK_THROWS_AS(tx.customers().get(crm::CustomerId{99}), crm::NotFound);
    CHECK(db.running_statements() == 0);
  });
  f.store.read([&](const crm::ReadTx& tx) {
    auto& db = session_behind(tx).db;
    tx.customers().each({.limit = 1}, [](const crm::Customer&) {});
    tx.customers().count(crm::has_tag("vip"));
    tx.fields().dictionary_json();
    CHECK(db.running_statements() == 0);
  });
}
