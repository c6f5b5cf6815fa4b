// Reading the catalogue, and finding things in it.
#include "record/catalogue.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "base/text.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/statement.hpp"

namespace crmlite::record {
namespace {

constexpr std::array<std::string_view, 16> type_names = {
    "text", "long text", "integer", "decimal", "money", "boolean",   "date",    "partial date",
    "date-time", "single choice", "e-mail", "phone", "url", "reference", "multiple choice", "list"};

FieldDef engine_field(std::string_view name, FieldType type, bool read_only, bool nullable) {
  FieldDef f;
  f.name = f.physical = name;
  f.type = type;
  f.place = Place::engine;
  f.read_only = read_only;
  f.nullable = nullable;
  f.spec.type = type;
  return f;
}

FieldDef built_in(const Column& column) {
  FieldDef f;
  f.name = f.physical = column.name;
  f.type = column.type;
  f.column = &column;
  f.read_only = column.rules.read_only;
  f.initial = column.rules.initial;
  f.nullable = !column.rules.required && !column.always;
  f.spec.type = column.type;
  f.spec.required = column.rules.required;
  f.spec.unique = column.rules.unique;
  f.spec.searchable = column.rules.searchable;
  f.spec.personal = column.rules.personal;
  f.spec.sensitive = column.rules.sensitive;
  f.spec.yearly = column.rules.yearly;
  f.spec.max_length = column.type == FieldType::text ? column.rules.max_length : 0;
  f.spec.on_remove = column.rules.on_remove;
  for (std::string_view name : column.names)
    if (!name.empty()) f.spec.choices.emplace_back(name);
  return f;
}

/// The names that a host has added to built-in ones.
void extend(KindDef& def, const std::map<std::string, std::string>& settings) {
  for (FieldDef& f : def.fields) {
    if (!f.column || !f.column->rules.extensible) continue;
    const auto held = settings.find(names_setting(*def.kind, f));
    const auto json = held == settings.end() ? std::nullopt : base::parse_json(held->second);
    if (!json || !json->is_array()) continue;
    for (const base::Json& name : json->array())
      if (name.is_string()) f.spec.choices.push_back(name.string());
  }
}

KindDef describe_kind(const Kind& kind) {
  KindDef def;
  def.kind = &kind;
  def.fields = {engine_field("id", FieldType::integer, true, false),
                engine_field("code", FieldType::text, false, true),
                engine_field("revision", FieldType::integer, true, false),
                engine_field("created", FieldType::date_time, true, false),
                engine_field("updated", FieldType::date_time, true, false),
                engine_field("archived", FieldType::date_time, true, true)};
  def.fields[1].spec.max_length = max_code;
  def.first_column = static_cast<std::uint32_t>(def.fields.size());
  for (const Column& column : kind.columns) def.fields.push_back(built_in(column));
  for (const Column& column : kind.kept) def.fields.push_back(built_in(column));
  def.first_list = static_cast<std::uint32_t>(def.fields.size());
  for (const Child& list : kind.lists) {
    FieldDef f;
    f.name = f.physical = list.name;
    f.type = FieldType::list;
    f.place = Place::list;
    f.list = &list;
    f.spec.type = FieldType::list;
    def.fields.push_back(std::move(f));
  }
  def.first_custom = static_cast<std::uint32_t>(def.fields.size());
  return def;
}

void load_fields(sqlite::Connection& db, std::vector<std::shared_ptr<KindDef>>& kinds) {
  sqlite::Statement q(db, "SELECT id, kind, name, physical, type, state, spec FROM field WHERE state <> 'removed' ORDER BY id");
  while (q.step()) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const auto& def) { return def->kind->number == q.int64(1); });
    if (kind == kinds.end()) continue;
    FieldDef f;
    f.id = q.int64(0);
    f.name = q.text(2);
    f.physical = q.text(3);
    f.type = field_type_named(q.text(4)).value_or(FieldType::text);
    f.place = f.type == FieldType::choices ? Place::choices : Place::column;
    f.state = q.text(5) == "archived" ? FieldState::archived : FieldState::active;
    f.spec = spec_from_json(q.text(6), f.type);
    (*kind)->fields.push_back(std::move(f));
  }
  std::unordered_map<std::int64_t, FieldDef*> by_id;
  for (auto& kind : kinds)
    for (FieldDef& f : kind->fields)
      if (f.custom() && (f.type == FieldType::choice || f.type == FieldType::choices)) by_id.emplace(f.id, &f);
  sqlite::Statement c(db, "SELECT field, id, name, folded, retired FROM choice ORDER BY id");
  while (c.step())
    if (const auto it = by_id.find(c.int64(0)); it != by_id.end())
      it->second->choices.push_back({c.int64(1), std::string(c.text(2)), std::string(c.text(3)), c.int64(4) != 0});
}

