#include "sqlite/checkpoint.hpp"

#include <algorithm>
#include <stdexcept>

#include <sqlite3.h>

#include "sqlite/handle.hpp"

namespace crmlite::sqlite {

namespace {

bool is_busy(int result) noexcept {
  result &= 0xff;
  return result == SQLITE_BUSY || result == SQLITE_LOCKED || result == SQLITE_PROTOCOL;
}

// The writer's write lock, held while this lives.
class WriteLock {
 public:
  WriteLock(Connection& writer, int wait_ms) : writer_(writer) {
    if (writer.in_transaction()) throw std::logic_error("crmlite: a checkpoint inside a transaction");
    ::sqlite3_busy_timeout(writer.raw(), wait_ms);
    taken_ = ::sqlite3_exec(writer.raw(), "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    ::sqlite3_busy_timeout(writer.raw(), writer.handle().busy_timeout_ms);
    if (!taken() && !is_busy(taken_)) writer.handle().fail(taken_);
  }
  ~WriteLock() {
    if (!taken()) return;
    ::sqlite3_exec(writer_.raw(), "COMMIT", nullptr, nullptr, nullptr);
    if (writer_.in_transaction()) ::sqlite3_exec(writer_.raw(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;

  bool taken() const noexcept { return taken_ == SQLITE_OK; }

 private:
  Connection& writer_;
  int taken_ = SQLITE_ERROR;
};

// How long the log file may stay when the log starts anew, changed while this lives.
class SizeLimit {
 public:
  SizeLimit(Connection& writer, std::int64_t bytes)
      : writer_(writer), old_(writer.int64_of("PRAGMA journal_size_limit")) {
    set(bytes);
  }
  ~SizeLimit() { set(old_); }
  SizeLimit(const SizeLimit&) = delete;
  SizeLimit& operator=(const SizeLimit&) = delete;

 private:
  void set(std::int64_t bytes) noexcept {
    ::sqlite3_exec(writer_.raw(), ("PRAGMA journal_size_limit = " + std::to_string(bytes)).c_str(), nullptr,
                   nullptr, nullptr);
  }

  Connection& writer_;
  std::int64_t old_;
};

OpenOptions options_of(Durability durability) {
  return {.durability = durability, .busy_timeout_ms = 0, .cache_kib = 64, .name = "checkpoint"};
}

}  // namespace

bool has_wal_reset_bug() noexcept { return has_wal_reset_bug(::sqlite3_libversion_number()); }

Checkpointer::Checkpointer(const std::string& path, Durability durability)
    : connection_(path, options_of(durability)) {}

CheckpointResult Checkpointer::run(Connection& writer, int wait_ms) {
  const WriteLock lock(writer, wait_ms);
  if (!lock.taken()) return {.busy = true};
  int frames = 0;
  int checkpointed = 0;
  const int result = ::sqlite3_wal_checkpoint_v2(connection_.raw(), "main", SQLITE_CHECKPOINT_PASSIVE,
                                                 &frames, &checkpointed);
  if (is_busy(result)) return {.busy = true};
  if (result != SQLITE_OK) connection_.handle().fail(result);
  return {.frames = frames, .checkpointed = checkpointed};
}

bool Checkpointer::shrink(Connection& writer, int wait_ms) {
  const CheckpointResult before = run(writer, wait_ms);
  if (!before.complete()) return false;
  {
    const SizeLimit none(writer, 0);
    const WriteLock lock(writer, wait_ms);
    if (!lock.taken()) return false;
    // SQLite writes the page although the number stays the same.
    writer.execute("PRAGMA user_version = " + std::to_string(writer.int64_of("PRAGMA user_version")));
  }
  // A reader that was there before can have kept the log from starting anew: then the page stands at its end.
  return writer.wal_frames() <= std::max<std::int64_t>(before.frames, 1) && run(writer, wait_ms).complete();
}

}  // namespace crmlite::sqlite
