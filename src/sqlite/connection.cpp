#include "sqlite/connection.hpp"

#include <chrono>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include <sqlite3.h>

#include "sqlite/errors.hpp"
#include "sqlite/handle.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/statement_cache.hpp"

namespace crmlite::sqlite {

namespace {

constexpr int max_columns = 2000;
constexpr int oldest_version = 3040000;

int remember_frames(void* handle, ::sqlite3*, const char*, int frames) {
  static_cast<Handle*>(handle)->wal_frames = frames;
  return SQLITE_OK;
}

// An exception may not cross SQLite's frames: it waits in the handle until the statement has failed.
int ask_to_go_on(void* data) noexcept {
  auto& handle = *static_cast<Handle*>(data);
  try {
    return handle.keep_going() ? 0 : 1;
  } catch (...) {
    handle.thrown = std::current_exception();
    return 1;
  }
}

// Some systems' SQLite (Debian's) reads any path that starts with "file:" as a URI, with options of its own.
std::string plain_path(const std::string& path) {
  if (path.empty() || path.find('\0') != std::string::npos)
    throw OpenError(OpenReason::cannot_open, "not a path: empty, or with a NUL in it");
  return path.starts_with("file:") ? "./" + path : path;
}

void check_library() {
  if (::sqlite3_libversion_number() < oldest_version) throw Error("SQLite 3.40 or newer is needed");
  if (::sqlite3_threadsafe() == 0) throw Error("this SQLite was built without support for threads");
}

void open_file(Handle& handle, const std::string& path, const OpenOptions& options) {
  const int flags = (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                    (options.create && !options.read_only ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE;
  const int result = ::sqlite3_open_v2(plain_path(path).c_str(), &handle.db, flags, nullptr);
  if (result == SQLITE_OK) {
    // SQLite makes do with reading where it may not write.
    if (!options.read_only && ::sqlite3_db_readonly(handle.db, "main") == 1)
      throw OpenError(OpenReason::cannot_open, "no permission to write the file");
    return;
  }
  const int cause = handle.db == nullptr ? 0 : ::sqlite3_system_errno(handle.db);
  if ((result & 0xff) == SQLITE_CANTOPEN && cause != 0)
    throw OpenError(OpenReason::cannot_open,
                    "cannot open the file: " + std::generic_category().message(cause), result);
  throw_result(result, {}, StopReason::requested);
}

void configure(::sqlite3* db) {
  const auto set = [db](int what, int value) { ::sqlite3_db_config(db, what, value, nullptr); };
  set(SQLITE_DBCONFIG_DEFENSIVE, 1);
  set(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  set(SQLITE_DBCONFIG_DQS_DML, 0);
  set(SQLITE_DBCONFIG_DQS_DDL, 0);
  set(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
  set(SQLITE_DBCONFIG_ENABLE_FKEY, 1);
  ::sqlite3_limit(db, SQLITE_LIMIT_COLUMN, max_columns);
}

std::string pragmas(const OpenOptions& options) {
  return "PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = "
         "DEFAULT;"
         "PRAGMA page_size = 4096; PRAGMA wal_autocheckpoint = 0;"
         "PRAGMA synchronous = " +
         std::string(options.durability == Durability::full ? "FULL" : "NORMAL") + "; PRAGMA cache_size = -" +
         std::to_string(options.cache_kib) +
         "; PRAGMA journal_size_limit = " + std::to_string(options.journal_size_limit);
}

}  // namespace

void Handle::fail(int extended_code) {
  if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
  throw_result(extended_code, ::sqlite3_errmsg(db), stop_reason.load());
}

void Handle::fail_prepare(int extended_code) {
  if ((extended_code & 0xff) == SQLITE_ERROR)
    throw Error(std::string("SQL error: ") + ::sqlite3_errmsg(db), extended_code);
  fail(extended_code);
}

void Connection::Closer::operator()(Handle* handle) const noexcept {
  handle->statements.reset();
  if (handle->db != nullptr) {
    ::sqlite3_wal_hook(handle->db, nullptr, nullptr);
    ::sqlite3_progress_handler(handle->db, 0, nullptr, nullptr);
    ::sqlite3_close_v2(handle->db);
  }
  delete handle;
}

Connection::Connection(const std::string& path, const OpenOptions& options) : handle_(new Handle) {
  check_library();
  handle_->name = options.name;
  handle_->busy_timeout_ms = options.busy_timeout_ms;
  open_file(*handle_, path, options);
  handle_->statements = std::make_unique<StatementCache>(*handle_, options.statement_cache);
  try {
    configure(handle_->db);
    ::sqlite3_busy_timeout(handle_->db, options.busy_timeout_ms);
    execute(pragmas(options));
    if (options.journal_mode == JournalMode::wal && !options.read_only) enable_wal();
    // After the pragma, which takes any hook away.
    ::sqlite3_wal_hook(handle_->db, remember_frames, handle_.get());
  } catch (const Busy& busy) {
    throw OpenError(OpenReason::locked, "another program keeps the file to itself", busy.sqlite_code());
  }
}

Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

void Connection::execute(std::string_view sql) {
  const char* at = sql.data();
  const char* const end = at + sql.size();
  while (at != end) {
    ::sqlite3_stmt* statement = nullptr;
    int result = ::sqlite3_prepare_v2(handle_->db, at, static_cast<int>(end - at), &statement, &at);
    if (result != SQLITE_OK) handle_->fail_prepare(result);
    if (statement == nullptr) continue;  // a comment, or space at the end
    do result = ::sqlite3_step(statement);
    while (result == SQLITE_ROW);
    if (result == SQLITE_DONE) {
      ::sqlite3_finalize(statement);
      continue;
    }
    try {
      handle_->fail(result);
    } catch (...) {
      ::sqlite3_finalize(statement);
      throw;
    }
  }
}

std::int64_t Connection::int64_of(std::string_view sql) {
  Statement statement(*this, sql);
  if (!statement.step()) throw Error("a query that must answer has no row");
  return statement.int64(0);
}

std::string Connection::text_of(std::string_view sql) {
  Statement statement(*this, sql);
  if (!statement.step()) throw Error("a query that must answer has no row");
  return std::string(statement.text(0));
}

StatementCache& Connection::statements() noexcept { return *handle_->statements; }

std::int64_t Connection::changes() const noexcept { return ::sqlite3_changes64(handle_->db); }
std::int64_t Connection::last_insert_rowid() const noexcept {
  return ::sqlite3_last_insert_rowid(handle_->db);
}
bool Connection::in_transaction() const noexcept { return ::sqlite3_get_autocommit(handle_->db) == 0; }
bool Connection::read_only() const noexcept { return ::sqlite3_db_readonly(handle_->db, "main") == 1; }
const std::string& Connection::name() const noexcept { return handle_->name; }

void Connection::stop(StopReason reason) noexcept {
  handle_->stop_reason.store(reason);
  handle_->stopping.store(true);
  ::sqlite3_interrupt(handle_->db);
}

void Connection::resume() noexcept {
  handle_->stopping.store(false);
  handle_->stop_reason.store(StopReason::requested);
}

void Connection::on_progress(int steps, std::function<bool()> keep_going) {
  handle_->keep_going = std::move(keep_going);
  if (handle_->keep_going)
    ::sqlite3_progress_handler(handle_->db, steps, ask_to_go_on, handle_.get());
  else
    ::sqlite3_progress_handler(handle_->db, 0, nullptr, nullptr);
}

void Connection::enable_wal() {
  // SQLite does not wait here for others who do the same.
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(handle_->busy_timeout_ms);
  std::string mode;
  while (mode.empty()) try {
      mode = text_of("PRAGMA journal_mode = WAL");
    } catch (const Busy&) {
      if (std::chrono::steady_clock::now() >= end) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  if (mode != "wal" && mode != "memory")
    throw OpenError(OpenReason::cannot_open, "the file system cannot hold a write-ahead log");
}

void Connection::checkpoint_on_close(bool wanted) noexcept {
  ::sqlite3_db_config(handle_->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, wanted ? 0 : 1, nullptr);
}

std::int64_t Connection::wal_frames() const noexcept { return handle_->wal_frames; }

int Connection::running_statements() const noexcept {
  int running = 0;
  for (auto* s = ::sqlite3_next_stmt(handle_->db, nullptr); s != nullptr;
       s = ::sqlite3_next_stmt(handle_->db, s))
    running += ::sqlite3_stmt_busy(s) != 0 ? 1 : 0;
  return running;
}

::sqlite3* Connection::raw() noexcept { return handle_->db; }

}  // namespace crmlite::sqlite
