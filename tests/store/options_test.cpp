// Every option of a store has an effect, on every connection.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "base/zone.hpp"
#include "block.hpp"
#include "catch.hpp"

namespace {

namespace crm = crmlite;

crm::sqlite::Settings settings_of(const crm::ReadTx& tx) { return session_behind(tx).db.settings(); }

/// Of as many readers at once as are asked for.
std::vector<crm::sqlite::Settings> reader_settings(const crm::Store& store, int readers) {
  std::vector<crm::sqlite::Settings> found(static_cast<std::size_t>(readers));
  std::atomic<int> inside = 0;
  std::vector<std::thread> threads;
  for (auto& settings : found)
    threads.emplace_back([&] {
      store.read([&](const crm::ReadTx& tx) {
        ++inside;
        while (inside < readers) std::this_thread::yield();
        settings = settings_of(tx);
      });
    });
  for (std::thread& t : threads) t.join();
  return found;
}

crm::sqlite::Settings writer_settings(crm::Store& store) {
  return store.write([](crm::WriteTx& tx) { return settings_of(tx); });
}

void check_fixed(const crm::sqlite::Settings& s, std::string_view journal_mode) {
  CHECK(s.journal_mode == journal_mode);
  CHECK(s.foreign_keys);
  CHECK(s.defensive);
  CHECK_FALSE(s.trusted_schema);
  CHECK_FALSE(s.double_quoted_strings);
  CHECK_FALSE(s.load_extension);
  CHECK(s.cell_size_check);
  CHECK(s.secure_delete == 1);
  CHECK(s.mmap_size == 0);
  CHECK(s.wal_autocheckpoint == 0);
  CHECK(s.page_size == 4096);
  CHECK(s.column_limit == 2000);
}

void insert_customer(crm::Store& store, const std::string& name = "Ada") {
  store.write([&](crm::WriteTx& tx) { tx.customers().insert({.name = name}); });
}

}  // namespace

TEST_CASE("what must never change is set on every connection") {
  const TempFile file;
  crm::Store store(file.path(), fixture::options());
  check_fixed(writer_settings(store), "wal");
  for (const auto& settings : reader_settings(store, 6)) check_fixed(settings, "wal");

  auto options = fixture::options();
  options.access = crm::Access::read_only;
  const crm::Store reading(file.path(), options);
  for (const auto& settings : reader_settings(reading, 2)) check_fixed(settings, "wal");

  crm::Store memory(":memory:", fixture::options());
  check_fixed(writer_settings(memory), "memory");
}

TEST_CASE("durability is the disk's promise of a commit") {
  const TempFile file;
  auto options = fixture::options();
  for (const auto& [durability, synchronous] :
       {std::pair{crm::Durability::full, 2}, std::pair{crm::Durability::relaxed, 1}}) {
    options.durability = durability;
    crm::Store store(file.path(), options);
    CHECK(writer_settings(store).synchronous == synchronous);
    for (const auto& settings : reader_settings(store, 2)) CHECK(settings.synchronous == synchronous);
  }
}

TEST_CASE("busy timeout and the length of the log reach every connection") {
  const TempFile file;
  auto options = fixture::options();
  options.busy_timeout_ms = 1234;
  options.wal_limit_mib = 3;
  crm::Store store(file.path(), options);
  auto all = reader_settings(store, 2);
  all.push_back(writer_settings(store));
  for (const auto& settings : all) {
    CHECK(settings.busy_timeout_ms == 1234);
    CHECK(settings.journal_size_limit == 3 << 20);
  }
}

TEST_CASE("the cache is the whole store's: half for the writer, the rest over four readers") {
  const TempFile file;
  auto options = fixture::options();
  options.cache_mib = 32;
  crm::Store store(file.path(), options);
  CHECK(writer_settings(store).cache_kib == 16 * 1024);
  for (const auto& settings : reader_settings(store, 4)) CHECK(settings.cache_kib == 4 * 1024);

  options.cache_mib = 0;  // less than SQLite can work with is not given
  crm::Store small(file.path(), options);
  CHECK(writer_settings(small).cache_kib == 256);
}

