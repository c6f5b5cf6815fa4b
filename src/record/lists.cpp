// What hangs on a record in tables of its own: list elements, multiple choices.
#include <algorithm>

#include "base/json.hpp"
#include "record/engine.hpp"
#include "record/plans.hpp"

namespace crmlite::record {
namespace {

/// Where the list's rows of one owner are.
std::string rows_of(const Child& list) {
  std::string sql = "owner = ?";
  if (!list.list.empty()) sql += " AND list = '" + std::string(list.list) + "'";
  return sql;
}

std::size_t width(const Child& list) { return list.columns.size() + (list.normal ? 1 : 0); }

}  // namespace

std::vector<std::vector<Cell>> stored_rows(Session& s, const KindPlans&, const FieldDef& field, std::int64_t id) {
  const Child& list = *field.list;
  std::string sql = "SELECT ";
  for (const Column& column : list.columns) sql += std::string(column.name) + ", ";
  if (list.normal) sql += "normal, ";
  auto q = s.take(sql + "pos FROM " + std::string(list.table) + " WHERE " + rows_of(list) + " ORDER BY pos");
  q->bind(1, id);
  std::vector<std::vector<Cell>> rows;
  while (q->step()) {
    auto& row = rows.emplace_back();
    for (std::size_t c = 0; c < width(list); ++c) row.push_back(read_cell(*q, static_cast<int>(c)));
  }
  return rows;
}

void insert_row(Session& s, const KindPlans& plans, const FieldDef& field, std::int64_t owner, std::size_t pos,
                const std::vector<Cell>& row) {
  std::size_t which = 0;
  const ListTable& table = plans.table_of(field, which);
  auto q = s.take(table.insert[which]);
  int parameter = 1;
  q->bind(parameter++, owner);
  q->bind(parameter++, static_cast<std::int64_t>(pos));
  if (field.list->with_kind) q->bind(parameter++, plans.def->kind->number);
  for (const Cell& cell : row) bind_cell(*q, parameter++, cell);
  q->step();
}

void replace_rows(Session& s, const KindPlans& plans, const FieldDef& field, std::int64_t owner,
                  const std::vector<std::vector<Cell>>& old, const std::vector<std::vector<Cell>>& rows) {
  const auto same = [&](std::size_t pos) { return pos < old.size() && pos < rows.size() && old[pos] == rows[pos]; };
  const std::string remove =
      "DELETE FROM " + std::string(field.list->table) + " WHERE " + rows_of(*field.list) + " AND pos = ?";
  for (std::size_t pos = 0; pos < old.size(); ++pos) {
    if (same(pos)) continue;
    auto q = s.take(remove);
    q->bind_all(owner, static_cast<std::int64_t>(pos));
    q->step();
  }
  for (std::size_t pos = 0; pos < rows.size(); ++pos)
    if (!same(pos)) insert_row(s, plans, field, owner, pos, rows[pos]);
}

std::vector<std::int64_t> stored_choices(Session& s, const FieldDef& field, std::int64_t id) {
  auto q = s.take("SELECT choice FROM record_choice WHERE record = ? AND field = ? ORDER BY choice");
  q->bind_all(id, field.id);
  std::vector<std::int64_t> ids;
  while (q->step()) ids.push_back(q->int64(0));
  return ids;
}

void replace_choices(Session& s, const FieldDef& field, std::int64_t owner, const std::vector<std::int64_t>& old,
                     const std::vector<std::int64_t>& ids) {
  for (const std::int64_t id : old) {
    if (std::binary_search(ids.begin(), ids.end(), id)) continue;
    auto q = s.take("DELETE FROM record_choice WHERE record = ? AND field = ? AND choice = ?");
    q->bind_all(owner, field.id, id);
    q->step();
  }
  for (const std::int64_t id : ids) {
    if (std::binary_search(old.begin(), old.end(), id)) continue;
    auto q = s.take("INSERT INTO record_choice (record, field, choice) VALUES (?, ?, ?)");
    q->bind_all(owner, field.id, id);
    q->step();
  }
}

void add_to_canon(Canon& canon, const FieldDef& field, const std::vector<std::vector<Cell>>& rows) {
  canon.column(field.journal);
  canon.integer(static_cast<std::int64_t>(rows.size()));
  for (const auto& row : rows)
    for (std::size_t c = 0; c < field.list->columns.size(); ++c) {
      if (is_null(row[c])) continue;
      canon.column(static_cast<std::int64_t>(c) + 1);
      canon.cell(row[c]);
    }
}

void add_to_canon(Canon& canon, std::int64_t column, const std::vector<std::int64_t>& ids) {
  canon.column(column);
  canon.integer(static_cast<std::int64_t>(ids.size()));
  for (const std::int64_t id : ids) canon.integer(id);
}

std::string rows_json(const Child& list, const std::vector<std::vector<Cell>>& rows) {
  std::string out = "[";
  for (const auto& row : rows) {
    out += out.size() == 1 ? "{" : ",{";
    bool first = true;
    for (std::size_t c = 0; c < list.columns.size(); ++c) {
      if (is_null(row[c])) continue;
      if (!first) out += ',';
      first = false;
      base::append_json_string(out, list.columns[c].name);
      out += ':';
      if (const auto* i = std::get_if<std::int64_t>(&row[c])) out += std::to_string(*i);
      else base::append_json_string(out, std::get<std::string>(row[c]));
    }
    out += '}';
  }
  return out + ']';
}

std::string ids_json(const std::vector<std::int64_t>& ids) {
  std::string out = "[";
  for (const std::int64_t id : ids) {
    if (out.size() > 1) out += ',';
    out += std::to_string(id);
  }
  return out + ']';
}

void check_external_ids(Session& s, const KindDef& def, const FieldDef& field, std::int64_t owner,
                        const std::vector<std::vector<Cell>>& rows, Issues& issues) {
  for (const auto& row : rows) {
    auto q = s.take("SELECT owner FROM external_id WHERE kind = ? AND system = ? AND value = ?");
    q->bind(1, def.kind->number);
    bind_cell(*q, 2, row[0]);
    bind_cell(*q, 3, row[1]);
    if (q->step() && q->int64(0) != owner)
      issues.add(field.name, "unique", "another record has this external id");
  }
  auto sorted = rows;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    issues.add(field.name, "unique", "the same external id twice");
}

}  // namespace crmlite::record
