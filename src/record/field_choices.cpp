// The choices of choice fields. Records hold their numbers, so a new name touches no record.
#include <algorithm>

#include "base/json.hpp"
#include "base/text.hpp"
#include "record/engine.hpp"
#include "record/fields.hpp"
#include "record/journal.hpp"

namespace crmlite::record {
namespace {

[[noreturn]] void refuse(const FieldDef& f, std::string_view rule, std::string_view message) {
  throw Invalid(Issue{{}, f.name, std::string(rule), std::string(message), {}});
}

std::string checked_choice(const FieldDef& f, std::string_view name) {
  const std::string trimmed = base::trimmed(name);
  std::string form;
  if (const TextRule* rule = check_text(trimmed, 200, form)) refuse(f, rule->name, rule->message);
  if (base::fold(trimmed).empty()) refuse(f, "choices", "a choice needs a name");
  return form.empty() ? trimmed : form;
}

const ChoiceDef& known(const FieldDef& f, std::string_view name) {
  if (f.type != FieldType::choice && f.type != FieldType::choices) refuse(f, "type", "has no choices");
  const ChoiceDef* choice = f.choice(base::fold(base::trimmed(name)));
  if (!choice) throw NotFound("the field has no such choice");
  return *choice;
}

ChoiceDef& defining_choice(Session& s, const Kind& kind, std::int64_t field, std::int64_t choice) {
  auto& choices = defining_field(defining_kind(s, kind), field).choices;
  return *std::find_if(choices.begin(), choices.end(), [&](const ChoiceDef& c) { return c.id == choice; });
}

void set_retired(Session& s, const Kind& kind, std::int64_t field, std::int64_t choice, bool retired) {
  const NamedCell values[] = {{"retired", std::int64_t{retired}}};
  update_definition(s, tab::choice, choice, values);
  defining_choice(s, kind, field, choice).retired = retired;
}

/// The field's default with this choice under another name; nothing where it does not name the choice.
std::optional<std::string> default_with(const FieldDef& f, const ChoiceDef& choice, std::string_view name) {
  std::string out;
  bool named = false;
  for (std::string_view rest = f.spec.default_text; !rest.empty();) {
    const std::size_t end = f.type == FieldType::choices ? std::min(rest.find(';'), rest.size()) : rest.size();
    std::string part = base::trimmed(rest.substr(0, end));
    if (base::fold(part) == choice.folded) named = true, part = name;
    if (!part.empty()) out += (out.empty() ? "" : "; ") + part;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return named ? std::optional(std::move(out)) : std::nullopt;
}

void set_default(Session& s, const Kind& kind, std::int64_t field, std::string text) {
  FieldDef& f = defining_field(defining_kind(s, kind), field);
  f.spec.default_text = std::move(text);
  const NamedCell values[] = {{"spec", spec_to_json(f.spec)}};
  update_definition(s, tab::field, field, values);
}

}  // namespace

ChoiceDef insert_choice(Session& s, const FieldDef& f, std::string_view name) {
  ChoiceDef choice;
  choice.name = checked_choice(f, name);
  choice.folded = base::fold(choice.name);
  {
    // Under an earlier type the field may have had it.
    auto q = s.take("SELECT id FROM choice WHERE field = ? AND folded = ?");
    q->bind(1, f.id);
    q->bind(2, std::string_view(choice.folded));
    if (q->step()) choice.id = q->int64(0);
  }
  const NamedCell values[] = {
      {"field", f.id}, {"name", choice.name}, {"folded", choice.folded}, {"retired", std::int64_t{0}}};
  if (choice.id) update_definition(s, tab::choice, choice.id, values);
  else choice.id = insert_definition(s, tab::choice, values);
  return choice;
}

/// A name that a host adds to a built-in field's; all that were added are kept as one setting.
static void add_name(Session& s, const KindDef& def, const FieldDef& f, std::string_view name) {
  if (!f.column || !f.column->rules.extensible) throw Conflict(Issue{{}, f.name, "built_in", "a built-in field", {}});
  const std::string stored = checked_choice(f, name);
  std::vector<std::string> names = f.spec.choices;
  const auto same = [&](const std::string& other) { return base::fold(other) == base::fold(stored); };
  if (std::any_of(names.begin(), names.end(), same))
    throw Conflict(Issue{{}, f.name, "unique", "the field has this name", {}});
  if (names.size() >= max_choices) refuse(f, "choices", "as many names as there can be");
  names.push_back(stored);
  std::string added = "[";
  for (std::size_t i = f.column->names.size(); i < names.size(); ++i) {
    if (added.size() > 1) added += ',';
    base::append_json_string(added, names[i]);
  }
  const std::string field = f.name;
  const Kind& kind = *def.kind;
  set_setting(s, names_setting(kind, f), added + ']');
  KindDef& changed = defining_kind(s, kind);
  changed.fields[changed.find(field)->index].spec.choices = std::move(names);
}

void add_choice(Session& s, const KindDef& def, const FieldDef& f, std::string_view name) {
  s.writing();
  if (!f.custom()) return add_name(s, def, f, name);
  if (f.type != FieldType::choice && f.type != FieldType::choices) refuse(f, "type", "has no choices");
  if (f.choices.size() >= max_choices) refuse(f, "choices", "as many choices as there can be");
  const std::string stored = checked_choice(f, name);
  const std::int64_t id = f.id;
  if (const ChoiceDef* old = f.choice(base::fold(stored))) {
    if (!old->retired) throw Conflict(Issue{{}, f.name, "unique", "the field has this choice", {}});
    return set_retired(s, *def.kind, id, old->id, false);
  }
  ChoiceDef choice = insert_choice(s, f, stored);
  defining_field(defining_kind(s, *def.kind), id).choices.push_back(std::move(choice));
}

void rename_choice(Session& s, const KindDef& def, const FieldDef& f, std::string_view name, std::string_view to) {
  s.writing();
  const Kind& kind = *def.kind;  // stays; its definition goes when the catalogue changes
  const std::int64_t field = f.id, id = known(f, name).id;
  const std::string stored = checked_choice(f, to);
  const std::string folded = base::fold(stored);
  if (const ChoiceDef* other = f.choice(folded); other && other->id != id)
    throw Conflict(Issue{{}, f.name, "unique", "the field has this choice", {}});
  auto standard = default_with(f, *f.choice(id), stored);
  const NamedCell values[] = {{"name", stored}, {"folded", folded}};
  update_definition(s, tab::choice, id, values);
  {
    ChoiceDef& choice = defining_choice(s, kind, field, id);
    choice.name = stored;
    choice.folded = folded;
  }
  if (standard) set_default(s, kind, field, std::move(*standard));
}

void retire_choice(Session& s, const KindDef& def, const FieldDef& f, std::string_view name) {
  s.writing();
  const ChoiceDef& choice = known(f, name);
  if (default_with(f, choice, name))
    throw Conflict(Issue{{}, f.name, "default", "new records get this choice: give the field another default first", {}});
  set_retired(s, *def.kind, f.id, choice.id, true);
}

BulkResult replace_choice(Session& s, const KindDef& def, const FieldDef& f, std::string_view name,
                          std::string_view by) {
  s.writing();
  const Kind& kind = *def.kind;  // stays; its definition goes when the catalogue changes
  const std::int64_t from = known(f, name).id, to = known(f, by).id, field = f.id;
  if (from == to) refuse(f, "choices", "a choice cannot replace itself");
  if (known(f, by).retired) refuse(f, "choices", "a choice that is retired");
  auto standard = default_with(f, known(f, name), known(f, by).name);
  std::vector<std::int64_t> owners;
  {
    auto q = f.place == Place::choices
                 ? s.take("SELECT record FROM record_choice WHERE choice = ? ORDER BY record")
                 : s.take("SELECT id FROM " + std::string(def.kind->table) + " WHERE " + f.physical + " = ? ORDER BY id");
    q->bind(1, from);
    while (q->step()) owners.push_back(q->int64(0));
  }
  Unfinished unfinished(s);
  for (const std::int64_t owner : owners) {
    Encoded value;
    if (f.place == Place::choices) {
      value.choices = stored_choices(s, f, owner);
      std::replace(value.choices.begin(), value.choices.end(), from, to);
      std::sort(value.choices.begin(), value.choices.end());
      value.choices.erase(std::unique(value.choices.begin(), value.choices.end()), value.choices.end());
    } else {
      value.cell = to;
    }
    update_record(s, def, owner, {{&f, std::move(value)}}, {});
  }
  set_retired(s, kind, field, from, true);
  if (standard) set_default(s, kind, field, std::move(*standard));
  unfinished.finished();
  return {owners.size(), owners.size()};
}

}  // namespace crmlite::record
