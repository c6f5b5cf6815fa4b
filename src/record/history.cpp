// A record's history: its rows of the journal, newest first, each before-image paired with what came after it.
#include <charconv>
#include <map>

#include "base/json.hpp"
#include "record/engine.hpp"
#include "record/journal.hpp"
#include "record/plans.hpp"

namespace crmlite::record {
namespace {

using base::Json;

Cell cell_of(const Json& json) {
  if (json.is_string()) return json.string();
  if (!json.is_number()) return {};
  std::int64_t v = 0;
  const std::string& text = json.number();
  std::from_chars(text.data(), text.data() + text.size(), v);
  return v;
}

std::vector<std::int64_t> ids_of(const Json& json) {
  std::vector<std::int64_t> ids;
  if (json.is_array())
    for (const Json& item : json.array())
      if (const Cell cell = cell_of(item); const auto* id = std::get_if<std::int64_t>(&cell)) ids.push_back(*id);
  return ids;
}

Value rows_of(const Catalogue& catalogue, const Child& list, const Json& json) {
  ValueRows rows;
  if (json.is_array())
    for (const Json& element : json.array()) {
      auto& row = rows.emplace_back(list.columns.size());
      for (std::size_t c = 0; c < list.columns.size(); ++c) {
        const Json* held = element.is_object() ? element.find(list.columns[c].name) : nullptr;
        FieldDef part;
        part.type = list.columns[c].type;
        if (held) row[c] = decode(catalogue, part, cell_of(*held), {});
      }
    }
  return rows.empty() ? Value() : Value(std::move(rows));
}

/// A tag that was merged into another has its name in the journal alone.
Value tag_name(Session& s, std::int64_t id) {
  if (const TagDef* tag = s.catalogue->tags->find(id)) return tag->name;
  auto q = s.take("SELECT before FROM change WHERE owner = ? AND tab = ? AND op = ? ORDER BY id DESC LIMIT 1");
  q->bind_all(id, static_cast<int>(tab::tag), static_cast<int>(Op::remove));
  if (!q->step()) return {};
  const auto json = base::parse_json(q->text(0));
  const Json* name = json ? json->find(std::to_string(s.catalogue->journal_column(tab::tag, "name"))) : nullptr;
  return name && name->is_string() ? Value(name->string()) : Value();
}

/// What a column of the journal means for this kind.
struct Meaning {
  const FieldDef* field = nullptr;
  bool currency = false;
};

class Reading {
 public:
  Reading(Session& s, const KindDef& def) : s_(s), def_(def) {
    for (const FieldDef& f : def.fields) {
      if (f.journal) columns_[f.journal] = {&f, false};
      if (f.journal_currency) columns_[f.journal_currency] = {&f, true};
    }
  }

  /// The present values, from which the walk back starts.
  void start(std::int64_t id) {
    AnyRecord record;
    if (!read_record(s_, *def_.kind, id, {&record, true})) return;
    record.values.each([&](std::string_view name, const Value& v) { now_[std::string(name)] = v; });
    if (!record.code.empty()) now_["code"] = Value(record.code);
    if (record.archived) now_["archived"] = Value(*record.archived);
  }

  std::vector<HistoryEntry::Edit> edits(std::string_view before) {
    std::vector<HistoryEntry::Edit> found;
    const auto json = base::parse_json(before);
    if (!json || !json->is_object()) return found;
    for (const auto& [key, value] : json->object()) {
      std::int64_t column = 0;
      std::from_chars(key.data(), key.data() + key.size(), column);
      const auto it = columns_.find(column);
      if (it == columns_.end() || it->second.currency) continue;
      const FieldDef& f = *it->second.field;
      Value old;
      if (f.place == Place::list) old = rows_of(*s_.catalogue, *f.list, value);
      else if (f.place == Place::choices) old = decode_choices(f, ids_of(value));
      else {
        const Json* currency = f.journal_currency ? json->find(std::to_string(f.journal_currency)) : nullptr;
        old = decode(*s_.catalogue, f, cell_of(value), currency ? cell_of(*currency) : currency_of(f));
      }
      found.push_back({f.name, old, now_[f.name]});
      now_[f.name] = std::move(old);
    }
    return found;
  }

 private:
  /// An amount whose currency did not change has it still.
  Cell currency_of(const FieldDef& f) {
    const auto* money = now_[f.name].get_if<Money>();
    return money ? Cell{money->currency} : Cell{};
  }

  Session& s_;
  const KindDef& def_;
  std::map<std::int64_t, Meaning> columns_;
  std::map<std::string, Value> now_;
};

}  // namespace

std::vector<HistoryEntry> history_of(Session& s, const KindDef& def, std::int64_t id) {
  Reading reading(s, def);
  reading.start(id);
  std::vector<HistoryEntry> entries;
  bool own = false;
  auto q = s.take(
      "SELECT c.txn, t.at, t.actor, t.label, c.tab, c.op, c.before, c.row FROM change c "
      "LEFT JOIN txn t ON t.id = c.txn WHERE c.owner = ? AND c.tab IN (?, ?) ORDER BY c.id DESC");
  q->bind_all(id, def.kind->number, tab::record_tag);
  while (q->step()) {
    HistoryEntry& e = entries.emplace_back();
    e.transaction = q->int64(0);
    const bool pending = s.write && e.transaction == s.write->txn;
    e.at = pending ? s.write->at : Timestamp{q->int64(1)};
    e.actor = pending ? s.write->actor : q->text(2);
    e.label = pending ? s.write->label : q->text(3);
    const auto op = static_cast<Op>(q->int64(5));
    if (q->int64(4) == tab::record_tag) {
      e.kind = op == Op::insert ? ChangeKind::tagged : ChangeKind::untagged;
      const Value name = tag_name(s, q->int64(7));
      e.edits.push_back(op == Op::insert ? HistoryEntry::Edit{"tags", {}, name} : HistoryEntry::Edit{"tags", name, {}});
      continue;
    }
    e.kind = op == Op::insert ? ChangeKind::inserted : op == Op::remove ? ChangeKind::removed : ChangeKind::updated;
    if (!q->is_null(6)) e.edits = reading.edits(q->text(6));
    own = true;
  }
  if (!own) entries.clear();  // tags of another kind's record
  return entries;
}

}  // namespace crmlite::record