std::shared_ptr<const TagBook> load_tags(sqlite::Connection& db) {
  auto book = std::make_shared<TagBook>();
  sqlite::Statement groups(db, "SELECT id, name, folded, exclusive FROM tag_group ORDER BY id");
  while (groups.step())
    book->groups.emplace(groups.int64(0), TagGroupDef{groups.int64(0), std::string(groups.text(1)),
                                                        std::string(groups.text(2)), groups.int64(3) != 0});
  sqlite::Statement tags(db, "SELECT id, name, folded, grp, colour, retired FROM tag ORDER BY id");
  while (tags.step()) {
    TagDef t{tags.int64(0),       std::string(tags.text(1)), std::string(tags.text(2)), tags.int64(3),
             std::string(tags.text(4)), tags.int64(5) != 0};
    book->by_folded.emplace(t.folded, t.id);
    book->by_id.emplace(t.id, std::move(t));
  }
  return book;
}

std::vector<SeriesDef> load_series(sqlite::Connection& db) {
  std::vector<SeriesDef> all;
  sqlite::Statement q(db, "SELECT id, name, kind, zone, date, by_hand, volume FROM code_series ORDER BY id");
  while (q.step()) {
    SeriesDef& series = all.emplace_back();
    series.id = q.int64(0);
    series.name = q.text(1);
    series.kind = static_cast<int>(q.int64(2));
    series.zone = q.text(3);
    series.date = q.text(4);
    series.by_hand = q.text(5);
    series.volume = q.int64(6);
  }
  sqlite::Statement v(db, "SELECT series, version, pattern, fiscal, keys FROM code_version ORDER BY series, version");
  while (v.step())
    for (SeriesDef& series : all)
      if (series.id == v.int64(0))
        series.versions.push_back(
            {static_cast<int>(v.int64(1)), std::string(v.text(2)), std::string(v.text(3)), v.int64(4)});
  return all;
}

}  // namespace

const ChoiceDef* FieldDef::choice(std::string_view wanted) const {
  const auto it = std::find_if(choices.begin(), choices.end(), [&](const ChoiceDef& c) { return c.folded == wanted; });
  return it == choices.end() ? nullptr : &*it;
}

const ChoiceDef* FieldDef::choice(std::int64_t wanted) const {
  const auto it = std::find_if(choices.begin(), choices.end(), [&](const ChoiceDef& c) { return c.id == wanted; });
  return it == choices.end() ? nullptr : &*it;
}

const FieldDef* KindDef::find(std::string_view name) const {
  for (const bool folded : {false, true}) {
    const auto it = by_folded.find(folded ? base::fold(name) : std::string(name));
    if (it != by_folded.end()) return &fields[it->second];
  }
  return nullptr;
}

void KindDef::index() {
  by_folded.clear();
  auto customs = std::make_shared<FieldValues::Names>();
  auto all = std::make_shared<FieldValues::Names>();
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    FieldDef& f = fields[i];
    f.index = i;
    all->push_back(f.name);
    if (f.custom()) {
      customs->push_back(f.name);
      by_folded.emplace("custom." + base::fold(f.name), i);
    }
    by_folded.emplace(base::fold(f.name), i);  // the first wins: built-in before custom
    if (f.list && !f.list->alias.empty()) by_folded.emplace(f.list->alias, i);
  }
  custom_names = std::move(customs);
  all_names = std::move(all);
}

