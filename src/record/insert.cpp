// Inserting: everything is checked first, then the record's own row is written (it carries every UNIQUE and CHECK),
// then what hangs on it, then one row of the journal.
#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "record/engine.hpp"
#include "record/hooks.hpp"
#include "record/journal.hpp"
#include "record/members.hpp"
#include "record/plans.hpp"
#include "record/timeline.hpp"
#include "sqlite/errors.hpp"

namespace crmlite::record {
namespace {

using detail::Binder;

/// One record on its way into the file.
class Insertion final : public Draft {
 public:
  Insertion(Session& s, const Kind& kind, const void* record, Required required)
      : s_(s),
        required_(required),
        def_(s.def(kind)),
        plans_(s.plans_of(kind)),
        record_(record ? record : kind.blank()),
        issues_(std::string()),
        members_(s, def_, record_, issues_) {}

  std::int64_t run(Changes changes) {
    take_assignments(changes);
    compose();
    if (kind().settle) kind().settle(*this);
    check_columns();
    check_lists();
    check_customs();
    check_tags();
    check_code();
    if (issues_.empty() && kind().check) kind().check(*this, issues_);
    issues_.raise();
    choose_code();
    id_ = new_record_id(s_);
    write();
    return id_;
  }

  bool touches(std::string_view column) const override { return !is_null(value(column)); }
  void refuse(std::string_view column, std::string_view rule, std::string_view message) override {
    issues_.add(column, rule, std::string(message));
  }
  Cell value(std::string_view column) const override {
    const FieldDef& f = *def_.find(column);
    if (const Encoded* e = over(f.index)) return e->cell;
    if (!f.column || f.column->stored) return {};
    if (f.column->text && f.column->filled(record_)) return std::string(text_of(column));
    return f.column->cell(record_, *f.column);
  }
  void set(std::string_view column, Cell value, std::string_view) override {
    auto made = std::make_unique<Encoded>();
    made->cell = std::move(value);
    put_over(*def_.find(column), std::move(made));
  }
  Session& session() const override { return s_; }
  bool is_new() const override { return true; }
  std::int64_t id() const override { return 0; }

 private:
  const Kind& kind() const { return *def_.kind; }

  void put_over(const FieldDef& f, std::unique_ptr<Encoded> value) {
    if (over_.empty()) over_.assign(def_.fields.size(), nullptr);
    over_[f.index] = value.get();
    made_.push_back(std::move(value));
  }

  void take_assignments(Changes changes) {
    given_tags_ = &kind().new_tags(record_);
    if (changes.size() == 0) return;
    over_.assign(def_.fields.size(), nullptr);
    held_ = assignments(s_, def_, new_one, changes, issues_);
    for (const Assignment& a : held_) {
      const auto* code = std::get_if<std::string>(&a.value.cell);
      if (a.field->name != "code") over_[a.field->index] = &a.value;
      else if (code) wanted_code_ = *code;
    }
    for (std::size_t i = 0; i < changes.size(); ++i)
      if (changes[i].field == "tags") {
        const Value& given = changes[i].value;
        if (given.empty() || given.get_if<std::string>() || given.get_if<Value::Texts>())
          assigned_tags_ = *texts_of(given);
        else
          issues_.add("tags", "type", "not names of tags");
        given_tags_ = &assigned_tags_;
      }
  }

  const Encoded* over(std::uint32_t field) const { return over_.empty() ? nullptr : over_[field]; }

  std::string_view text_of(std::string_view column) const {
    for (std::size_t i = 0; i < kind().columns.size(); ++i) {
      const Column& c = kind().columns[i];
      if (c.name != column) continue;
      if (const Encoded* e = over(def_.first_column + static_cast<std::uint32_t>(i))) {
        const auto* t = std::get_if<std::string>(&e->cell);
        return t ? std::string_view(*t) : std::string_view();
      }
      return c.text && !c.stored ? members_.replaced().of(*c.text(record_)) : std::string_view();
    }
    return {};
  }

  void compose() {
    if (!kind().compose || !text_of(kind().display).empty()) return;
    std::string made = kind().compose([this](std::string_view column) { return text_of(column); });
    if (made.empty()) return;
    const FieldDef& display = *def_.find(kind().display);
    // What is wrong with the parts is said of the parts.
    if (base::code_points(made) > display.spec.max_length) issues_.add(display.name, "max_length", "too long");
    set(display.name, base::nfc(made), {});
  }

  void check_columns() {
    for (std::size_t i = 0; i < kind().columns.size(); ++i) {
      const Column& column = kind().columns[i];
      const FieldDef& f = def_.fields[def_.first_column + i];
      if (const Encoded* e = over(f.index)) {
        if (is_null(e->cell) && !f.nullable) issues_.require(column.name);
        continue;
      }
      if (!column.stored) members_.check_column(f, column);
    }
  }

