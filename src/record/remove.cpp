// Removing a record with all that hangs on it. What refers to it decides: it forbids the removal, or loses
// the reference through an update of its own.
#include <algorithm>
#include <map>
#include <set>

#include "record/engine.hpp"
#include "record/hooks.hpp"
#include "record/journal.hpp"
#include "record/plans.hpp"
#include "record/timeline.hpp"

namespace crmlite::record {
namespace {

/// Records whose reference field names this one.
std::vector<std::int64_t> referring(Session& s, const KindDef& def, const FieldDef& f, std::int64_t id) {
  auto q =
      s.take("SELECT id FROM " + std::string(def.kind->table) + " WHERE " + f.physical + " = ? ORDER BY id");
  q->bind(1, id);
  std::vector<std::int64_t> ids;
  while (q->step()) ids.push_back(q->int64(0));
  return ids;
}

/// Records one of whose list's elements names this one.
std::vector<std::int64_t> referring(Session& s, const KindDef& def, const Child& list, const Column& column,
                                    std::int64_t id) {
  auto q = s.take("SELECT DISTINCT l.owner FROM " + std::string(list.table) +
                  " l JOIN record r ON r.id = l.owner WHERE l." + std::string(column.name) +
                  " = ? AND r.kind = ? ORDER BY l.owner");
  q->bind_all(id, def.kind->number);
  std::vector<std::int64_t> ids;
  while (q->step()) ids.push_back(q->int64(0));
  return ids;
}

/// Records one of whose texts is the name of this one.
std::vector<std::int64_t> calling(Session& s, const KindDef& def, const FieldDef& f, const KindDef& called,
                                  std::int64_t id) {
  auto q = s.take("SELECT r.id FROM " + std::string(called.kind->table) + " c JOIN " +
                  std::string(def.kind->table) + " r ON r." + f.physical + " = c." +
                  std::string(called.kind->display) + " WHERE c.id = ? ORDER BY r.id");
  q->bind(1, id);
  std::vector<std::int64_t> ids;
  while (q->step()) ids.push_back(q->int64(0));
  return ids;
}

/// One place that refers to the record, and who does.
struct Reference {
  const KindDef* kind = nullptr;
  const FieldDef* field = nullptr;
  std::size_t column = 0;  // of a list's element
  OnRemove rule = OnRemove::refuse;
  std::vector<std::int64_t> ids = {};
};

bool points_to(const Column& column, const KindDef& def) {
  return column.rules.references == def.kind->number || column.rules.references == detail::any_kind;
}

std::vector<Reference> references_to(Session& s, const KindDef& def, std::int64_t id) {
  std::vector<Reference> found;
  for (const auto& kind : s.catalogue->kinds)
    for (const FieldDef& f : kind->fields) {
      const bool custom = f.custom() && f.type == FieldType::reference && f.spec.target == def.kind->name;
      if (custom || (f.column && points_to(*f.column, def)))
        found.push_back({kind.get(), &f, 0, f.spec.on_remove, referring(s, *kind, f, id)});
      if (custom && f.spec.required && f.spec.on_remove == OnRemove::set_none)
        found.back().rule = OnRemove::refuse;
      if (f.column && f.column->rules.calls == def.kind->number)
        found.push_back({kind.get(), &f, 0, OnRemove::refuse, calling(s, *kind, f, def, id)});
      for (std::size_t c = 0; f.list && c < f.list->columns.size(); ++c)
        if (const Column& column = f.list->columns[c]; points_to(column, def))
          found.push_back(
              {kind.get(), &f, c, column.rules.on_remove, referring(s, *kind, *f.list, column, id)});
    }
  std::erase_if(found, [](const Reference& r) { return r.ids.empty(); });
  return found;
}

void refuse(Issues& issues, const Reference& r) {
  const std::size_t n = r.ids.size();
  issues.add(r.field->name, "referenced",
             std::to_string(n) + " " + std::string(r.kind->kind->name) +
                 (n == 1 ? " record refers" : " records refer") + " to it");
}

/// The field, or the element of the list, does not name the record any more.
void let_go(Session& s, const Reference& r, std::int64_t holder, std::int64_t id) {
  Assignment change{r.field, {}};
  if (r.field->list) {
    change.value.rows = stored_rows(s, s.plans_of(*r.kind->kind), *r.field, holder);
    std::erase_if(change.value.rows, [&](const auto& row) { return row[r.column] == Cell{id}; });
  }
  std::vector<Assignment> changes;
  changes.push_back(std::move(change));
  update_record(s, *r.kind, holder, std::move(changes), {});
}

using Columns =
    std::vector<std::pair<std::int64_t, std::string>>;  // number in the journal, column of the row

/// Columns that `compact` has not dropped yet belong to it, too: the way back leads to the fields they were
/// kept for.
Columns columns_of(Session& s, const KindDef& def) {
  Columns columns;
  std::set<std::int64_t> known;
  for (const FieldDef& f : def.fields) {
    if (f.journal == 0 || f.place == Place::list || f.place == Place::choices) continue;
    columns.emplace_back(f.journal, f.physical);
    if (f.type == FieldType::money) columns.emplace_back(f.journal_currency, f.physical + "_currency");
  }
  for (const auto& [number, physical] : columns) known.insert(number);
  auto q = s.take(
      "SELECT j.id, j.physical FROM journal_column j JOIN pragma_table_info(?) t ON t.name = j.physical "
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
  auto q = s.take(
      "SELECT (SELECT max(j.id) FROM journal_column j WHERE j.field = c.field), c.choice "
      "FROM record_choice c WHERE c.record = ? ORDER BY 1, 2");
  q->bind(1, id);
  std::map<std::int64_t, std::vector<std::int64_t>> held;
  while (q->step()) held[q->int64(0)].push_back(q->int64(1));
  for (const auto& [number, choices] : held) before.json(number, ids_json(choices));
}

/// The whole record as a before-image, for the row of the journal that ends it.
std::string image(Session& s, const KindDef& def, const KindPlans& plans, std::int64_t id,
                  std::string& code) {
  Before before;
  image_of_row(s, def, id, before, code);
  for (const FieldDef& f : def.fields)
    if (f.place == Place::list)
      if (const auto rows = stored_rows(s, plans, f, id); !rows.empty())
        before.json(f.journal, rows_json(*f.list, rows));
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

/// A removal with all that goes along with it: first it is known what goes and that nothing forbids it, then
/// the others let go, then the rows go, each into the journal.
class Removal {
 public:
  Removal(Session& s, std::span<const std::int64_t> together) : s_(s), together_(together) {}

  void run(const KindDef& def, std::int64_t id) {
    gather(def, id);
    check(id);
    Unfinished unfinished(s_);
    for (const auto& [reference, id_named] : loose_)
      for (const std::int64_t holder : reference.ids)
        if (!goes(*reference.kind, holder)) let_go(s_, reference, holder, id_named);
    for (auto it = going_.rbegin(); it != going_.rend(); ++it) erase(*it->def, it->id);
    unfinished.finished();
  }

 private:
  struct Going {
    const KindDef* def;
    std::int64_t id;
  };

  bool goes(const KindDef& def, std::int64_t id) const {
    return seen_.contains(id) || (def.kind == going_.front().def->kind &&
                                  std::binary_search(together_.begin(), together_.end(), id));
  }

  void gather(const KindDef& def, std::int64_t id) {
    if (!seen_.insert(id).second) return;
    going_.push_back({&def, id});
    for (Reference& r : references_to(s_, def, id)) {
      if (r.rule != OnRemove::remove_along) {
        (r.rule == OnRemove::refuse ? refusing_ : loose_).emplace_back(std::move(r), id);
        continue;
      }
      for (const std::int64_t holder : r.ids) gather(*r.kind, holder);
    }
  }

  void check(std::int64_t id) {
    Issues issues(record_name(id));
    for (auto& [reference, named] : refusing_) {
      std::erase_if(reference.ids,
                    [&, &kind = *reference.kind](std::int64_t holder) { return goes(kind, holder); });
      if (!reference.ids.empty()) refuse(issues, reference);
    }
    if (!issues.empty()) throw Conflict(std::move(issues.found()));
  }

  void erase(const KindDef& def, std::int64_t id) {
    const KindPlans& plans = s_.plans_of(*def.kind);
    TimelineChange timeline(s_, def, id);
    std::string code;
    const std::string before = image(s_, def, plans, id, code);
    for (const ListTable& table : plans.lists) remove_from(s_, table.table, "owner", id);
    remove_from(s_, "record_tag", "record", id);
    remove_from(s_, "record_choice", "record", id);
    remove_from(s_, def.kind->table, "id", id);
    remove_from(s_, "record", "id", id);
    if (!code.empty()) supersede_code(s_, id);
    journal(s_, def.kind->number, id, id, Op::remove, before, {});
    timeline.apply();
  }

  Session& s_;
  std::span<const std::int64_t> together_;
  std::set<std::int64_t> seen_;
  std::vector<Going> going_;
  std::vector<std::pair<Reference, std::int64_t>> refusing_, loose_;  // and the record that is named
};

}  // namespace

void remove_record(Session& s, const KindDef& def, std::int64_t id, std::span<const std::int64_t> together) {
  s.writing();
  if (!exists(s, def, id)) throw NotFound("no " + std::string(def.kind->name) + " " + record_name(id));
  Removal(s, together).run(def, id);
}

}  // namespace crmlite::record
