// From cells back to values, and from the names people use to records.
#include <algorithm>
#include <charconv>

#include "base/email.hpp"
#include "base/text.hpp"
#include "record/encode.hpp"
#include "record/hooks.hpp"

#include <crmlite/phone.hpp>

namespace crmlite::record {
namespace {

std::int64_t integer_of(const Cell& cell) {
  const auto* i = std::get_if<std::int64_t>(&cell);
  return i ? *i : 0;
}

const std::string& text_of(const Cell& cell) {
  static const std::string none;
  const auto* t = std::get_if<std::string>(&cell);
  return t ? *t : none;
}

/// The id in the first column when the query has exactly one row.
std::optional<std::int64_t> only(sqlite::StatementCache::Cached& q) {
  if (!q->step()) return std::nullopt;
  const std::int64_t id = q->int64(0);
  if (q->step()) return std::nullopt;
  return id;
}

}  // namespace

Value decode(const Catalogue&, const FieldDef& field, const Cell& cell, const Cell& currency) {
  if (is_null(cell)) return {};
  switch (field.type) {
    case FieldType::integer: return integer_of(cell);
    case FieldType::decimal: return Decimal{integer_of(cell), field.spec.scale};
    case FieldType::money: return Money{integer_of(cell), text_of(currency)};
    case FieldType::boolean: return integer_of(cell) != 0;
    case FieldType::date_time: return Timestamp{integer_of(cell)};
    case FieldType::reference: return RecordId{integer_of(cell)};
    case FieldType::date:
      if (const auto d = Date::parse(text_of(cell))) return *d;
      return text_of(cell);
    case FieldType::partial_date:
      if (const auto d = PartialDate::parse(text_of(cell))) return *d;
      return text_of(cell);
    case FieldType::choice: {
      const ChoiceDef* choice = field.choice(integer_of(cell));
      return choice ? Value(choice->name) : Value();
    }
    default: return text_of(cell);
  }
}

Value decode_choices(const FieldDef& field, const std::vector<std::int64_t>& ids) {
  if (ids.empty()) return {};
  Value::Texts names;
  for (const std::int64_t id : ids)
    if (const ChoiceDef* choice = field.choice(id)) names.push_back(choice->name);
  return Value(std::move(names));
}

Cell read_cell(const sqlite::Statement& q, int column) {
  const sqlite::RowValue value = q.value(column);
  switch (value.type()) {
    case sqlite::Type::integer: return value.int64();
    case sqlite::Type::text: return std::string(value.text());
    default: return {};
  }
}

void bind_cell(sqlite::Statement& q, int parameter, const Cell& cell) {
  if (const auto* i = std::get_if<std::int64_t>(&cell)) q.bind(parameter, *i);
  else if (const auto* t = std::get_if<std::string>(&cell)) q.bind(parameter, std::string_view(*t));
  else q.bind(parameter, nullptr);
}

Value read_value(const FieldDef& field, const sqlite::Statement& q, int column) {
  const sqlite::RowValue value = q.value(column);
  if (value.is_null()) return {};
  switch (field.type) {
    case FieldType::integer: return value.int64();
    case FieldType::decimal: return Decimal{value.int64(), field.spec.scale};
    case FieldType::money: return Money{value.int64(), std::string(q.text(column + 1))};
    case FieldType::boolean: return value.int64() != 0;
    case FieldType::date_time: return Timestamp{value.int64()};
    case FieldType::reference: return RecordId{value.int64()};
    case FieldType::choice: {
      const ChoiceDef* choice = field.choice(value.int64());
      return choice ? Value(choice->name) : Value();
    }
    case FieldType::date:
      if (const auto d = Date::parse(value.text())) return *d;
      return value.text();
    case FieldType::partial_date:
      if (const auto d = PartialDate::parse(value.text())) return *d;
      return value.text();
    default: return value.text();
  }
}

bool exists(Session& s, const KindDef& kind, std::int64_t id) {
  auto q = s.take("SELECT 1 FROM " + std::string(kind.kind->table) + " WHERE id = ?");
  q->bind(1, id);
  return q->step();
}

bool names_record(Session& s, int kind, std::int64_t id) {
  if (kind != detail::any_kind) return exists(s, *s.catalogue->find_kind(kind), id);
  auto q = s.take("SELECT 1 FROM record WHERE id = ?");
  q->bind(1, id);
  return q->step();
}

std::string names_no(Session& s, int kind) {
  const std::string what = kind == detail::any_kind ? "record" : std::string(s.catalogue->find_kind(kind)->kind->name);
  return "names no " + what;
}

std::optional<std::int64_t> find_named(Session& s, int kind, std::string_view text) {
  if (kind != detail::any_kind) return find_named(s, *s.catalogue->find_kind(kind), text);
  std::optional<std::int64_t> found;
  for (const auto& def : s.catalogue->kinds) {
    const auto id = find_named(s, *def, text);
    if (id && found) return std::nullopt;
    if (id) found = id;
  }
  return found;
}

std::optional<std::int64_t> find_named(Session& s, const KindDef& kind, std::string_view text) {
  if (text.size() > 1 && text.front() == '#') {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), id);
    if (error == std::errc{} && end == text.data() + text.size())
      return exists(s, kind, id) ? std::optional(id) : std::nullopt;
  }
  {
    auto q = s.take("SELECT c.record FROM code c JOIN record r ON r.id = c.record WHERE c.canon = ? AND r.kind = ?");
    const std::string canon = canonical_code(text);
    q->bind(1, std::string_view(canon));
    q->bind(2, kind.kind->number);
    if (q->step()) return q->int64(0);
  }
  {
    auto q = s.take("SELECT owner FROM external_id WHERE value = ? AND kind = ? LIMIT 2");
    q->bind(1, text);
    q->bind(2, kind.kind->number);
    if (const auto id = only(q)) return id;
  }
  if (const auto email = base::normalise_email(text)) {
    auto q = s.take("SELECT DISTINCT owner FROM contact_point JOIN record ON record.id = owner "
                    "WHERE normal = ? AND list = 'email' AND record.kind = ? LIMIT 2");
    q->bind(1, std::string_view(*email));
    q->bind(2, kind.kind->number);
    if (const auto id = only(q)) return id;
    // Kinds with a single address have it in a column.
    if (const FieldDef* f = kind.find("email"); f && f->place == Place::column && !f->custom()) {
      auto p = s.take("SELECT id FROM " + std::string(kind.kind->table) + " WHERE " + f->physical +
                      " = ? COLLATE NOCASE LIMIT 2");
      p->bind(1, text);
      if (const auto id = only(p)) return id;
    }
  }
  if (kind.kind->display_search.empty()) return std::nullopt;
  // A name that no two have, in whatever spelling, is understood in each of them.
  const bool any_spelling = kind.find(kind.kind->display)->spec.unique;
  auto q = s.take("SELECT id FROM " + std::string(kind.kind->table) + " WHERE " + std::string(kind.kind->display_search) +
                  " = ?" + (any_spelling ? "" : " AND " + std::string(kind.kind->display) + " = ?") + " LIMIT 2");
  const std::string form = base::nfc(text);
  const std::string search = kind.kind->display_search == kind.kind->display ? form : base::sort_key(text);
  q->bind(1, std::string_view(search));
  if (!any_spelling) q->bind(2, std::string_view(form));
  return only(q);
}

}  // namespace crmlite::record
