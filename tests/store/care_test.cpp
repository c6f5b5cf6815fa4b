// Care for a store: reads that last too long are ended, its numbers are right, and space is given back.
#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "block.hpp"
#include "catch.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::string> note{"note"};
constexpr crm::Field<crm::Customer, crm::Choices> likes{"likes"};

void insert_customers(crm::Store& store, int n, const std::string& description = {}) {
  store.write([&](crm::WriteTx& tx) {
    for (int i = 0; i < n; ++i) tx.customers().insert({.name = "Customer", .description = description});
  });
}

std::uint64_t count(const crm::Store& store) {
  return store.read([](const crm::ReadTx& tx) { return tx.customers().count(); });
}

crm::StoreOptions impatient() {
  auto options = fixture::options();
  options.max_read_ms = 1;
  return options;
}

void let_pass(std::chrono::milliseconds time) {
  const auto begin = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - begin < time) std::this_thread::yield();
}

/// A block that does nothing for too long and is ended from outside, by what `other` does.
template <class F>
crm::StopReason read_until_stopped(const crm::Store& store, F&& other) {
  try {
    store.read([&](const crm::ReadTx& tx) {
      CHECK(tx.customers().count() == 3);
      let_pass(std::chrono::milliseconds(3));
      std::thread(other).join();
      tx.customers().count();
    });
  } catch (const crm::Stopped& e) {
    return e.reason();
  }
  FAIL("the block was not ended");
  return {};
}

}  // namespace

TEST_CASE("a read block that is too old is ended by whoever takes care of the store") {
  const TempFile file;
  crm::Store store(file.path(), impatient());
  insert_customers(store, 3);
  CHECK(read_until_stopped(store, [&] { static_cast<void>(store.stats()); }) ==
        crm::StopReason::read_too_old);
  CHECK(read_until_stopped(store, [&] { store.maintain(); }) == crm::StopReason::read_too_old);
  CHECK(count(store) == 3);  // the same connection serves the next block
}

TEST_CASE("a read block that is too old is ended by a writer whose log is too long") {
  const TempFile file;
  auto options = impatient();
  options.wal_limit_mib = 1;
  crm::Store store(file.path(), options);
  insert_customers(store, 3);
  CHECK(read_until_stopped(store, [&] { insert_customers(store, 500, std::string(4000, 'x')); }) ==
        crm::StopReason::read_too_old);
  CHECK(count(store) == 503);
}

