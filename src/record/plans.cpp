#include "record/plans.hpp"

#include <algorithm>

namespace crmlite::record {
namespace {

std::string select_list(const KindDef& def) {
  std::string sql = "id, code, revision, created, updated, archived, parts";
  for (const Column& column : def.kind->columns) sql += ", " + std::string(column.name);
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
    t.select = t.listed ? "SELECT owner, list" : "SELECT owner, NULL";
    for (std::string_view column : t.columns) t.select += ", " + std::string(column);
    if (t.twins) t.select += ", normal";
    t.select += " FROM " + std::string(t.table) + " WHERE owner ";
  }
  return tables;
}

}  // namespace

KindPlans::KindPlans(Session& s, const KindDef& kind)
    : def(&kind),
      kept(s.catalogue->kinds[static_cast<std::size_t>(kind.kind->number) - 1]),
      columns(select_list(kind)),
      customs(column_customs(kind)),
      written(by_journal(customs)),
      lists(list_tables(kind)),
      get(s.db, "SELECT " + columns + " FROM " + std::string(kind.kind->table) + " WHERE id = ?"),
      insert_plain(s.db, insert_into(kind, {})),
      insert_full(s.db, insert_into(kind, written)) {
  for (const FieldDef& f : kind.fields) {
    if (!f.custom() || !f.live()) continue;
    if (f.place == Place::choices) multiples.push_back(&f);
    if (f.spec.required || !f.spec.default_text.empty()) demanding.push_back(&f);
  }
  multiples = by_journal(std::move(multiples));
}

std::string KindPlans::insert_sql(const std::vector<const FieldDef*>& given) const { return insert_into(*def, given); }

const ListTable& KindPlans::table_of(const FieldDef& list, std::size_t& which) const {
  for (const ListTable& table : lists)
    for (which = 0; which < table.fields.size(); ++which)
      if (table.fields[which] == list.index) return table;
  throw std::logic_error("crmlite: a list without a table");
}

}  // namespace crmlite::record
