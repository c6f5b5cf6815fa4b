// The journal read by somebody who knows its documentation and nothing else: what the file holds is taken as
// plain rows, then each change is undone with what its row of the journal says. On the way every hash is made
// anew.
//
// A dump is what must be equal again on the way back: records with fields, lists and tags, and all
// definitions. What can be recomputed or is no more than a count is not in it: revisions, normalised forms,
// sort keys, counters, the registry of codes, columns of fields that are not defined at that moment.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/journal_chain.hpp"

namespace walk {

/// One column of the journal: what `before` calls by its number.
struct Column {
  std::int64_t id = 0;
  int tab = 0;
  std::string physical, type;
  std::int64_t field = 0;
};

struct Row {
  std::map<std::int64_t, Json> values;  // by column; an absent one is NULL
  std::set<std::int64_t> tags;
};

using Key = std::pair<int, std::int64_t>;  // table of the journal, id

inline std::string text_of(const Json& json) {
  if (json.is_number()) return json.number();
  std::string out;
  if (json.is_string())
    crmlite::base::append_json_string(out, json.string());
  else if (json.is_array())
    for (const Json& item : json.array()) out += (out.empty() ? "[" : ",") + text_of(item);
  else if (json.is_object())
    for (const auto& [key, value] : json.object())
      out += (out.empty() ? "{" : ",") + key + ":" + text_of(value);
  return out + (json.is_array() ? (out.empty() ? "[]" : "]") : json.is_object() ? "}" : "");
}

/// A table whose rows are elements of a list; `_about` has the name of its kind before it.
struct List {
  std::string table, list;
  std::vector<std::string> columns;
};

inline const std::map<std::string, List>& lists() {
  static const std::vector<std::string> point = {"value",   "use",     "label",  "is_primary",
                                                 "opt_out", "invalid", "service"};
  static const std::vector<std::string> address = {"value",   "use",     "label",       "is_primary",
                                                   "opt_out", "invalid", "street",      "district",
                                                   "city",    "region",  "postal_code", "country"};
  static const std::map<std::string, List> all = {
      {"emails", {"contact_point", "email", point}},
      {"phones", {"contact_point", "phone", point}},
      {"urls", {"contact_point", "url", point}},
      {"messaging", {"contact_point", "messaging", point}},
      {"addresses", {"contact_point", "address", address}},
      {"owners", {"record_owner", "", {"user", "role"}}},
      {"anniversaries", {"anniversary", "", {"label", "date"}}},
      {"external_ids", {"external_id", "", {"system", "value"}}},
      {"participants", {"interaction_participant", "", {"record", "role"}}},
      {"about", {"_about", "", {"record"}}},
      {"checklist", {"task_item", "", {"text", "done"}}}};
  return all;
}

class State {
 public:
  explicit State(Connection& db) {
    Statement c(db, "SELECT id, tab, physical, type, field FROM journal_column ORDER BY id");
    while (c.step())
      columns_[c.int64(0)] = {c.int64(0), static_cast<int>(c.int64(1)), std::string(c.text(2)),
                              std::string(c.text(3)), c.int64(4)};
    Statement t(db, "SELECT id, name FROM journal_table WHERE id <> 101 ORDER BY id");
    while (t.step()) read_table(db, static_cast<int>(t.int64(0)), std::string(t.text(1)));
    Statement tags(db, "SELECT r.kind, t.record, t.tag FROM record_tag t JOIN record r ON r.id = t.record");
    while (tags.step()) rows_.at({static_cast<int>(tags.int64(0)), tags.int64(1)}).tags.insert(tags.int64(2));
  }

  bool empty() const { return rows_.empty(); }

  std::string dump() const {
    std::string out;
    const std::set<std::int64_t> shown = defined();
    for (const auto& [key, row] : rows_) {
      out += std::to_string(key.first) + "#" + std::to_string(key.second);
      for (const auto& [column, value] : row.values)
        if (shown.contains(column)) out += " " + std::to_string(column) + "=" + text_of(value);
      for (const std::int64_t tag : row.tags) out += " tag" + std::to_string(tag);
      out += '\n';
    }
    return out;
  }

  /// The after-values that the leaf of this change covers, taken from the state the change has led to.
  std::string after_values(int tab, std::int64_t row, int op, const Json* before) const {
    Bytes bytes;
    if (op == removed) return {};
    if (tab == record_tag) {
      bytes.number('c', column_named(tab, "tag").id);
      bytes.number('i', row);
      return bytes.taken();
    }
    const Row& now = rows_.at({tab, row});
    const std::set<std::int64_t> born_with = before ? std::set<std::int64_t>{} : defined();
    for (const auto& [id, c] : columns_) {
      if (c.tab != tab || !(before ? before->find(std::to_string(id)) != nullptr : born_with.contains(id)))
        continue;
      add_value(bytes, c, now, before != nullptr || tab >= record_tag);
    }
    return bytes.taken();
  }

