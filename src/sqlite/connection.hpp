// One connection to the file: opened with our settings, used by one thread at a time, closed by its owner.
// Everything that stays for the life of a connection hangs on its Handle, whose address does not change when
// the Connection is moved; statements keep a pointer to it. sqlite3.h stays out of every header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <crmlite/error.hpp>

struct sqlite3;

namespace crmlite::sqlite {

struct Handle;
class StatementCache;

enum class Durability : std::uint8_t { full, relaxed };  // PRAGMA synchronous: FULL, NORMAL

// `keep` reads a file as it is, so that a stranger's file can be looked at and refused without changing it;
// see Connection::enable_wal.
enum class JournalMode : std::uint8_t { wal, keep };

struct OpenOptions {
  bool read_only = false;
  bool create = false;  // make the file when it is not there
  JournalMode journal_mode = JournalMode::wal;
  Durability durability = Durability::full;
  int busy_timeout_ms = 5000;
  std::int64_t cache_kib = 2048;
  std::int64_t journal_size_limit = std::int64_t{64} << 20;  // bytes the WAL file keeps after it was reset
  std::size_t statement_cache = 256;
  std::string name = {};  // for error messages: "writer", "reader"
};

// What the connection says it is set to, read back from SQLite.
struct Settings {
  std::string journal_mode;
  std::int64_t synchronous = 0;
  bool foreign_keys = false;
  bool defensive = false;
  bool trusted_schema = true;
  bool double_quoted_strings = true;  // in DML or DDL
  bool load_extension = true;
  bool cell_size_check = false;
  bool recursive_triggers = false;
  std::int64_t secure_delete = 0;
  std::int64_t mmap_size = 0;
  std::int64_t wal_autocheckpoint = 0;
  std::int64_t temp_store = 0;
  std::int64_t journal_size_limit = 0;
  std::int64_t page_size = 0;
  std::int64_t cache_kib = 0;
  std::int64_t busy_timeout_ms = 0;
  int column_limit = 0;
  int length_limit = 0;
};

class Connection {
 public:
  // `:memory:` makes a database of its own. "file:" has no meaning here: a path is always a path.
  // Throws OpenError, Damaged, Busy.
  Connection(const std::string& path, const OpenOptions& options);
  ~Connection();
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;

  // Runs one or more statements without parameters; rows are thrown away. Runs even when stopped, so that a
  // ROLLBACK always can.
  void execute(std::string_view sql);
  // The first column of the first row: for pragmas and counts. Throws Error when there is no row.
  std::int64_t int64_of(std::string_view sql);
  std::string text_of(std::string_view sql);

  // The statements of this connection that are kept prepared.
  StatementCache& statements() noexcept;

  std::int64_t changes() const noexcept;  // rows changed by the last INSERT, UPDATE or DELETE
  std::int64_t last_insert_rowid() const noexcept;
  bool in_transaction() const noexcept;
  bool read_only() const noexcept;
  const std::string& name() const noexcept;

  // From any thread: the running statement and every later step end with Stopped(reason), until resume().
  void stop(StopReason reason) noexcept;
  void resume() noexcept;
  // Calls keep_going about every `steps` virtual machine steps (a thousand are some 10 µs); false ends the
  // statement with Stopped(requested), an exception passes through. An empty function takes the hook away.
  void on_progress(int steps, std::function<bool()> keep_going);

  // Turns a new or rolling-journal file into a WAL file. Done by the constructor for JournalMode::wal.
  void enable_wal();
  // Whether the last connection to close moves the log into the file and removes it; it does unless told otherwise.
  void checkpoint_on_close(bool wanted) noexcept;
  // Frames in the WAL after this connection's last commit; 0 before the first.
  std::int64_t wal_frames() const noexcept;

  Settings settings();
  // Statements that were stepped and not reset: 0 between two calls of the API.
  int running_statements() const noexcept;

  Handle& handle() noexcept { return *handle_; }
  ::sqlite3* raw() noexcept;  // for src/sqlite alone

 private:
  struct Closer {
    void operator()(Handle* handle) const noexcept;
  };
  std::unique_ptr<Handle, Closer> handle_;
};

}  // namespace crmlite::sqlite
