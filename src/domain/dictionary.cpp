// The data dictionary: every kind and field of a file, for people (Markdown) and for programs (JSON).
#include <crmlite/fields.hpp>

#include "base/json.hpp"
#include "record/kind.hpp"
#include "record/session.hpp"

namespace crmlite {
namespace {

/// A cell of a Markdown table cannot hold a bar or a line's end.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += "\\|";
    else if (c == '\n') out += "<br>";
    else if (c != '\r') out += c;
  }
  return out;
}

std::string label_of(const FieldInfo& f, std::string_view language) {
  if (const auto it = f.spec.labels.find(std::string(language)); it != f.spec.labels.end()) return it->second;
  return f.spec.label.empty() ? f.name : f.spec.label;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::vector<std::string> rules_of(const FieldInfo& f) {
  const FieldSpec& s = f.spec;
  std::vector<std::string> rules;
  const auto add = [&](bool holds, std::string rule) {
    if (holds) rules.push_back(std::move(rule));
  };
  add(s.required, "required");
  add(s.unique, "unique");
  add(s.indexed, "indexed");
  add(s.searchable, "searchable");
  add(s.min.has_value(), "at least " + (s.min ? to_string(*s.min) : ""));
  add(s.max.has_value(), "at most " + (s.max ? to_string(*s.max) : ""));
  add(s.earliest.has_value(), "from " + (s.earliest ? to_string(*s.earliest) : ""));
  add(s.latest.has_value(), "until " + (s.latest ? to_string(*s.latest) : ""));
  add(s.min_length > 0, "at least " + std::to_string(s.min_length) + " characters");
  add(s.max_length > 0, "at most " + std::to_string(s.max_length) + " characters");
  add(!s.pattern.empty(), "form `" + s.pattern + "`");
  add(s.check_character != CheckSystem::unchecked,
      "check character by " + std::string(to_string(s.check_character)));
  add(s.type == FieldType::decimal, std::to_string(s.scale) + " digits after the point");
  add(!s.choices.empty(), "one of " + joined(s.choices));
  add(!s.target.empty(), "names a " + s.target);
  add(!f.list_columns.empty(), "elements of " + joined(f.list_columns));
  add(!s.default_text.empty(), "default `" + s.default_text + "`");
  add(s.personal, "personal");
  add(s.sensitive, "sensitive");
  add(s.yearly, "yearly");
  add(f.state == FieldState::archived, "archived");
  return rules;
}

class JsonObject {
 public:
  void text(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    name(key);
    base::append_json_string(out_, value);
  }
  void flag(std::string_view key, bool value) {
    if (value) name(key), out_ += "true";
  }
  void number(std::string_view key, std::size_t value) {
    name(key);
    out_ += std::to_string(value);
  }
  void texts(std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    name(key);
    for (std::size_t i = 0; i < values.size(); ++i) {
      out_ += i ? ", " : "[";
      base::append_json_string(out_, values[i]);
    }
    out_ += ']';
  }
  void object(std::string_view key, const std::map<std::string, std::string>& values) {
    if (values.empty()) return;
    JsonObject inner;
    for (const auto& [k, v] : values) inner.text(k, v);
    name(key);
    out_ += inner.take();
  }
  std::string take() { return out_.empty() ? "{}" : out_ + "}"; }

 private:
  void name(std::string_view key) {
    out_ += out_.empty() ? "{" : ", ";
    base::append_json_string(out_, key);
    out_ += ": ";
  }
  std::string out_;
};

std::string json_of(const FieldInfo& f) {
  const FieldSpec& s = f.spec;
  JsonObject o;
  o.text("name", f.name);
  o.text("type", to_string(s.type));
  o.text("label", s.label);
  o.object("labels", s.labels);
  o.flag("built_in", f.built_in);
  o.flag("archived", f.state == FieldState::archived);
  o.text("column", f.column);
  o.text("purpose", s.purpose);
  o.text("help", s.help);
  o.text("example", s.example);
  o.flag("required", s.required);
  o.flag("unique", s.unique);
  o.flag("indexed", s.indexed);
  o.flag("searchable", s.searchable);
  o.flag("personal", s.personal);
  o.flag("sensitive", s.sensitive);
  o.flag("yearly", s.yearly);
  if (s.min) o.text("min", to_string(*s.min));
  if (s.max) o.text("max", to_string(*s.max));
  if (s.earliest) o.text("earliest", to_string(*s.earliest));
  if (s.latest) o.text("latest", to_string(*s.latest));
  if (s.min_length) o.number("min_length", s.min_length);
  if (s.max_length) o.number("max_length", s.max_length);
  o.text("pattern", s.pattern);
  if (s.check_character != CheckSystem::unchecked) o.text("check_character", to_string(s.check_character));
  if (s.type == FieldType::decimal) o.number("scale", s.scale);
  o.texts("choices", s.choices);
  o.text("target", s.target);
  if (s.type == FieldType::reference)
    o.text("on_remove", to_string(s.on_remove));
  o.texts("columns", f.list_columns);
  o.text("default", s.default_text);
  o.text("owner", s.owner);
  if (s.review) o.text("review", to_string(*s.review));
  return o.take();
}

}  // namespace

std::string FieldReader::dictionary_markdown(std::string_view language) const {
  std::string out = "# Data dictionary\n";
  for (const detail::Kind* kind : record::kinds()) {
    out += "\n## " + std::string(kind->name) + "\n\n| field | label | type | rules | purpose |\n";
    out += "| --- | --- | --- | --- | --- |\n";
    for (const FieldInfo& f : list(kind->name))
      out += "| " + cell(f.name) + " | " + cell(label_of(f, language)) + " | " + std::string(to_string(f.spec.type)) +
             " | " + cell(joined(rules_of(f))) + " | " + cell(f.spec.purpose) + " |\n";
  }
  return out;
}

std::string FieldReader::dictionary_json() const {
  std::string out = "[";
  for (const detail::Kind* kind : record::kinds()) {
    out += out.size() > 1 ? ",\n {\"kind\": " : "\n {\"kind\": ";
    base::append_json_string(out, kind->name);
    out += ", \"fields\": [";
    std::string separator = "\n  ";
    for (const FieldInfo& f : list(kind->name)) {
      out += separator + json_of(f);
      separator = ",\n  ";
    }
    out += "]}";
  }
  return out + "\n]\n";
}

}  // namespace crmlite
