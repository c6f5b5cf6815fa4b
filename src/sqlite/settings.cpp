// Reads back what a connection is really set to: SQLite ignores what it does not know, and a build can
// override it.
#include <sqlite3.h>

#include "sqlite/connection.hpp"
#include "sqlite/handle.hpp"
#include "sqlite/statement.hpp"

namespace crmlite::sqlite {

Settings Connection::settings() {
  const auto config = [this](int what) {
    int value = -1;
    ::sqlite3_db_config(handle_->db, what, -1, &value);
    return value == 1;
  };
  Settings s;
  s.journal_mode = text_of("PRAGMA journal_mode");
  s.synchronous = int64_of("PRAGMA synchronous");
  s.foreign_keys = int64_of("PRAGMA foreign_keys") == 1;
  s.defensive = config(SQLITE_DBCONFIG_DEFENSIVE);
  s.trusted_schema = config(SQLITE_DBCONFIG_TRUSTED_SCHEMA);
  s.double_quoted_strings = config(SQLITE_DBCONFIG_DQS_DML) || config(SQLITE_DBCONFIG_DQS_DDL);
  s.load_extension = config(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION);
  s.cell_size_check = int64_of("PRAGMA cell_size_check") == 1;
  s.recursive_triggers = int64_of("PRAGMA recursive_triggers") == 1;
  s.secure_delete = int64_of("PRAGMA secure_delete");
  Statement mmap(*this, "PRAGMA mmap_size");
  s.mmap_size = mmap.step() ? mmap.int64(0) : 0;  // a database in memory has no answer
  s.wal_autocheckpoint = int64_of("PRAGMA wal_autocheckpoint");
  s.temp_store = int64_of("PRAGMA temp_store");
  s.journal_size_limit = int64_of("PRAGMA journal_size_limit");
  s.page_size = int64_of("PRAGMA page_size");
  s.cache_kib = -int64_of("PRAGMA cache_size");
  s.busy_timeout_ms = int64_of("PRAGMA busy_timeout");
  s.column_limit = ::sqlite3_limit(handle_->db, SQLITE_LIMIT_COLUMN, -1);
  s.length_limit = ::sqlite3_limit(handle_->db, SQLITE_LIMIT_LENGTH, -1);
  return s;
}

}  // namespace crmlite::sqlite
