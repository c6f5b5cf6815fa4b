// Values of several elements: lists, given as rows or as texts.
#include <algorithm>

#include "base/text.hpp"
#include "record/input.hpp"
#include "record/plans.hpp"

namespace crmlite::record {
namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    std::string part = base::trimmed(text.substr(0, end));
    if (!part.empty()) parts.push_back(std::move(part));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// One column of a list's element.
std::optional<Cell> encode_part(const Input& in, const Column& column, const Value& value) {
  FieldDef part;
  part.name = in.field.name;
  part.type = column.type;
  part.column = &column;
  part.spec.required = column.rules.required;
  part.spec.max_length = column.type == FieldType::text ? column.rules.max_length : 0;
  const Input inner{in.s, part, in.issues, in.rules};
  std::optional<Encoded> e;
  if (column.type == FieldType::reference && !value.empty())
    e = encode_reference(inner, column.rules.references, value);
  else
    e = encode(in.s, part, value, in.issues, in.rules);
  if (!e) return std::nullopt;
  if (column.rules.required && in.rules && is_null(e->cell))
    return in.refuse("required", std::string(column.name) + " is required"), std::nullopt;
  return std::move(e->cell);
}

std::vector<Value> row_of(const Child& list, const std::string& text) {
  std::vector<Value> row(list.columns.size());
  std::string_view first = text, second;
  if (list.text_columns == 2)
    if (const auto cut = text.find('='); cut != std::string::npos) {
      first = std::string_view(text).substr(0, cut);
      second = std::string_view(text).substr(cut + 1);
    }
  if (!first.empty()) row[0] = Value(base::trimmed(first));
  if (!second.empty()) row[1] = Value(base::trimmed(second));
  return row;
}

std::size_t primaries(const Child& list, const std::vector<std::vector<Cell>>& rows) {
  std::size_t found = 0;
  for (std::size_t c = 0; list.is_primary && c < list.columns.size(); ++c)
    if (list.columns[c].name == "is_primary")
      for (const auto& row : rows) found += is_null(row[c]) ? 0 : 1;
  return found;
}

/// Whether an element has a value beside its marks and its use.
bool says_something(const Child& list, const std::vector<Cell>& cells) {
  for (std::size_t c = 0; c < list.columns.size(); ++c)
    if (list.columns[c].type != FieldType::boolean && list.columns[c].names.empty() && !is_null(cells[c]))
      return true;
  return false;
}

}  // namespace

std::optional<std::vector<std::string>> texts_of(const Value& value) {
  if (const auto* texts = value.get_if<Value::Texts>()) return *texts;
  if (const auto* text = value.get_if<std::string>()) return split(*text);
  if (value.rows()) return std::nullopt;
  return value.empty() ? std::vector<std::string>{} : std::vector<std::string>{to_string(value)};
}

std::optional<Encoded> encode_list(const Input& in, const Value& value) {
  const Child& list = *in.field.list;
  ValueRows rows;
  Encoded e;
  if (const ValueRows* given = value.rows()) {
    rows = *given;
  } else if (const auto texts = texts_of(value)) {
    e.texts = true;
    for (const std::string& text : *texts) rows.push_back(row_of(list, text));
  } else {
    return in.refuse("type", "not a list");
  }
  if (rows.size() > max_list)
    return in.refuse("max_length", "more than " + std::to_string(max_list) + " elements");
  for (const std::vector<Value>& row : rows) {
    if (row.size() > list.columns.size())
      return in.refuse("type", "an element with more values than the list has");
    std::vector<Cell> cells;
    for (std::size_t c = 0; c < list.columns.size(); ++c) {
      auto cell = encode_part(in, list.columns[c], c < row.size() ? row[c] : Value{});
      if (!cell) return std::nullopt;
      // A mark that is not set is no value, and so is an enumeration's unnamed first.
      if (list.columns[c].type == FieldType::boolean && *cell == Cell{std::int64_t{0}}) *cell = {};
      cells.push_back(std::move(*cell));
    }
    if (!says_something(list, cells)) return in.refuse("required", "an element without any value");
    if (list.normal) {
      const auto* text = std::get_if<std::string>(&cells[0]);
      std::string twin = text ? list.normal(*text, in.s.env.default_country) : std::string();
      Cell& cell = cells.emplace_back();
      if (!twin.empty()) cell = std::move(twin);
    }
    e.rows.push_back(std::move(cells));
  }
  if (in.rules && primaries(list, e.rows) > 1) return in.refuse("primary", several_primaries);
  return e;
}

}  // namespace crmlite::record
