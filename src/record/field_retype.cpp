// A field of another type: a new column, filled from the old one, takes its place; the old column keeps what it held,
// so that the journal's way back leads to it, until `compact` drops it.
#include <map>
#include <set>

#include "base/text.hpp"
#include "record/engine.hpp"
#include "record/fields.hpp"
#include "record/journal.hpp"
#include "record/plans.hpp"

namespace crmlite::record {
namespace {

constexpr std::size_t most_reported = 100;

class Retype {
 public:
  Retype(Session& s, const KindDef& def, const FieldDef& from, const FieldSpec& to)
      : s_(s), def_(def), from_(from), to_(from) {
    to_.type = to.type;
    to_.spec = kept_spec(to, to.type);
    to_.place = to.type == FieldType::choices ? Place::choices : Place::column;
    learn_choices(to);
  }

  FieldReport run(bool drop) {
    convert();
    if (to_.spec.unique && unique_broken_) note(0, "unique");
    if (report_.violations > 0 && (!drop || unique_broken_ || to_.spec.required)) return report_;
    check_columns(s_, def_, columns_of(to_));
    write();
    report_.applied = true;
    return report_;
  }

 private:
  static bool chooses(FieldType t) { return t == FieldType::choice || t == FieldType::choices; }

  /// The choices of the old field stay; texts and the definition add theirs. New ones get numbers when it is written.
  void learn_choices(const FieldSpec& to) {
    if (!chooses(to.type)) return to_.choices.clear();
    if (!chooses(from_.type)) to_.choices.clear();
    for (const std::string& name : to.choices) learn(name);
    if (chooses(from_.type) || !to.choices.empty()) return;
    each_value([&](std::int64_t, const Value& v) {
      if (to.type == FieldType::choice) return learn(to_string(v));
      learn_each(to_string(v));
    });
  }
  void learn_each(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(';'), text.size());
      learn(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
  void learn(std::string_view name) {
    const std::string trimmed = base::trimmed(name), folded = base::fold(trimmed);
    if (folded.empty() || to_.choice(folded) || to_.choices.size() >= max_choices) return;
    if (base::code_points(trimmed) > 200) return;
    to_.choices.push_back({--next_new_, trimmed, folded, false});
  }

  template <class F>
  void each_value(F&& visit) {
    const std::string table(def_.kind->table);
    if (from_.place == Place::choices) {
      std::vector<std::int64_t> owners;
      {
        auto q = s_.take("SELECT DISTINCT record FROM record_choice WHERE field = ? ORDER BY record");
        q->bind(1, from_.id);
        while (q->step()) owners.push_back(q->int64(0));
      }
      for (const std::int64_t id : owners) visit(id, decode_choices(from_, stored_choices(s_, from_, id)));
      return;
    }
    const std::string currency = from_.type == FieldType::money ? from_.physical + "_currency" : "NULL";
    auto q = s_.take("SELECT id, " + from_.physical + ", " + currency + " FROM " + table + " WHERE " + from_.physical +
                     " IS NOT NULL ORDER BY id");
    while (q->step())
      visit(q->int64(0), decode(*s_.catalogue, from_, read_cell(*q, 1), read_cell(*q, 2)));
  }

  /// The value as the new type takes it.
  Value as_input(const Value& v) const {
    if (const auto* names = v.get_if<Value::Texts>(); names && to_.type != FieldType::choices)
      return names->size() == 1 || to_.type == FieldType::text || to_.type == FieldType::long_text ? Value(to_string(v))
                                                                                                 : Value(*names);
    if (to_.type == FieldType::choices)
      if (const auto* name = v.get_if<std::string>(); name && from_.type == FieldType::choice)
        return Value(Value::Texts{*name});
    if (to_.type == FieldType::date_time)
      if (const auto* day = v.get_if<Date>()) return Value(to_string(*day));
    if (to_.type == FieldType::date)  // the way back
      if (const auto* at = v.get_if<Timestamp>(); at && at->ms % (24 * 60 * 60 * 1000) == 0)
        return Value(to_string(*at).substr(0, 10));
    if (to_.type == FieldType::integer)
      if (const auto* decimal = v.get_if<Decimal>())
        if (const auto whole = decimal->rescaled(0)) return Value(whole->units);
    return v.get_if<std::string>() || v.get_if<Value::Texts>() ? v : Value(to_string(v));
  }

  void convert() {
    // A choice that is retired stays valid where it stands.
    for (ChoiceDef& choice : to_.choices)
      if (choice.retired) retired_.push_back(choice.id), choice.retired = false;
    std::set<std::pair<Cell, Cell>> seen;
    each_value([&](std::int64_t id, const Value& v) {
      ++report_.checked;
      Issues issues{std::string()};
      auto encoded = encode(s_, to_, as_input(v), issues);
      if (!encoded || encoded->empty()) return note(id, issues.empty() ? "type" : issues.found().front().rule);
      const Cell& compared = has_twin(to_) ? encoded->twin : encoded->cell;
      if (!is_null(compared) && !seen.emplace(compared, encoded->currency).second) unique_broken_ = true;
      values_.emplace_back(id, std::move(*encoded));
    });
    if (!to_.spec.required) return;
    auto q = s_.take("SELECT count(*) FROM " + std::string(def_.kind->table));
    q->step();
    if (static_cast<std::size_t>(q->int64(0)) != values_.size()) note(0, "required");
  }

  void note(std::int64_t record, std::string_view rule) {
    ++report_.violations;
    if (report_.first.size() < most_reported) report_.first.push_back({RecordId{record}, std::string(rule)});
  }

  void number_choices(std::map<std::int64_t, std::int64_t>& numbers) {
    for (ChoiceDef& choice : to_.choices) {
      if (choice.id > 0) continue;
      const std::int64_t provisional = choice.id;
      choice = insert_choice(s_, from_, choice.name);
      numbers[provisional] = choice.id;
    }
    for (ChoiceDef& choice : to_.choices)
      choice.retired = std::find(retired_.begin(), retired_.end(), choice.id) != retired_.end();
    std::sort(to_.choices.begin(), to_.choices.end(),
              [](const ChoiceDef& a, const ChoiceDef& b) { return a.id < b.id; });
  }

  void write() {
    Unfinished unfinished(s_);
    drop_indexes(s_, def_, from_);
    if (from_.place == Place::choices || from_.type == FieldType::reference) clear_old();
    std::map<std::int64_t, std::int64_t> numbers;
    number_choices(numbers);
    to_.physical = free_physical(s_, def_, base::fold(from_.name));
    add_column(s_, def_, to_);
    const auto number = [&](std::int64_t id) { return numbers.contains(id) ? numbers.at(id) : id; };
    for (auto& [id, value] : values_) {
      for (std::int64_t& choice : value.choices) choice = number(choice);
      if (to_.type == FieldType::choice) value.cell = number(std::get<std::int64_t>(value.cell));
      fill(id, value);
    }
    add_indexes(s_, def_, to_);
    const NamedCell cells[] = {{"physical", to_.physical},
                               {"type", std::string(to_string(to_.type))},
                               {"spec", spec_to_json(to_.spec)}};
    update_definition(s_, tab::field, to_.id, cells);
    KindDef& changed = defining_kind(s_, *def_.kind);
    defining_field(changed, to_.id) = to_;
    changed.index();
    unfinished.finished();
  }

  /// Rows of choices are not left behind as a column is, and a reference that nobody sees would hold on to its record:
  /// the journal takes them.
  void clear_old() {
    FieldDef optional = from_;
    optional.spec.required = false;
    std::vector<std::int64_t> owners;
    each_value([&](std::int64_t id, const Value&) { owners.push_back(id); });
    for (const std::int64_t id : owners) update_record(s_, def_, id, {{&optional, {}}}, {});
  }

  void fill(std::int64_t id, const Encoded& value) {
    const std::string table(def_.kind->table);
    if (to_.place == Place::choices) {
      replace_choices(s_, to_, id, {}, value.choices);
      auto q = s_.take("UPDATE " + table + " SET parts = parts | " + std::to_string(part::choices) + " WHERE id = ?");
      q->bind(1, id);
      q->step();
      return;
    }
    const bool money = to_.type == FieldType::money;
    const std::string second = money             ? to_.physical + "_currency"
                               : has_twin(to_) ? to_.twin_column()
                                               : std::string();
    auto q = s_.take("UPDATE " + table + " SET " + to_.physical + " = ?" +
                     (second.empty() ? "" : ", " + second + " = ?") + " WHERE id = ?");
    bind_cell(*q, 1, value.cell);
    if (!second.empty()) bind_cell(*q, 2, money ? value.currency : value.twin);
    q->bind(second.empty() ? 2 : 3, id);
    q->step();
  }

  Session& s_;
  const KindDef& def_;
  const FieldDef& from_;
  FieldDef to_;
  FieldReport report_;
  std::vector<std::pair<std::int64_t, Encoded>> values_;
  std::vector<std::int64_t> retired_;
  std::int64_t next_new_ = 0;
  bool unique_broken_ = false;
};

}  // namespace

FieldReport retype_field(Session& s, const KindDef& def, const FieldDef& f, const FieldSpec& to, bool drop) {
  s.writing();
  if (to.type == f.type && to.type != FieldType::decimal)
    throw Invalid(Issue{{}, f.name, "type", "the field has this type", {}});
  FieldSpec checked = to;
  if (checked.choices.empty())
    for (const ChoiceDef& choice : f.choices) checked.choices.push_back(choice.name);
  if (to.type != FieldType::choice && to.type != FieldType::choices) checked.choices.clear();
  check_spec(s, f.name, checked);
  return Retype(s, def, f, to).run(drop);
}

}  // namespace crmlite::record