TEST_CASE("a long statement in a read block that is too old ends by itself") {
  const TempFile file;
  crm::Store store(file.path(), impatient());
  store.read([&](const crm::ReadTx& tx) {
    auto& db = session_behind(tx).db;
    try {
      db.int64_of("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
      FAIL("it cannot end otherwise");
    } catch (const crm::Stopped& e) {
      CHECK(e.reason() == crm::StopReason::read_too_old);
    }
  });
  CHECK(count(store) == 0);
}

TEST_CASE("with no limit a read block may last") {
  const TempFile file;
  auto options = fixture::options();
  options.max_read_ms = 0;
  crm::Store store(file.path(), options);
  store.read([&](const crm::ReadTx& tx) {
    let_pass(std::chrono::milliseconds(3));
    std::thread([&] { static_cast<void>(store.stats()); }).join();
    CHECK(tx.customers().count() == 0);
  });
}

TEST_CASE("a block may have a limit of its own: none, or one where the store has none") {
  const TempFile file;
  crm::Store store(file.path(), impatient());
  insert_customers(store, 3);
  const auto outlast = [&](const crm::ReadTx& tx) {
    let_pass(std::chrono::milliseconds(3));
    std::thread([&] { static_cast<void>(store.stats()); }).join();
    return tx.customers().count();
  };
  CHECK(store.read({.max_read_ms = 0}, outlast) == 3);
  CHECK(store.read({.max_read_ms = 3'600'000}, outlast) == 3);
  CHECK_THROWS_AS(store.read(outlast), crm::Stopped);  // the limit was that block's alone
  // A block within a block lasts as long as the outer one may.
  const auto nested = [&](const crm::ReadTx&) { return store.read({.max_read_ms = 1}, outlast); };
  CHECK(store.read({.max_read_ms = 0}, nested) == 3);

  const TempFile patient_file;
  auto options = fixture::options();
  options.max_read_ms = 0;
  crm::Store patient(patient_file.path(), options);
  insert_customers(patient, 30);
  const auto read_on = [](const crm::ReadTx& tx) {
    while (true) tx.customers().list();
  };
  CHECK_THROWS_AS(patient.read({.max_read_ms = 1}, read_on), crm::Stopped);
  CHECK(count(patient) == 30);
}

TEST_CASE("many short statements in a read block that is too old end, too") {
  const TempFile file;
  crm::Store store(file.path(), impatient());
  insert_customers(store, 30);
  const auto read_on = [](const crm::ReadTx& tx) {
    while (true) tx.customers().list();
  };
  CHECK_THROWS_AS(store.read(read_on), crm::Stopped);
}

TEST_CASE("a check takes as long as it takes") {
  const TempFile file;
  auto options = impatient();
  crm::Store store(file.path(), options);
  insert_customers(store, 2000);
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("a check can be stopped and says how far it is") {
  crm::Store store(":memory:", fixture::options());
  insert_customers(store, 5000);
  std::uint64_t last = 0;
  crm::Progress progress;
  progress.report = [&](std::uint64_t done, std::uint64_t) {
    CHECK(done > last);
    last = done;
  };
  CHECK(store.check(crm::CheckDepth::full, progress).ok());
  CHECK(last >= 5000);

  std::stop_source stop;
  progress.stop = stop.get_token();
  progress.report = [&](std::uint64_t, std::uint64_t) { stop.request_stop(); };
  try {
    static_cast<void>(store.check(crm::CheckDepth::full, progress));
    FAIL("it was not stopped");
  } catch (const crm::Stopped& e) {
    CHECK(e.reason() == crm::StopReason::requested);
  }
  CHECK(count(store) == 5000);
}

TEST_CASE("the numbers of a store") {
  const TempFile file;
  crm::Store store(file.path(), fixture::options("ada"));
  const auto fresh = store.stats();
  CHECK(fresh.transactions == 1);
  CHECK(fresh.changes == 3);  // two settings, and the actor, who became a user
  insert_customers(store, 7);
  const auto stats = store.stats();
  CHECK(stats.transactions == 2);
  CHECK(stats.changes == 3 + 7);
  CHECK(stats.records == std::vector<std::pair<std::string, std::uint64_t>>{
              {"customer", 7}, {"user", 1}, {"interaction", 0}, {"note", 0}, {"task", 0}, {"reminder", 0}, {"attachment", 0}, {"relation_type", 0}, {"relation", 0}});
  CHECK(stats.wal_bytes == std::filesystem::file_size(file.wal()));
  CHECK(stats.file_bytes % 4096 == 0);
  CHECK(stats.file_bytes > 100'000);
  CHECK(stats.readers == 0);
  CHECK(stats.oldest_reader_ms == 0);
  store.read([&](const crm::ReadTx&) {
    let_pass(std::chrono::milliseconds(3));
    std::thread([&] {
      const crm::ReadTx another = store.begin_read();
      CHECK(store.stats().readers == 2);
      CHECK(store.stats().oldest_reader_ms >= 3);
    }).join();
    CHECK(store.stats().readers == 1);
  });
}

TEST_CASE("maintaining moves the log into the file") {
  const TempFile file;
  crm::Store store(file.path(), fixture::options());
  insert_customers(store, 20, "FIND-ME");
  CHECK(bytes_of(file.path()).find("FIND-ME") == std::string::npos);
  store.maintain();
  CHECK(bytes_of(file.path()).find("FIND-ME") != std::string::npos);
}

TEST_CASE("compacting gives space back and leaves nothing of what was removed") {
  const TempFile file;
  crm::Store store(file.path(), fixture::options());
  insert_customers(store, 3);
  store.write([&](crm::WriteTx& tx) {
    for (int i = 0; i < 300; ++i)
      tx.customers().insert({.name = "Big", .description = std::string(3000, 'x')});
  });
  store.write([](crm::WriteTx& tx) { tx.customers().remove_where(crm::customer::name == "Big"); });
  store.maintain();
  const auto before = std::filesystem::file_size(file.path());
  CHECK(store.stats().free_bytes > 0);
  store.compact();
  CHECK(std::filesystem::file_size(file.path()) < before);
  CHECK(store.stats().free_bytes == 0);
  CHECK(std::filesystem::file_size(file.wal()) < 20'000);
  CHECK(count(store) == 3);
  CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
}

TEST_CASE("compacting drops the columns of removed fields") {
  const bool memory = GENERATE(false, true);
  const TempFile file;
  crm::Store store(memory ? std::string(":memory:") : file.path(), fixture::options());
  const auto columns = [&] {
    return store.read([](const crm::ReadTx& tx) {
      return session_behind(tx).db.int64_of("SELECT count(*) FROM pragma_table_info('customer')");
    });
  };
  const auto at_first = columns();
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(note, {.unique = true, .indexed = true});
    tx.fields().ensure(likes, {.choices = {"tea", "coffee"}});
    tx.fields().ensure("customer", "price", {.type = crm::FieldType::money});
    tx.fields().ensure("customer", "parent", {.type = crm::FieldType::reference, .target = "customer"});
    tx.customers().insert({.name = "Ada", .fields = {note = "remember", likes = crm::Choices{"tea"}}});
  });
  CHECK(columns() == at_first + 5);  // with a currency and a normalised form
  store.write([](crm::WriteTx& tx) {
    for (const char* name : {"note", "likes", "price", "parent"}) tx.fields().remove("customer", name);
  });
  CHECK(columns() == at_first + 5);
  store.compact();
  CHECK(columns() == at_first);
  CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(note);
    tx.customers().insert({.name = "Bo", .fields = {note = "again"}});
    CHECK(tx.customers().list({.where = note == "again"}).size() == 1);
  });
  CHECK(count(store) == 2);
  store.compact();
  CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
}

