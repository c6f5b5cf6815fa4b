// Changing records: what differs from the stored row is written, journaled with its before-image, and nothing else.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "record/engine.hpp"
#include "record/hooks.hpp"
#include "record/journal.hpp"
#include "record/plans.hpp"
#include "record/timeline.hpp"
#include "sqlite/errors.hpp"

namespace crmlite::record {
namespace {

/// One record being changed.
class Update final : public Draft {
 public:
  Update(Session& s, const KindDef& def, std::int64_t id) : s_(s), def_(def), plans_(s.plans_of(*def.kind)), id_(id) {}

  bool run(std::vector<Assignment> changes, const UpdateOptions& options) {
    changes_ = std::move(changes);
    if (def_.kind->settle) def_.kind->settle(*this);
    renew_code();
    settle_order();
    read_old(options);
    drop_equal();
    drop_causeless();
    if (changes_.empty()) return false;
    check();
    write();
    return true;
  }

  /// The code that goes with the changes, known already.
  void use(const IssuedCode& code) { renewed_ = code; }

  Cell value(std::string_view column) const override {
    if (const Encoded* e = change_of(column)) return e->cell;
    auto q = s_.take("SELECT " + def_.find(column)->physical + " FROM " + std::string(def_.kind->table) +
                     " WHERE id = ?");
    q->bind(1, id_);
    return q->step() ? read_cell(*q, 0) : Cell{};
  }
  bool touches(std::string_view column) const override { return change_of(column) != nullptr; }
  void refuse(std::string_view column, std::string_view rule, std::string_view message) override {
    issues_.add(column, rule, std::string(message));
  }
  void set(std::string_view column, Cell value, std::string_view because) override {
    Assignment& a = changes_.emplace_back();
    a.field = def_.find(column);
    a.value.cell = std::move(value);
    if (!because.empty()) causes_.emplace_back(a.field, def_.find(because));
  }
  Session& session() const override { return s_; }
  bool is_new() const override { return false; }
  std::int64_t id() const override { return id_; }

 private:
  static bool in_row(const FieldDef& f) { return f.place == Place::column || f.place == Place::engine; }

  /// Later assignments to one field win; the chain wants columns in their order.
  void settle_order() {
    const auto no_order = [](const Assignment& a, const Assignment& b) { return a.field->journal >= b.field->journal; };
    if (std::adjacent_find(changes_.begin(), changes_.end(), no_order) == changes_.end()) return;
    std::stable_sort(changes_.begin(), changes_.end(), [](const Assignment& a, const Assignment& b) {
      return a.field->journal < b.field->journal;
    });
    for (std::size_t i = 0; i + 1 < changes_.size();)
      if (changes_[i].field == changes_[i + 1].field) changes_.erase(changes_.begin() + static_cast<std::ptrdiff_t>(i));
      else ++i;
  }

  /// The fields among the changes that are columns of the row.
  std::vector<const FieldDef*> row_fields() const {
    std::vector<const FieldDef*> fields;
    fields.reserve(changes_.size());
    for (const Assignment& a : changes_)
      if (in_row(*a.field)) fields.push_back(a.field);
    return fields;
  }

  void read_old(const UpdateOptions& options) {
    auto q = plans_.row_change(row_fields()).read.use();
    q->bind(1, id_);
    if (!q->step()) throw NotFound("no " + std::string(def_.kind->name) + " " + record_name(id_));
    if (options.if_revision && *options.if_revision != q->int64(0))
      throw Conflict(Issue{record_name(id_), {}, "revision", "the record was changed meanwhile", {}});
    parts_ = q->int64(1);
    int at = 2;
    old_.reserve(changes_.size());
    for (const Assignment& a : changes_) {
      Encoded& old = old_.emplace_back();
      if (in_row(*a.field)) {
        old.cell = read_cell(*q, at++);
        if (a.field->type == FieldType::money) old.currency = read_cell(*q, at++);
      }
    }
    q->reset();
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      const FieldDef& f = *changes_[i].field;
      if (f.place == Place::list) old_[i].rows = stored_rows(s_, plans_, f, id_);
      if (f.place == Place::choices) old_[i].choices = stored_choices(s_, f, id_);
    }
  }

  /// Elements given as plain texts keep the marks of equal ones, each of one.
  static void keep_marks(const Child& list, const std::vector<std::vector<Cell>>& old,
                         std::vector<std::vector<Cell>>& rows) {
    const std::size_t twin = list.columns.size();
    std::vector<bool> taken(old.size());
    for (auto& row : rows)
      for (std::size_t i = 0; i < old.size(); ++i) {
        const bool equal = list.normal && !is_null(row[twin]) ? row[twin] == old[i][twin] : row[0] == old[i][0];
        if (!equal || taken[i]) continue;
        taken[i] = true;
        for (std::size_t c = 1; c < list.columns.size(); ++c)
          if (is_null(row[c])) row[c] = old[i][c];
        break;
      }
  }

