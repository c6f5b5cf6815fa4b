#include "field_rules.hpp"

namespace cli {
namespace {

[[noreturn]] void refuse(const std::string& option, const std::string& form) {
  throw UsageError(option + ": " + form);
}

void set(std::string& member, const std::optional<std::string>& given) {
  if (given) member = *given;
}
template <class T>
void set(T& member, const std::optional<T>& given) {
  if (given) member = *given;
}

/// An empty text takes the rule away.
template <class T>
void set(std::optional<T>& member, const std::optional<std::string>& given, const char* option,
         const char* form) {
  if (!given) return;
  member = given->empty() ? std::nullopt : T::parse(*given);
  if (!member && !given->empty()) refuse(option, form);
}

void apply_limits(const FieldRules& rules, crm::FieldSpec& spec) {
  if (spec.type == crm::FieldType::date) {
    set(spec.earliest, rules.min, "--min", "a day, YYYY-MM-DD");
    set(spec.latest, rules.max, "--max", "a day, YYYY-MM-DD");
  } else {
    set(spec.min, rules.min, "--min", "a number");
    set(spec.max, rules.max, "--max", "a number");
  }
  set(spec.min_length, rules.min_length);
  set(spec.max_length, rules.max_length);
  if (!rules.scale) return;
  if (*rules.scale > 9) refuse("--scale", "0 to 9");
  spec.scale = static_cast<std::uint8_t>(*rules.scale);
}

void apply_labels(const FieldRules& rules, crm::FieldSpec& spec) {
  set(spec.label, rules.label);
  for (const std::string& text : rules.labels) {
    const std::size_t cut = text.find('=');
    if (cut == 0 || cut == std::string::npos) refuse("--label-in", "LANGUAGE=LABEL");
    const std::string language = text.substr(0, cut), label = text.substr(cut + 1);
    if (label.empty())
      spec.labels.erase(language);
    else
      spec.labels[language] = label;
  }
}

void declare_texts(Parameters& take, FieldRules& rules) {
  take.option("--label", rules.label, "Its name for people");
  take.repeated("--label-in", rules.labels, "LANGUAGE=LABEL: its name in a language; may be repeated");
  take.option("--purpose", rules.purpose, "What it is for");
  take.option("--hint", rules.hint, "How to fill it");
  take.option("--example", rules.example, "A value as it should be");
  take.option("--default", rules.default_text, "What new records get that give none");
  take.option("--owner", rules.owner, "Who answers for the field");
  take.option("--review", rules.review, "The day to look at it again");
}

void declare_flags(Parameters& take, FieldRules& rules) {
  take.flag("--required,!--optional", rules.required, "Every record has to have it");
  take.flag("--unique,!--not-unique", rules.unique, "No two records have the same value");
  take.flag("--index,!--no-index", rules.indexed, "Filters and orders by it are fast");
  take.flag("--searchable,!--not-searchable", rules.searchable, "Search looks into it");
  take.flag("--personal,!--not-personal", rules.personal, "Says something about a person");
  take.flag("--sensitive,!--not-sensitive", rules.sensitive, "Needs special care");
  take.flag("--yearly,!--not-yearly", rules.yearly, "A date that comes round every year");
}

void declare_limits(Parameters& take, FieldRules& rules) {
  take.option("--min", rules.min, "Smallest number, earliest day; \"\" for none");
  take.option("--max", rules.max, "Largest number, latest day; \"\" for none");
  take.option("--min-length", rules.min_length, "Of a text, in characters");
  take.option("--max-length", rules.max_length, "Of a text, in characters; 0 for the type's own");
  take.option("--pattern", rules.pattern, "Regular expression that a whole text must match");
  take.option("--check-character", rules.check_character, "Of a text: " + check_systems());
  take.option("--scale", rules.scale, "Of a decimal: digits after the point");
  take.list("--choices", rules.choices, "Of a choice: its choices, a,b,c");
  take.option("--target", rules.target, "Of a reference: the kind it names");
  take.option("--on-remove", rules.on_remove,
              "Of a reference, when its record is removed: refuse, set_none or remove_along");
}

}  // namespace

void declare_rules(Parameters& take, FieldRules& rules) {
  declare_texts(take, rules);
  declare_flags(take, rules);
  declare_limits(take, rules);
}

void apply(const FieldRules& rules, crm::FieldSpec& spec) {
  apply_labels(rules, spec);
  apply_limits(rules, spec);
  set(spec.purpose, rules.purpose);
  set(spec.help, rules.hint);
  set(spec.example, rules.example);
  set(spec.default_text, rules.default_text);
  set(spec.owner, rules.owner);
  set(spec.review, rules.review, "--review", "a day, YYYY-MM-DD");
  set(spec.required, rules.required);
  set(spec.unique, rules.unique);
  set(spec.indexed, rules.indexed);
  set(spec.searchable, rules.searchable);
  set(spec.personal, rules.personal);
  set(spec.sensitive, rules.sensitive);
  set(spec.yearly, rules.yearly);
  set(spec.pattern, rules.pattern);
  set(spec.target, rules.target);
  if (!rules.choices.empty()) spec.choices = rules.choices;
  if (rules.on_remove) {
    using enum crm::OnRemove;
    const auto all = {refuse, set_none, remove_along};
    const auto rule =
        std::find_if(all.begin(), all.end(), [&](auto r) { return to_string(r) == *rules.on_remove; });
    if (rule == all.end()) cli::refuse("--on-remove", "refuse, set_none or remove_along");
    spec.on_remove = *rule;
  }
  if (rules.check_character) spec.check_character = check_system("--check-character", *rules.check_character);
}

std::string check_systems() {
  std::string names(to_string(crm::CheckSystem::unchecked));
  for (std::uint8_t i = 1; !to_string(static_cast<crm::CheckSystem>(i)).empty(); ++i) {
    names += i == 1 ? " or one of " : " ";
    names += to_string(static_cast<crm::CheckSystem>(i));
  }
  return names;
}

crm::CheckSystem check_system(const std::string& option, const std::string& name) {
  const auto system = crm::check_system_named(name);
  if (!system) refuse(option, check_systems());
  return *system;
}

crm::FieldType field_type(const std::string& name) {
  const auto type = crm::parse_field_type(name);
  if (!type) refuse("--type", field_types);
  return *type;
}

}  // namespace cli
