#include "count_statements.hpp"

#include <sqlite3.h>

namespace bench {

namespace {

std::size_t statements = 0;

int count_one(unsigned, void*, void*, void*) {
  ++statements;
  return 0;
}

// SQLite calls it for every new connection, as if it were an extension.
extern "C" int count_on(sqlite3* db, char**, const struct sqlite3_api_routines*) {
  return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, count_one, nullptr);
}

void (*as_extension())() { return reinterpret_cast<void (*)()>(count_on); }

}  // namespace

StatementCounter::StatementCounter() { sqlite3_auto_extension(as_extension()); }
StatementCounter::~StatementCounter() { sqlite3_cancel_auto_extension(as_extension()); }
std::size_t StatementCounter::count() const { return statements; }

}  // namespace bench
