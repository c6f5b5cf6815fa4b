// Logging an interaction by hand: its row, the journal's, the customer's timeline and time of contact; and
// who has had no contact.
#include "raw.hpp"

namespace bench {

namespace {

constexpr int interactions_table = 3;

}  // namespace

void Raw::prepare_contacts() {
  const Statement first = prepare("SELECT min(id) FROM journal_column WHERE tab = 3");
  if (sqlite3_step(first.get()) == SQLITE_ROW) interaction_columns_ = sqlite3_column_int64(first.get(), 0);
  new_interaction_ = prepare(
      "INSERT INTO interaction (id, revision, created, updated, parts, customer, kind, status, direction, "
      "at, "
      "minutes, subject, body) VALUES (?, 1, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)");
  new_entry_ = prepare(
      "INSERT INTO timeline (customer, at, record, contact, kind, direction, summary) "
      "VALUES (?, ?, ?, 1, ?, ?, ?)");
  contacted_ =
      prepare("UPDATE customer SET last_contact_at = ?1 WHERE id = ?2 AND ifnull(last_contact_at < ?1, 1)");
  const std::string select =
      "SELECT " + columns_ + ", last_contact_at, next_contact_at FROM customer WHERE archived IS NULL AND ";
  silent_ = prepare(select + "(last_contact_at IS NULL OR last_contact_at < ?) ORDER BY id LIMIT 50");
  longest_silent_ = prepare(select + "last_contact_at < ? ORDER BY last_contact_at, id LIMIT 50");
}

std::int64_t Raw::log(const crm::NewInteraction& i) {
  if (next_id_ == 0) read_numbers();
  const std::int64_t id = next_id_++;
  canon_.clear();
  customs_.clear();
  sqlite3_stmt* q = new_interaction_.get();
  int parameter = 1;
  sqlite3_bind_int64(q, parameter++, id);
  // The journal counts a kind's columns through: code, archived, created, then as they are described.
  std::int64_t column = interaction_columns_ + 2;
  bind(q, parameter, canon_, column++, at_);
  sqlite3_bind_int64(q, parameter++, at_);
  bind(q, parameter, canon_, column++, i.customer.value());
  bind(q, parameter, canon_, column++, std::string_view(i.kind));
  bind(q, parameter, canon_, column++, to_string(i.status));
  bind(q, parameter, canon_, column++, i.direction ? to_string(*i.direction) : std::string_view());
  ++column;  // channel
  bind(q, parameter, canon_, column++, i.at->ms);
  ++column;  // zone
  bind(q, parameter, canon_, column++, *i.minutes);
  bind(q, parameter, canon_, column++, std::string_view(i.subject));
  bind(q, parameter, canon_, column++, std::string_view(i.body));
  run(q);
  sqlite3_bind_int64(new_record_.get(), 1, id);
  sqlite3_bind_int(new_record_.get(), 2, interactions_table);
  run(new_record_.get());
  if (options_.journal) journal(interactions_table, id, 1, {});
  put_on_timeline(id, i);
  return id;
}

void Raw::put_on_timeline(std::int64_t id, const crm::NewInteraction& i) {
  const auto bind_text = [](sqlite3_stmt* q, int parameter, std::string_view text) {
    sqlite3_bind_text(q, parameter, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  };
  sqlite3_stmt* q = new_entry_.get();
  sqlite3_bind_int64(q, 1, i.customer.value());
  sqlite3_bind_int64(q, 2, i.at->ms);
  sqlite3_bind_int64(q, 3, id);
  bind_text(q, 4, i.kind);
  bind_text(q, 5, to_string(i.direction.value()));
  bind_text(q, 6, i.subject);
  run(q);
  q = contacted_.get();
  sqlite3_bind_int64(q, 1, i.at->ms);
  sqlite3_bind_int64(q, 2, i.customer.value());
  run(q);
}

void Raw::silent(std::int64_t before, bool longest_first, std::vector<RawCustomer>& into) {
  into.clear();
  into.reserve(50);
  sqlite3_stmt* q = (longest_first ? longest_silent_ : silent_).get();
  sqlite3_bind_int64(q, 1, before);
  const int contacts = sqlite3_column_count(q) - 2;
  while (sqlite3_step(q) == SQLITE_ROW) {
    RawCustomer& r = into.emplace_back();
    read_row(q, r);
    if (sqlite3_column_type(q, contacts) != SQLITE_NULL) r.last_contact = sqlite3_column_int64(q, contacts);
    if (sqlite3_column_type(q, contacts + 1) != SQLITE_NULL)
      r.next_contact = sqlite3_column_int64(q, contacts + 1);
  }
  sqlite3_reset(q);
}

}  // namespace bench