TEST_CASE("a store opened for reading cannot be changed") {
  const TempFile file;
  {
    crm::Store store(file.path(), fixture::options());
    insert_customer(store);
  }
  const std::string before = bytes_of(file.path());
  auto options = fixture::options();
  options.access = crm::Access::read_only;
  {
    crm::Store store(file.path(), options);
    CHECK(store.read([](const crm::ReadTx& tx) { return tx.customers().count(); }) == 1);
    CHECK_THROWS_AS(insert_customer(store), crm::Forbidden);
    CHECK_THROWS_AS(store.begin_write(), crm::Forbidden);
    CHECK_THROWS_AS(store.compact(), crm::Forbidden);
    store.maintain();
    CHECK(store.check(crm::CheckDepth::full).ok());
    CHECK(store.stats().records == crm::Store(file.path(), options).stats().records);
  }
  CHECK(bytes_of(file.path()) == before);
}

TEST_CASE("a reader of another process's file sees its commits") {
  const TempFile file;
  crm::Store store(file.path(), fixture::options());
  auto options = fixture::options();
  options.access = crm::Access::read_only;
  const crm::Store reading(file.path(), options);
  insert_customer(store);
  CHECK(reading.read([](const crm::ReadTx& tx) { return tx.customers().count(); }) == 1);
}

TEST_CASE("codes get their dates in the file's zone, which the first opening gave it") {
  if (!crm::base::Zone::load("Asia/Shanghai")) {
    WARN("no time zones on this system: skipped");
    return;
  }
  const TempFile file;
  auto options = fixture::options();
  options.clock = [] {
    return crm::Timestamp{1'798'734'600'000};
  };  // 2026-12-31T16:30Z, half past midnight in Shanghai
  options.zone = "Asia/Shanghai";
  const auto new_code = [](crm::WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "C-{YYYY}{MM}{DD}-{SEQ:3}"});
    return tx.customers().get(tx.customers().insert({.name = "Ada"})).code;
  };
  CHECK(crm::Store(file.path(), options).write(new_code) == "C-20270101-001");
  options.zone = "UTC";
  crm::Store store(file.path(), options);
  CHECK(store.write(new_code) == "C-20270101-002");
  CHECK(store.zone() == "Asia/Shanghai");

  const TempFile other;
  CHECK(crm::Store(other.path(), options).write(new_code) == "C-20261231-001");
}

TEST_CASE(
    "phones without a country's number are the default country's, which the first opening gave the file") {
  const TempFile file;
  auto options = fixture::options();
  const auto normal = [](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Ada", .phones = {{.value = "010-8888 8888"}}});
    return tx.customers().get(id).phones.at(0).normal;
  };
  options.default_country = "CN";
  CHECK(crm::Store(file.path(), options).write(normal) == "+861088888888");
  options.default_country = "DE";
  CHECK(crm::Store(file.path(), options).write(normal) == "+861088888888");

  options.default_country.clear();
  CHECK(crm::Store(":memory:", options).write(normal).empty());
}

TEST_CASE("a zone or country that is none makes no file") {
  const TempFile file;
  auto options = fixture::options();
  options.zone = "Mars/Olympus";
  CHECK_THROWS_AS(crm::Store(file.path(), options), crm::Invalid);
  options.zone = "UTC";
  options.default_country = "Germany";
  CHECK_THROWS_AS(crm::Store(file.path(), options), crm::Invalid);
  CHECK(std::filesystem::is_empty(file.directory()));

  options.default_country.clear();
  { const crm::Store made(file.path(), options); }
  options.zone = "Mars/Olympus";  // of no consequence: the file has its own
  const crm::Store again(file.path(), options);
  CHECK(again.zone() == "UTC");
}

TEST_CASE("the store's actor stands for whoever does not say") {
  crm::Store store(":memory:", fixture::options("ada"));
  const auto id = store.write([](crm::WriteTx& tx) { return tx.customers().insert({.name = "Acme"}); });
  store.write({.actor = "bo", .label = "spring cleaning", .source = "form 7"},
              [&](crm::WriteTx& tx) { tx.customers().set(id, crm::customer::city, "Paris"); });
  store.read([&](const crm::ReadTx& tx) {
    const auto history = tx.customers().history(id);
    REQUIRE(history.size() == 2);
    CHECK(history[0].actor == "bo");
    CHECK(history[0].label == "spring cleaning");
    CHECK(history[1].actor == "ada");
    CHECK(history[1].label.empty());
    CHECK(session_behind(tx).db.text_of("SELECT source FROM txn WHERE label = 'spring cleaning'") ==
          "form 7");
  });
}

