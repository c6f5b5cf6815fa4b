// Several processes with one file open: nothing is given twice, nothing is lost, and everybody sees what
// others define.
#include "catch.hpp"

#if defined(__unix__) || defined(__APPLE__)

#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "child.hpp"

namespace {

namespace crm = crmlite;

crm::StoreOptions options() {
  auto o = fixture::options("ada");
  o.durability = crm::Durability::relaxed;
  return o;
}

void expect(bool held, const char* what) {
  if (!held) throw std::runtime_error(what);
}

template <class F>
void expect_misuse(F&& call, const char* what) {
  try {
    call();
  } catch (const std::logic_error&) {
    return;
  }
  throw std::runtime_error(what);
}

std::uint64_t count(const crm::Store& store) {
  return store.read([](const crm::ReadTx& tx) { return tx.customers().count(); });
}

std::string field_of(int process) { return "field " + std::to_string(process); }

/// What one of several processes does: a field of its own, records with codes, and snapshots that stand
/// still.
void work(const std::string& path, int process, int records) {
  crm::Store store(path, options());
  for (int i = 0; i < records; ++i) {
    store.write([&](crm::WriteTx& tx) {
      tx.fields().ensure("customer", field_of(process), {.type = crm::FieldType::integer, .indexed = true});
      const auto id =
          tx.customers().insert({.name = "Customer", .tags = {"vip", "p" + std::to_string(process)}});
      tx.records("customer").update(id, {crm::AnyField(field_of(process)) = crm::Value(i)});
    });
    store.read([&](const crm::ReadTx& tx) {
      const auto before = tx.customers().count();
      const auto usage = tx.tags().get("vip").usage;
      expect(before == usage, "count and tags are of two moments");
      expect(tx.customers().list({.limit = 10'000}).size() == before, "a snapshot moved");
      expect(tx.codes().list().at(0).next == static_cast<std::int64_t>(before) + 1,
             "a code was skipped or given twice");
    });
  }
}

}  // namespace

TEST_CASE("a forked child is refused, and does its parent no harm") {
  const TempFile file;
  auto store = std::make_unique<crm::Store>(file.path(), options());
  store->write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Ada"}); });
  const auto misuse = [&] {
    expect_misuse([&] { count(*store); }, "read");
    expect_misuse([&] { store->write([](crm::WriteTx&) {}); }, "write");
    expect_misuse([&] { store->begin_write(); }, "begin_write");
    expect_misuse([&] { static_cast<void>(store->stats()); }, "stats");
    expect_misuse([&] { static_cast<void>(store->check(crm::CheckDepth::quick)); }, "check");
    expect_misuse([&] { store->maintain(); }, "maintain");
    expect_misuse([&] { store->compact(); }, "compact");
    store.reset();
  };
  CHECK(Child(misuse).wait());
  store->read([&](const crm::ReadTx& tx) {
    CHECK(Child([&] {
            expect_misuse([&] { tx.customers().count(); }, "inside a read block");
            misuse();
          }).wait());
    CHECK(tx.customers().count() == 1);
  });
  store->write([&](crm::WriteTx& tx) {
    tx.customers().insert({.name = "Bo"});
    CHECK(Child([&] {
            expect_misuse([&] { tx.customers().insert({.name = "Cy"}); }, "inside a write block");
            expect_misuse([&] { tx.commit(); }, "commit");
            misuse();
          }).wait());
  });
  CHECK(count(*store) == 2);
  CHECK(store->check(crm::CheckDepth::full).problems == std::vector<std::string>{});
  store.reset();
  CHECK(count(crm::Store(file.path(), options())) == 2);
}

TEST_CASE("a transaction that is left in a forked child stays the parent's") {
  const TempFile file;
  crm::Store store(file.path(), options());
  {
    auto tx = std::unique_ptr<crm::WriteTx>(new crm::WriteTx(store.begin_write()));
    for (int i = 0; i < 50; ++i)
      tx->customers().insert({.name = "Customer", .description = std::string(3000, 'x')});
    CHECK(Child([&] { tx.reset(); }).wait());
    tx->commit();
  }
  {
    auto tx = std::unique_ptr<crm::ReadTx>(new crm::ReadTx(store.begin_read()));
    CHECK(Child([&] { tx.reset(); }).wait());
    CHECK(tx->customers().count() == 50);
  }
  CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
}

TEST_CASE("processes that open a new file at the same time make one store") {
  const TempFile file;
  constexpr int processes = 5;
  Pipe start;
  std::vector<Child> children;
  for (int p = 0; p < processes; ++p)
    children.emplace_back([&] {
      start.close_writing();
      start.wait_for_end();
      crm::Store store(file.path(), options());
      store.write([](crm::WriteTx& tx) {
        tx.codes().ensure("customer", {.pattern = "C{SEQ:3}"});
        tx.customers().insert({.name = "Ada"});
      });
    });
  start.close_writing();
  for (Child& child : children) CHECK(child.wait());
  const crm::Store store(file.path(), options());
  store.read([](const crm::ReadTx& tx) {
    std::set<std::string> codes;
    for (const crm::Customer& c : tx.customers().list()) codes.insert(c.code);
    CHECK(codes == std::set<std::string>{"C001", "C002", "C003", "C004", "C005"});
    CHECK(tx.users().count() == 1);
  });
  CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
}

TEST_CASE("four processes add fields, records and codes while readers hold snapshots") {
  const TempFile file;
  constexpr int processes = 4, records = 25;
  {
    crm::Store(file.path(), options()).write([](crm::WriteTx& tx) {
      tx.codes().ensure("customer", {.pattern = "C{SEQ:4}"});
    });
  }
  Pipe start, holds;
  std::vector<Child> children;
  Child reader([&] {  // holds one snapshot until all others have ended
    start.close_writing();
    const crm::Store store(file.path(), options());
    store.read([&](const crm::ReadTx& tx) {
      holds.send('r');
      start.wait_for_end();
      expect(tx.customers().count() == 0, "the snapshot moved");
      expect(tx.tags().list().empty(), "the tags moved");
      for (const crm::FieldInfo& f : tx.fields().list("customer")) expect(f.built_in, "the catalogue moved");
    });
    expect(count(store) == processes * records, "the new state is not seen");
    expect(store.read(
               [](const crm::ReadTx& tx) { return tx.fields().get("customer", field_of(0)).spec.indexed; }),
           "the new field is not seen");
  });
  char ready = 0;
  REQUIRE(holds.receive(ready));
  for (int p = 0; p < processes; ++p)
    children.emplace_back([&, p] {
      start.close_writing();
      work(file.path(), p, records);
    });
  for (Child& child : children) CHECK(child.wait());
  start.close_writing();
  CHECK(reader.wait());

  const crm::Store store(file.path(), options());
  store.read([&](const crm::ReadTx& tx) {
    std::set<std::string> codes;
    tx.customers().each({.limit = 30}, [&](const crm::Customer& c) { codes.insert(c.code); });
    CHECK(codes.size() == processes * records);
    CHECK(*codes.begin() == "C0001");
    CHECK(*codes.rbegin() == "C0100");
    CHECK(tx.tags().get("vip").usage == processes * records);
    for (int p = 0; p < processes; ++p) {
      CHECK(tx.fields().statistics("customer", field_of(p)).filled == records);
      CHECK(tx.customers().count(crm::has_tag("p" + std::to_string(p))) == records);
    }
  });
  CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
}

TEST_CASE("a writer waits for another process no longer than its timeout; readers wait for nobody") {
  const TempFile file;
  { const crm::Store store(file.path(), options()); }
  Pipe holding, release;
  Child other([&] {
    release.close_writing();
    crm::Store store(file.path(), options());
    store.write([&](crm::WriteTx& tx) {
      tx.customers().insert({.name = "Ada"});
      holding.send('h');
      release.wait_for_end();
    });
  });
  char held = 0;
  REQUIRE(holding.receive(held));
  auto o = options();
  o.busy_timeout_ms = 5;
  crm::Store store(file.path(), o);
  CHECK_THROWS_AS(store.write([](crm::WriteTx&) {}), crm::Busy);
  CHECK_THROWS_AS(store.begin_write(), crm::Busy);
  CHECK(count(store) == 0);
  release.close_writing();
  CHECK(other.wait());
  CHECK(count(store) == 1);
  store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Bo"}); });
  CHECK(count(store) == 2);
}

TEST_CASE("what a killed process had not committed is gone, and it holds nobody up") {
  const TempFile file;
  { const crm::Store store(file.path(), options()); }
  Pipe writing, alive;
  Child other([&] {
    alive.close_writing();
    crm::Store store(file.path(), options());
    store.write([&](crm::WriteTx& tx) { tx.customers().insert({.name = "Ada"}); });
    store.write([&](crm::WriteTx& tx) {
      for (int i = 0; i < 200; ++i)
        tx.customers().insert({.name = "Bo", .description = std::string(3000, 'x')});
      writing.send('w');
      alive.wait_for_end();  // until it is killed, or whoever would do so is gone
    });
  });
  char sent = 0;
  REQUIRE(writing.receive(sent));
  other.kill();
  CHECK_FALSE(other.wait());
  crm::Store store(file.path(), options());
  CHECK(count(store) == 1);
  store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Cy"}); });
  CHECK(count(store) == 2);
  CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
}

#endif
