// Checkpoints under the write lock: what they move, when they are busy, how the log is cut.
#include "sqlite/checkpoint.hpp"

#include <filesystem>
#include <stdexcept>

#include "catch.hpp"
#include "sqlite/statement.hpp"
#include "temp_file.hpp"

using namespace crmlite;
using namespace crmlite::sqlite;

namespace {

struct Fixture {
  TempFile file;
  Connection writer = file.open();
  Checkpointer checkpointer{file.path()};

  Fixture() { writer.execute("CREATE TABLE t(a TEXT) STRICT"); }
  void insert(int rows) {
    for (int i = 0; i < rows; ++i) writer.execute("INSERT INTO t VALUES (printf('%.*c', 3000, 'x'))");
  }
  std::uintmax_t wal_bytes() const { return std::filesystem::file_size(file.wal()); }
};

}  // namespace

TEST_CASE("the versions with the fault are known") {
  for (const int version : {3007000, 3040001, 3044005, 3045000, 3050006, 3051002}) CHECK(has_wal_reset_bug(version));
  for (const int version : {3006023, 3044006, 3050007, 3051003, 3052000, 3060000}) CHECK_FALSE(has_wal_reset_bug(version));
}

TEST_CASE("a checkpoint moves the log into the file, and the log starts anew") {
  Fixture f;
  f.insert(50);
  const CheckpointResult all = f.checkpointer.run(f.writer);
  CHECK(all.complete());
  CHECK(all.frames == f.writer.wal_frames());
  CHECK_FALSE(f.writer.in_transaction());
  f.insert(1);
  CHECK(f.writer.wal_frames() < 10);
  CHECK(f.writer.settings().busy_timeout_ms == 5000);  // only changed meanwhile
}

TEST_CASE("a reader holds back what it still needs, and is not waited for") {
  Fixture f;
  f.insert(5);
  Connection reader = f.file.open({.read_only = true});
  reader.execute("BEGIN; SELECT count(*) FROM t");
  f.insert(5);
  const CheckpointResult some = f.checkpointer.run(f.writer);
  CHECK_FALSE(some.busy);
  CHECK_FALSE(some.complete());
  CHECK(some.checkpointed < some.frames);
  CHECK(reader.int64_of("SELECT count(*) FROM t") == 5);
  reader.execute("COMMIT");
  CHECK(f.checkpointer.run(f.writer).complete());
}

TEST_CASE("while another connection writes, a checkpoint does nothing") {
  Fixture f;
  f.insert(5);
  Connection other = f.file.open();
  other.execute("BEGIN IMMEDIATE; INSERT INTO t VALUES ('y')");
  const CheckpointResult none = f.checkpointer.run(f.writer);
  CHECK(none.busy);
  CHECK_FALSE(none.complete());
  CHECK_FALSE(f.checkpointer.shrink(f.writer));
  CHECK_FALSE(f.writer.in_transaction());
  other.execute("COMMIT");
  CHECK(f.checkpointer.run(f.writer).complete());
}

TEST_CASE("a checkpoint inside a transaction is misuse") {
  Fixture f;
  f.writer.execute("BEGIN");
  CHECK_THROWS_AS(f.checkpointer.run(f.writer), std::logic_error);
  f.writer.execute("ROLLBACK");
}

TEST_CASE("shrinking cuts the log and leaves no deleted content in it") {
  Fixture f;
  f.writer.execute("PRAGMA user_version = 42; INSERT INTO t VALUES ('FORGET-ME')");
  f.insert(50);
  f.writer.execute("DELETE FROM t");
  REQUIRE(bytes_of(f.file.wal()).find("FORGET-ME") != std::string::npos);
  CHECK(f.checkpointer.shrink(f.writer));
  CHECK(f.wal_bytes() < 20'000);
  CHECK(bytes_of(f.file.wal()).find("FORGET-ME") == std::string::npos);
  CHECK(bytes_of(f.file.path()).find("FORGET-ME") == std::string::npos);
  CHECK(f.writer.int64_of("PRAGMA user_version") == 42);
  CHECK(f.writer.settings().journal_size_limit == 64 << 20);
  CHECK(f.checkpointer.shrink(f.writer));  // again, with nothing to do
  f.insert(20);
  CHECK(f.writer.int64_of("SELECT count(*) FROM t") == 20);
  CHECK(f.writer.text_of("PRAGMA integrity_check") == "ok");
}

TEST_CASE("shrinking tells when a reader prevents it") {
  Fixture f;
  f.insert(5);
  Connection reader = f.file.open({.read_only = true});
  reader.execute("BEGIN; SELECT count(*) FROM t");
  CHECK_FALSE(f.checkpointer.shrink(f.writer));  // the reader reads from the log, although all of it was moved
  CHECK(reader.int64_of("SELECT count(*) FROM t") == 5);
  reader.execute("COMMIT");
  CHECK(f.checkpointer.shrink(f.writer));
}

TEST_CASE("a checkpoint leaves statements in use alone") {
  Fixture f;
  f.insert(3);
  Connection reader = f.file.open({.read_only = true});
  Statement select(reader, "SELECT a FROM t");
  const Statement::Use use(select);
  REQUIRE(use->step());
  f.insert(1);
  f.checkpointer.run(f.writer);
  CHECK(use->step());
  CHECK(use->step());
  CHECK_FALSE(use->step());
}