  void check_lists() {
    for (std::uint32_t i = def_.first_list; i < def_.first_custom; ++i) {
      const FieldDef& f = def_.fields[i];
      const Encoded* e = over(i);
      if (!e)
        members_.check_list(f);
      else if (f.list->part == part::external_ids)
        check_external_ids(s_, def_, f, 0, e->rows, issues_);
    }
  }

  void check_customs() {
    for (const FieldDef* f : plans_.demanding) {
      if (over(f->index)) {
        if (f->spec.required && over(f->index)->empty()) issues_.require(f->name);
        continue;
      }
      if (!f->spec.default_text.empty()) {
        if (auto e = encode(s_, *f, Value(f->spec.default_text), issues_))
          put_over(*f, std::make_unique<Encoded>(std::move(*e)));
      } else if (required_ == Required::all) {
        issues_.require(f->name);
      }
    }
  }

  void check_tags() {
    if (given_tags_->size() > max_list)
      return issues_.add("tags", "max_length", "more than " + std::to_string(max_list) + " tags");
    std::vector<std::int64_t> tags, groups;
    for (const std::string& name : *given_tags_)
      if (const TagDef* tag = check_tag(s_, name, issues_); tag && tag->group) tags.push_back(tag->id);
    std::sort(tags.begin(), tags.end());
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    for (const std::int64_t id : tags) {
      const std::int64_t group = s_.catalogue->tags->find(id)->group;
      if (!s_.catalogue->tags->groups.at(group).exclusive) continue;
      if (std::find(groups.begin(), groups.end(), group) != groups.end())
        issues_.add("tags", "exclusive", "two tags of a group that allows one");
      groups.push_back(group);
    }
  }

  const std::string& wanted_code() const { return wanted_code_.empty() ? kind().new_code(record_) : wanted_code_; }

  void check_code() {
    if (wanted_code().empty()) return;
    if (const TextRule* rule = check_text(wanted_code(), max_code, code_form_))
      issues_.add("code", rule->name, rule->message, wanted_code());
  }

  void choose_code() {
    if (wanted_code().empty()) code_ = next_code(s_, def_, *this);
    else code_ = given_code(s_, def_, 0, code_form_.empty() ? wanted_code() : code_form_, *this);
  }

  std::int64_t parts() const {
    std::int64_t bits = given_tags_->empty() ? 0 : part::tags;
    for (std::uint32_t i = def_.first_list; i < def_.first_custom; ++i) {
      const Encoded* e = over(i);
      if (e ? !e->rows.empty() : def_.fields[i].list->size(record_) > 0) bits |= def_.fields[i].list->part;
    }
    for (const FieldDef* f : plans_.multiples)
      if (over(f->index) && !over(f->index)->choices.empty()) bits |= part::choices;
    return bits;
  }

  void write() {
    enter_code();
    try {
      write_row();
    } catch (const Conflict& e) {
      if (code_) forget_code(s_, *code_);
      rethrow_named(e);
    }
    Unfinished unfinished(s_);
    {
      auto q = s_.take("INSERT INTO record (id, kind) VALUES (?, ?)");
      q->bind(1, id_);
      q->bind(2, kind().number);
      q->step();
    }
    write_lists();
    write_tags();
    for (const FieldDef* f : plans_.multiples)
      if (const Encoded* e = over(f->index); e && !e->choices.empty()) replace_choices(s_, *f, id_, {}, e->choices);
    Canon canon = std::move(canon_);
    journal(s_, kind().number, id_, id_, Op::insert, {}, canon.bytes(), customs_.bytes());
    TimelineChange::inserted(s_, def_, id_);
    if (kind().inserted) kind().inserted(s_, id_);
    unfinished.finished();
  }

  /// A number of the series that somebody took by hand before is passed over.
  void enter_code() {
    if (!code_) return;
    const bool by_hand = !wanted_code().empty();
    for (int tries = 1;; ++tries) try {
        return register_code(s_, id_, *code_);
      } catch (const Conflict&) {
        if (by_hand) throw;
        pass_over(s_, *code_, tries);
        code_ = next_code(s_, def_, *this);
      }
  }

  /// Says which field a unique index belongs to.
  [[noreturn]] void rethrow_named(const Conflict& e) const {
    if (const auto* violated = dynamic_cast<const sqlite::Violated*>(&e)) throw_violation(def_, violated->violation());
    throw e;
  }

  std::vector<const FieldDef*> filled_customs() const {
    std::vector<const FieldDef*> found;
    found.reserve(held_.size() + made_.size());
    for (const FieldDef* f : plans_.written)
      if (over(f->index)) found.push_back(f);
    return found;
  }

