#include "record/timeline.hpp"

#include <algorithm>

#include "record/engine.hpp"

namespace crmlite::record {
namespace {

using detail::TimelineSource;

std::string select_record(const KindDef& def, const TimelineSource& source) {
  std::string sql = "SELECT parts";
  for (const std::string_view column :
       {source.customer, source.at, source.kind, source.direction, source.summary, source.status})
    sql += ", " + (column.empty() ? std::string("NULL") : std::string(column));
  return sql + " FROM " + std::string(def.kind->table) + " WHERE id = ? AND archived IS NULL";
}

Contact contact_of(const TimelineSource& source, std::string_view status) {
  if (!source.done.empty() && status == source.done) return Contact::done;
  const bool planned =
      std::find(source.planned.begin(), source.planned.end(), status) != source.planned.end();
  return planned ? Contact::planned : Contact::none;
}

void add_linked(Session& s, const TimelineSource& source, std::int64_t id,
                std::vector<std::int64_t>& customers) {
  for (const std::string_view table : source.links) {
    auto q = s.take("SELECT l.record FROM " + std::string(table) +
                    " l JOIN customer c ON c.id = l.record WHERE l.owner = ?");
    q->bind(1, id);
    while (q->step()) customers.push_back(q->int64(0));
  }
}

void remove_row(Session& s, const TimelineRow& row, std::int64_t record) {
  auto q = s.take("DELETE FROM timeline WHERE customer = ? AND at = ? AND record = ?");
  q->bind_all(row.customer, row.at, record);
  q->step();
}

void bind_text(sqlite::Statement& q, int parameter, const std::string& text) {
  if (text.empty())
    q.bind(parameter, nullptr);
  else
    q.bind(parameter, std::string_view(text));
}

void insert_row(Session& s, const TimelineRow& row, std::int64_t record) {
  auto q = s.take(
      "INSERT INTO timeline (customer, at, record, contact, kind, direction, summary) VALUES (?, ?, ?, ?, ?, "
      "?, ?)");
  q->bind_all(row.customer, row.at, record, static_cast<int>(row.contact));
  bind_text(*q, 5, row.kind);
  bind_text(*q, 6, row.direction);
  bind_text(*q, 7, row.summary);
  q->step();
}

/// The customer's times of contact, from their timeline.
void refresh_contact(Session& s, std::int64_t customer) {
  auto q = s.take(
      "UPDATE customer SET "
      "last_contact_at = (SELECT at FROM timeline WHERE customer = ?1 AND contact = 1 ORDER BY at DESC LIMIT "
      "1), "
      "next_contact_at = (SELECT at FROM timeline WHERE customer = ?1 AND contact = 2 ORDER BY at LIMIT 1) "
      "WHERE id = ?1");
  q->bind(1, customer);
  q->step();
}

/// A further row can only move them outwards.
void extend_contact(Session& s, const TimelineRow& row) {
  if (row.contact == Contact::none) return;
  auto q = s.take(
      row.contact == Contact::done
          ? "UPDATE customer SET last_contact_at = ?1 WHERE id = ?2 AND ifnull(last_contact_at < ?1, 1)"
          : "UPDATE customer SET next_contact_at = ?1 WHERE id = ?2 AND ifnull(next_contact_at > ?1, 1)");
  q->bind_all(row.at, row.customer);
  q->step();
}

}  // namespace

std::vector<TimelineRow> timeline_rows(Session& s, const KindDef& def, std::int64_t id) {
  std::vector<TimelineRow> rows;
  const TimelineSource* source = def.kind->timeline;
  if (!source) return rows;
  TimelineRow row;
  std::vector<std::int64_t> customers;
  bool linked = false;
  {
    auto q = s.take(select_record(def, *source));
    q->bind(1, id);
    if (!q->step() || q->is_null(2)) return rows;
    linked = (q->int64(0) & source->links_part) != 0;
    if (!q->is_null(1)) customers.push_back(q->int64(1));
    row.at = q->int64(2);
    row.kind = source->kind.empty() ? def.kind->name : q->text(3);
    row.direction = q->text(4);
    row.summary = q->text(5);
    row.contact = contact_of(*source, q->text(6));
  }
  if (linked) add_linked(s, *source, id, customers);
  std::sort(customers.begin(), customers.end());
  customers.erase(std::unique(customers.begin(), customers.end()), customers.end());
  for (const std::int64_t customer : customers) {
    row.customer = customer;
    rows.push_back(row);
  }
  return rows;
}

TimelineChange::TimelineChange(Session& s, const KindDef& def, std::int64_t id)
    : s_(s), def_(def), id_(id), before_(timeline_rows(s, def, id)) {}

void TimelineChange::apply() {
  const std::vector<TimelineRow> after = timeline_rows(s_, def_, id_);
  if (after == before_) return;
  const auto has = [](const std::vector<TimelineRow>& rows, const TimelineRow& row) {
    return std::find(rows.begin(), rows.end(), row) != rows.end();
  };
  std::vector<std::int64_t> touched;
  for (const TimelineRow& row : before_)
    if (!has(after, row)) remove_row(s_, row, id_), touched.push_back(row.customer);
  for (const TimelineRow& row : after)
    if (!has(before_, row)) insert_row(s_, row, id_), touched.push_back(row.customer);
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  for (const std::int64_t customer : touched) refresh_contact(s_, customer);
}

void TimelineChange::inserted(Session& s, const KindDef& def, std::int64_t id) {
  for (const TimelineRow& row : timeline_rows(s, def, id)) {
    insert_row(s, row, id);
    extend_contact(s, row);
  }
}

}  // namespace crmlite::record
