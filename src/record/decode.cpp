// From cells back to values.
#include "record/encode.hpp"

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

}  // namespace crmlite::record
