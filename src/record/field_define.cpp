// Defining, changing and removing custom fields.
#include <algorithm>

#include "base/text.hpp"
#include "record/engine.hpp"
#include "record/fields.hpp"
#include "record/journal.hpp"
#include "record/plans.hpp"

namespace crmlite::record {
namespace {

constexpr std::int64_t most_columns = 1950;  // SQLite's limit is 2,000

std::string_view storage_of(FieldType type) {
  switch (type) {
    case FieldType::integer:
    case FieldType::decimal:
    case FieldType::money:
    case FieldType::boolean:
    case FieldType::date_time:
    case FieldType::choice:
    case FieldType::reference: return "INTEGER";
    default: return "TEXT";
  }
}

bool in_column(FieldType type) { return type != FieldType::choices; }

std::string table_of(const KindDef& def) { return std::string(def.kind->table); }

std::int64_t add_journal_column(Session& s, const KindDef& def, std::int64_t field, const std::string& physical,
                                std::string_view type) {
  auto q = s.take("INSERT INTO journal_column (tab, physical, type, field, from_txn) VALUES (?, ?, ?, ?, ?)");
  q->bind(1, def.kind->number);
  q->bind(2, std::string_view(physical));
  q->bind(3, type);
  q->bind(4, field);
  q->bind(5, s.write->txn);
  q->step();
  const std::int64_t id = s.db.last_insert_rowid();
  defining(s).journal_columns[{def.kind->number, physical}] = id;
  return id;
}

void check_room(const KindDef& def) {
  std::size_t live = 0;
  for (const FieldDef& f : def.fields) live += f.custom() && f.live() ? 1 : 0;
  if (live >= max_fields)
    throw Conflict(Issue{{}, {}, "too_many_fields", std::string(def.kind->name) + " has " + std::to_string(max_fields) +
                                                        " fields already: archive some", {}});
}

void check_free(const KindDef& def, std::string_view name, std::int64_t except) {
  const FieldDef* other = def.find(name);
  const bool taken = (other && (!other->custom() || other->id != except)) || base::fold(name) == "tags" ||
                     base::fold(name) == "tag";
  if (taken)
    throw Conflict(Issue{{}, "name", "unique", std::string(def.kind->name) + " has a field of this name", {}});
}

/// A rule that existing records would break cannot come with the definition.
void check_existing(Session& s, const KindDef& def, const FieldSpec& spec) {
  if (!spec.required) return;
  auto q = s.take("SELECT count(*) FROM " + table_of(def));
  q->step();
  if (const std::int64_t n = q->int64(0))
    throw Conflict(Issue{{}, {}, "required", std::to_string(n) + (n == 1 ? " record does" : " records do") +
                                                 " not have it: define it optional, fill it, then require it", {}});
}

}  // namespace

const KindDef& kind_of(Session& s, std::string_view name) {
  if (const KindDef* def = s.catalogue->find_kind(name)) return *def;
  std::string kinds;
  for (const auto& def : s.catalogue->kinds)
    kinds += (kinds.empty() ? "" : ", ") + std::string(def->kind->name);
  throw Invalid("there is no such kind of records, only " + kinds);
}

const FieldDef& custom_field(const KindDef& def, std::string_view name) {
  const FieldDef* f = def.find(name);
  if (!f) throw NotFound(std::string(def.kind->name) + " has no such field");
  if (!f->custom()) throw Conflict(Issue{{}, f->name, "built_in", "a built-in field", {}});
  return *f;
}

FieldDef& defining_field(KindDef& def, std::int64_t id) {
  const auto it = std::find_if(def.fields.begin(), def.fields.end(), [&](const FieldDef& f) { return f.id == id; });
  if (it == def.fields.end()) throw std::logic_error("crmlite: a field that is not in the catalogue");
  return *it;
}

void add_column(Session& s, const KindDef& def, FieldDef& f) {
  f.place = in_column(f.type) ? Place::column : Place::choices;
  f.journal = add_journal_column(s, def, f.id, f.physical, to_string(f.type));
  if (f.type == FieldType::money)
    f.journal_currency = add_journal_column(s, def, f.id, f.physical + "_currency", "currency");
  else
    f.journal_currency = 0;
  if (!in_column(f.type)) return;
  std::string column = f.physical + " " + std::string(storage_of(f.type));
  if (f.type == FieldType::reference)
    column += " REFERENCES " + std::string(s.catalogue->find_kind(f.spec.target)->kind->table) +
              " (id) DEFERRABLE INITIALLY DEFERRED";
  s.db.execute("ALTER TABLE " + table_of(def) + " ADD COLUMN " + column);
  if (f.type == FieldType::money)
    s.db.execute("ALTER TABLE " + table_of(def) + " ADD COLUMN " + f.physical + "_currency TEXT");
  if (has_twin(f)) s.db.execute("ALTER TABLE " + table_of(def) + " ADD COLUMN " + f.twin_column() + " TEXT");
}

int columns_of(const FieldDef& f) {
  if (!in_column(f.type)) return 0;
  return width_of(f) + (needs_twin(f.type, f.spec) ? 1 : 0);  // has_twin is of defined fields
}

void check_columns(Session& s, const KindDef& def, int more) {
  auto q = s.take("SELECT count(*) FROM pragma_table_info(?)");  // those of removed fields count until they are dropped
  const std::string table = table_of(def);
  q->bind(1, std::string_view(table));
  q->step();
  if (q->int64(0) + more > most_columns)
    throw Conflict(Issue{{}, {}, "too_many_fields", "no room for another column: remove fields, then compact", {}});
}

void fill_twins(Session& s, const KindDef& def, const FieldDef& f) {
  if (!has_twin(f)) return;
  const std::string table = table_of(def);
  auto there = s.take("SELECT 1 FROM pragma_table_info(?) WHERE name = ?");
  there->bind(1, std::string_view(table));
  const std::string twin = f.twin_column();
  there->bind(2, std::string_view(twin));
  const bool known = there->step();
  there->reset();
  if (!known) s.db.execute("ALTER TABLE " + table + " ADD COLUMN " + twin + " TEXT");
  std::int64_t after = 0;
  for (bool more = true; more;) {  // in portions: a statement must not read the rows that another changes
    std::vector<std::pair<std::int64_t, std::string>> portion;
    {
      auto q = s.take("SELECT id, " + f.physical + " FROM " + table + " WHERE id > ? AND (" + f.physical +
                      " IS NOT NULL OR " + twin + " IS NOT NULL) ORDER BY id LIMIT 1000");
      q->bind(1, after);
      while (q->step())
        portion.emplace_back(q->int64(0), twin_of(f.type, q->text(1), s.env.default_country));
    }
    for (const auto& [id, text] : portion) {
      auto q = s.take("UPDATE " + table + " SET " + twin + " = ? WHERE id = ?");
      text.empty() ? q->bind(1, nullptr) : q->bind(1, std::string_view(text));
      q->bind(2, id);
      q->step();
      after = id;
    }
    more = portion.size() == 1000;
  }
}

void add_indexes(Session& s, const KindDef& def, const FieldDef& f) {
  if (f.place != Place::column) return;
  const std::string name = table_of(def) + "_" + f.physical;
  const std::string column = has_twin(f) ? f.twin_column() : f.physical;
  const std::string tail = " WHERE " + column + " IS NOT NULL";
  const bool money = f.type == FieldType::money;
  if (f.spec.unique)
    s.db.execute("CREATE UNIQUE INDEX IF NOT EXISTS " + name + "_u ON " + table_of(def) + " (" + column +
                 (money ? ", " + column + "_currency" : "") + ")" + tail);
  const bool found = f.spec.unique && !money;  // by that index, in order
  if (!found && (f.spec.indexed || f.type == FieldType::reference))
    s.db.execute("CREATE INDEX IF NOT EXISTS " + name + "_i ON " + table_of(def) + " (" + column + ", id)" + tail);
}

void drop_indexes(Session& s, const KindDef& def, const FieldDef& f) {
  const std::string name = table_of(def) + "_" + f.physical;
  s.db.execute("DROP INDEX IF EXISTS " + name + "_u; DROP INDEX IF EXISTS " + name + "_i");
}

void define_field(Session& s, const KindDef& def, std::string_view given, const FieldSpec& spec) {
  s.writing();
  const std::string name = checked_field_name(given);
  check_free(def, name, 0);
  check_spec(s, name, spec);
  check_room(def);
  check_existing(s, def, spec);

  FieldDef f;
  f.name = name;
  f.type = spec.type;
  f.spec = kept_spec(spec, spec.type);
  const std::string folded = base::fold(name);
  f.physical = free_physical(s, def, folded);
  check_columns(s, def, columns_of(f));
  Unfinished unfinished(s);
  const NamedCell values[] = {{"kind", std::int64_t{def.kind->number}},
                              {"name", name},
                              {"folded", folded},
                              {"physical", f.physical},
                              {"type", std::string(to_string(f.type))},
                              {"state", std::string("active")},
                              {"spec", spec_to_json(f.spec)}};
  f.id = insert_definition(s, tab::field, values);
  for (const std::string& choice : spec.choices) f.choices.push_back(insert_choice(s, f, choice));
  add_column(s, def, f);
  add_indexes(s, def, f);
  KindDef& changed = defining_kind(s, *def.kind);
  changed.fields.push_back(std::move(f));
  changed.index();
  unfinished.finished();
}

FieldReport change_field(Session& s, const KindDef& def, const FieldDef& f, const FieldSpec& rules) {
  s.writing();
  FieldReport report = violations(s, def, f, rules);
  if (report.violations > 0) return report;
  const FieldSpec kept = kept_spec(rules, f.type);
  if (kept.unique && !has_twin(f) && is_text(f.type)) check_columns(s, def, 1);
  Unfinished unfinished(s);
  const NamedCell values[] = {{"spec", spec_to_json(kept)}};
  update_definition(s, tab::field, f.id, values);
  const bool reindex = kept.unique != f.spec.unique || kept.indexed != f.spec.indexed;
  const bool was_unique = f.spec.unique;
  const std::int64_t id = f.id;
  KindDef& changed = defining_kind(s, *def.kind);
  FieldDef& now = defining_field(changed, id);
  now.spec = kept;
  if (reindex) {
    drop_indexes(s, changed, now);
    if (!was_unique) fill_twins(s, changed, now);
    add_indexes(s, changed, now);
  }
  unfinished.finished();
  report.applied = true;
  return report;
}

void rename_field(Session& s, const KindDef& def, const FieldDef& f, std::string_view to) {
  s.writing();
  const std::string name = checked_field_name(to);
  check_free(def, name, f.id);
  const std::int64_t id = f.id;
  const NamedCell values[] = {{"name", name}, {"folded", base::fold(name)}};
  update_definition(s, tab::field, id, values);
  KindDef& changed = defining_kind(s, *def.kind);
  defining_field(changed, id).name = name;
  changed.index();
}

void set_field_state(Session& s, const KindDef& def, const FieldDef& f, FieldState state) {
  s.writing();
  if (f.state == state) return;
  if (state == FieldState::active) check_room(def);
  const std::int64_t id = f.id;
  const NamedCell values[] = {{"state", std::string(state == FieldState::active ? "active" : "archived")}};
  update_definition(s, tab::field, id, values);
  KindDef& changed = defining_kind(s, *def.kind);
  defining_field(changed, id).state = state;
}

void remove_field(Session& s, const KindDef& def, const FieldDef& f) {
  s.writing();
  const std::int64_t id = f.id;
  Unfinished unfinished(s);
  if (f.type == FieldType::reference) {  // a hidden reference would hold on to its record
    std::vector<std::int64_t> owners;
    {
      auto q = s.take("SELECT id FROM " + table_of(def) + " WHERE " + f.physical + " IS NOT NULL ORDER BY id");
      while (q->step()) owners.push_back(q->int64(0));
    }
    FieldDef optional = f;
    optional.spec.required = false;
    for (const std::int64_t owner : owners) update_record(s, def, owner, {{&optional, {}}}, {});
  }
  drop_indexes(s, def, f);
  const NamedCell values[] = {{"state", std::string("removed")}};
  update_definition(s, tab::field, id, values);
  KindDef& changed = defining_kind(s, *def.kind);
  std::erase_if(changed.fields, [&](const FieldDef& other) { return other.id == id; });
  changed.index();
  unfinished.finished();
}

void drop_dead_columns(sqlite::Connection& db) {
  struct Dead {
    std::string table, physical;
  };
  std::vector<Dead> dead;
  {
    // Of a field that is removed, or of one that is kept in another column by now.
    sqlite::Statement q(db,
                        "SELECT k.tab, t.name FROM journal_column j JOIN field f ON f.id = j.field "
                        "JOIN kind k ON k.id = f.kind JOIN pragma_table_info(k.tab) t ON t.name IN (j.physical, j.physical || '$key') "
                        "WHERE f.state = 'removed' OR j.physical NOT IN (f.physical, f.physical || '_currency')");
    while (q.step()) dead.push_back({std::string(q.text(0)), std::string(q.text(1))});
  }
  for (const Dead& d : dead) db.execute("ALTER TABLE " + d.table + " DROP COLUMN " + d.physical);
  db.execute(
      "DELETE FROM record_choice WHERE field IN "
      "(SELECT id FROM field WHERE state = 'removed' OR type <> 'multiple choice')");
}

}  // namespace crmlite::record
