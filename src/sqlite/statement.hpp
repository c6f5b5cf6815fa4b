// A prepared statement, and the guards through which it is used: whatever happens, a statement is reset when
// the guard goes, because one that is left open keeps its snapshot and with it the WAL. Parameters count from
// 1, columns from 0. Parameters keep their values (clearing them cost 5 % of an insert): bind every one
// before the first step.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "sqlite/api.hpp"

namespace crmlite::sqlite {

class Connection;
struct Handle;

enum class Type : std::uint8_t { integer = 1, real, text, blob, null };

// One value of a statement's current row, looked up once, however much is asked of it: per column, looking up costs more
// than reading. SQLite leaves such a value unprotected; a connection works for one thread at a time, so it may be asked.
// Text lives until the next step or reset; NULL reads as 0 or empty.
class RowValue {
 public:
  explicit RowValue(::sqlite3_value* value) noexcept : value_(value) {}

  Type type() const noexcept { return static_cast<Type>(::sqlite3_value_type(value_)); }
  bool is_null() const noexcept { return type() == Type::null; }
  std::int64_t int64() const noexcept { return ::sqlite3_value_int64(value_); }
  std::string_view text() const {
    const auto* data = reinterpret_cast<const char*>(::sqlite3_value_text(value_));
    if (data == nullptr) [[unlikely]]
      return no_text();
    return {data, static_cast<std::size_t>(::sqlite3_value_bytes(value_))};
  }

 private:
  std::string_view no_text() const;

  ::sqlite3_value* value_;
};

class Statement {
 public:
  Statement() noexcept = default;
  // Prepares one statement, to be used many times. Throws Error when the SQL does not fit the schema.
  Statement(Connection& connection, std::string_view sql);
  Statement(Handle& handle, std::string_view sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;

  // Text and blobs are not copied: they must outlive the last step. Empty ones are empty, not NULL.
  template <std::integral T>
  requires(std::is_signed_v<T> || sizeof(T) < sizeof(std::int64_t)) void bind(int index, T value) {
    check(::sqlite3_bind_int64(statement_, index, static_cast<std::int64_t>(value)));
  }
  template <std::unsigned_integral T>
    requires(sizeof(T) >= sizeof(std::int64_t))
  void bind(int index, T value) = delete;  // it would become a double: say what is meant
  void bind(int index, double value) { check(::sqlite3_bind_double(statement_, index, value)); }
  void bind(int index, std::string_view value) {
    // A null pointer would bind NULL where an empty value is meant.
    const char* data = value.data() == nullptr ? "" : value.data();
    check(::sqlite3_bind_text64(statement_, index, data, value.size(), nullptr, utf8));
  }
  void bind(int index, std::span<const std::byte> value) {
    const void* data = value.data() == nullptr ? static_cast<const void*>("") : value.data();
    check(::sqlite3_bind_blob64(statement_, index, data, value.size(), nullptr));
  }
  void bind(int index, std::nullptr_t) { check(::sqlite3_bind_null(statement_, index)); }
  // A temporary string would be gone before the step: name it, or use bind_copy.
  template <std::same_as<std::string> T>
  void bind(int index, T&& value) = delete;
  void bind_copy(int index, std::string_view value);
  template <class... T>
  void bind_all(const T&... values) {
    int index = 0;
    (bind(++index, values), ...);
  }

  // True: there is a row to read. False: done. Throws what the error means (errors.hpp).
  bool step();
  // Back to the start.
  void reset() noexcept;
  void clear_bindings() noexcept;

  // Of the current row. Text and blobs live until the next step or reset; NULL reads as 0 or empty.
  std::int64_t int64(int column) const noexcept { return ::sqlite3_column_int64(statement_, column); }
  double real(int column) const noexcept { return ::sqlite3_column_double(statement_, column); }
  RowValue value(int column) const noexcept { return RowValue(::sqlite3_column_value(statement_, column)); }
  std::string_view text(int column) const { return value(column).text(); }
  std::span<const std::byte> blob(int column) const {
    const auto* data = static_cast<const std::byte*>(::sqlite3_column_blob(statement_, column));
    return {data, data == nullptr ? 0 : static_cast<std::size_t>(::sqlite3_column_bytes(statement_, column))};
  }
  Type type(int column) const noexcept {
    return static_cast<Type>(::sqlite3_column_type(statement_, column));
  }
  bool is_null(int column) const noexcept { return type(column) == Type::null; }
  int columns() const noexcept;
  std::string_view column_name(int column) const;

  int parameters() const noexcept;
  bool read_only() const noexcept;
  bool busy() const noexcept;  // stepped and not reset
  explicit operator bool() const noexcept { return statement_ != nullptr; }

  class Use;

 private:
  static constexpr unsigned char utf8 = 1;

  void check(int result) const {
    if (result != 0) [[unlikely]]
      fail(result);
  }
  [[noreturn]] void fail(int result) const;

  ::sqlite3_stmt* statement_ = nullptr;
  Handle* handle_ = nullptr;
};

// Resets the statement and forgets its parameters when it goes, so that no later use reads memory that is
// gone.
class Statement::Use {
 public:
  explicit Use(Statement& statement) noexcept : statement_(&statement) {}
  ~Use() { statement_->reset(); }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  Statement* operator->() const noexcept { return statement_; }
  Statement& operator*() const noexcept { return *statement_; }

 private:
  Statement* statement_;
};

// A statement kept by an object that needs it often: prepared at first use, without a look-up afterwards. It
// belongs to one connection and must go before it.
class Slot {
 public:
  Slot(Connection& connection, std::string sql);
  ~Slot() = default;
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

  // Takes the statement out for one use. Throws std::logic_error while another use of it goes on.
  class Use;
  Use use();

 private:
  void take();

  Handle* handle_;
  std::string sql_;
  Statement statement_;
  bool taken_ = false;
};

class Slot::Use {
 public:
  ~Use() {
    slot_->statement_.reset();
    slot_->taken_ = false;
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  Statement* operator->() const noexcept { return &slot_->statement_; }
  Statement& operator*() const noexcept { return slot_->statement_; }

 private:
  friend class Slot;
  explicit Use(Slot& slot) noexcept : slot_(&slot) {}
  Slot* slot_;
};

inline Slot::Use Slot::use() {
  take();
  return Use(*this);
}

}  // namespace crmlite::sqlite
