// The face of custom fields. What the steps do is the engine's.
#include <crmlite/fields.hpp>

#include "query/field_use.hpp"
#include "record/engine.hpp"
#include "record/fields.hpp"

namespace crmlite {

using detail::Session;
using detail::session_of;
using record::FieldDef;
using record::KindDef;
using record::Place;

namespace {

FieldInfo info_of(const KindDef& def, const FieldDef& f) {
  FieldInfo info{std::string(def.kind->name), f.name, !f.custom(), f.state, f.spec, {}, {}, {}, f.read_only, f.initial};
  for (const record::ChoiceDef& choice : f.choices) {
    info.choices.push_back({choice.id, choice.name, choice.retired});
    if (!choice.retired) info.spec.choices.push_back(choice.name);
  }
  if (f.place == Place::column || f.place == Place::engine) info.column = f.physical;
  int references = f.column ? f.column->rules.references : 0;
  if (f.list)
    for (const detail::Column& column : f.list->columns) {
      info.list_columns.emplace_back(column.name);
      if (column.rules.references) references = column.rules.references;
    }
  // the kind's own number is all a built-in column knows
  for (const detail::Kind* kind : record::kinds())
    if (kind->number == references) info.spec.target = kind->name;
  return info;
}

const FieldDef& any_field(const KindDef& def, std::string_view name) {
  const FieldDef* f = def.find(name);
  if (!f) throw NotFound(std::string(def.kind->name) + " has no such field");
  return *f;
}

}  // namespace

std::vector<FieldInfo> FieldReader::list(std::string_view kind) const {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  std::vector<FieldInfo> found;
  for (const FieldDef& f : def.fields) found.push_back(info_of(def, f));
  return found;
}

FieldInfo FieldReader::get(std::string_view kind, std::string_view name) const {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  return info_of(def, any_field(def, name));
}

FieldStatistics FieldReader::statistics(std::string_view kind, std::string_view name) const {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  return query::statistics(s, def, any_field(def, name));
}

std::vector<std::string> FieldReader::suggest(std::string_view kind, std::string_view name, std::string_view prefix,
                                              std::size_t limit) const {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  return query::suggestions(s, def, any_field(def, name), prefix, limit);
}

void FieldWriter::ensure(std::string_view kind, std::string_view name, const FieldSpec& spec) {
  Session& s = session_of(handle_);
  s.writing();
  const KindDef& def = record::kind_of(s, kind);
  const FieldDef* f = def.find(record::checked_field_name(name));
  if (!f) return record::define_field(s, def, name, spec);
  const FieldDef& held = record::custom_field(def, name);
  if (held.type != spec.type)
    throw Invalid(Issue{{}, held.name, "type", "the field is a " + std::string(to_string(held.type)), {}});
  record::set_field_state(s, def, held, FieldState::active);
}

void FieldWriter::define(std::string_view kind, std::string_view name, const FieldSpec& spec) {
  Session& s = session_of(handle_);
  record::define_field(s, record::kind_of(s, kind), name, spec);
}

FieldReport FieldWriter::change(std::string_view kind, std::string_view name, const FieldSpec& spec) {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  return record::change_field(s, def, record::custom_field(def, name), spec);
}

FieldReport FieldWriter::check(std::string_view kind, std::string_view name, const FieldSpec& spec) const {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  return record::violations(s, def, record::custom_field(def, name), spec);
}

void FieldWriter::rename(std::string_view kind, std::string_view name, std::string_view to) {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  record::rename_field(s, def, record::custom_field(def, name), to);
}

void FieldWriter::archive(std::string_view kind, std::string_view name) {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  record::set_field_state(s, def, record::custom_field(def, name), FieldState::archived);
}

void FieldWriter::restore(std::string_view kind, std::string_view name) {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  record::set_field_state(s, def, record::custom_field(def, name), FieldState::active);
}

void FieldWriter::remove(std::string_view kind, std::string_view name) {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  record::remove_field(s, def, record::custom_field(def, name));
}

void FieldWriter::add_choice(std::string_view kind, std::string_view field, std::string_view name) {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  record::add_choice(s, def, any_field(def, field), name);
}

void FieldWriter::rename_choice(std::string_view kind, std::string_view field, std::string_view name,
                                std::string_view to) {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  record::rename_choice(s, def, record::custom_field(def, field), name, to);
}

void FieldWriter::retire_choice(std::string_view kind, std::string_view field, std::string_view name) {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  record::retire_choice(s, def, record::custom_field(def, field), name);
}

BulkResult FieldWriter::replace_choice(std::string_view kind, std::string_view field, std::string_view name,
                                       std::string_view by) {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  return record::replace_choice(s, def, record::custom_field(def, field), name, by);
}

FieldReport FieldWriter::retype(std::string_view kind, std::string_view name, const FieldSpec& to,
                                Unconvertible policy) {
  Session& s = session_of(handle_);
  const KindDef& def = record::kind_of(s, kind);
  return record::retype_field(s, def, record::custom_field(def, name), to, policy == Unconvertible::drop);
}

}  // namespace crmlite