const TagDef* TagBook::find(std::string_view name) const {
  const auto it = by_folded.find(base::fold(name));
  return it == by_folded.end() ? nullptr : find(it->second);
}

const TagDef* TagBook::find(std::int64_t id) const {
  const auto it = by_id.find(id);
  return it == by_id.end() ? nullptr : &it->second;
}

const TagGroupDef* TagBook::group(std::string_view name) const {
  const std::string folded = base::fold(name);
  for (const auto& [id, group] : groups)
    if (group.folded == folded) return &group;
  return nullptr;
}

const std::shared_ptr<const KindDef>& Catalogue::held(const Kind& kind) const {
  std::size_t i = 0;
  while (kinds[i]->kind != &kind) ++i;
  return kinds[i];
}

const KindDef* Catalogue::find_kind(std::string_view name) const {
  for (const auto& kind : kinds)
    if (kind->kind->name == name) return kind.get();
  return nullptr;
}

const KindDef* Catalogue::find_kind(int number) const {
  for (const auto& kind : kinds)
    if (kind->kind->number == number) return kind.get();
  return nullptr;
}

std::int64_t Catalogue::journal_column(int tab, std::string_view physical) const {
  const auto it = journal_columns.find({tab, std::string(physical)});
  return it == journal_columns.end() ? 0 : it->second;
}

std::shared_ptr<const Catalogue> load_catalogue(sqlite::Connection& db, std::int64_t version) {
  auto catalogue = std::make_shared<Catalogue>();
  catalogue->version = version;
  std::vector<std::shared_ptr<KindDef>> defs;
  for (const Kind* kind : kinds()) defs.push_back(std::make_shared<KindDef>(describe_kind(*kind)));
  load_fields(db, defs);

  sqlite::Statement columns(db, "SELECT id, tab, physical FROM journal_column WHERE to_txn IS NULL ORDER BY id");
  while (columns.step())
    catalogue->journal_columns[{static_cast<int>(columns.int64(1)), std::string(columns.text(2))}] =
        columns.int64(0);
  sqlite::Statement settings(db, "SELECT name, value FROM setting ORDER BY name");
  while (settings.step()) catalogue->settings.emplace(settings.text(0), settings.text(1));
  for (auto& def : defs) {
    extend(*def, catalogue->settings);
    for (FieldDef& f : def->fields) {
      f.journal = catalogue->journal_column(def->kind->number, f.physical);
      if (f.type == FieldType::money)
        f.journal_currency = catalogue->journal_column(def->kind->number, f.physical + "_currency");
    }
    def->tags_journal = catalogue->journal_column(def->kind->number, "tags");
    def->index();
  }
  catalogue->kinds.assign(defs.begin(), defs.end());
  catalogue->tags = load_tags(db);

  catalogue->series = load_series(db);
  return catalogue;
}

std::string names_setting(const Kind& kind, const FieldDef& f) {
  return "names of " + std::string(kind.name) + "." + f.name;
}

std::optional<FieldType> field_type_named(std::string_view name) {
  const auto it = std::find(type_names.begin(), type_names.end(), name);
  if (it != type_names.end()) return static_cast<FieldType>(it - type_names.begin());
  // What people write on a command line.
  constexpr std::pair<std::string_view, FieldType> others[] = {
      {"long_text", FieldType::long_text},   {"int", FieldType::integer},        {"bool", FieldType::boolean},
      {"partial_date", FieldType::partial_date}, {"datetime", FieldType::date_time}, {"date_time", FieldType::date_time},
      {"choice", FieldType::choice},         {"choices", FieldType::choices},    {"email", FieldType::email}};
  for (const auto& [other, type] : others)
    if (other == name) return type;
  return std::nullopt;
}

}  // namespace crmlite::record

namespace crmlite {

std::string_view to_string(FieldType type) noexcept {
  const auto at = static_cast<std::size_t>(type);
  return at < record::type_names.size() ? record::type_names[at] : std::string_view();
}

}  // namespace crmlite
