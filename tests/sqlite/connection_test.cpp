// Connections: settings read back, what opens and what does not, stopping, and that no file is changed by looking.
#include <sys/stat.h>

#include <filesystem>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/statement_cache.hpp"
#include "temp_file.hpp"

using namespace crmlite;
using namespace crmlite::sqlite;

namespace {

OpenReason reason_of(const std::string& path, const OpenOptions& options) {
  try {
    const Connection c(path, options);
  } catch (const OpenError& e) {
    CHECK(e.code() == ErrorCode::open);
    return e.reason();
  }
  FAIL("it was opened");
  return {};
}

constexpr auto count_to_ten_million =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000) SELECT count(*) FROM n";

void check_fixed_settings(const Settings& s) {
  CHECK(s.foreign_keys);
  CHECK(s.defensive);
  CHECK_FALSE(s.trusted_schema);
  CHECK_FALSE(s.double_quoted_strings);
  CHECK_FALSE(s.load_extension);
  CHECK(s.cell_size_check);
  CHECK(s.secure_delete == 1);  // ON; FAST would be 2
  CHECK(s.mmap_size == 0);
  CHECK(s.wal_autocheckpoint == 0);
  CHECK(s.temp_store == 0);
  CHECK(s.page_size == 4096);
  CHECK(s.column_limit == 2000);
  CHECK(s.length_limit >= 1'000'000'000);
}

}  // namespace

TEST_CASE("a connection is set as we want it, read back") {
  const TempFile file;
  Connection writer = file.open({.busy_timeout_ms = 1234, .cache_kib = 4096, .name = "writer"});
  const Settings s = writer.settings();
  check_fixed_settings(s);
  CHECK(s.journal_mode == "wal");
  CHECK(s.synchronous == 2);  // FULL
  CHECK(s.busy_timeout_ms == 1234);
  CHECK(s.cache_kib == 4096);
  CHECK(s.journal_size_limit == 64 << 20);
  CHECK(writer.name() == "writer");
  CHECK_FALSE(writer.read_only());

  Connection reader = file.open({.read_only = true, .durability = sqlite::Durability::relaxed});
  const Settings r = reader.settings();
  check_fixed_settings(r);
  CHECK(r.journal_mode == "wal");
  CHECK(r.synchronous == 1);  // NORMAL
  CHECK(reader.read_only());
  CHECK_THROWS_AS(reader.execute("CREATE TABLE t(a INTEGER) STRICT"), OpenError);

  Connection memory(":memory:", {});
  check_fixed_settings(memory.settings());
  CHECK(memory.settings().journal_mode == "memory");
}

TEST_CASE("the hook that counts frames is on and does not bring automatic checkpoints back") {
  const TempFile file;
  Connection c = file.open();
  CHECK(c.wal_frames() == 0);
  c.execute("CREATE TABLE t(a INTEGER) STRICT");
  const std::int64_t first = c.wal_frames();
  CHECK(first > 0);
  for (int i = 0; i < 1500; ++i) c.execute("INSERT INTO t VALUES (1)");
  CHECK(c.wal_frames() >= first + 1500);
}

TEST_CASE("what cannot be opened says why") {
  const TempFile file;
  CHECK(reason_of(file.path(), {}) == OpenReason::cannot_open);  // not there, and not to be made
  CHECK_FALSE(std::filesystem::exists(file.path()));
  CHECK(reason_of(file.directory().string(), {.create = true}) == OpenReason::cannot_open);
  CHECK(reason_of("", {.create = true}) == OpenReason::cannot_open);
  CHECK(reason_of(std::string("a\0b", 3), {.create = true}) == OpenReason::cannot_open);

  write_bytes(file.path(), "name,phone\n" + std::string(5000, 'x'));
  CHECK(reason_of(file.path(), {}) == OpenReason::not_ours);
  CHECK(bytes_of(file.path()).starts_with("name,phone"));
}

TEST_CASE("a message says what the system said, and a path is never a URI") {
  const TempFile file;
  try {
    const Connection c(file.path() + "/nowhere/x.crm", {.create = true});
    FAIL("it was opened");
  } catch (const OpenError& e) {
    CHECK(std::string(e.what()).starts_with("cannot open the file"));
  }
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(file.directory());
  { const Connection c("file:a.crm?mode=memory", {.create = true}); }
  std::filesystem::current_path(before);
  CHECK(std::filesystem::exists(file.directory() / "file:a.crm?mode=memory"));
}

TEST_CASE("a stranger's file can be looked at without being changed") {
  const TempFile file;
  {
    Connection c = file.open({.journal_mode = JournalMode::keep});
    c.execute("CREATE TABLE theirs(a); INSERT INTO theirs VALUES (1)");
    CHECK(c.settings().journal_mode == "delete");
  }
  const std::string before = bytes_of(file.path());
  {
    Connection c(file.path(), {.journal_mode = JournalMode::keep});
    CHECK(c.int64_of("PRAGMA application_id") == 0);
    CHECK(c.int64_of("SELECT count(*) FROM theirs") == 1);
  }
  CHECK(bytes_of(file.path()) == before);
  Connection c(file.path(), {.journal_mode = JournalMode::keep});
  c.enable_wal();
  CHECK(c.settings().journal_mode == "wal");
}

