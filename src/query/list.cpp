#include "query/list.hpp"

#include <algorithm>

#include <crmlite/error.hpp>

#include "query/cursor.hpp"
#include "record/engine.hpp"
#include "record/plans.hpp"

namespace crmlite::query {
namespace {

using record::Cell;
using record::FieldDef;
using record::KindDef;
using record::KindPlans;
using record::Session;

constexpr std::size_t largest_page = 10'000;
constexpr std::size_t usual_page = 50;  // room is made for so many records, however few there are
constexpr std::size_t most_keys = 10;

struct Key {
  std::string column;
  bool descending = false;
  bool nullable = false;
  bool filled = false;  // the filter wants it so
};

/// One page being read. An order by a single nullable field runs in two phases, first the filled ones through their
/// index, then the empty ones by id; an order by several fields sorts. In the order of ids a tag that all of them must
/// carry leads the way: its index is in that order, and a page costs the same however many carry it.
class PageReader {
 public:
  PageReader(Session& s, const KindDef& def, const detail::ListQuery& query)
      : s_(s), def_(def), plans_(s.plans_of(*def.kind)), query_(query) {
    if (query.limit == 0 || query.limit > largest_page) throw Invalid("limit: from 1 to 10,000");
    const std::string order = take_keys();
    if (keys_.empty()) lead_ = required_tag(s, query.where);
    where_ = compile(s, def, query.where, query.archived, lead_);
    question_ = fingerprint(std::string(def.kind->name) + "|" + order + "|" + to_string(query.where) + "|" +
                            std::to_string(static_cast<int>(query.archived)));
    if (!query.after.empty()) after_ = cursor_from(query.after, question_), started_ = true;
    if (started_ && after_.keys.size() != keys_.size() && !after_.empties) throw Invalid("cursor: of another question");
  }

  std::string run(detail::Sink sink, bool any) {
    sink_ = sink;
    any_ = any;
    const std::size_t room = std::min(query_.limit, usual_page);
    sink_.reserve(sink_.target, room);
    loaded_.reserve(room);
    if (!(started_ && after_.empties)) read(phase(false), false);
    if (two_phases() && !keys_[0].filled && loaded_.size() <= query_.limit && !more_) read(phase(true), true);
    finish();
    return more_ ? to_text(last_) : std::string();
  }

  Sql phase(bool empties) const {
    Sql sql{"SELECT " + plans_.columns, {}};
    for (const Key& key : keys_) sql.text += ", " + key.column;
    sql.text += " FROM " + std::string(def_.kind->table);
    if (lead_) {
      sql.text += " JOIN (SELECT record AS tagged FROM record_tag WHERE tag = ? AND kind = ?) ON tagged = " +
                  std::string(def_.kind->table) + ".id";
      sql.binds = {Cell{s_.catalogue->tags->find(lead_->name)->id}, Cell{std::int64_t{def_.kind->number}}};
    }
    sql.text += " WHERE ";
    sql.append(where_);
    if (two_phases()) sql.text += " AND " + keys_[0].column + (empties ? " IS NULL" : " IS NOT NULL");
    const bool resumed = started_ && after_.empties == empties;
    if (resumed) {
      sql.text += " AND ";
      sql.append(after(empties));
    }
    sql.text += " ORDER BY " + order(empties) + " LIMIT ?";
    return sql;
  }

 private:
  /// Returns the order as the fingerprint has it.
  std::string take_keys() {
    if (query_.order.size() > most_keys) throw Invalid("order: at most " + std::to_string(most_keys) + " keys");
    std::string order;
    bool by_id = false;
    for (const AnySort& sort : query_.order) {
      const FieldDef* f = def_.find(sort.field);
      if (!f) record::throw_unknown_field(def_, sort.field);
      if (!f->live()) throw Invalid(Issue{{}, f->name, "archived", "an archived field", {}});
      order += (sort.descending ? "-" : "+") + f->name + ",";
      Key key{sort_column(def_, *f), sort.descending, f->nullable,
              wants_value(def_, query_.where, *f)};
      if (by_id) continue;  // no two records have the same id
      by_id = f->place == record::Place::engine && f->name == "id";
      if (by_id) ids_descend_ = empty_ids_descend_ = sort.descending;
      else keys_.push_back(std::move(key));
    }
    if (!by_id) ids_descend_ = keys_.size() == 1 && keys_[0].descending;
    return order;
  }

  std::string id() const { return lead_ ? "tagged" : std::string(def_.kind->table) + ".id"; }
  bool two_phases() const { return keys_.size() == 1 && keys_[0].nullable; }