  /// Makes the change undone. An empty text, or what does not fit.
  std::string undo(int tab, std::int64_t owner, std::int64_t row, int op, const Json* before) {
    if (tab == record_tag) {
      Row* record = nullptr;
      for (auto& [key, held] : rows_)
        if (key.first < record_tag && key.second == owner) record = &held;
      if (!record) return "a tag of a record that is not there";
      if (op == inserted) return record->tags.erase(row) ? "" : "a tag that is not there";
      return record->tags.insert(row).second ? "" : "a tag that is there";
    }
    const Key key{tab, row};
    if (op == inserted) return rows_.erase(key) ? "" : "a row that is not there";
    if (op == updated) {
      const auto it = rows_.find(key);
      return it == rows_.end() ? "a row that is not there" : put(it->second, *before);
    }
    if (rows_.contains(key)) return "a row that is there";
    return put(rows_[key], *before);
  }

 private:
  static constexpr int record_tag = 101, field_table = 104, inserted = 1, updated = 2, removed = 3;

  const Column& column_named(int tab, std::string_view physical) const {
    for (const auto& [id, c] : columns_)
      if (c.tab == tab && c.physical == physical) return c;
    throw std::out_of_range("a column that the journal does not know");
  }

  /// The columns that count now: built-in ones, and of fields those to which a definition points.
  std::set<std::int64_t> defined() const {
    std::set<std::string> pointed_to;
    const std::int64_t state = column_named(field_table, "state").id,
                       physical = column_named(field_table, "physical").id;
    for (auto it = rows_.lower_bound({field_table, 0}); it != rows_.end() && it->first.first == field_table;
         ++it) {
      const auto& values = it->second.values;
      if (values.at(state).string() == "removed") continue;
      const std::string name = std::to_string(it->first.second) + " " + values.at(physical).string();
      pointed_to.insert(name);
      pointed_to.insert(name + "_currency");
    }
    std::set<std::int64_t> found;
    for (const auto& [id, c] : columns_)
      if (c.field == 0 || pointed_to.contains(std::to_string(c.field) + " " + c.physical)) found.insert(id);
    return found;
  }

  std::string put(Row& row, const Json& before) {
    for (const auto& [key, value] : before.object()) {
      const Column& c = columns_.at(std::stoll(key));
      if (c.type == "tags") {
        for (const Json& tag : value.array()) row.tags.insert(std::stoll(tag.number()));
      } else if (value.is_null() || (value.is_array() && value.array().empty())) {
        row.values.erase(c.id);
      } else {
        row.values.insert_or_assign(c.id, value);
      }
    }
    return {};
  }

  /// `nulls`: what is empty is said to be so (changes and definitions), else passed over (new records).
  static void add_value(Bytes& bytes, const Column& c, const Row& row, bool nulls) {
    const auto it = row.values.find(c.id);
    const Json* value = it == row.values.end() ? nullptr : &it->second;
    if (c.type == "tags") {
      if (row.tags.empty()) return;
      bytes.number('c', c.id);
      bytes.number('i', static_cast<std::int64_t>(row.tags.size()));
      for (const std::int64_t tag : row.tags) bytes.number('i', tag);
      return;
    }
    if (!value && !nulls) return;
    bytes.number('c', c.id);
    if (c.type != "list" && c.type != "multiple choice") return bytes.value(value);
    bytes.number('i', value ? static_cast<std::int64_t>(value->array().size()) : 0);
    if (!value) return;
    for (const Json& item : value->array()) {
      if (c.type != "list") {
        bytes.value(&item);
        continue;
      }
      const auto& names = lists().at(c.physical).columns;
      for (std::size_t i = 0; i < names.size(); ++i)
        if (const Json* held = item.find(names[i])) {
          bytes.number('c', static_cast<std::int64_t>(i) + 1);
          bytes.value(held);
        }
    }
  }

  static Json cell(const Statement& q, int column) {
    if (q.is_null(column)) return Json();
    if (q.type(column) == crmlite::sqlite::Type::integer)
      return Json(Json::Number{std::to_string(q.int64(column))});
    return Json(std::string(q.text(column)));
  }

