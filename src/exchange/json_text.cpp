#include "exchange/json_text.hpp"

#include <algorithm>

#include <crmlite/record.hpp>

#include "base/json.hpp"

namespace crmlite::exchange {
namespace {

void append_element(std::string& out, const std::vector<Value>& row, std::span<const std::string> parts) {
  if (parts.empty()) return base::append_json_string(out, to_string(Value(ValueRows{row})));
  std::string_view before = "{";
  for (std::size_t i = 0; i < std::min(row.size(), parts.size()); ++i) {
    if (row[i].empty()) continue;
    out += before;
    base::append_json_string(out, parts[i]);
    out += ": ";
    append_json(out, row[i]);
    before = ", ";
  }
  out += before == "{" ? "{}" : "}";
}

template <class Elements, class Append>
void append_array(std::string& out, const Elements& elements, Append&& append) {
  out += '[';
  for (const auto& element : elements) {
    if (&element != &elements.front()) out += ", ";
    append(element);
  }
  out += ']';
}

}  // namespace

void append_json(std::string& out, const Value& value, std::span<const std::string> parts) {
  if (value.empty())
    out += "null";
  else if (value.get_if<bool>() || value.get_if<std::int64_t>() || value.get_if<Decimal>())
    out += to_string(value);
  else if (const auto* texts = value.get_if<Value::Texts>())
    append_array(out, *texts, [&](const std::string& text) { base::append_json_string(out, text); });
  else if (const ValueRows* rows = value.rows())
    append_array(out, *rows, [&](const std::vector<Value>& row) { append_element(out, row, parts); });
  else
    base::append_json_string(out, to_string(value));
}

}  // namespace crmlite::exchange
