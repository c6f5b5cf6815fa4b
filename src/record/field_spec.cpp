// What a definition may say.
#include <algorithm>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "record/encode.hpp"
#include "record/fields.hpp"
#include "record/pattern.hpp"

namespace crmlite::record {
namespace {

bool is_number(FieldType t) { return t == FieldType::integer || t == FieldType::decimal || t == FieldType::money; }
bool has_choices(FieldType t) { return t == FieldType::choice || t == FieldType::choices; }

/// Collects what is wrong with one definition.
class SpecCheck {
 public:
  SpecCheck(Session& s, std::string_view field, const FieldSpec& spec) : s_(s), field_(field), spec_(spec) {}

  void run() {
    if (spec_.type == FieldType::list) wrong("type", "lists are built in only");
    if (spec_.type > FieldType::list) wrong("type", "no such type");
    if (to_string(spec_.check_character).empty()) wrong("check_character", "no such system");
    issues_.raise();
    texts();
    days();
    limits();
    choices();
    reference();
    issues_.raise();
    standard();
    issues_.raise();
  }

 private:
  void wrong(std::string_view rule, std::string message) { issues_.add(field_, rule, std::move(message)); }
  void only(bool given, bool fits, std::string_view rule, std::string_view types) {
    if (given && !fits) wrong(rule, "a rule for " + std::string(types) + " only");
  }

  void text(std::string_view what, std::string_view value, std::size_t limit) {
    std::string form;
    if (const TextRule* rule = check_text(value, limit, form)) wrong(rule->name, std::string(what) + ": " + rule->message);
  }

