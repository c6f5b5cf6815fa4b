#include "exchange/import_columns.hpp"

#include <algorithm>
#include <set>

#include <crmlite/error.hpp>

#include "base/text.hpp"
#include "exchange/cell.hpp"
#include "exchange/headings.hpp"

namespace crmlite::exchange {
namespace {

/// What a name leads to.
struct Target {
  const FieldInfo* field = nullptr;  // null: contact
  std::string part = {};
  std::string key = {};

  bool contact() const { return !field; }
  std::string name() const {
    if (contact()) return "contact";
    return field->name + (part.empty() ? "" : "." + part) + (key.empty() ? "" : ":" + key);
  }
  /// Whether several columns may fill it.
  bool takes_many() const {
    return contact() || field->name == "tags" || (field->spec.type == FieldType::list && part.empty());
  }
};

bool same(std::string_view a, std::string_view b) { return base::fold(a) == base::fold(b); }

/// The fields of the kind, found by whatever people call them.
class Names {
 public:
  explicit Names(const std::vector<FieldInfo>& fields) : fields_(fields) {}

  const FieldInfo* field(std::string_view name) const {
    if (same(name, "tags")) return &tags_field();
    for (const FieldInfo& f : fields_)
      if (f.state == FieldState::active && (!f.read_only || f.initial) && same(f.name, name)) return &f;
    return nullptr;
  }
  bool is_customer() const {
    return std::any_of(fields_.begin(), fields_.end(),
                       [](const auto& f) { return f.name == "last_contact_at"; });
  }
  /// Whether it is the very name of a field that only the library writes: `Due` may well mean another.
  bool kept_by_library(std::string_view name) const {
    return std::any_of(fields_.begin(), fields_.end(),
                       [&](const FieldInfo& f) { return f.read_only && !f.initial && f.name == name; });
  }
  bool has_contact() const { return field("phones") && field("emails"); }

  /// A field's own name, with a part or a key where it has such: `addresses.postal_code`, `external_id:erp`.
  std::optional<Target> exact(std::string_view name) const {
    if (const FieldInfo* f = field(name)) return Target{f};
    if (same(name, "contact") && has_contact()) return Target{};
    if (name.starts_with("custom.")) {
      const FieldInfo* f = field(name.substr(7));
      return f && !f->built_in ? std::optional(Target{f}) : std::nullopt;
    }
    if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) {
      const std::string list = base::trimmed(name.substr(0, colon)),
                        key = base::trimmed(name.substr(colon + 1));
      const FieldInfo* f = field(same(list, "external_id") ? "external_ids" : list);
      if (f && !key_column(f->name).empty() && !key.empty()) return Target{f, {}, key};
    }
    if (const std::size_t point = name.find('.'); point != std::string_view::npos) {
      const FieldInfo* f = field(name.substr(0, point));
      const std::string part(name.substr(point + 1));
      if (f && std::find(f->list_columns.begin(), f->list_columns.end(), part) != f->list_columns.end())
        return Target{f, part};
    }
    return std::nullopt;
  }

  /// By a custom field's label in any language, or its name written in another way.
  std::optional<Target> label(std::string_view heading) const {
    for (const std::string& key : heading_keys(heading))
      for (const FieldInfo& f : fields_) {
        if (f.state != FieldState::active || f.built_in) continue;
        const bool fits = heading_key(f.name) == key || heading_key(f.spec.label) == key ||
                          std::any_of(f.spec.labels.begin(), f.spec.labels.end(),
                                      [&](const auto& label) { return heading_key(label.second) == key; });
        if (fits) return Target{&f};
      }
    return std::nullopt;
  }

  /// The first usual word of the heading that means a field of this kind.
  std::optional<std::pair<Target, Meaning>> word(std::string_view heading) const {
    for (const std::string& key : heading_keys(heading))
      for (const Word& word : words_for(key))
        if (auto target = means(word)) return std::pair{std::move(*target), word.meaning};
    return std::nullopt;
  }

 private:
  std::optional<Target> means(const Word& word) const {
    const bool other_kind = !word.kind.empty() && !fields_.empty() && word.kind != fields_.front().kind;
    return other_kind ? std::nullopt : exact(word.field);
  }

  const std::vector<FieldInfo>& fields_;
};

/// Gives each column its field: first what the map says, then what is certain, then what is likely. A field
/// of one value goes to the first column that asks for it.
class Planner {
 public:
  Planner(const std::vector<FieldInfo>& fields, const ImportOptions& options)
      : names_(fields), options_(options) {
    plan_.kind = options.kind;
  }

