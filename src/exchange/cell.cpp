#include "exchange/cell.hpp"

#include <algorithm>

#include <crmlite/record.hpp>

#include "base/email.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "exchange/json_text.hpp"

namespace crmlite::exchange {
namespace {

using base::Json;

constexpr std::string_view always[] = {";", "；", "\n", "\r"};
constexpr std::string_view semicolons[] = {";", "；"};
constexpr std::string_view commas[] = {",", "，", "、"};
constexpr std::string_view slashes[] = {",", "，", "、", "/"};

template <std::size_t N>
std::vector<std::string> split(std::string_view text, const std::string_view (&separators)[N]) {
  std::vector<std::string> pieces;
  std::size_t begin = 0;
  const auto take = [&](std::size_t end) {
    std::string piece = base::trimmed(text.substr(begin, end - begin));
    if (!piece.empty()) pieces.push_back(std::move(piece));
  };
  for (std::size_t pos = 0; pos < text.size();) {
    const auto it = std::find_if(std::begin(separators), std::end(separators),
                                 [&](std::string_view s) { return text.substr(pos).starts_with(s); });
    if (it == std::end(separators)) {
      ++pos;
      continue;
    }
    take(pos);
    pos += it->size();
    begin = pos;
  }
  take(text.size());
  return pieces;
}

/// Enough digits to be dialled by itself, so that `030 / 1234567` stays one number.
bool stands_alone(std::string_view phone) {
  return std::count_if(phone.begin(), phone.end(), [](char c) { return c >= '0' && c <= '9'; }) >= 7;
}

/// Divides each piece further where every part of it can stand by itself.
template <std::size_t N, class Fits>
std::vector<std::string> split_further(std::vector<std::string> pieces,
                                       const std::string_view (&separators)[N], Fits&& fits) {
  std::vector<std::string> found;
  for (std::string& piece : pieces) {
    std::vector<std::string> parts = split(piece, separators);
    if (parts.size() > 1 && std::all_of(parts.begin(), parts.end(), fits))
      std::move(parts.begin(), parts.end(), std::back_inserter(found));
    else
      found.push_back(std::move(piece));
  }
  return found;
}

Value value_of(const Json& json) {
  if (json.is_bool()) return json.boolean();
  if (json.is_number()) return json.number();
  if (json.is_string()) return json.string();
  return {};
}

std::optional<std::vector<Value>> row_of(const FieldInfo& field, const Json& element) {
  if (element.is_string()) return element_of(field, element.string());
  if (!element.is_object()) return std::nullopt;
  std::vector<Value> row(field.list_columns.size());
  for (const auto& [name, value] : element.object()) {
    const auto it = std::find(field.list_columns.begin(), field.list_columns.end(), name);
    if (it == field.list_columns.end() || value.is_array() || value.is_object()) return std::nullopt;
    row[static_cast<std::size_t>(it - field.list_columns.begin())] = value_of(value);
  }
  return row;
}

/// The element as plain text, if that says everything.
std::optional<std::string> plain_element(const FieldInfo& field, const std::vector<Value>& row) {
  const std::size_t told = field.list_columns.size() == 2 ? 2 : 1;
  for (std::size_t i = told; i < row.size(); ++i)
    if (!row[i].empty()) return std::nullopt;
  std::string text = row.empty() ? std::string() : to_string(row[0]);
  if (told == 1 || row.size() < 2) return text;
  const std::string second = to_string(row[1]);
  if (text.find('=') != std::string::npos || base::trimmed(text) != text || base::trimmed(second) != second)
    return std::nullopt;
  return second.empty() ? text : text + '=' + second;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) {
    if (!out.empty()) out += "; ";
    out += text;
  }
  return out;
}

std::string list_text(const FieldInfo& field, const Value& value, const ValueRows& rows) {
  std::vector<std::string> plain;
  for (const auto& row : rows) {
    auto text = plain_element(field, row);
    if (!text) break;
    plain.push_back(std::move(*text));
  }
  if (plain.size() == rows.size()) {
    std::string text = joined(plain);
    if (!text.starts_with('[') && split_plain(field.name, text) == plain) return text;
  }
  std::string json;
  append_json(json, value, field.list_columns);
  return json;
}

}  // namespace

const FieldInfo& tags_field() {
  static const FieldInfo tags = [] {
    FieldInfo f;
    f.name = "tags";
    f.built_in = true;
    f.spec.type = FieldType::choices;
    return f;
  }();
  return tags;
}

std::vector<std::string> split_plain(std::string_view field, std::string_view cell) {
  if (field == "addresses") return split(cell, semicolons);  // an address has lines
  std::vector<std::string> pieces = split(cell, always);
  if (field == "phones") return split_further(std::move(pieces), slashes, stands_alone);
  if (field == "emails" || field == "contact")
    return split_further(std::move(pieces), slashes, [&](const std::string& part) {
      return part.find('@') != std::string::npos || (field == "contact" && stands_alone(part));
    });
  if (field == "urls")
    return split_further(std::move(pieces), commas, [](const std::string& p) { return base::is_url(p); });
  return pieces;
}

std::vector<std::string> split_texts(const FieldInfo& field, std::string_view cell) {
  const std::string trimmed = base::trimmed(cell);
  if (trimmed.starts_with('['))
    if (const auto json = base::parse_json(trimmed); json && json->is_array()) {
      std::vector<std::string> texts;
      for (const Json& element : json->array())
        if (element.is_string()) texts.push_back(element.string());
      if (texts.size() == json->array().size()) return texts;
    }
  const auto is_choice = [&](const std::string& name) {
    return std::any_of(field.choices.begin(), field.choices.end(),
                       [&](const ChoiceInfo& c) { return base::fold(c.name) == base::fold(name); });
  };
  if (field.choices.empty())
    return split_further(split(trimmed, always), commas, [](const std::string&) { return true; });
  return split_further(split(trimmed, always), commas, is_choice);
}

std::vector<Value> element_of(const FieldInfo& field, std::string_view text) {
  std::vector<Value> row(std::max<std::size_t>(field.list_columns.size(), 1));
  const std::size_t cut = row.size() == 2 ? text.find('=') : std::string_view::npos;
  const std::string first = base::trimmed(text.substr(0, cut));
  if (!first.empty()) row[0] = first;
  if (cut == std::string_view::npos) return row;
  const std::string second = base::trimmed(text.substr(cut + 1));
  if (!second.empty()) row[1] = second;
  return row;
}

std::optional<ValueRows> elements_from_json(const FieldInfo& field, std::string_view cell) {
  const std::string trimmed = base::trimmed(cell);
  if (!trimmed.starts_with('[')) return std::nullopt;
  const auto json = base::parse_json(trimmed);
  if (!json || !json->is_array()) return std::nullopt;
  ValueRows rows;
  for (const Json& element : json->array()) {
    auto row = row_of(field, element);
    if (!row) return std::nullopt;
    rows.push_back(std::move(*row));
  }
  return rows;
}

std::string cell_text(const FieldInfo& field, const Value& value) {
  if (const ValueRows* rows = value.rows()) return list_text(field, value, *rows);
  if (const auto* texts = value.get_if<Value::Texts>()) {
    std::string text = joined(*texts);
    if (!text.starts_with('[') && split_texts(field, text) == *texts) return text;
    std::string json;
    append_json(json, value);
    return json;
  }
  return to_string(value);
}

}  // namespace crmlite::exchange
