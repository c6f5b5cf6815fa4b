#include "records.hpp"

#include <algorithm>

#include "output.hpp"

namespace cli {
namespace {

Named named(const crm::AnyRecord& record) {
  return {record.id, record.kind, name_of(record.id, record.code)};
}

[[noreturn]] void refuse(std::string_view kind) {
  throw crm::NotFound("no " + std::string(kind) + " has this code, #id or e-mail address");
}

/// An element of a list with all that is said of it: `021-68880000 (work, primary)`.
std::string marked(const std::vector<crm::Value>& row, const std::vector<std::string>& parts) {
  std::string marks;
  for (std::size_t i = 1; i < row.size() && i < parts.size(); ++i) {
    const auto* flag = row[i].get_if<bool>();
    const std::string name = spaced(parts[i].rfind("is_", 0) == 0 ? parts[i].substr(3) : parts[i]);
    const std::string mark = !flag ? to_string(row[i]) : *flag ? name : std::string();
    if (!mark.empty()) marks += (marks.empty() ? "" : ", ") + mark;
  }
  return (row.empty() ? "" : to_string(row.front())) + (marks.empty() ? "" : " (" + marks + ")");
}

/// The elements of one list that the other does not have.
crm::Value differing(const crm::Value& list, const crm::Value& other, const std::vector<std::string>& parts) {
  crm::Value::Texts texts;
  for (const auto& row : *list.rows())
    if (std::find(other.rows()->begin(), other.rows()->end(), row) == other.rows()->end())
      texts.push_back(marked(row, parts));
  return crm::Value(std::move(texts));
}

}  // namespace

std::string name_of(crm::RecordId id, const std::string& code) { return code.empty() ? to_string(id) : code; }

Named find_record(const crm::ReadTx& tx, const std::string& reference, std::string_view kind) {
  if (kind.empty()) {
    const crm::NamedRecord found = find_any(tx, reference);
    return named(tx.records(found.kind).get(found.id));
  }
  if (const auto found = tx.records(kind).find_named(reference)) return named(*found);
  refuse(kind);
}

crm::NamedRecord find_any(const crm::ReadTx& tx, const std::string& reference, crm::Removed removed) {
  if (auto found = tx.find_named(reference, removed)) return std::move(*found);
  refuse("record");
}

crm::CustomerId find_customer(const crm::ReadTx& tx, const std::string& reference) {
  return crm::CustomerId{find_record(tx, reference, "customer").id.value()};
}

crm::AnyChange assignment(const std::string& text) {
  const std::size_t cut = text.find('=');
  const std::size_t first = text.find_first_not_of(' ');
  if (cut == std::string::npos || first >= cut) throw UsageError("--set takes FIELD=VALUE");
  const std::size_t last = text.find_last_not_of(' ', cut - 1);
  return {text.substr(first, last - first + 1), crm::Value(text.substr(cut + 1))};
}

std::vector<crm::AnyChange> assignments(const std::vector<std::string>& texts) {
  std::vector<crm::AnyChange> changes;
  for (const std::string& text : texts) changes.push_back(assignment(text));
  return changes;
}

crm::Filter filter_of(const std::string& text) { return crm::parse_filter(text); }

std::vector<crm::AnySort> order_of(const std::vector<std::string>& fields) {
  std::vector<crm::AnySort> order;
  for (const std::string& field : fields) {
    const bool descending = !field.empty() && field.front() == '-';
    order.push_back({field.substr(descending ? 1 : 0), descending});
  }
  return order;
}

const std::string& Shown::name(crm::RecordId id) {
  auto [it, fresh] = names_.try_emplace(id);
  if (!fresh) return it->second;
  it->second = to_string(id);
  if (const auto found = tx_.find_named(it->second)) {
    const crm::AnyRecord record = tx_.records(found->kind).get(id);
    const crm::Value* display = record.values.find("name");
    it->second = found->kind == "user" && display ? to_string(*display) : name_of(id, record.code);
  }
  return it->second;
}

crm::Value Shown::named(const crm::Value& value) {
  if (const auto* id = value.get_if<crm::RecordId>()) return name(*id);
  const crm::ValueRows* rows = value.rows();
  if (!rows) return value;
  crm::ValueRows found;
  for (const auto& row : *rows) {
    auto& cells = found.emplace_back();
    for (const crm::Value& cell : row) cells.push_back(named(cell));
  }
  return crm::Value(std::move(found));
}

crm::Value Shown::text(const crm::Value& value) {
  const crm::Value held = named(value);
  const crm::ValueRows* rows = held.rows();
  if (!rows) return held;
  crm::Value::Texts texts;
  for (const auto& row : *rows) {
    const bool pair = row.size() == 2 && !row[0].empty() && !row[1].empty();
    texts.push_back(pair ? to_string(row[0]) + "=" + to_string(row[1])
                         : to_string(crm::Value(crm::ValueRows{row})));
  }
  return crm::Value(std::move(texts));
}

std::pair<crm::Value, crm::Value> Shown::edit(const std::string& kind, const crm::HistoryEntry::Edit& edit) {
  std::pair<crm::Value, crm::Value> plain{text(edit.before), text(edit.after)};
  if (!(plain.first == plain.second) || !edit.before.rows() || !edit.after.rows()) return plain;
  const auto parts = tx_.fields().get(kind, edit.field).list_columns;
  const crm::Value before = named(edit.before), after = named(edit.after);
  return {differing(before, after, parts), differing(after, before, parts)};
}

RecordColumns::RecordColumns(Program& program, const crm::ReadTx& tx, const std::string& kind,
                             const std::vector<std::string>& names, const std::string& language)
    : json_(format_of(program) == crm::TableFormat::json), shown_(tx) {
  const auto heading = [&](const crm::FieldInfo& field) {
    return language.empty() ? std::string() : crm::field_label(field, language);
  };
  for (const std::string& name : names) {
    if (name == "tags" || (name == "contact" && kind == "customer")) {
      (name == "tags" ? tags_ : lists_) = true;
      if (name == "contact") point_ = tx.fields().get(kind, "phones").list_columns;
      columns_.push_back({.key = name, .heading = heading({.kind = kind, .name = name, .built_in = true})});
      continue;
    }
    try {
      crm::FieldInfo field = tx.fields().get(kind, name);
      const bool several =
          field.spec.type == crm::FieldType::list || field.spec.type == crm::FieldType::choices;
      lists_ = lists_ || several;
      if (several) several_.push_back(field.name);
      columns_.push_back(
          {.key = field.name, .heading = heading(field), .parts = std::move(field.list_columns)});
    } catch (crm::Error& e) {
      e.add_context("column \"" + name + "\"");
      throw;
    }
  }
}

crm::With RecordColumns::with() const {
  if (lists_) return tags_ ? crm::With::everything : crm::With::lists;
  return tags_ ? crm::With::tags : crm::With::row;
}

std::vector<crm::Value> RecordColumns::values(const crm::AnyRecord& record) {
  std::vector<crm::Value> values;
  for (const crm::TableColumn& column : columns_) values.push_back(value(record, column.key));
  return values;
}

crm::Value RecordColumns::value(const crm::AnyRecord& record, const std::string& key) {
  if (key == "id") return record.id.value();
  if (key == "code") return record.code;
  if (key == "revision") return record.revision;
  if (key == "created") return record.created;
  if (key == "updated") return record.updated;
  if (key == "archived") return record.archived ? crm::Value(*record.archived) : crm::Value();
  if (key == "tags") return record.tags;
  if (key == "contact") return contact(record);
  const crm::Value* held = record.values.find(key);
  if (!held && std::find(several_.begin(), several_.end(), key) != several_.end()) return crm::Value::Texts{};
  if (!held) return crm::none;
  return json_ ? shown_.named(*held) : shown_.text(*held);
}

/// The first way to reach somebody that is not known to fail: the primary phone, else the primary e-mail.
crm::Value RecordColumns::contact(const crm::AnyRecord& record) const {
  const auto has = [&](const std::vector<crm::Value>& point, std::string_view flag) {
    const auto at = static_cast<std::size_t>(std::find(point_.begin(), point_.end(), flag) - point_.begin());
    const auto* set = at < point.size() ? point[at].get_if<bool>() : nullptr;
    return set && *set;
  };
  for (const char* list : {"phones", "emails"}) {
    const crm::Value* value = record.values.find(list);
    if (!value || !value->rows()) continue;
    const crm::Value* best = nullptr;
    for (const auto& point : *value->rows())
      if (!has(point, "invalid") && (!best || has(point, "is_primary"))) best = &point.front();
    if (best) return *best;
  }
  return crm::none;
}

}  // namespace cli