  void write_row() {
    const std::vector<const FieldDef*> filled = over_.empty() ? std::vector<const FieldDef*>{} : filled_customs();
    if (filled.empty()) {
      auto q = plans_.insert_plain.use();
      return bind_and_step(*q, {});
    }
    if (plans_.customs.size() <= KindPlans::most_bound) {
      auto q = plans_.insert_full.use();
      return bind_and_step(*q, plans_.written);
    }
    auto q = s_.take(plans_.insert_sql(filled));
    bind_and_step(*q, filled);
  }

  /// The chain wants columns in the order of their numbers; choices are in another table than the row.
  void note_choices(std::vector<const FieldDef*>::const_iterator& next, std::int64_t before) {
    for (; next != plans_.multiples.end() && (*next)->journal < before; ++next)
      if (const Encoded* e = over((*next)->index); e && !e->choices.empty())
        add_to_canon(customs_, (*next)->journal, e->choices);
  }

  void bind_and_step(sqlite::Statement& q, const std::vector<const FieldDef*>& customs) {
    Binder b{q, &canon_, members_.replacements()};
    const WriteState& w = *s_.write;
    q.bind(1, id_);
    b.next = 2;
    b.column = def_.fields[1].journal;
    b.text(code_ ? std::string_view(code_->text) : std::string_view());
    b.column = def_.fields[3].journal;
    b.integer(w.at.ms);
    q.bind(b.next++, w.at.ms);
    q.bind(b.next++, parts());
    std::uint32_t index = def_.first_column;
    for (const Column& column : kind().columns) {
      const FieldDef& f = def_.fields[index++];
      b.column = f.journal;
      if (const Encoded* e = over(f.index)) b.cell(e->cell);
      else if (column.stored) b.null();
      else column.bind(b, record_, column);
    }
    for (const Derived& derived : kind().derived) q.bind_copy(b.next++, derived.compute(text_of(derived.source)));
    b.canon = &customs_;
    auto choices = plans_.multiples.cbegin();
    for (const FieldDef* f : customs) {
      note_choices(choices, f->journal);
      const Encoded* e = over(f->index);
      b.column = f->journal;
      e ? b.cell(e->cell) : b.null();
      if (f->type == FieldType::money) {
        b.column = f->journal_currency;
        e ? b.cell(e->currency) : b.null();
      } else if (has_twin(*f)) {
        b.column = 0;
        e ? b.cell(e->twin) : b.null();
      }
    }
    note_choices(choices, std::numeric_limits<std::int64_t>::max());
    q.step();
  }

  void write_lists() {
    for (std::uint32_t i = def_.first_list; i < def_.first_custom; ++i) {
      const FieldDef& f = def_.fields[i];
      if (const Encoded* e = over(i)) {
        for (std::size_t pos = 0; pos < e->rows.size(); ++pos) insert_row(s_, plans_, f, id_, pos, e->rows[pos]);
        if (!e->rows.empty()) add_to_canon(canon_, f, e->rows);
      } else {
        members_.write_list(plans_, f, id_, canon_);
      }
    }
  }

  /// New tags are defined here, behind everything that could still refuse the record.
  void write_tags() {
    if (given_tags_->empty()) return;
    std::vector<std::int64_t> tags;
    for (const std::string& name : *given_tags_) tags.push_back(ensure_tag(s_, name));
    std::sort(tags.begin(), tags.end());
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    for (const std::int64_t tag : tags) {
      auto q = s_.take("INSERT INTO record_tag (record, tag, kind) VALUES (?, ?, ?)");
      q->bind(1, id_);
      q->bind(2, tag);
      q->bind(3, kind().number);
      q->step();
      ++s_.write->tag_usage[tag];
    }
    add_to_canon(canon_, def_.tags_journal, tags);
  }

  Session& s_;
  Required required_;
  const KindDef& def_;
  KindPlans& plans_;
  const void* record_;
  Issues issues_;
  Members members_;
  std::int64_t id_ = 0;
  std::vector<const Encoded*> over_;  // by field: what was assigned instead of the struct's member
  std::vector<Assignment> held_;
  std::vector<std::unique_ptr<Encoded>> made_;  // what was not assigned, but follows
  std::string wanted_code_, code_form_;
  std::optional<IssuedCode> code_;
  const std::vector<std::string>* given_tags_ = nullptr;
  std::vector<std::string> assigned_tags_;
  Canon canon_, customs_;
};

}  // namespace

std::int64_t insert_record(Session& s, const Kind& kind, const void* record, Changes changes, Required required) {
  s.writing();
  return Insertion(s, kind, record, required).run(changes);
}

}  // namespace crmlite::record