  Plan run(std::vector<std::string> headings) {
    plan_.width = headings.size();
    take_rejects_columns(headings);
    for (std::size_t i = 0; i < headings.size(); ++i) {
      PlannedColumn& column = plan_.columns.emplace_back();
      column.heading = base::trimmed(headings[i]);
      if (column.heading.empty()) column.heading = "(column " + std::to_string(i + 1) + ")";
    }
    by_map();
    const auto each_open = [&](auto&& step) {
      for (std::size_t i = 0; i < plan_.columns.size(); ++i)
        if (open(i)) step(i);
    };
    each_open([&](std::size_t i) { by_name(i); });
    each_open([&](std::size_t i) {
      if (auto target = names_.label(heading(i))) assign(i, *target);
    });
    each_open([&](std::size_t i) { by_word(i, Meaning::field); });
    for (std::size_t i = 0; i < plan_.columns.size(); ++i)
      if (plan_.columns[i].role == Role::left_out && !plan_.columns[i].named_out) by_contact(i);
    each_open([&](std::size_t i) { by_word(i, Meaning::title); });
    each_open([&](std::size_t i) { by_word(i, Meaning::customer); });
    each_open([&](std::size_t i) { by_word(i, Meaning::company); });
    choose_match();
    return std::move(plan_);
  }

 private:
  const std::string& heading(std::size_t i) const { return plan_.columns[i].heading; }
  bool open(std::size_t i) const {
    const PlannedColumn& c = plan_.columns[i];
    return c.role == Role::left_out && !c.named_out && !names_.kept_by_library(c.heading);
  }

  void take_rejects_columns(std::vector<std::string>& headings) const {
    constexpr std::size_t n = std::size(reject_headings);
    if (headings.size() > n &&
        std::equal(headings.end() - std::ptrdiff_t{n}, headings.end(), std::begin(reject_headings)))
      headings.resize(headings.size() - n);
  }

  std::size_t slot_for(const FieldInfo& field, std::size_t column) {
    std::size_t at = 0;
    while (at < plan_.slots.size() && plan_.slots[at].field.name != field.name) ++at;
    if (at == plan_.slots.size()) plan_.slots.push_back({field, {}});
    plan_.slots[at].columns.push_back(column);
    return at;
  }

  /// False when another column has the field already.
  bool assign(std::size_t i, const Target& target, bool verbatim = false) {
    if (!target.takes_many() && !taken_.insert(target.name()).second) return false;
    PlannedColumn& column = plan_.columns[i];
    column.field = target.name();
    column.verbatim = verbatim;
    if (target.contact()) {
      column.role = Role::contact;
      column.slot = slot_for(*names_.field("phones"), i);
      column.second = slot_for(*names_.field("emails"), i);
      return true;
    }
    column.role = Role::value;
    column.part = target.part;
    column.key = target.key;
    column.slot = slot_for(*target.field, i);
    return true;
  }

  void by_map() {
    for (const ColumnMap& m : options_.map) {
      bool found = false;
      for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
        if (heading(i) != base::trimmed(m.column) && heading_key(heading(i)) != heading_key(m.column))
          continue;
        map_column(i, m.field);
        found = true;
      }
      if (!found) throw Invalid("map: the file has no column \"" + m.column + "\"");
    }
  }

  void map_column(std::size_t i, const std::string& name) {
    if (name.empty()) {
      plan_.columns[i].named_out = true;
      return;
    }
    if (name == "id" && options_.match == "id") return id_column(i);
    if (same(name, "last_contact_at") && names_.is_customer() && taken_.insert("last_contact_at").second) {
      plan_.columns[i].role = Role::last_contact;
      plan_.columns[i].field = "last_contact_at";
      return;
    }
    if (names_.kept_by_library(base::fold(name)))
      throw Invalid(Issue{{}, name, "read_only", "kept by the library, not taken from files", {}});
    auto target = names_.exact(name);
    if (!target)
      if (auto word = names_.word(name)) target = std::move(word->first);
    if (!target) throw Invalid(Issue{{}, name, "field", options_.kind + " has no such field", {}});
    if (!assign(i, *target)) throw Invalid(Issue{{}, name, "map", "two columns for one field", {}});
  }

  void id_column(std::size_t i) {
    plan_.columns[i].role = Role::id;
    plan_.columns[i].field = "id";
  }

