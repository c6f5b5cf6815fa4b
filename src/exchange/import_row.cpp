#include "exchange/import_row.hpp"

#include <algorithm>

#include <crmlite/phone.hpp>

#include "base/country.hpp"
#include "base/date.hpp"
#include "base/email.hpp"
#include "base/text.hpp"
#include "exchange/cell.hpp"
#include "exchange/lenient.hpp"

namespace crmlite::exchange {
namespace {

/// Whose texts may begin or end with blanks: a reference is a name.
bool keeps_blanks(FieldType type) {
  return type == FieldType::text || type == FieldType::long_text || type == FieldType::reference;
}
bool is_scalar(const FieldInfo& f) {
  return f.spec.type != FieldType::list && f.spec.type != FieldType::choices;
}
bool is_tags(const FieldInfo& f) { return f.built_in && f.name == "tags"; }

std::size_t place_of(const FieldInfo& field, std::string_view part) {
  const auto it = std::find(field.list_columns.begin(), field.list_columns.end(), part);
  return static_cast<std::size_t>(it - field.list_columns.begin());
}

/// `founding=2001/5/1` and a lone day, in the form the library takes.
std::string anniversary(const std::string& text) {
  const std::size_t cut = text.find('=');
  const std::string label = cut == std::string::npos ? std::string() : text.substr(0, cut);
  const std::string day = cut == std::string::npos ? text : text.substr(cut + 1);
  const auto date = base::parse_partial_date_lenient(day);
  return label + "=" + (date ? to_string(*date) : day);
}

/// Values the file does not give are those of the stored element with the same first value.
void adopt(std::vector<Value>& row, const ValueRows& stored) {
  for (const std::vector<Value>& old : stored) {
    if (old.empty() || old[0] != row[0]) continue;
    for (std::size_t i = 1; i < std::min(row.size(), old.size()); ++i)
      if (row[i].empty()) row[i] = old[i];
    return;
  }
}

bool names(const Value& value, std::string_view text) {
  const auto* held = value.get_if<std::string>();
  return held && *held == text;
}

}  // namespace

void RowReader::Found::clear() {
  given = filled = false;
  value = {};
  texts.clear();
  exact.clear();
  keyed.clear();
  parts.clear();
}

RowReader::RowReader(const Plan& plan, std::string country, base::Zone zone)
    : plan_(plan), country_(std::move(country)), zone_(std::move(zone)) {}

void RowReader::read(const CsvRow& row) {
  found_.resize(plan_.slots.size());
  for (Found& found : found_) found.clear();
  tags_.clear();
  kept_.clear();
  id_.clear();
  last_contact_.reset();
  warnings_.clear();
  for (std::size_t i = 0; i < std::min(plan_.columns.size(), row.fields.size()); ++i) take(i, row.fields[i]);
}

void RowReader::take(std::size_t i, std::string_view cell) {
  const PlannedColumn& column = plan_.columns[i];
  if (column.role == Role::left_out || cell.empty()) return;
  if (column.role == Role::id) {
    id_ = base::trimmed(cell);
    return;
  }
  if (column.role == Role::last_contact) return take_last_contact(i, base::trimmed(cell));
  const FieldInfo& field = plan_.slots[column.slot].field;
  const bool as_it_is = column.verbatim && keeps_blanks(field.spec.type);
  const std::string trimmed = as_it_is ? std::string() : base::trimmed(cell);
  if (!as_it_is) cell = trimmed;
  if (cell.empty()) return;
  Found& found = found_[column.slot];
  found.given = true;
  if (column.role == Role::contact) return take_contact(i, cell);
  if (is_tags(field)) {
    for (std::string& tag : split_texts(field, cell)) tags_.push_back(std::move(tag));
  } else if (field.spec.type == FieldType::choices) {
    found.value = split_texts(field, cell);
    found.filled = true;
  } else if (field.spec.type == FieldType::list) {
    take_list(i, field, found, cell);
  } else {
    take_scalar(i, field, found, cell);
  }
}

void RowReader::take_last_contact(std::size_t i, std::string_view cell) {
  if (cell.empty()) return;
  if (const auto at = parse_time_or_day(cell, zone_)) last_contact_ = {*at, i};
  else keep(i, cell, "not a day or time: kept in the description");
}

void RowReader::take_contact(std::size_t i, std::string_view cell) {
  const PlannedColumn& column = plan_.columns[i];
  found_[column.second].given = true;
  for (std::string& piece : split_plain("contact", cell)) {
    const bool email = piece.find('@') != std::string::npos;
    if (!email && base::fold(piece).find_first_of("0123456789") == std::string::npos) {
      keep(i, piece, "neither a telephone number nor an e-mail address: kept in the description");
      continue;
    }
    Found& found = found_[email ? column.second : column.slot];
    check_point(i, email ? "emails" : "phones", piece);
    found.texts.push_back(std::move(piece));
    found.filled = true;
  }
}

void RowReader::take_list(std::size_t i, const FieldInfo& field, Found& found, std::string_view cell) {
  const PlannedColumn& column = plan_.columns[i];
  if (!column.part.empty()) {
    found.parts.resize(field.list_columns.size());
    const auto country = column.part == "country" ? base::country_code(cell) : std::nullopt;
    found.parts[place_of(field, column.part)] = country ? *country : cell;
    found.filled = true;
    return;
  }
  if (auto rows = elements_from_json(field, cell)) {
    for (auto& row : *rows) {
      if (const auto* value = row[0].get_if<std::string>()) check_point(i, field.name, *value);
      found.exact.push_back(std::move(row));
      found.filled = true;
    }
    return;
  }
  for (std::string& piece : split_plain(field.name, cell)) {
    check_point(i, field.name, piece);
    found.filled = true;
    if (!column.key.empty())
      found.keyed.emplace_back(column.key, std::move(piece));
    else
      found.texts.push_back(field.name == "anniversaries" ? anniversary(piece) : std::move(piece));
  }
}

void RowReader::take_scalar(std::size_t i, const FieldInfo& field, Found& found, std::string_view cell) {
  found.value = read_value(field, cell, zone_);
  if (field.built_in && field.name == "country") {
    const auto code = base::country_code(cell);
    if (!code) return keep(i, cell, "no country of this name: kept in the description");
    found.value = *code;
  }
  if (field.built_in && field.name == "language" && !base::is_language_tag(cell))
    return keep(i, cell, "not a language tag like zh-CN: kept in the description");
  found.filled = true;
}

/// What has no place of its own is not lost: it becomes a line of the description, where the kind has one.
void RowReader::keep(std::size_t column, std::string_view cell, std::string_view reason) {
  kept_.push_back(plan_.columns[column].heading + ": " + base::trimmed(cell));
  warnings_.push_back({column, reason});
}

bool RowReader::set_aside(std::string_view field, std::string_view reason) {
  const auto slot = plan_.slot_of(field);
  if (!slot || found_[*slot].texts.empty()) return false;
  const auto column = std::find_if(plan_.columns.begin(), plan_.columns.end(),
                                   [&](const PlannedColumn& c) {
                                     return (c.role == Role::value || c.role == Role::contact) && c.slot == *slot;
                                   });
  std::string texts;
  for (const std::string& text : found_[*slot].texts) texts += (texts.empty() ? "" : "; ") + text;
  keep(static_cast<std::size_t>(column - plan_.columns.begin()), texts, reason);
  found_[*slot].clear();
  return true;
}

void RowReader::check_point(std::size_t column, std::string_view list, std::string_view value) {
  if (list == "phones" && !parse_phone(value, country_))
    warnings_.push_back({column, "not a telephone number that can be normalised: kept as typed"});
  if (list == "emails" && !base::normalise_email(value))
    warnings_.push_back({column, "not an e-mail address: kept as typed"});
  if (list == "urls" && !base::is_url(value))
    warnings_.push_back({column, "not a web address: kept as typed"});
}

/// The elements of the systems or services in `keys` are those the file gives; stored ones of others stay.
void RowReader::set_keyed(const FieldInfo& field, const Found& found, const ValueRows* stored,
                          const std::vector<std::string>& keys, ValueRows& rows) {
  const std::size_t key = place_of(field, key_column(field.name)), value = place_of(field, "value");
  const auto is_one_of = [&](const std::vector<Value>& row) {
    return std::any_of(found.keyed.begin(), found.keyed.end(), [&](const auto& k) {
      return names(row[key], k.first) && names(row[value], k.second);
    });
  };
  const auto is_of_other = [&](const std::vector<Value>& row) {
    return std::none_of(keys.begin(), keys.end(), [&](const std::string& k) { return names(row[key], k); });
  };
  if (stored && rows.empty())
    std::copy_if(stored->begin(), stored->end(), std::back_inserter(rows),
                 [&](const auto& row) { return is_of_other(row) || is_one_of(row); });
  for (const auto& wanted : found.keyed) {
    const auto is_it = [&](const auto& row) {
      return names(row[key], wanted.first) && names(row[value], wanted.second);
    };
    if (std::any_of(rows.begin(), rows.end(), is_it)) continue;
    auto& row = rows.emplace_back(field.list_columns.size());
    row[key] = wanted.first;
    row[value] = wanted.second;
  }
}

Value RowReader::list_of(const FieldInfo& field, const Found& found, const ValueRows* stored,
                         const std::vector<std::string>& keys) {
  // Plain texts keep the marks of equal elements: the library sees to that.
  if (found.exact.empty() && keys.empty() && found.parts.empty()) return found.texts;
  ValueRows rows;
  for (const std::string& text : found.texts) {
    rows.push_back(element_of(field, text));
    if (stored) adopt(rows.back(), *stored);
  }
  rows.insert(rows.end(), found.exact.begin(), found.exact.end());
  if (!keys.empty()) set_keyed(field, found, stored, keys, rows);
  if (found.parts.empty()) return rows;
  if (rows.empty() && stored) rows = *stored;
  if (rows.empty()) rows.emplace_back(field.list_columns.size());
  for (std::size_t i = 0; i < found.parts.size(); ++i)
    if (!found.parts[i].empty()) rows[0][i] = found.parts[i];
  return rows;
}

std::vector<std::string> RowReader::keys_of(std::size_t slot, bool blank_too) const {
  std::vector<std::string> keys;
  if (blank_too) {
    for (const std::size_t c : plan_.slots[slot].columns)
      if (!plan_.columns[c].key.empty()) keys.push_back(plan_.columns[c].key);
  } else {
    for (const auto& [key, value] : found_[slot].keyed) keys.push_back(key);
  }
  return keys;
}

std::string RowReader::described(std::string text) const {
  for (const std::string& line : kept_) {
    if (text.find(line) != std::string::npos) continue;  // from an earlier import
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

std::vector<AnyChange> RowReader::for_new() const {
  std::vector<AnyChange> changes;
  bool described_already = false, kind = false;
  for (std::size_t i = 0; i < found_.size(); ++i) {
    const FieldInfo& field = plan_.slots[i].field;
    const Found& found = found_[i];
    if (!found.filled) continue;
    if (field.spec.type == FieldType::list) {
      changes.push_back({field.name, list_of(field, found, nullptr, keys_of(i, false))});
    } else if (field.built_in && field.name == "description") {
      changes.push_back({field.name, described(to_string(found.value))});
      described_already = true;
    } else {
      kind = kind || (field.built_in && field.name == "kind");
      changes.push_back({field.name, found.value});
    }
  }
  if (!kept_.empty() && !described_already) changes.push_back({"description", described({})});
  if (plan_.companies && !kind) changes.push_back({"kind", "company"});
  if (!tags_.empty()) changes.push_back({"tags", tags_});
  return changes;
}

std::vector<AnyChange> RowReader::for_stored(const AnyRecord& stored, Blank blank) const {
  std::vector<AnyChange> changes;
  const Value* old_description = stored.values.find("description");
  std::string description = old_description ? to_string(*old_description) : std::string();
  for (std::size_t i = 0; i < found_.size(); ++i) {
    const FieldInfo& field = plan_.slots[i].field;
    const Found& found = found_[i];
    const bool clear = blank == Blank::clear;
    if (is_tags(field) || field.initial) continue;
    if (!found.filled && (!clear || found.given || (field.built_in && field.name == "code"))) continue;
    const bool is_description = field.built_in && field.name == "description";
    if (is_description) description = found.filled ? to_string(found.value) : std::string();
    if (is_description && !kept_.empty()) continue;
    if (field.spec.type == FieldType::list) {
      const Value* old = stored.values.find(field.name);
      const auto keys = keys_of(i, clear);
      changes.push_back({field.name, list_of(field, found, old ? old->rows() : nullptr, keys)});
    } else {
      changes.push_back({field.name, found.value});
    }
  }
  if (!kept_.empty()) changes.push_back({"description", described(std::move(description))});
  return changes;
}

std::vector<Value> RowReader::match_values() const {
  std::vector<Value> values;
  if (plan_.match.empty() || plan_.match == "id") return values;
  const FieldInfo& field = plan_.slots[plan_.match_slot].field;
  const Found& found = found_[plan_.match_slot];
  if (!found.filled) return values;
  if (is_scalar(field) || field.spec.type == FieldType::choices) return {found.value};
  if (!plan_.match_key.empty()) {
    for (const auto& [key, value] : found.keyed) {
      if (key != plan_.match_key) continue;
      std::vector<Value> row(field.list_columns.size());
      row[place_of(field, key_column(field.name))] = key;
      row[place_of(field, "value")] = value;
      values.emplace_back(ValueRows{std::move(row)});
    }
    return values;
  }
  for (const std::string& text : found.texts) values.emplace_back(Value::Texts{text});
  for (const auto& row : found.exact) values.emplace_back(ValueRows{row});
  return values;
}

std::vector<std::string> RowReader::texts_of(std::size_t slot) const {
  const FieldInfo& field = plan_.slots[slot].field;
  const Found& found = found_[slot];
  if (!found.filled) return {};
  if (is_scalar(field)) return {to_string(found.value)};
  const std::size_t told = field.list_columns.size() == 2 ? 1 : 0;  // an external id stands behind its system
  std::vector<std::string> texts;
  for (const std::string& text : found.texts) texts.push_back(to_string(element_of(field, text)[told]));
  for (const auto& row : found.exact) texts.push_back(to_string(row[told]));
  for (const auto& [key, value] : found.keyed) texts.push_back(value);
  return texts;
}

}  // namespace crmlite::exchange