TEST_CASE("compacting beside a reader lets it read on") {
  const TempFile file;
  crm::Store store(file.path(), fixture::options());
  insert_customers(store, 300, std::string(3000, 'x'));
  store.write([](crm::WriteTx& tx) { tx.fields().ensure(note); });
  store.write([](crm::WriteTx& tx) {
    tx.fields().remove("customer", "note");
    tx.customers().remove_where(crm::customer::name == "Customer");
  });
  store.maintain();
  const auto before = std::filesystem::file_size(file.path());
  store.read([&](const crm::ReadTx& tx) {
    std::thread([&] {
      insert_customers(store, 1);
      store.compact();
    }).join();
    CHECK(tx.customers().count() == 0);
    CHECK(tx.fields().list("customer").size() > 10);
  });
  CHECK(count(store) == 1);
  store.maintain();  // what the reader held back comes now
  CHECK(std::filesystem::file_size(file.path()) < before);
  CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
}

TEST_CASE("compacting fails cleanly while another store writes") {
  const TempFile file;
  auto options = fixture::options();
  options.busy_timeout_ms = 0;
  crm::Store store(file.path(), options), other(file.path(), options);
  insert_customers(store, 3);
  other.write([&](crm::WriteTx& tx) {
    std::thread([&] { CHECK_THROWS_AS(store.compact(), crm::Busy); }).join();
    tx.customers().insert({.name = "Bo"});
  });
  CHECK(count(store) == 4);
  store.compact();
  CHECK(count(store) == 4);
}