  std::string order(bool empties) const {
    if (empties) return id() + (empty_ids_descend_ ? " DESC" : "");
    std::string sql;
    for (const Key& key : keys_) {
      if (keys_.size() > 1 && key.nullable) sql += key.column + " IS NULL, ";
      sql += key.column + (key.descending ? " DESC, " : ", ");
    }
    return sql + id() + (ids_descend_ ? " DESC" : "");
  }

  Sql after(bool empties) const {
    const std::string sign = (empties ? empty_ids_descend_ : ids_descend_) ? " < " : " > ";
    if (empties || keys_.empty()) return {id() + sign + "?", {Cell{after_.id}}};
    if (keys_.size() == 1 && keys_[0].descending == ids_descend_)
      return {"(" + keys_[0].column + ", " + id() + ")" + sign + "(?, ?)", {after_.keys[0], Cell{after_.id}}};
    return after_from(0);
  }

  /// (k, rest…) after the cursor: k beyond it, or equal and the rest after it; empty comes behind everything.
  Sql after_from(std::size_t i) const {
    if (i == keys_.size()) return {id() + (ids_descend_ ? " < ?" : " > ?"), {Cell{after_.id}}};
    const Key& key = keys_[i];
    Sql rest = after_from(i + 1);
    if (record::is_null(after_.keys[i])) {
      rest.text = "(" + key.column + " IS NULL AND " + rest.text + ")";
      return rest;
    }
    Sql sql{"(" + key.column + (key.descending ? " < ?" : " > ?"), {after_.keys[i]}};
    if (key.nullable) sql.text += " OR " + key.column + " IS NULL";
    sql.text += " OR (" + key.column + " = ? AND ";
    sql.binds.push_back(after_.keys[i]);
    sql.append(rest);
    sql.text += "))";
    return sql;
  }

  void read(const Sql& sql, bool empties) {
    auto q = s_.take(sql.text);
    bind_all(*q, sql.binds);
    q->bind(static_cast<int>(sql.binds.size()) + 1, static_cast<std::int64_t>(query_.limit - loaded_.size() + 1));
    const int first_key = q->columns() - static_cast<int>(keys_.size());
    while (q->step()) {
      if (loaded_.size() == query_.limit) {
        more_ = true;
        return;
      }
      void* record = sink_.add(sink_.target);
      const std::int64_t parts = record::read_row(plans_, *q, {record, any_});
      loaded_.push_back({q->int64(0), parts, {}});
      if (loaded_.size() < query_.limit) continue;
      last_ = {question_, empties, q->int64(0), {}};
      for (std::size_t k = 0; k < keys_.size(); ++k)
        last_.keys.push_back(record::read_cell(*q, first_key + static_cast<int>(k)));
    }
  }

  void finish() {
    if (loaded_.empty()) return;
    for (std::size_t i = 0; i < loaded_.size(); ++i) loaded_[i].target = {sink_.at(sink_.target, i), any_};
    const auto asked = [&](With what) {
      return (static_cast<int>(query_.with) & static_cast<int>(what)) != 0;
    };
    record::load_choices(s_, plans_, loaded_);  // custom fields belong to the row
    if (asked(With::lists)) record::load_lists(s_, plans_, loaded_);
    if (asked(With::tags)) record::load_tags(s_, plans_, loaded_);
  }

  Session& s_;
  const KindDef& def_;
  KindPlans& plans_;
  const detail::ListQuery& query_;
  std::vector<Key> keys_;
  bool ids_descend_ = false;        // with a single key ids run as it does, so that its index is read from either end
  bool empty_ids_descend_ = false;  // among the records without a value
  const detail::FilterNode* lead_ = nullptr;
  Sql where_;
  std::uint64_t question_ = 0;
  bool started_ = false;
  Cursor after_;
  detail::Sink sink_;
  bool any_ = false;
  std::vector<record::Loaded> loaded_;
  bool more_ = false;
  Cursor last_;
};

}  // namespace

std::string list_page(Session& s, const KindDef& def, const detail::ListQuery& query, detail::Sink sink, bool any) {
  return PageReader(s, def, query).run(sink, any);
}

std::string page_sql(Session& s, const KindDef& def, const detail::ListQuery& query, bool empties) {
  return PageReader(s, def, query).phase(empties).text;
}

std::uint64_t count(Session& s, const KindDef& def, const Filter& filter, Archived archived) {
  const Sql where = compile(s, def, filter, archived);
  auto q = s.take("SELECT count(*) FROM " + std::string(def.kind->table) + " WHERE " + where.text);
  bind_all(*q, where.binds);
  q->step();
  return static_cast<std::uint64_t>(q->int64(0));
}

}  // namespace crmlite::query