  void read_table(Connection& db, int tab, const std::string& table) {
    std::vector<const Column*> plain;
    std::string sql = "SELECT id";
    std::set<std::string> there;
    Statement info(db, "SELECT name FROM pragma_table_info(?)");
    info.bind(1, std::string_view(table));
    while (info.step()) there.emplace(info.text(0));
    for (const auto& [id, c] : columns_) {
      if (c.tab != tab || !there.contains(c.physical)) continue;
      plain.push_back(&c);
      sql += ", " + c.physical;
    }
    Statement q(db, sql + " FROM " + table);
    while (q.step()) {
      Row& row = rows_[{tab, q.int64(0)}];
      for (std::size_t i = 0; i < plain.size(); ++i)
        if (!q.is_null(static_cast<int>(i) + 1))
          row.values.emplace(plain[i]->id, cell(q, static_cast<int>(i) + 1));
    }
    for (const auto& [id, c] : columns_) {
      if (c.tab != tab) continue;
      if (c.type == "list") read_list(db, c);
      if (c.type == "multiple choice") read_choices(db, c);
    }
  }

  void read_list(Connection& db, const Column& c) {
    const List& list = lists().at(c.physical);
    std::string sql = "SELECT owner", table = list.table;
    if (table == "_about") table = (c.tab == 3 ? "interaction" : "task") + table;
    for (const std::string& name : list.columns) sql += ", l." + name;
    Statement q(db, sql + " FROM " + table +
                        " l JOIN record r ON r.id = l.owner WHERE r.kind = " + std::to_string(c.tab) +
                        (list.list.empty() ? "" : " AND l.list = '" + list.list + "'") +
                        " ORDER BY owner, pos");
    std::map<std::int64_t, Json::Array> found;
    while (q.step()) {
      Json::Object element;
      for (std::size_t i = 0; i < list.columns.size(); ++i)
        if (!q.is_null(static_cast<int>(i) + 1))
          element.emplace_back(list.columns[i], cell(q, static_cast<int>(i) + 1));
      found[q.int64(0)].push_back(Json(std::move(element)));
    }
    for (auto& [owner, array] : found) rows_.at({c.tab, owner}).values.emplace(c.id, Json(std::move(array)));
  }

  void read_choices(Connection& db, const Column& c) {
    Statement q(db,
                "SELECT rc.record, rc.choice FROM record_choice rc JOIN field f ON f.id = rc.field "
                "WHERE rc.field = ? AND f.physical = ? ORDER BY 1, 2");
    q.bind(1, c.field);
    q.bind(2, std::string_view(c.physical));
    std::map<std::int64_t, Json::Array> found;
    while (q.step()) found[q.int64(0)].push_back(cell(q, 1));
    for (auto& [record, array] : found)
      rows_.at({c.tab, record}).values.emplace(c.id, Json(std::move(array)));
  }

  std::map<std::int64_t, Column> columns_;
  std::map<Key, Row> rows_;
};

/// Walks from what the file holds now to nothing. `at_transaction` hears the dump before each transaction,
/// newest first, with the number of the transaction before it (0: none). The answer tells everything that
/// does not fit.
template <class F>
std::vector<std::string> back(Connection& db, F&& at_transaction) {
  std::vector<std::string> wrong;
  State state(db);
  Statement t(db, "SELECT id FROM txn ORDER BY id DESC");
  while (t.step()) {
    const std::int64_t txn = t.int64(0);
    Statement c(
        db, "SELECT id, tab, owner, row, op, before, salt, leaf FROM change WHERE txn = ? ORDER BY id DESC");
    c.bind(1, txn);
    while (c.step()) {
      const std::string name = "change " + std::to_string(c.int64(0)) + ": ";
      const int tab = static_cast<int>(c.int64(1)), op = static_cast<int>(c.int64(4));
      const auto json = c.is_null(5) ? std::nullopt : crmlite::base::parse_json(c.text(5));
      if (!c.is_null(5) && !(json && json->is_object())) {
        wrong.push_back(name + "its before-image is no JSON object");
        continue;
      }
      const Json* before = json ? &*json : nullptr;
      const auto salt = blob(c, 6);
      if (salt.size() != 16) wrong.push_back(name + "no salt");
      if (leaf(salt, tab, c.int64(2), c.int64(3), op, state.after_values(tab, c.int64(3), op, before)) !=
          blob(c, 7))
        wrong.push_back(name + "its leaf is not that of what it wrote (table " + std::to_string(tab) +
                        ", op " + std::to_string(op) + ")");
      if (const std::string fault = state.undo(tab, c.int64(2), c.int64(3), op, before); !fault.empty())
        wrong.push_back(name + fault);
    }
    at_transaction(txn - 1, state.dump());
  }
  if (!state.empty()) wrong.push_back("something is left that nothing has made");
  return wrong;
}

}  // namespace walk
