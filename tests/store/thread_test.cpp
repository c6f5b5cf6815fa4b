// A store may be used from any thread: writers queue, readers see one snapshot each, nobody waits for ever.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "catch.hpp"
#include "store/turn.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::int64_t> balance{"balance"};

crm::StoreOptions options() {
  auto o = fixture::options("ada");
  o.clock = [] { return crm::Timestamp{fixture::noon}; };  // of all threads
  o.durability = crm::Durability::relaxed;
  return o;
}

void join(std::vector<std::thread>& threads) {
  for (std::thread& t : threads) t.join();
}

/// Accounts whose balances are moved about: their sum is the same in every snapshot.
struct Accounts {
  static constexpr int count = 8, start = 100;
  crm::Store& store;
  std::vector<crm::CustomerId> ids = {};

  explicit Accounts(crm::Store& s) : store(s) {
    store.write([&](crm::WriteTx& tx) {
      tx.fields().ensure(balance, {.indexed = true});
      for (int i = 0; i < count; ++i)
        ids.push_back(tx.customers().insert({.name = "Account", .fields = {balance = start}}));
    });
  }
  void move(int seed) {
    store.write([&](crm::WriteTx& tx) {
      const auto from = ids[static_cast<std::size_t>(seed % count)],
                 to = ids[static_cast<std::size_t>((seed * 5 + 3) % count)];
      const auto held = [&](crm::CustomerId id) { return *tx.customers().get(id).custom.get(balance); };
      tx.customers().set(from, balance, held(from) - 7);
      tx.customers().set(to, balance, held(to) + 7);
    });
  }
  static std::int64_t sum(const crm::ReadTx& tx) {
    std::int64_t sum = 0;
    tx.customers().each({.limit = 3},
                        [&](const crm::Customer& c) { sum += c.custom.get(balance).value_or(0); });
    return sum;
  }
};

}  // namespace

TEST_CASE("the turn is given in the order of asking", "[threads]") {
  crm::store::Turn turn;
  std::vector<int> order;
  std::vector<std::thread> threads;
  turn.lock();
  for (int i = 0; i < 20; ++i) {
    threads.emplace_back([&, i] {
      const std::lock_guard held(turn);
      order.push_back(i);
    });
    while (turn.waiting() < static_cast<std::uint64_t>(i) + 1) std::this_thread::yield();
  }
  turn.unlock();
  join(threads);
  REQUIRE(order.size() == 20);
  CHECK(std::is_sorted(order.begin(), order.end()));
  CHECK(turn.waiting() == 0);
}

TEST_CASE("threads write and read at the same time, and every snapshot is of one moment", "[threads]") {
  const TempFile file;
  {
    crm::Store store(file.path(), options());
    Accounts accounts(store);
    std::atomic<int> writing = 3;
    std::atomic<std::int64_t> wrong = 0, snapshots = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t)
      threads.emplace_back([&, t] {
        for (int i = 0; i < 40; ++i) accounts.move(t * 31 + i);
        --writing;
      });
    for (int t = 0; t < 3; ++t)
      threads.emplace_back([&] {
        do {
          store.read([&](const crm::ReadTx& tx) {
            const std::int64_t first = Accounts::sum(tx), again = Accounts::sum(tx);
            if (first != Accounts::count * Accounts::start || again != first) ++wrong;
            ++snapshots;
          });
        } while (writing > 0);
      });
    join(threads);
    CHECK(wrong == 0);
    CHECK(snapshots >= 3);
    CHECK(store.read([](const crm::ReadTx& tx) { return Accounts::sum(tx); }) ==
          Accounts::count * Accounts::start);
    CHECK(store.stats().readers == 0);
    CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
  }
  CHECK_FALSE(std::filesystem::exists(file.wal()));
}

TEST_CASE("a store in memory serves many threads, one after the other", "[threads]") {
  crm::Store store(":memory:", options());
  Accounts accounts(store);
  std::atomic<std::int64_t> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        if (t % 2 == 0)
          accounts.move(t * 31 + i);
        else if (store.read([](const crm::ReadTx& tx) { return Accounts::sum(tx); }) !=
                 Accounts::count * Accounts::start)
          ++wrong;
      }
    });
  join(threads);
  CHECK(wrong == 0);
}

TEST_CASE("each thread's codes and fields are its own, whoever defines them", "[threads]") {
  const TempFile file;
  crm::Store store(file.path(), options());
  store.write([](crm::WriteTx& tx) { tx.codes().ensure("customer", {.pattern = "C{SEQ:4}"}); });
  constexpr int writers = 4, each = 15;
  std::vector<std::thread> threads;
  for (int t = 0; t < writers; ++t)
    threads.emplace_back([&, t] {
      const std::string field = "field " + std::to_string(t);
      for (int i = 0; i < each; ++i)
        store.write([&](crm::WriteTx& tx) {
          tx.fields().ensure("customer", field, {.type = crm::FieldType::integer});
          const auto id = tx.customers().insert({.name = "Customer", .tags = {"tag " + std::to_string(i)}});
          tx.records("customer").update(id, {crm::AnyField(field) = crm::Value(i)});
        });
    });
  join(threads);
  store.read([&](const crm::ReadTx& tx) {
    CHECK(tx.customers().count() == writers * each);
    CHECK(tx.codes().list().at(0).next == writers * each + 1);
    for (const crm::TagInfo& tag : tx.tags().list()) CHECK(tag.usage == writers);
    for (int t = 0; t < writers; ++t)
      CHECK(tx.fields().statistics("customer", "field " + std::to_string(t)).filled == each);
  });
  CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
}

TEST_CASE("care for the store goes on beside readers and writers", "[threads]") {
  const TempFile file;
  auto o = options();
  o.wal_limit_mib = 1;
  crm::Store store(file.path(), o);
  Accounts accounts(store);
  std::atomic<int> writing = 2;
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 40; ++i) accounts.move(t * 31 + i);
      --writing;
    });
  threads.emplace_back([&] {
    while (writing > 0) store.maintain(5);
  });
  threads.emplace_back([&] {
    while (writing > 0) static_cast<void>(store.stats());
  });
  threads.emplace_back([&] { store.compact(); });
  threads.emplace_back([&] { CHECK(store.check(crm::CheckDepth::full).ok()); });
  join(threads);
  CHECK(store.read([](const crm::ReadTx& tx) { return Accounts::sum(tx); }) ==
        Accounts::count * Accounts::start);
}

TEST_CASE("no block is ended for the age of the one before it", "[threads]") {
  using Clock = std::chrono::steady_clock;
  const TempFile file;
  auto o = options();
  o.max_read_ms = 1;
  crm::Store store(file.path(), o);
  Accounts accounts(store);
  std::atomic<bool> ended = false;
  std::atomic<int> ended_young = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t)
    threads.emplace_back([&] {
      while (!ended) {
        const auto begin = Clock::now();
        try {
          store.read([](const crm::ReadTx& tx) { return Accounts::sum(tx); });
        } catch (const crm::Stopped& e) {
          if (e.reason() != crm::StopReason::read_too_old ||
              Clock::now() - begin < std::chrono::milliseconds(1))
            ++ended_young;
        }
      }
    });
  for (int i = 0; i < 300; ++i) static_cast<void>(store.stats());  // looks for old ones each time
  ended = true;
  join(threads);
  CHECK(ended_young == 0);
}