  /// When a customer was last in contact is told by interactions: the column becomes one.
  void by_contact(std::size_t i) {
    if (!names_.is_customer() || !is_last_contact(heading(i)) || !taken_.insert("last_contact_at").second)
      return;
    plan_.columns[i].role = Role::last_contact;
    plan_.columns[i].field = "last_contact_at";
  }

  /// A built-in field's name only counts exactly as exports write it: `Company` is a word of several
  /// meanings.
  void by_name(std::size_t i) {
    auto target = names_.exact(heading(i));
    if (!target) return;
    const bool verbatim = target->name() == heading(i);
    if (verbatim || (!target->contact() && !target->field->built_in)) assign(i, *target, verbatim);
  }

  bool has_name() const {
    return taken_.contains("name") || taken_.contains("given_name") || taken_.contains("family_name");
  }

  void by_word(std::size_t i, Meaning wanted) {
    auto found = names_.word(heading(i));
    if (!found || found->second != wanted) return;
    if (wanted == Meaning::title && taken_.contains("position")) {
      if (auto prefix = names_.exact("name_prefix")) assign(i, *prefix);
      return;
    }
    if (wanted == Meaning::customer && has_name()) {
      if (auto company = names_.exact("company")) assign(i, *company);
      return;
    }
    if (wanted == Meaning::company && !has_name() && (options_.match.empty() || options_.match == "name")) {
      if (auto name = names_.exact("name")) plan_.companies = assign(i, *name) && names_.field("kind");
      return;
    }
    assign(i, found->first);
  }

  void choose_match() {
    const std::string& name = options_.match;
    if (name.empty()) return;
    const auto refuse = [&](std::string_view message) {
      throw Invalid(Issue{{}, name, "match", std::string(message), {}});
    };
    constexpr std::string_view no_column = "to find records by: no column of the file gives it";
    if (name == "id") {
      for (std::size_t i = 0; i < plan_.columns.size(); ++i)
        if (!plan_.columns[i].named_out && same(heading(i), "id")) id_column(i);
      plan_.match = "id";
      if (std::none_of(plan_.columns.begin(), plan_.columns.end(),
                       [](const auto& c) { return c.role == Role::id; }))
        refuse(no_column);
      return;
    }
    auto target = names_.exact(name);
    if (!target)
      if (auto word = names_.word(name)) target = std::move(word->first);
    if (!target) refuse(options_.kind + " has no such field");
    if (target->contact() || target->field->name == "tags" || !target->part.empty())
      refuse("records are not found by it");
    if (target->field->name == "external_ids" && target->key.empty())
      refuse("say of which system: external_id:SYSTEM");
    const auto slot = plan_.slot_of(target->field->name);
    const auto gives = [&](std::size_t c) { return plan_.columns[c].key == target->key; };
    if (!slot || std::none_of(plan_.slots[*slot].columns.begin(), plan_.slots[*slot].columns.end(), gives))
      refuse(no_column);
    plan_.match = target->field->name;
    plan_.match_slot = *slot;
    plan_.match_key = target->key;
  }

  Names names_;
  const ImportOptions& options_;
  Plan plan_;
  std::set<std::string, std::less<>> taken_;
};

}  // namespace

std::string_view key_column(std::string_view list) {
  if (list == "external_ids") return "system";
  if (list == "messaging") return "service";
  return {};
}

std::optional<std::size_t> Plan::slot_of(std::string_view field) const {
  for (std::size_t i = 0; i < slots.size(); ++i)
    if (slots[i].field.name == field) return i;
  return std::nullopt;
}

void Plan::add_new_field(std::size_t column, FieldInfo field) {
  PlannedColumn& c = columns[column];
  c.role = Role::value;
  c.new_field = true;
  c.field = field.name;
  c.slot = slots.size();
  slots.push_back({std::move(field), {column}});
}

std::size_t known_headings(const std::vector<FieldInfo>& fields, const std::vector<std::string>& cells) {
  const Names names(fields);
  return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [&](const std::string& cell) {
    const std::string heading = base::trimmed(cell);
    return !heading.empty() && (names.exact(heading) || names.label(heading) || names.word(heading));
  }));
}

Plan plan_columns(const std::vector<FieldInfo>& fields, std::vector<std::string> headings,
                  const ImportOptions& options) {
  return Planner(fields, options).run(std::move(headings));
}

}  // namespace crmlite::exchange
