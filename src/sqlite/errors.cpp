#include "sqlite/errors.hpp"

#include <algorithm>
#include <cctype>
#include <new>
#include <stdexcept>

#include <sqlite3.h>

namespace crmlite::sqlite {

namespace {

using Kind = ConstraintViolation::Kind;

template <class Base>
class Violation final : public Base, public Violated {
 public:
  Violation(Issue issue, int code, ConstraintViolation violation)
      : Base(std::move(issue), code), Violated(std::move(violation)) {}
};

Kind kind_of(int extended_code) {
  switch (extended_code) {
    case SQLITE_CONSTRAINT_UNIQUE:
      return Kind::unique;
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return Kind::primary_key;
    case SQLITE_CONSTRAINT_NOTNULL:
      return Kind::not_null;
    case SQLITE_CONSTRAINT_CHECK:
      return Kind::check;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return Kind::foreign_key;
    case SQLITE_CONSTRAINT_DATATYPE:
      return Kind::datatype;
    default:
      return Kind::other;
  }
}

// "customer.first, customer.last": the table's name is repeated, so a comma inside a name cannot split it
// wrongly.
void split_columns(std::string_view list, ConstraintViolation& out) {
  const std::size_t dot = list.find('.');
  if (dot == std::string_view::npos) return;
  out.table = list.substr(0, dot);
  const std::string separator = ", " + out.table + ".";
  list.remove_prefix(dot + 1);
  for (std::size_t end = list.find(separator); end != std::string_view::npos; end = list.find(separator)) {
    out.columns.emplace_back(list.substr(0, end));
    list.remove_prefix(end + separator.size());
  }
  out.columns.emplace_back(list);
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c >= 0x80;
  });
}

std::string_view after(std::string_view text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  return at == std::string_view::npos ? std::string_view{} : text.substr(at + mark.size());
}

// Names of tables and columns stand in for the field until the record layer, which knows the field, takes
// over.
Issue issue_of(const ConstraintViolation& v) {
  Issue issue;
  for (const std::string& column : v.columns)
    issue.field += (issue.field.empty() ? "" : ", ") + v.table + "." + column;
  switch (v.kind) {
    case Kind::unique:
    case Kind::primary_key:
      issue.rule = "unique", issue.message = "is taken";
      break;
    case Kind::not_null:
      issue.rule = "required";
      break;
    case Kind::check:
      issue.rule = is_name(v.rule) ? v.rule : "check",
      issue.message = "breaks a rule of the file: " + issue.rule;
      break;
    case Kind::foreign_key:
      issue.rule = "reference",
      issue.message = "refers to a record that is not there, or is still referred to";
      break;
    case Kind::datatype:
      issue.rule = "type", issue.message = "has the wrong type";
      break;
    case Kind::other:
      issue.rule = "constraint", issue.message = "breaks a constraint of the file";
      break;
  }
  return issue;
}

[[noreturn]] void throw_violation(int code, std::string_view message) {
  ConstraintViolation v = parse_violation(code, message);
  Issue issue = issue_of(v);
  if (v.kind == Kind::unique || v.kind == Kind::primary_key || v.kind == Kind::foreign_key)
    throw Violation<Conflict>(std::move(issue), code, std::move(v));
  throw Violation<Invalid>(std::move(issue), code, std::move(v));
}

[[noreturn]] void throw_io_error(int code) {
  switch (code) {
    case SQLITE_IOERR_NOMEM:
      throw std::bad_alloc();
    case SQLITE_IOERR_DATA:
    case SQLITE_IOERR_CORRUPTFS:
      throw Damaged("the file is damaged", code);
    default:
      throw Error("the disk or the operating system failed", code);
  }
}

}  // namespace

ConstraintViolation parse_violation(int extended_code, std::string_view message) {
  ConstraintViolation v{.kind = kind_of(extended_code)};
  const std::string_view detail = after(message, " failed: ");
  switch (v.kind) {
    case Kind::unique:
    case Kind::primary_key:
      if (detail.starts_with("index '") && detail.ends_with('\''))
        v.rule = detail.substr(7, detail.size() - 8);
      else
        split_columns(detail, v);
      break;
    case Kind::not_null:
      split_columns(detail, v);
      break;
    case Kind::datatype:
      split_columns(after(message, " column "), v);
      break;
    case Kind::check:
      v.rule = detail;
      break;
    case Kind::foreign_key:
    case Kind::other:
      break;
  }
  return v;
}

void throw_result(int code, std::string_view message, StopReason stop_reason) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      throw_violation(code, message);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      throw Busy("another connection holds the file", code);
    case SQLITE_FULL:
      throw StorageFull("no room left for the file", code);
    case SQLITE_CORRUPT:
      throw Damaged("the file is damaged", code);
    case SQLITE_NOTADB:
      throw OpenError(OpenReason::not_ours, "not a database", code);
    case SQLITE_CANTOPEN:
      throw OpenError(OpenReason::cannot_open, "cannot open the file", code);
    case SQLITE_READONLY:
      throw OpenError(OpenReason::cannot_open, "the file is read-only", code);
    case SQLITE_PERM:
      throw OpenError(OpenReason::cannot_open, "no permission for the file", code);
    case SQLITE_AUTH:
      throw Forbidden("this SQL is not allowed here");
    case SQLITE_INTERRUPT:
      throw Stopped(stop_reason, code);
    case SQLITE_TOOBIG:
      throw Invalid("a value or statement is too long", code);
    case SQLITE_MISMATCH:
      throw Invalid("a value has the wrong type", code);
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    case SQLITE_IOERR:
      throw_io_error(code);
    case SQLITE_RANGE:
      throw std::logic_error("crmlite: a parameter that the statement does not have");
    case SQLITE_MISUSE:
      throw std::logic_error("crmlite: a connection or statement is used wrongly");
    default:
      throw Error(::sqlite3_errstr(code), code);
  }
}

}  // namespace crmlite::sqlite
