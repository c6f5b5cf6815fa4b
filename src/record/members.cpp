#include "record/members.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "record/engine.hpp"

namespace crmlite::record {

using detail::Binder;

void Members::check_text_member(std::string_view field, const Column& column, const std::string& text) {
  std::string form;
  const TextRule* rule = check_text(text, column.rules.max_length, form);
  if (!rule && column.rules.check && !text.empty()) rule = column.rules.check(form.empty() ? text : form);
  if (rule) issues_.add(field, rule->name, rule->message, text);
  if (!form.empty()) replaced_.add(text, std::move(form));
}

void Members::check(std::string_view field, const Column& column, const void* holder) {
  if (column.text) {
    const std::string& text = *column.text(holder);
    if (!text.empty()) check_text_member(field, column, text);
  }
  if (column.valid && !column.valid(holder, column)) issues_.add(field, "type", "not one of its values");
  const bool blank = column.rules.required && column.text && is_blank(*column.text(holder));
  if (column.rules.required && (blank || !column.filled(holder))) issues_.require(field);
}

void Members::check_column(const FieldDef& f, const Column& column) {
  check(f.name, column, record_);
  if (column.type == FieldType::reference) check_reference(f, column, record_);
  if (!column.text || column.names.empty()) return;
  const std::string& name = *column.text(record_);
  const auto& names = f.spec.choices;
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
    issues_.add(f.name, "choice", "not one of its values", name);
}

void Members::check_list(const FieldDef& f) {
  const Child& list = *f.list;
  const std::size_t n = list.size(record_);
  if (n > max_list) issues_.add(f.name, "max_length", "more than " + std::to_string(max_list) + " elements");
  std::size_t primaries = 0;
  for (std::size_t e = 0; e < n; ++e) {
    check_element(f, list.element(record_, e));
    if (list.is_primary && list.is_primary(list.element(record_, e))) ++primaries;
  }
  if (primaries > 1) issues_.add(f.name, "primary", several_primaries);
  if (list.part == part::external_ids && n > 0) check_new_external_ids(f, n);
}

void Members::check_element(const FieldDef& f, const void* element) {
  bool filled = false;
  for (const Column& column : f.list->columns) {
    check(f.name, column, element);
    filled = filled || (column.type != FieldType::boolean && column.names.empty() && column.filled(element));
    if (column.type == FieldType::reference) check_reference(f, column, element);
  }
  if (!filled) issues_.add(f.name, "required", "an element without any value");
  if (f.list->normal) {
    const std::string& value = *f.list->columns[0].text(element);
    twins_.push_back(value.empty() || !base::is_valid_utf8(value)
                         ? std::string()
                         : f.list->normal(value, s_.env.default_country));
  }
}

void Members::check_reference(const FieldDef& f, const Column& column, const void* element) {
  const int kind = column.rules.references;
  const std::int64_t id = column.id(element);
  if (id && !names_record(s_, kind, id)) issues_.add(f.name, "reference", names_no(s_, kind));
}

void Members::check_new_external_ids(const FieldDef& f, std::size_t n) {
  std::vector<std::vector<Cell>> rows;
  for (std::size_t e = 0; e < n; ++e) {
    auto& row = rows.emplace_back();
    for (const Column& column : f.list->columns)
      row.push_back(Cell{std::string(replaced_.of(*column.text(f.list->element(record_, e))))});
  }
  check_external_ids(s_, def_, f, 0, rows, issues_);
}

void Members::write_list(const KindPlans& plans, const FieldDef& f, std::int64_t owner, Canon& canon) {
  const std::size_t n = f.list->size(record_);
  if (n == 0) return;
  std::size_t which = 0;
  const ListTable& table = plans.table_of(f, which);
  canon.column(f.journal);
  canon.integer(static_cast<std::int64_t>(n));
  auto q = s_.take(table.insert[which]);
  for (std::size_t e = 0; e < n; ++e) {
    const void* element = f.list->element(record_, e);
    Binder b{*q, &canon, replacements(), true};
    q->bind(b.next++, owner);
    q->bind(b.next++, static_cast<std::int64_t>(e));
    if (f.list->with_kind) q->bind(b.next++, def_.kind->number);
    b.column = 0;
    for (const Column& column : f.list->columns) {
      ++b.column;
      column.bind(b, element, column);
    }
    if (f.list->normal) {
      const std::string& normal = twins_[written_++];
      normal.empty() ? q->bind(b.next++, nullptr) : q->bind(b.next++, std::string_view(normal));
    }
    q->step();
    q->reset();
  }
}

}  // namespace crmlite::record
