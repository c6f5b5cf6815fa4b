// The rules of a custom field as the JSON object that table `field` keeps: only what differs from the
// default. Its keys are the file's and outlive the names in the code: the system of check characters is
// `check_digit` there.
#include <string>

#include "base/json.hpp"
#include "record/catalogue.hpp"

namespace crmlite::record {
namespace {

class Writer {
 public:
  void text(std::string_view key, std::string_view v) {
    if (v.empty()) return;
    name(key);
    base::append_json_string(out_, v);
  }
  void flag(std::string_view key, bool v) {
    if (v) raw(key, "true");
  }
  void number(std::string_view key, std::uint64_t v, std::uint64_t usual) {
    if (v != usual) raw(key, std::to_string(v));
  }
  void raw(std::string_view key, std::string_view v) {
    name(key);
    out_ += v;
  }
  void labels(const std::map<std::string, std::string>& v) {
    if (v.empty()) return;
    name("labels");
    char separator = '{';
    for (const auto& [language, label] : v) {
      out_ += separator;
      base::append_json_string(out_, language);
      out_ += ':';
      base::append_json_string(out_, label);
      separator = ',';
    }
    out_ += '}';
  }
  std::string take() { return out_.empty() ? "{}" : out_ + '}'; }

 private:
  void name(std::string_view key) {
    out_ += out_.empty() ? '{' : ',';
    base::append_json_string(out_, key);
    out_ += ':';
  }
  std::string out_;
};

}  // namespace

std::string spec_to_json(const FieldSpec& spec) {
  Writer w;
  w.text("label", spec.label);
  w.labels(spec.labels);
  w.text("purpose", spec.purpose);
  w.text("help", spec.help);
  w.text("example", spec.example);
  w.flag("required", spec.required);
  w.flag("unique", spec.unique);
  w.flag("indexed", spec.indexed);
  w.flag("searchable", spec.searchable);
  w.flag("personal", spec.personal);
  w.flag("sensitive", spec.sensitive);
  w.flag("yearly", spec.yearly);
  if (spec.min) w.text("min", to_string(*spec.min));
  if (spec.max) w.text("max", to_string(*spec.max));
  if (spec.earliest) w.text("earliest", to_string(*spec.earliest));
  if (spec.latest) w.text("latest", to_string(*spec.latest));
  w.number("min_length", spec.min_length, 0);
  w.number("max_length", spec.max_length, 0);
  w.text("pattern", spec.pattern);
  if (spec.check_character != CheckSystem::unchecked) w.text("check_digit", to_string(spec.check_character));
  w.number("scale", spec.scale, 2);
  w.text("target", spec.target);
  if (spec.on_remove != OnRemove::set_none) w.text("on_remove", to_string(spec.on_remove));
  w.text("default", spec.default_text);
  w.text("owner", spec.owner);
  if (spec.review) w.text("review", to_string(*spec.review));
  return w.take();
}

FieldSpec spec_from_json(std::string_view json, FieldType type) {
  FieldSpec spec{.type = type};
  const auto parsed = base::parse_json(json);
  if (!parsed) return spec;
  const auto text = [&](std::string_view key) -> std::string {
    const base::Json* v = parsed->find(key);
    return v && v->is_string() ? v->string() : std::string();
  };
  const auto flag = [&](std::string_view key) {
    const base::Json* v = parsed->find(key);
    return v && v->is_bool() && v->boolean();
  };
  const auto number = [&](std::string_view key, std::uint64_t usual) -> std::uint64_t {
    const base::Json* v = parsed->find(key);
    return v && v->is_number() ? std::stoull(v->number()) : usual;
  };
  spec.label = text("label");
  if (const base::Json* labels = parsed->find("labels"); labels && labels->is_object())
    for (const auto& [language, label] : labels->object())
      if (label.is_string()) spec.labels.emplace(language, label.string());
  spec.purpose = text("purpose");
  spec.help = text("help");
  spec.example = text("example");
  spec.required = flag("required");
  spec.unique = flag("unique");
  spec.indexed = flag("indexed");
  spec.searchable = flag("searchable");
  spec.personal = flag("personal");
  spec.sensitive = flag("sensitive");
  spec.yearly = flag("yearly");
  spec.min = Decimal::parse(text("min"));
  spec.max = Decimal::parse(text("max"));
  spec.earliest = Date::parse(text("earliest"));
  spec.latest = Date::parse(text("latest"));
  spec.min_length = number("min_length", 0);
  spec.max_length = number("max_length", 0);
  spec.pattern = text("pattern");
  spec.check_character = check_system_named(text("check_digit")).value_or(CheckSystem::unchecked);
  spec.scale = static_cast<std::uint8_t>(number("scale", 2));
  spec.target = text("target");
  for (const OnRemove rule : {OnRemove::refuse, OnRemove::remove_along})
    if (text("on_remove") == to_string(rule)) spec.on_remove = rule;
  spec.default_text = text("default");
  spec.owner = text("owner");
  spec.review = Date::parse(text("review"));
  return spec;
}

}  // namespace crmlite::record

namespace crmlite {

std::string_view to_string(OnRemove rule) noexcept {
  switch (rule) {
    case OnRemove::refuse: return "refuse";
    case OnRemove::set_none: return "set_none";
    case OnRemove::remove_along: return "remove_along";
  }
  return "?";
}

}  // namespace crmlite
