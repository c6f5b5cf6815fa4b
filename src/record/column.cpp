// What the thunks of all columns share.
#include "record/column.hpp"

#include <crmlite/error.hpp>

namespace crmlite::detail {

void Binder::text(std::string_view v) {
  if (v.empty()) return null();
  if (replaced) v = replaced->of(v);
  if (canon && column != 0) canon->column(column), canon->text(v);
  statement.bind(next++, v);
}

void Binder::integer(std::int64_t v) {
  if (canon && column != 0) canon->column(column), canon->integer(v);
  statement.bind(next++, v);
}

void Binder::null() { statement.bind(next++, nullptr); }

void Binder::cell(const record::Cell& v) {
  if (const auto* i = std::get_if<std::int64_t>(&v))
    integer(*i);
  else if (const auto* s = std::get_if<std::string>(&v))
    text(*s);
  else
    null();
}

void Binder::short_text(std::string_view v) {
  if (canon && column != 0) canon->column(column), canon->text(v);
  statement.bind_copy(next++, v);
}

namespace thunk {
namespace {

[[noreturn]] void throw_unknown(const Column& column) {
  throw Damaged("column " + std::string(column.name) + " holds a value that this release does not know");
}

template <class D>
D date_of(sqlite::RowValue from, const Column& column) {
  const auto date = D::parse(from.text());
  if (!date) throw_unknown(column);
  return *date;
}

}  // namespace

void bind(Binder& b, Date v, const Column&) { b.short_text(to_string(v)); }
void bind(Binder& b, PartialDate v, const Column&) { b.short_text(to_string(v)); }
void read(sqlite::RowValue from, std::string& v, const Column&) { v.assign(from.text()); }
void read(sqlite::RowValue from, Date& v, const Column& c) { v = date_of<Date>(from, c); }
void read(sqlite::RowValue from, PartialDate& v, const Column& c) { v = date_of<PartialDate>(from, c); }

std::size_t name_index(sqlite::RowValue from, const Column& column) {
  const std::string_view stored = from.text();
  if (stored.empty() && column.names[0].empty()) return 0;
  for (std::size_t n = 0; n < column.names.size(); ++n)
    if (column.names[n] == stored) return n;
  throw_unknown(column);
}

}  // namespace thunk
}  // namespace crmlite::detail
