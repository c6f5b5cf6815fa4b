// Removing a record with all that hangs on it. What refers to it decides: it forbids the removal, or loses the
// reference through an update of its own.
#include <algorithm>
#include <map>
#include <set>

#include "record/engine.hpp"
#include "record/hooks.hpp"
#include "record/journal.hpp"
#include "record/plans.hpp"

namespace crmlite::record {
namespace {

/// Records whose reference field names this one.
std::vector<std::int64_t> referring(Session& s, const KindDef& def, const FieldDef& f, std::int64_t id) {
  auto q = s.take("SELECT id FROM " + std::string(def.kind->table) + " WHERE " + f.physical + " = ? ORDER BY id");
  q->bind(1, id);
  std::vector<std::int64_t> ids;
  while (q->step()) ids.push_back(q->int64(0));
  return ids;
}

std::int64_t count_in_list(Session& s, const Child& list, const Column& column, std::int64_t id) {
  auto q = s.take("SELECT count(DISTINCT owner) FROM " + std::string(list.table) + " WHERE " +
                  std::string(column.name) + " = ?");
  q->bind(1, id);
  q->step();
  return q->int64(0);
}

void refuse(Issues& issues, const KindDef& by, const FieldDef& f, std::int64_t n) {
  issues.add(f.name, "referenced",
             std::to_string(n) + " " + std::string(by.kind->name) + (n == 1 ? " record refers" : " records refer") +
                 " to it");
}

void settle_references(Session& s, const KindDef& def, std::int64_t id, std::span<const std::int64_t> together) {
  const auto goes_too = [&](std::int64_t other) {
    return other == id || std::binary_search(together.begin(), together.end(), other);
  };
  Issues issues(record_name(id));
  struct Loose {
    const KindDef* kind;
    const FieldDef* field;
    std::vector<std::int64_t> ids;
  };
  std::vector<Loose> loose;
  for (const auto& kind : s.catalogue->kinds) {
    for (const FieldDef& f : kind->fields) {
      if (f.custom() && f.type == FieldType::reference && f.spec.target == def.kind->name) {
        auto ids = referring(s, *kind, f, id);
        if (kind->kind == def.kind) std::erase_if(ids, goes_too);
        if (ids.empty()) continue;
        if (f.spec.on_remove == OnRemove::refuse || f.spec.required)
          refuse(issues, *kind, f, static_cast<std::int64_t>(ids.size()));
        else loose.push_back({kind.get(), &f, std::move(ids)});
      }
      if (f.list)
        for (const Column& column : f.list->columns)
          if (column.rules.references == def.kind->number)
            if (const std::int64_t n = count_in_list(s, *f.list, column, id)) refuse(issues, *kind, f, n);
    }
  }
  if (!issues.empty()) throw Conflict(std::move(issues.found()));
  for (const Loose& l : loose)
    for (const std::int64_t other : l.ids) update_record(s, *l.kind, other, {{l.field, {}}}, {});
}

using Columns = std::vector<std::pair<std::int64_t, std::string>>;  // number in the journal, column of the row

/// Columns that `compact` has not dropped yet belong to it, too: the way back leads to the fields they were kept for.
Columns columns_of(Session& s, const KindDef& def) {
  Columns columns;
  std::set<std::int64_t> known;
  for (const FieldDef& f : def.fields) {
    if (f.journal == 0 || f.place == Place::list || f.place == Place::choices) continue;
    columns.emplace_back(f.journal, f.physical);
    if (f.type == FieldType::money) columns.emplace_back(f.journal_currency, f.physical + "_currency");
  }
  for (const auto& [number, physical] : columns) known.insert(number);
  auto q = s.take("SELECT j.id, j.physical FROM journal_column j JOIN pragma_table_info(?) t ON t.name = j.physical "
                  "WHERE j.tab = ? AND j.field IS NOT NULL ORDER BY j.id");
  q->bind(1, def.kind->table);
  q->bind(2, def.kind->number);
  while (q->step())
    if (!known.contains(q->int64(0))) columns.emplace_back(q->int64(0), q->text(1));
  return columns;
}

void image_of_row(Session& s, const KindDef& def, std::int64_t id, Before& before, std::string& code) {
  const Columns columns = columns_of(s, def);
  std::string sql = "SELECT code";
  for (const auto& [number, physical] : columns) sql += ", " + physical;
  auto q = s.take(sql + " FROM " + std::string(def.kind->table) + " WHERE id = ?");
  q->bind(1, id);
  if (!q->step()) throw NotFound("no " + std::string(def.kind->name) + " " + record_name(id));
  code = q->text(0);
  int at = 1;
  for (const auto& [number, physical] : columns) {
    if (!q->is_null(at)) before.cell(number, read_cell(*q, at));
    ++at;
  }
}

/// Of removed fields as well, by the column their last type had.
void image_of_choices(Session& s, std::int64_t id, Before& before) {
  auto q = s.take("SELECT (SELECT max(j.id) FROM journal_column j WHERE j.field = c.field), c.choice "
                  "FROM record_choice c WHERE c.record = ? ORDER BY 1, 2");
  q->bind(1, id);
  std::map<std::int64_t, std::vector<std::int64_t>> held;
  while (q->step()) held[q->int64(0)].push_back(q->int64(1));
  for (const auto& [number, choices] : held) before.json(number, ids_json(choices));
}

/// The whole record as a before-image, for the row of the journal that ends it.
std::string image(Session& s, const KindDef& def, const KindPlans& plans, std::int64_t id, std::string& code) {
  Before before;
  image_of_row(s, def, id, before, code);
  for (const FieldDef& f : def.fields)
    if (f.place == Place::list)
      if (const auto rows = stored_rows(s, plans, f, id); !rows.empty()) before.json(f.journal, rows_json(*f.list, rows));
  image_of_choices(s, id, before);
  if (const auto tags = stored_tags(s, id); !tags.empty()) {
    before.json(def.tags_journal, ids_json(tags));
    for (const std::int64_t tag : tags) --s.write->tag_usage[tag];
  }
  return before.take();
}

void remove_from(Session& s, std::string_view table, std::string_view column, std::int64_t id) {
  auto q = s.take("DELETE FROM " + std::string(table) + " WHERE " + std::string(column) + " = ?");
  q->bind(1, id);
  q->step();
}

}  // namespace

void remove_record(Session& s, const KindDef& def, std::int64_t id, std::span<const std::int64_t> together) {
  s.writing();
  if (!exists(s, def, id)) throw NotFound("no " + std::string(def.kind->name) + " " + record_name(id));
  settle_references(s, def, id, together);
  const KindPlans& plans = s.plans_of(*def.kind);
  Unfinished unfinished(s);
  std::string code;
  const std::string before = image(s, def, plans, id, code);
  for (const ListTable& table : plans.lists) remove_from(s, table.table, "owner", id);
  remove_from(s, "record_tag", "record", id);
  remove_from(s, "record_choice", "record", id);
  remove_from(s, def.kind->table, "id", id);
  remove_from(s, "record", "id", id);
  if (!code.empty()) supersede_code(s, code);
  journal(s, def.kind->number, id, id, Op::remove, before, {});
  unfinished.finished();
}

}  // namespace crmlite::record