TEST_CASE("many connections can make and open one file at the same time", "[threads]") {
  const TempFile file;
  std::vector<std::thread> threads;
  std::atomic<int> opened = 0;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      try {
        Connection c = file.open();
        if (c.text_of("PRAGMA journal_mode") == "wal") ++opened;
      } catch (const std::exception&) {
      }
    });
  for (std::thread& t : threads) t.join();
  CHECK(opened == 8);
}

TEST_CASE("execute runs several statements, and none of them stays open when one fails") {
  Connection c(":memory:", {});
  c.execute("CREATE TABLE t(a INTEGER UNIQUE) STRICT; -- a comment\n INSERT INTO t VALUES (1), (2);\n ");
  CHECK(c.changes() == 2);
  CHECK(c.last_insert_rowid() == 2);
  CHECK(c.int64_of("SELECT count(*) FROM t") == 2);
  CHECK(c.text_of("SELECT 'x' || a FROM t") == "x1");
  CHECK_THROWS_AS(c.int64_of("SELECT a FROM t WHERE a = 9"), Error);
  CHECK_THROWS_AS(c.execute("BEGIN; INSERT INTO t VALUES (3); INSERT INTO t VALUES (1)"), Conflict);
  CHECK(c.in_transaction());
  CHECK(c.running_statements() == 0);
  c.execute("ROLLBACK");
  c.execute("");
  c.execute(" -- nothing");
  CHECK_FALSE(c.in_transaction());
  CHECK(c.int64_of("SELECT count(*) FROM t") == 2);
}

TEST_CASE("SQL that does not fit says what is wrong with it") {
  Connection c(":memory:", {});
  try {
    c.execute("SELECT missing FROM sqlite_schema");
    FAIL("it ran");
  } catch (const Error& e) {
    CHECK(std::string(e.what()).find("missing") != std::string::npos);
    CHECK(e.code() == ErrorCode::failed);
  }
  CHECK_THROWS_AS(c.execute("SELECT \"text in double quotes\""), Error);
}

TEST_CASE("a moved connection goes on, with its statements") {
  Connection a(":memory:", {});
  a.execute("CREATE TABLE t(a INTEGER) STRICT");
  Slot insert(a, "INSERT INTO t VALUES (?)");
  const auto run = [&](int value) {
    const auto s = insert.use();
    s->bind(1, value);
    s->step();
  };
  run(1);
  Connection b = std::move(a);
  run(2);
  { const auto s = b.statements().take("SELECT 1"); }
  CHECK(b.int64_of("SELECT sum(a) FROM t") == 3);
}

TEST_CASE("a progress function stops a statement, and its exception comes through") {
  Connection c(":memory:", {});
  int calls = 0;
  c.on_progress(1000, [&] { return ++calls < 3; });
  try {
    c.int64_of(count_to_ten_million);
    FAIL("it was not stopped");
  } catch (const Stopped& e) {
    CHECK(e.reason() == StopReason::requested);
    CHECK(e.sqlite_code() != 0);
  }
  CHECK(calls == 3);
  c.on_progress(1000, []() -> bool { throw std::runtime_error("mine"); });
  CHECK_THROWS_WITH(c.int64_of(count_to_ten_million), "mine");
  CHECK_THROWS_WITH(c.execute(count_to_ten_million), "mine");
  c.on_progress(0, {});
  CHECK(c.int64_of("SELECT 1") == 1);
  CHECK(c.running_statements() == 0);
}

TEST_CASE("stopping reaches a running statement", "[threads]") {
  Connection c(":memory:", {});
  std::atomic<bool> running = false;
  c.on_progress(1000, [&] {
    running = true;
    return true;
  });
  std::thread other([&] {
    while (!running) std::this_thread::yield();
    c.stop(StopReason::read_too_old);
  });
  try {
    Statement forever(c, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n");
    forever.step();
    FAIL("it was not stopped");
  } catch (const Stopped& e) {
    CHECK(e.reason() == StopReason::read_too_old);
  }
  other.join();
}

TEST_CASE("stopping between two statements reaches the next one, and a rollback still runs") {
  Connection c(":memory:", {});
  c.execute("CREATE TABLE t(a INTEGER) STRICT; BEGIN; INSERT INTO t VALUES (1)");
  c.stop(StopReason::read_too_old);
  CHECK_THROWS_AS(c.int64_of("SELECT 1"), Stopped);
  CHECK_THROWS_AS(c.int64_of("SELECT 1"), Stopped);
  c.execute("ROLLBACK");
  c.resume();
  CHECK(c.int64_of("SELECT count(*) FROM t") == 0);
}