TEST_CASE("times come from the clock, and the journal's never run backwards") {
  auto options = fixture::options();
  std::vector<std::int64_t> times = {fixture::noon, fixture::noon + 60'000, fixture::noon - 3'600'000,
                                     fixture::noon + 90'000};
  std::size_t next = 0;
  options.clock = [&] { return crm::Timestamp{times.at(std::min(next++, times.size() - 1))}; };
  crm::Store store(":memory:", options);  // the first time is the new store's
  std::vector<std::int64_t> created, now;
  for (int i = 0; i < 3; ++i)
    store.write([&](crm::WriteTx& tx) {
      now.push_back(tx.now().ms);
      created.push_back(tx.customers().get(tx.customers().insert({.name = "Ada"})).created.ms);
    });
  CHECK(created == std::vector<std::int64_t>{times[1], times[1], times[3]});
  CHECK(now == created);
  store.read([&](const crm::ReadTx& tx) {
    auto& db = session_behind(tx).db;
    CHECK(db.int64_of("SELECT wall FROM txn WHERE id = 3") == times[2]);  // what the clock said is kept
    CHECK(db.int64_of("SELECT at FROM txn WHERE id = 3") == times[1]);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("a seed repeats the salts, and with them the whole journal") {
  const auto salts = [](std::uint64_t seed) {
    auto options = fixture::options("ada");
    options.seed = seed;
    crm::Store store(":memory:", options);
    for (int i = 0; i < 3; ++i) insert_customer(store);
    return store.read([](const crm::ReadTx& tx) {
      auto& db = session_behind(tx).db;
      return db.text_of("SELECT group_concat(hex(salt)) FROM (SELECT salt FROM change ORDER BY id)") +
             db.text_of("SELECT hex(hash) FROM txn ORDER BY id DESC LIMIT 1");
    });
  };
  CHECK(salts(7) == salts(7));
  CHECK(salts(7) != salts(8));
  CHECK(salts(0) != salts(0));  // the system's
}

TEST_CASE("no two salts of a file are the same") {
  crm::Store store(":memory:", fixture::options());
  for (int i = 0; i < 20; ++i) insert_customer(store);
  store.read([](const crm::ReadTx& tx) {
    auto& db = session_behind(tx).db;
    CHECK(db.int64_of("SELECT count(DISTINCT salt) = count(*) FROM change") == 1);
    CHECK(db.int64_of("SELECT count(*) FROM change WHERE length(salt) <> 16") == 0);
  });
}

TEST_CASE("a store in memory is as long as its object, and nobody else's") {
  crm::Store a(":memory:", fixture::options()), b(":memory:", fixture::options());
  insert_customer(a);
  CHECK(a.read([](const crm::ReadTx& tx) { return tx.customers().count(); }) == 1);
  CHECK(b.read([](const crm::ReadTx& tx) { return tx.customers().count(); }) == 0);
  CHECK(a.path() == ":memory:");
  CHECK(a.stats().wal_bytes == 0);
  a.maintain();
  a.compact();
  CHECK(a.check(crm::CheckDepth::full).ok());
  CHECK_FALSE(std::filesystem::exists(":memory:"));

  auto options = fixture::options();
  options.access = crm::Access::read_only;
  CHECK_THROWS_AS(crm::Store(":memory:", options), crm::OpenError);
}

TEST_CASE("a log that throws does no harm") {
  auto options = fixture::options();
  options.log = [](crm::LogLevel, std::string_view) { throw std::runtime_error("no room for logs"); };
  crm::Store store(":memory:", options);
  { const crm::WriteTx forgotten = store.begin_write(); }
  insert_customer(store);
  CHECK(store.stats().records.at(0).second == 1);
}