  void drop_equal() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      Encoded& now = changes_[i].value;
      const FieldDef& f = *changes_[i].field;
      if (f.place == Place::list && now.texts) keep_marks(*f.list, old_[i].rows, now.rows);
      const bool equal = now.cell == old_[i].cell && now.currency == old_[i].currency && now.rows == old_[i].rows &&
                         now.choices == old_[i].choices;
      if (equal) continue;
      if (kept != i) {
        changes_[kept] = std::move(changes_[i]);
        old_[kept] = std::move(old_[i]);
      }
      ++kept;
    }
    changes_.resize(kept);
    old_.resize(kept);
  }

  /// What was to follow from a change that was none.
  void drop_causeless() {
    for (const auto& [field, cause] : causes_) {
      const auto changed = [this](const FieldDef* f) {
        return std::find_if(changes_.begin(), changes_.end(), [f](const Assignment& a) { return a.field == f; });
      };
      if (changed(cause) != changes_.end()) continue;
      const auto it = changed(field);
      if (it == changes_.end()) continue;
      old_.erase(old_.begin() + (it - changes_.begin()));
      changes_.erase(it);
    }
  }

  void check() {
    for (const Assignment& a : changes_) {
      const FieldDef& f = *a.field;
      const bool must = f.spec.required || !f.nullable;
      if (must && a.value.empty()) issues_.add(f.name, "required", "required");
      if (f.list && f.list->part == part::external_ids)
        check_external_ids(s_, def_, f, id_, a.value.rows, issues_);
    }
    if (issues_.empty() && def_.kind->check) def_.kind->check(*this, issues_);
    issues_.raise();
  }

  const Encoded* change_of(std::string_view name) const {
    // The latest counts: what is settled comes after what was given.
    const FieldDef* field = def_.find(name);
    for (auto a = changes_.rbegin(); a != changes_.rend(); ++a)
      if (a->field == field) return &a->value;
    return nullptr;
  }

  std::int64_t new_parts() const {
    std::int64_t bits = parts_;
    for (const Assignment& a : changes_) {
      if (a.field->place == Place::list && !a.value.rows.empty()) bits |= a.field->list->part;
      if (a.field->place == Place::choices && !a.value.choices.empty()) bits |= part::choices;
    }
    return bits;
  }

  void write_row() {
    auto q = plans_.row_change(row_fields()).write.use();
    q->bind(1, s_.write->at.ms);
    q->bind(2, new_parts());
    int parameter = 3;
    for (const Assignment& a : changes_) {
      if (!in_row(*a.field)) continue;
      bind_cell(*q, parameter++, a.value.cell);
      if (a.field->type == FieldType::money) bind_cell(*q, parameter++, a.value.currency);
      if (has_twin(*a.field)) bind_cell(*q, parameter++, a.value.twin);
    }
    for (const Derived& d : def_.kind->derived)
      if (const Encoded* source = change_of(d.source)) {
        const auto* text = std::get_if<std::string>(&source->cell);
        q->bind_copy(parameter++, d.compute(text ? std::string_view(*text) : std::string_view()));
      }
    q->bind(parameter, id_);
    try {
      q->step();
    } catch (const Conflict& e) {
      if (const auto* violated = dynamic_cast<const sqlite::Violated*>(&e)) throw_violation(def_, violated->violation());
      throw;
    }
  }

  void drop_changes_of(const FieldDef& field) {
    std::erase_if(changes_, [&](const Assignment& a) { return a.field == &field; });
  }

  /// A code with a part that changes follows, unless another one is given.
  void renew_code() {
    if (renewed_) return;
    if (const Encoded* code = change_of("code")) {
      const auto* text = std::get_if<std::string>(&code->cell);
      if (!text || !is_code_of(s_, id_, *text)) return;
      drop_changes_of(*def_.find("code"));  // it is the present one, which follows all the same
    }
    renewed_ = renewed_code(s_, def_, *this);
    if (renewed_) set("code", renewed_->text, {});
  }

  /// A code that is taken already is found out before the row is touched.
  std::optional<IssuedCode> given(const Encoded* code) {
    if (!code || is_null(code->cell)) return std::nullopt;
    if (renewed_) return renewed_;
    return given_code(s_, def_, id_, std::get<std::string>(code->cell), *this);
  }

  void write() {
    const Encoded* code = change_of("code");
    std::size_t code_at = 0;
    while (code && &changes_[code_at].value != code) ++code_at;
    const std::optional<IssuedCode> issued = given(code);
    if (issued) changes_[code_at].value.cell = issued->text;  // as it is printed, not as it was typed
    TimelineChange timeline(s_, def_, id_);
    try {
      write_row();
    } catch (const Error&) {
      if (issued) return_number(s_, *issued);
      throw;
    }
    Unfinished unfinished(s_);
    if (code) supersede_code(s_, id_);
    if (issued) register_code(s_, id_, *issued);
    Before before;
    Canon canon;
    for (std::size_t i = 0; i < changes_.size(); ++i) write_and_note(*changes_[i].field, old_[i], changes_[i].value, before, canon);
    journal(s_, def_.kind->number, id_, id_, Op::update, before.take(), canon.bytes());
    timeline.apply();
    if (def_.kind->changed) def_.kind->changed(s_, id_, [this](std::string_view c) { return touches(c); });
    unfinished.finished();
  }

  void write_and_note(const FieldDef& f, const Encoded& old, const Encoded& now, Before& before, Canon& canon) {
    switch (f.place) {
      case Place::list:
        replace_rows(s_, plans_, f, id_, old.rows, now.rows);
        before.json(f.journal, rows_json(*f.list, old.rows));
        return add_to_canon(canon, f, now.rows);
      case Place::choices:
        replace_choices(s_, f, id_, old.choices, now.choices);
        before.json(f.journal, ids_json(old.choices));
        return add_to_canon(canon, f.journal, now.choices);
      case Place::column:
      case Place::engine: break;
    }
    before.cell(f.journal, old.cell);
    canon.column(f.journal);
    canon.cell(now.cell);
    if (f.type != FieldType::money) return;
    before.cell(f.journal_currency, old.currency);
    canon.column(f.journal_currency);
    canon.cell(now.currency);
  }

  Session& s_;
  const KindDef& def_;
  KindPlans& plans_;
  std::int64_t id_;
  std::int64_t parts_ = 0;
  Issues issues_{record_name(id_)};
  std::vector<Assignment> changes_;
  std::vector<Encoded> old_;
  std::optional<IssuedCode> renewed_;
  std::vector<std::pair<const FieldDef*, const FieldDef*>> causes_;  // what follows from what
};

}  // namespace

