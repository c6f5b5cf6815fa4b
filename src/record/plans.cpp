#include "record/plans.hpp"

#include <algorithm>

namespace crmlite::record {
namespace {

std::string select_list(const KindDef& def) {
  std::string sql = "id, code, revision, created, updated, archived, parts";
  for (const auto columns : {def.kind->columns, def.kind->kept})
    for (const Column& column : columns) sql += ", " + std::string(column.name);
  for (const FieldDef& f : def.fields) {
    if (!f.custom() || !f.live() || f.place != Place::column) continue;
    sql += ", " + f.physical;
    if (f.type == FieldType::money) sql += ", " + f.physical + "_currency";
  }
  return sql;
}

std::string insert_into(const KindDef& def, const std::vector<const FieldDef*>& customs) {
  std::string sql = "INSERT INTO " + std::string(def.kind->table) + " (id, code, revision, created, updated, parts";
  std::string marks = "?, ?, 1, ?, ?, ?";
  const auto add = [&](std::string_view column) {
    sql += ", ";
    sql += column;
    marks += ", ?";
  };
  for (const Column& column : def.kind->columns) add(column.name);
  for (const Derived& derived : def.kind->derived) add(derived.column);
  for (const FieldDef* f : customs) {
    add(f->physical);
    if (f->type == FieldType::money) add(f->physical + "_currency");
    if (has_twin(*f)) add(f->twin_column());
  }
  return sql + ") VALUES (" + marks + ")";
}

std::string read_columns(const KindDef& def, std::span<const FieldDef* const> fields) {
  std::string sql = "SELECT revision, parts";
  for (const FieldDef* f : fields) {
    sql += ", " + f->physical;
    if (f->type == FieldType::money) sql += ", " + f->physical + "_currency";
  }
  return sql + " FROM " + std::string(def.kind->table) + " WHERE id = ?";
}

std::string write_columns(const KindDef& def, std::span<const FieldDef* const> fields) {
  std::string sql = "UPDATE " + std::string(def.kind->table) + " SET revision = revision + 1, updated = ?, parts = ?";
  for (const FieldDef* f : fields) {
    sql += ", " + f->physical + " = ?";
    if (f->type == FieldType::money) sql += ", " + f->physical + "_currency = ?";
    if (has_twin(*f)) sql += ", " + f->twin_column() + " = ?";
  }
  for (const Derived& d : def.kind->derived)
    for (const FieldDef* f : fields)
      if (!f->custom() && f->name == d.source) sql += ", " + std::string(d.column) + " = ?";
  return sql + " WHERE id = ?";
}

std::vector<const FieldDef*> column_customs(const KindDef& def) {
  std::vector<const FieldDef*> found;
  for (const FieldDef& f : def.fields)
    if (f.custom() && f.live() && f.place == Place::column) found.push_back(&f);
  return found;
}

std::vector<const FieldDef*> by_journal(std::vector<const FieldDef*> fields) {
  std::sort(fields.begin(), fields.end(), [](const FieldDef* a, const FieldDef* b) { return a->journal < b->journal; });
  return fields;
}

int position(std::vector<std::string_view>& columns, std::string_view name) {
  auto it = std::find(columns.begin(), columns.end(), name);
  if (it == columns.end()) it = columns.insert(it, name);
  return static_cast<int>(it - columns.begin());
}

std::string insert_element(const ListTable& table, const Child& list) {
  std::string sql = "INSERT INTO " + std::string(table.table) + " (owner";
  std::string marks = "?";
  if (!list.list.empty()) sql += ", list", marks += ", '" + std::string(list.list) + "'";
  sql += ", pos";
  marks += ", ?";
  if (list.with_kind) sql += ", kind", marks += ", ?";
  for (const Column& column : list.columns) sql += ", " + std::string(column.name), marks += ", ?";
  if (list.normal) sql += ", normal", marks += ", ?";
  return sql + ") VALUES (" + marks + ")";
}

std::vector<ListTable> list_tables(const KindDef& def) {
  std::vector<ListTable> tables;
  for (std::uint32_t i = def.first_list; i < def.first_custom; ++i) {
    const Child& list = *def.fields[i].list;
    auto it = std::find_if(tables.begin(), tables.end(), [&](const ListTable& t) { return t.table == list.table; });
    if (it == tables.end()) {
      it = tables.insert(tables.end(), ListTable{});
      it->table = list.table;
      it->part = list.part;
      it->listed = !list.list.empty();
    }
    it->twins = it->twins || list.normal;
    it->fields.push_back(i);
    std::vector<int> positions;
    for (const Column& column : list.columns) positions.push_back(position(it->columns, column.name));
    it->positions.push_back(std::move(positions));
    it->insert.push_back(insert_element(*it, list));
  }
  for (ListTable& t : tables) {
    std::string select = t.listed ? "SELECT owner, list" : "SELECT owner, NULL";
    for (std::string_view column : t.columns) select += ", " + std::string(column);
    if (t.twins) select += ", normal";
    select += " FROM " + std::string(t.table) + " WHERE owner ";
    const std::string order = t.listed ? " ORDER BY owner, list, pos" : " ORDER BY owner, pos";
    t.of_one = select + "= ?" + order;
    t.of_many = select + "IN (SELECT value FROM json_each(?))" + order;
  }
  return tables;
}

}  // namespace

KindPlans::KindPlans(Session& s, const KindDef& kind)
    : def(&kind),
      kept(s.catalogue->held(*kind.kind)),
      columns(select_list(kind)),
      customs(column_customs(kind)),
      written(by_journal(customs)),
      lists(list_tables(kind)),
      get(s.db, "SELECT " + columns + " FROM " + std::string(kind.kind->table) + " WHERE id = ?"),
      insert_plain(s.db, insert_into(kind, {})),
      insert_full(s.db, insert_into(kind, written)),
      db_(s.db) {
  for (const FieldDef& f : kind.fields) {
    if (!f.custom() || !f.live()) continue;
    if (f.place == Place::choices) multiples.push_back(&f);
    if (f.spec.required || !f.spec.default_text.empty()) demanding.push_back(&f);
  }
  multiples = by_journal(std::move(multiples));
}

RowChange& KindPlans::row_change(std::span<const FieldDef* const> fields) {
  const auto wanted = [&](const auto& c) { return std::equal(c->fields.begin(), c->fields.end(), fields.begin(), fields.end()); };
  const auto found = std::find_if(changes_.rbegin(), changes_.rend(), wanted);
  if (found != changes_.rend()) {
    std::rotate(changes_.rbegin(), found, found + 1);
    return *changes_.back();
  }
  if (changes_.size() == most_changes) changes_.erase(changes_.begin());
  changes_.push_back(std::unique_ptr<RowChange>(new RowChange{
      {fields.begin(), fields.end()}, {db_, read_columns(*def, fields)}, {db_, write_columns(*def, fields)}}));
  return *changes_.back();
}

std::string KindPlans::insert_sql(const std::vector<const FieldDef*>& given) const { return insert_into(*def, given); }

const ListTable& KindPlans::table_of(const FieldDef& list, std::size_t& which) const {
  for (const ListTable& table : lists)
    for (which = 0; which < table.fields.size(); ++which)
      if (table.fields[which] == list.index) return table;
  throw std::logic_error("crmlite: a list without a table");
}

}  // namespace crmlite::record
