// Trying rules on what is stored, before they hold.
#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"
#include "record/encode.hpp"
#include "record/fields.hpp"

namespace crmlite::record {
namespace {

constexpr std::size_t most_reported = 100;

void note(FieldReport& report, std::int64_t record, std::string_view rule) {
  ++report.violations;
  if (report.first.size() < most_reported) report.first.push_back({RecordId{record}, std::string(rule)});
}

/// What a change must not touch: it would mean other values.
void check_same_meaning(const FieldDef& f, const FieldSpec& rules) {
  const auto refuse = [&](std::string_view rule, std::string_view message) -> void {
    throw Invalid(Issue{{}, f.name, std::string(rule), std::string(message), {}});
  };
  if (rules.type != f.type) refuse("type", "the type changes by `retype`");
  if (f.type == FieldType::decimal && rules.scale != f.spec.scale) refuse("scale", "the scale changes by `retype`");
  if (f.type == FieldType::reference && rules.target != f.spec.target) refuse("target", "the target cannot change");
  for (const std::string& name : rules.choices)
    if (!f.choice(base::fold(base::trimmed(name)))) refuse("choices", "choices change by calls of their own");
}

/// Whether a rule about single values is new or stricter.
bool stricter(const FieldSpec& old, const FieldSpec& now) {
  return now.min != old.min || now.max != old.max || now.earliest != old.earliest ||
         now.latest != old.latest || now.min_length != old.min_length || now.max_length != old.max_length ||
         now.pattern != old.pattern || now.check_character != old.check_character;
}

std::string row_source(const KindDef& def, const FieldDef& f) {
  const std::string table(def.kind->table);
  if (f.place == Place::choices)
    return "SELECT id, (SELECT max(choice) FROM record_choice WHERE record = id AND field = " + std::to_string(f.id) +
           "), NULL FROM " + table;
  return "SELECT id, " + f.physical + ", " + (f.type == FieldType::money ? f.physical + "_currency" : "NULL") +
         " FROM " + table;
}

void check_values(Session& s, const KindDef& def, const FieldDef& trial, bool single, FieldReport& report) {
  auto q = s.take(row_source(def, trial));
  while (q->step()) {
    ++report.checked;
    if (q->is_null(1)) {
      if (trial.spec.required) note(report, q->int64(0), "required");
      continue;
    }
    if (!single) continue;
    Issues issues{std::string()};
    encode(s, trial, decode(*s.catalogue, trial, read_cell(*q, 1), read_cell(*q, 2)), issues);
    if (!issues.empty()) note(report, q->int64(0), issues.found().front().rule);
  }
}

/// Every record but the first of those that share a value.
void check_unique(Session& s, const KindDef& def, const FieldDef& f, FieldReport& report) {
  const std::string table(def.kind->table);
  if (is_text(f.type)) {
    std::unordered_set<std::string> seen;
    auto q = s.take("SELECT id, " + f.physical + " FROM " + table + " WHERE " + f.physical + " IS NOT NULL ORDER BY id");
    while (q->step()) {
      std::string twin = twin_of(f.type, q->text(1), s.env.default_country);
      if (!twin.empty() && !seen.insert(std::move(twin)).second) note(report, q->int64(0), "unique");
    }
    return;
  }
  const std::string value = f.type == FieldType::money ? f.physical + ", " + f.physical + "_currency" : f.physical;
  auto q = s.take("SELECT id FROM " + table + " WHERE " + f.physical + " IS NOT NULL AND id NOT IN (SELECT min(id) FROM " +
                  table + " WHERE " + f.physical + " IS NOT NULL GROUP BY " + value + ") ORDER BY id");
  while (q->step()) note(report, q->int64(0), "unique");
}

}  // namespace

FieldReport violations(Session& s, const KindDef& def, const FieldDef& f, const FieldSpec& rules) {
  check_same_meaning(f, rules);
  FieldSpec spec = kept_spec(rules, f.type);
  {
    FieldSpec whole = spec;  // the default names a choice
    for (const ChoiceDef& choice : f.choices)
      if (!choice.retired) whole.choices.push_back(choice.name);
    check_spec(s, f.name, whole);
  }
  FieldReport report;
  const bool single = stricter(f.spec, spec);
  const bool required = spec.required && !f.spec.required;
  FieldDef trial = f;
  trial.spec = spec;
  trial.spec.required = required;
  if (single || required) check_values(s, def, trial, single && f.choices.empty(), report);
  if (spec.unique && !f.spec.unique) {
    check_unique(s, def, f, report);
    if (report.checked == 0) {
      auto q = s.take("SELECT count(*) FROM " + std::string(def.kind->table));
      q->step();
      report.checked = static_cast<std::uint64_t>(q->int64(0));
    }
  }
  return report;
}

}  // namespace crmlite::record