namespace {

/// The code, the only field of the engine that can be assigned, as the registry knows it.
void settle_code(Encoded& e, Issues& issues) {
  auto* code = std::get_if<std::string>(&e.cell);
  if (!code) return;
  *code = canonical_code(*code);
  if (code->empty()) issues.add("code", "required", "an empty code");
}

bool may_be_given(Session& s, const KindDef& def, const FieldDef& f, std::int64_t id) {
  if (!f.initial || id == new_one) return f.initial;
  if (f.type != FieldType::reference || id == several) return false;
  auto q = s.take("SELECT 1 FROM " + std::string(def.kind->table) + " WHERE id = ? AND " + f.physical + " IS NULL");
  q->bind(1, id);
  return q->step();
}

}  // namespace

std::vector<Assignment> assignments(Session& s, const KindDef& def, std::int64_t id, Changes changes, Issues& issues) {
  std::vector<Assignment> found;
  found.reserve(changes.size());
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const AnyChange& change = changes[i];
    const FieldDef* f = def.find(change.field);
    if (!f) {
      if (change.field != "tags") issues.add(change.field, "field", "no such field");
      continue;
    }
    if (f->read_only && !may_be_given(s, def, *f, id)) {
      issues.add(f->name, "read_only", "kept by the library");
      continue;
    }
    if (!f->live()) {
      issues.add(f->name, "archived", "an archived field");
      continue;
    }
    auto value = encode(s, *f, change.value, issues);
    if (!value) continue;
    if (f->place == Place::engine) settle_code(*value, issues);
    Assignment& a = found.emplace_back();
    a.field = f;
    a.value = std::move(*value);
  }
  return found;
}

bool update_record(Session& s, const KindDef& def, std::int64_t id, std::vector<Assignment> changes,
                   const UpdateOptions& options) {
  s.writing();
  return Update(s, def, id).run(std::move(changes), options);
}

bool assign_code(Session& s, const KindDef& def, std::int64_t id, const std::optional<IssuedCode>& code) {
  s.writing();
  Update update(s, def, id);
  std::vector<Assignment> changes(1);
  changes[0].field = def.find("code");
  if (code) {
    changes[0].value.cell = code->text;
    update.use(*code);
  }
  return update.run(std::move(changes), {});
}

bool archive_record(Session& s, const KindDef& def, std::int64_t id, bool archived) {
  Assignment a{def.find("archived"), {}};
  if (archived) {
    auto q = s.take("SELECT archived FROM " + std::string(def.kind->table) + " WHERE id = ?");
    q->bind(1, id);
    if (q->step() && !q->is_null(0)) return false;  // keeps the time it has
    a.value.cell = s.now().ms;
  }
  return update_record(s, def, id, {std::move(a)}, {});
}

void throw_violation(const KindDef& def, const sqlite::ConstraintViolation& violation) {
  for (const std::string& column : violation.columns) {
    std::string_view source = column;
    for (const Derived& d : def.kind->derived)
      if (d.column == column) source = d.source;
    for (const FieldDef& f : def.fields)
      if (f.physical == source || (has_twin(f) && f.twin_column() == source))
        throw Conflict(Issue{{}, f.name, "unique", "another record has this value", {}});
  }
  throw Conflict("a value that must be unique is taken");
}

std::string record_name(std::int64_t id) { return to_string(RecordId{id}); }

void throw_unknown_field(const KindDef& def, std::string_view name) {
  throw Invalid(Issue{{}, std::string(name), "field", std::string(def.kind->name) + " has no such field", {}});
}

}  // namespace crmlite::record
