// What belongs to one open connection and must not move. Private to this folder: it includes sqlite3.h.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>

#include <crmlite/error.hpp>
#include <sqlite3.h>

#include "sqlite/statement_cache.hpp"

namespace crmlite::sqlite {

struct Handle {
  ::sqlite3* db = nullptr;
  std::string name = {};
  int busy_timeout_ms = 0;
  std::atomic<bool> stopping = false;
  std::atomic<StopReason> stop_reason = StopReason::requested;
  std::int64_t wal_frames = 0;
  std::function<bool()> keep_going = {};
  std::exception_ptr thrown = {};  // by keep_going, on its way through SQLite
  std::unique_ptr<StatementCache> statements = {};

  // Throws what a failed call on this connection means; call it before anything else is done with the
  // connection.
  [[noreturn]] void fail(int extended_code);
  // The same for prepare, the one place where SQLite's own text is passed on: it speaks of our SQL, in which
  // every value is a parameter.
  [[noreturn]] void fail_prepare(int extended_code);
};

}  // namespace crmlite::sqlite
