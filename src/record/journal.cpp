// Writing the journal.
#include "record/journal.hpp"

#include <array>

#include "base/json.hpp"
#include "record/encode.hpp"

namespace crmlite::record {
namespace {

std::string_view table_name(int tab) {
  switch (tab) {
    case tab::record_tag: return "record_tag";
    case tab::tag: return "tag";
    case tab::tag_group: return "tag_group";
    case tab::field: return "field";
    case tab::choice: return "choice";
    case tab::code_series: return "code_series";
    case tab::setting: return "setting";
    default: return {};
  }
}

}  // namespace

void Before::key(std::int64_t column) {
  if (text_.empty()) text_.reserve(100);
  text_ += text_.empty() ? "{\"" : ",\"";
  text_ += std::to_string(column);
  text_ += "\":";
}

void Before::cell(std::int64_t column, const Cell& value) {
  key(column);
  if (const auto* i = std::get_if<std::int64_t>(&value)) text_ += std::to_string(*i);
  else if (const auto* t = std::get_if<std::string>(&value)) base::append_json_string(text_, *t);
  else text_ += "null";
}

void Before::json(std::int64_t column, std::string_view value) {
  key(column);
  text_ += value;
}

std::string Before::take() {
  if (!text_.empty()) text_ += '}';
  return std::move(text_);
}

void journal(Session& s, int tab, std::int64_t owner, std::int64_t row, Op op, std::string_view before,
             std::string_view canon, std::string_view more) {
  WriteState& w = *s.write;
  std::array<std::uint8_t, 16> salt;
  w.random->fill(salt.data(), salt.size());
  Canon head;
  head.integer(tab);
  head.integer(owner);
  head.integer(row);
  head.integer(static_cast<std::int64_t>(op));
  base::Sha256 hash;
  hash.update(salt.data(), salt.size());
  hash.update(head.bytes().data(), head.bytes().size());
  hash.update(canon.data(), canon.size());
  hash.update(more.data(), more.size());
  const auto leaf = hash.finish();
  auto q = s.take(
      "INSERT INTO change (id, txn, tab, owner, row, op, before, salt, leaf) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  q->bind(1, w.first_change + w.changes);
  q->bind(2, w.txn);
  q->bind(3, tab);
  q->bind(4, owner);
  q->bind(5, row);
  q->bind(6, static_cast<int>(op));
  if (before.empty()) q->bind(7, nullptr);
  else q->bind(7, before);
  q->bind(8, std::as_bytes(std::span(salt)));
  q->bind(9, std::as_bytes(std::span(leaf)));
  q->step();
  w.chain.update(leaf.data(), leaf.size());
  ++w.changes;
}

std::int64_t insert_definition(Session& s, int tab, std::span<const NamedCell> values) {
  s.writing();
  std::string sql = "INSERT INTO " + std::string(table_name(tab)) + " (";
  std::string marks;
  for (const auto& [column, cell] : values) {
    if (!marks.empty()) sql += ", ", marks += ", ";
    sql += column;
    marks += '?';
  }
  auto q = s.take(sql + ") VALUES (" + marks + ")");
  Canon canon;
  int parameter = 1;
  for (const auto& [column, cell] : values) {
    bind_cell(*q, parameter++, cell);
    canon.column(s.catalogue->journal_column(tab, column));
    canon.cell(cell);
  }
  q->step();
  const std::int64_t id = s.db.last_insert_rowid();
  journal(s, tab, id, id, Op::insert, {}, canon.bytes());
  return id;
}

void update_definition(Session& s, int tab, std::int64_t id, std::span<const NamedCell> values) {
  s.writing();
  const std::string table(table_name(tab));
  std::string select = "SELECT ", set;
  for (const auto& [column, cell] : values) {
    if (!set.empty()) select += ", ", set += ", ";
    select += column;
    set += std::string(column) + " = ?";
  }
  Before before;
  Canon canon;
  {
    auto q = s.take(select + " FROM " + table + " WHERE id = ?");
    q->bind(1, id);
    if (!q->step()) throw Damaged("a definition is missing in table " + table);
    for (std::size_t i = 0; i < values.size(); ++i) {
      Cell old = read_cell(*q, static_cast<int>(i));
      if (old == values[i].second) continue;
      const std::int64_t column = s.catalogue->journal_column(tab, values[i].first);
      before.cell(column, old);
      canon.column(column);
      canon.cell(values[i].second);
    }
  }
  if (before.empty()) return;
  auto q = s.take("UPDATE " + table + " SET " + set + " WHERE id = ?");
  int parameter = 1;
  for (const auto& [column, cell] : values) bind_cell(*q, parameter++, cell);
  q->bind(parameter, id);
  q->step();
  journal(s, tab, id, id, Op::update, before.take(), canon.bytes());
}

void remove_definition(Session& s, int tab, std::int64_t id) {
  s.writing();
  const std::string table(table_name(tab));
  Before before;
  std::string select, separator;
  std::vector<std::int64_t> columns;
  for (const auto& [key, column] : s.catalogue->journal_columns)
    if (key.first == tab) {
      select += separator + key.second;
      separator = ", ";
      columns.push_back(column);
    }
  {
    auto q = s.take("SELECT " + select + " FROM " + table + " WHERE id = ?");
    q->bind(1, id);
    if (!q->step()) throw Damaged("a definition is missing in table " + table);
    for (std::size_t i = 0; i < columns.size(); ++i) before.cell(columns[i], read_cell(*q, static_cast<int>(i)));
  }
  auto q = s.take("DELETE FROM " + table + " WHERE id = ?");
  q->bind(1, id);
  q->step();
  journal(s, tab, id, id, Op::remove, before.take(), {});
}

void set_setting(Session& s, const std::string& name, const std::string& value) {
  std::int64_t id = 0;
  {
    auto q = s.take("SELECT id FROM setting WHERE name = ?");
    q->bind(1, std::string_view(name));
    if (q->step()) id = q->int64(0);
  }
  const NamedCell values[] = {{"name", Cell{name}}, {"value", Cell{value}}};
  if (id) update_definition(s, tab::setting, id, values);
  else insert_definition(s, tab::setting, values);
  defining(s).settings[name] = value;
}

}  // namespace crmlite::record
