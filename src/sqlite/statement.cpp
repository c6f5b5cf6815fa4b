#include "sqlite/statement.hpp"

#include <limits>
#include <new>
#include <stdexcept>

#include "sqlite/connection.hpp"
#include "sqlite/handle.hpp"

namespace crmlite::sqlite {

namespace {

bool only_space(const char* from, const char* to) noexcept {
  for (; from != to; ++from)
    if (*from != ' ' && *from != '\n' && *from != '\t' && *from != '\r' && *from != ';') return false;
  return true;
}

}  // namespace

Statement::Statement(Connection& connection, std::string_view sql) : Statement(connection.handle(), sql) {}

Statement::Statement(Handle& handle, std::string_view sql) : handle_(&handle) {
  if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) handle_->fail(SQLITE_TOOBIG);
  const char* tail = nullptr;
  const int result = ::sqlite3_prepare_v3(handle_->db, sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement_, &tail);
  if (result != SQLITE_OK) handle_->fail_prepare(result);
  if (statement_ != nullptr && only_space(tail, sql.data() + sql.size())) return;
  ::sqlite3_finalize(std::exchange(statement_, nullptr));
  throw std::logic_error("crmlite: a Statement is one SQL statement");
}

Statement::~Statement() { ::sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)), handle_(other.handle_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(statement_, other.statement_);
  std::swap(handle_, other.handle_);
  return *this;
}

void Statement::fail(int result) const { handle_->fail(result); }

void Statement::bind_copy(int index, std::string_view value) {
  const char* data = value.data() == nullptr ? "" : value.data();
  check(::sqlite3_bind_text64(statement_, index, data, value.size(), SQLITE_TRANSIENT, utf8));
}

bool Statement::step() {
  // SQLite forgets an interrupt when nothing runs: between two pages of a read block, for instance.
  if (handle_->stopping.load(std::memory_order_relaxed)) [[unlikely]]
    throw Stopped(handle_->stop_reason.load());
  const int result = ::sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  fail(result);
}

void Statement::reset() noexcept { ::sqlite3_reset(statement_); }
void Statement::clear_bindings() noexcept { ::sqlite3_clear_bindings(statement_); }

std::string_view RowValue::no_text() const {
  if (!is_null()) throw std::bad_alloc();
  return {};
}

int Statement::columns() const noexcept { return ::sqlite3_column_count(statement_); }

std::string_view Statement::column_name(int column) const {
  const char* name = ::sqlite3_column_name(statement_, column);
  if (name == nullptr) throw std::bad_alloc();
  return name;
}

int Statement::parameters() const noexcept { return ::sqlite3_bind_parameter_count(statement_); }
bool Statement::read_only() const noexcept { return ::sqlite3_stmt_readonly(statement_) != 0; }
bool Statement::busy() const noexcept { return ::sqlite3_stmt_busy(statement_) != 0; }

Slot::Slot(Connection& connection, std::string sql) : handle_(&connection.handle()), sql_(std::move(sql)) {}

void Slot::take() {
  if (taken_) throw std::logic_error("crmlite: a statement is used inside its own use");
  if (!statement_) statement_ = Statement(*handle_, sql_);
  taken_ = true;
}

static_assert(SQLITE_OK == 0 && SQLITE_UTF8 == 1);
static_assert(static_cast<int>(Type::integer) == SQLITE_INTEGER &&
              static_cast<int>(Type::real) == SQLITE_FLOAT && static_cast<int>(Type::text) == SQLITE_TEXT &&
              static_cast<int>(Type::blob) == SQLITE_BLOB && static_cast<int>(Type::null) == SQLITE_NULL);

}  // namespace crmlite::sqlite
