// Moves the write-ahead log into the file, never at the same time as a commit. SQLite 3.7.0 to 3.51.2 can
// lose committed rows when another connection commits, and thereby restarts the log, between a checkpoint's
// reading of the log's header and its note of how far it came. So the write lock is held meanwhile: by the
// writer, because a checkpoint that takes it itself (FULL, RESTART, TRUNCATE) silently goes on without it
// when another process has it.
#pragma once

#include <cstdint>
#include <string>

#include "sqlite/connection.hpp"

namespace crmlite::sqlite {

struct CheckpointResult {
  std::int64_t frames = 0;        // in the log
  std::int64_t checkpointed = 0;  // of them now in the file
  bool busy = false;  // another connection had the write lock or ran a checkpoint: nothing was done
  bool complete() const noexcept { return !busy && frames == checkpointed; }
};

// Whether SQLite of this version (sqlite3_libversion_number) has the fault. For information: a distribution
// can have repaired an older version, and another process may run another version, so the guard is always
// used.
constexpr bool has_wal_reset_bug(int version) noexcept {
  const int minor = version / 1000, patch = version % 1000;
  if (minor == 3044) return patch < 6;
  if (minor == 3050) return patch < 7;
  return version >= 3007000 && version < 3051003;
}
bool has_wal_reset_bug() noexcept;  // of the SQLite in use

// Belongs to one file that is not `:memory:`; used by the thread that has the writer.
class Checkpointer {
 public:
  explicit Checkpointer(const std::string& path, Durability durability = Durability::full);

  // Copies what no reader still needs in the log; the log starts anew with the first commit after a complete
  // one. Waits at most wait_ms for the write lock, never for readers. The writer must not be in a
  // transaction.
  CheckpointResult run(Connection& writer, int wait_ms = 0);

  // Like run, and when it was complete also cuts the log file down to a few pages, so that no deleted content
  // is left in it. Its way is a commit of one unchanged page under a size limit of 0: RESTART and TRUNCATE
  // are never safe. True: the log was cut.
  bool shrink(Connection& writer, int wait_ms = 0);

 private:
  Connection connection_;
};

}  // namespace crmlite::sqlite