  void texts() {
    text("label", spec_.label, 200);
    text("purpose", spec_.purpose, 1000);
    text("help", spec_.help, 1000);
    text("example", spec_.example, 1000);
    text("owner", spec_.owner, 200);
    text("default", spec_.default_text, 10'000);
    text("pattern", spec_.pattern, spec_.pattern.size());
    for (const auto& [language, label] : spec_.labels) {
      text("labels", language, 35);
      text("labels", label, 200);
    }
  }

  void days() {
    for (const auto& [rule, day] : {std::pair{"range", spec_.earliest}, {"range", spec_.latest}, {"review", spec_.review}})
      if (day && !day->is_valid()) wrong(rule, "a day that does not exist");
  }

  void limits() {
    const FieldType t = spec_.type;
    const bool date = t == FieldType::date;
    only(spec_.min || spec_.max, is_number(t), "range", "numbers and amounts");
    only(spec_.earliest || spec_.latest, date, "range", "dates");
    only(spec_.min_length || spec_.max_length || !spec_.pattern.empty(), is_text(t), "length", "texts");
    only(spec_.check_character != CheckSystem::unchecked, is_text(t), "check_character", "texts");
    only(spec_.yearly, date || t == FieldType::partial_date, "yearly", "dates");
    only(spec_.unique, t != FieldType::choices && t != FieldType::long_text, "unique", "fields of one short value");
    for (const auto& limit : {spec_.min, spec_.max})
      if (limit && limit->scale > 18) wrong("range", "more than 18 digits after the point");
    if (spec_.min && spec_.max && *spec_.min > *spec_.max) wrong("range", "the smallest value is above the largest");
    if (spec_.earliest && spec_.latest && *spec_.earliest > *spec_.latest)
      wrong("range", "the earliest day is after the latest");
    if (spec_.max_length && spec_.min_length > spec_.max_length) wrong("length", "the least length is above the greatest");
    if (spec_.max_length > 1'000'000) wrong("length", "at most 1,000,000 characters");
    if (spec_.scale > 9) wrong("scale", "at most 9 digits after the point");
    if (spec_.pattern.size() > 500) return wrong("pattern", "longer than 500 characters");
    if (!spec_.pattern.empty()) try {
        Pattern::of(spec_.pattern);
      } catch (const Invalid&) {
        wrong("pattern", "not a regular expression");
      }
  }

  void choices() {
    only(!spec_.choices.empty(), has_choices(spec_.type), "choices", "choice fields");
    if (spec_.choices.size() > max_choices) wrong("choices", "more than " + std::to_string(max_choices) + " choices");
    std::set<std::string> seen;
    for (const std::string& name : spec_.choices) {
      std::string form;
      const std::string trimmed = base::trimmed(name);
      if (const TextRule* rule = check_text(trimmed, 200, form)) wrong("choices", std::string("a choice: ") + rule->message);
      else if (base::fold(trimmed).empty()) wrong("choices", "a choice without a name");
      else if (!seen.insert(base::fold(trimmed)).second) wrong("choices", "two choices of the same name");
    }
  }

  void reference() {
    const bool is = spec_.type == FieldType::reference;
    only(!spec_.target.empty(), is, "target", "references");
    if (is && !s_.catalogue->find_kind(spec_.target)) wrong("target", "there is no such kind of records");
  }

  /// The default has to keep the field's own rules.
  void standard() {
    if (spec_.default_text.empty()) return;
    FieldDef trial;
    trial.name = field_;
    trial.type = spec_.type;
    trial.spec = spec_;
    for (const std::string& name : spec_.choices) trial.choices.push_back({1, name, base::fold(name), false});
    Issues found{std::string()};
    if (!encode(s_, trial, Value(spec_.default_text), found)) wrong("default", "breaks a rule of the field itself");
  }

  Session& s_;
  std::string_view field_;
  const FieldSpec& spec_;
  Issues issues_{std::string()};
};

bool keeps_in_identifier(char32_t c) {
  return c >= 0x80 ? c != 0xFFFD : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_';
}

}  // namespace

void check_spec(Session& s, std::string_view name, const FieldSpec& spec) { SpecCheck(s, name, spec).run(); }

std::string checked_field_name(std::string_view name) {
  const auto refuse = [](std::string_view rule, std::string_view message) -> void {
    throw Invalid(Issue{{}, "name", std::string(rule), std::string(message), {}});
  };
  std::string form;
  if (const TextRule* rule = check_text(name, 100, form)) refuse(rule->name, rule->message);
  std::string stored = base::trimmed(form.empty() ? name : std::string_view(form));
  if (base::fold(stored).empty()) refuse("required", "a field needs a name");
  for (const char c : stored)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) refuse("name", "control characters");
  if (base::fold(stored).rfind("custom.", 0) == 0) refuse("name", "names do not begin with `custom.`");
  return stored;
}

std::string free_physical(Session& s, const KindDef& def, std::string_view folded) {
  std::string stem = "x_";
  std::size_t taken_over = 0;
  for (std::size_t pos = 0; pos < folded.size() && taken_over < 40; ++taken_over) {
    const char32_t c = base::decode(folded, pos);
    base::append_utf8(stem, keeps_in_identifier(c) ? c : U'_');
  }
  std::set<std::string, std::less<>> used;
  auto q = s.take("SELECT physical FROM journal_column WHERE tab = ?");
  q->bind(1, def.kind->number);
  while (q->step()) used.emplace(q->text(0));
  std::string name = stem;
  for (int n = 2; used.contains(name) || used.contains(name + "_currency"); ++n) name = stem + "_" + std::to_string(n);
  return name;
}

FieldSpec kept_spec(const FieldSpec& spec, FieldType type) {
  FieldSpec kept = spec;
  kept.type = type;
  kept.choices.clear();
  if (type != FieldType::decimal) kept.scale = FieldSpec{}.scale;
  return kept;
}

}  // namespace crmlite::record

namespace crmlite {

std::optional<FieldType> parse_field_type(std::string_view name) {
  std::string folded = base::fold(name);
  if (const auto type = record::field_type_named(folded)) return type;
  std::replace(folded.begin(), folded.end(), '_', ' ');
  return record::field_type_named(folded);
}

}  // namespace crmlite
