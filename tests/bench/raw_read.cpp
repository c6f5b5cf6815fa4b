// Reading: into members of the caller's struct, straight from the row.
#include <algorithm>
#include <array>
#include <stdexcept>

#include "raw.hpp"

namespace bench {

namespace {

constexpr int page_size = 50;

void read(sqlite3_stmt* q, int column, std::string& into) {
  if (const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(q, column)))
    into.assign(text, static_cast<std::size_t>(sqlite3_column_bytes(q, column)));
}

std::string_view text(sqlite3_stmt* q, int column) {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(q, column));
  return {data ? data : "", static_cast<std::size_t>(sqlite3_column_bytes(q, column))};
}

template <class E, std::size_t n>
E one_of(const std::array<std::string_view, n>& names, std::string_view name) {
  for (std::size_t i = 0; i < n; ++i)
    if (names[i] == name) return static_cast<E>(i);
  throw std::runtime_error("an unknown value");
}

constexpr std::array<std::string_view, 2> kinds = {"person", "company"};
constexpr std::array<std::string_view, 7> stages = {"lead",     "prospect", "customer", "repeat_customer",
                                                    "advocate", "inactive", "lost"};
constexpr std::array<std::string_view, 8> uses = {"",    "work",    "home",     "mobile",
                                                  "fax", "billing", "shipping", "other"};

template <class Point>
Point& read_marks(sqlite3_stmt* q, Point& p) {
  read(q, 2, p.value);
  p.use = one_of<crm::ContactUse>(uses, text(q, 3));
  read(q, 4, p.label);
  p.primary = sqlite3_column_int(q, 5) != 0;
  p.opt_out = sqlite3_column_int(q, 6) != 0;
  p.invalid = sqlite3_column_int(q, 7) != 0;
  return p;
}

}  // namespace

void Raw::prepare_reading() {
  columns_ =
      "id, code, revision, created, updated, archived, parts, kind, name, name_prefix, given_name, "
      "middle_name, "
      "family_name, name_suffix, company, department, position, birthday, preferences, needs, interests, "
      "source, stage, "
      "language, country, region, city, district, industry, description";
  if (options_.fields != Fields::none) columns_ += ", x_score, x_revenue, x_since, x_tier, x_account";
  if (options_.fields == Fields::eight) columns_ += ", x_employees, x_vip, x_remark";
  resolve_ = prepare(
      "SELECT c.record FROM code c JOIN record r ON r.id = c.record WHERE c.canon = ? AND r.kind = 1");
  get_ = prepare("SELECT " + columns_ + " FROM customer WHERE id = ?");
  page_ = prepare("SELECT " + columns_ +
                  ", sort_name FROM customer WHERE archived IS NULL AND (sort_name, id) > (?, ?) "
                  "ORDER BY sort_name, id LIMIT ?");
  const std::string points =
      "SELECT owner, list, value, use, label, is_primary, opt_out, invalid, service, street, district, city, "
      "region, "
      "postal_code, country, normal FROM contact_point WHERE owner ";
  points_ = prepare(points + "= ? ORDER BY owner, list, pos");
  page_points_ = prepare(points + "IN (SELECT value FROM json_each(?)) ORDER BY owner, list, pos");
}

bool Raw::find(std::string_view code, RawCustomer& into) {
  sqlite3_stmt* q = resolve_.get();
  sqlite3_bind_text(q, 1, code.data(), static_cast<int>(code.size()), SQLITE_STATIC);
  const bool known = sqlite3_step(q) == SQLITE_ROW;
  const std::int64_t id = known ? sqlite3_column_int64(q, 0) : 0;
  sqlite3_reset(q);
  if (!known) return false;
  q = get_.get();
  sqlite3_bind_int64(q, 1, id);
  if (sqlite3_step(q) != SQLITE_ROW) throw std::runtime_error("a code without its customer");
  read_row(q, into);
  const bool points = sqlite3_column_int(q, 6) != 0;
  sqlite3_reset(q);
  if (!points) return true;
  q = points_.get();
  sqlite3_bind_int64(q, 1, id);
  while (sqlite3_step(q) == SQLITE_ROW) read_point(q, into);
  sqlite3_reset(q);
  return true;
}

void Raw::read_row(sqlite3_stmt* q, RawCustomer& r) const {
  r.id = sqlite3_column_int64(q, 0);
  read(q, 1, r.data.code);
  r.revision = sqlite3_column_int64(q, 2);
  r.created = sqlite3_column_int64(q, 3);
  r.updated = sqlite3_column_int64(q, 4);
  if (sqlite3_column_type(q, 5) != SQLITE_NULL) r.archived = sqlite3_column_int64(q, 5);
  crm::NewCustomer& c = r.data;
  c.kind = one_of<crm::CustomerKind>(kinds, text(q, 7));
  int column = 8;
  for (std::string* member : {&c.name, &c.name_prefix, &c.given_name, &c.middle_name, &c.family_name,
                              &c.name_suffix, &c.company, &c.department, &c.position})
    read(q, column++, *member);
  if (sqlite3_column_type(q, column) != SQLITE_NULL) c.birthday = crm::PartialDate::parse(text(q, column));
  ++column;
  for (std::string* member : {&c.preferences, &c.needs, &c.interests, &c.source}) read(q, column++, *member);
  c.stage = one_of<crm::LifecycleStage>(stages, text(q, column++));
  for (std::string* member :
       {&c.language, &c.country, &c.region, &c.city, &c.district, &c.industry, &c.description})
    read(q, column++, *member);
  if (options_.fields == Fields::none) return;
  r.extras.score = sqlite3_column_int64(q, column++);
  r.extras.revenue = sqlite3_column_int64(q, column++);
  if (sqlite3_column_type(q, column) != SQLITE_NULL)
    r.extras.since = crm::Date::parse(text(q, column)).value();
  ++column;
  const std::int64_t choice = sqlite3_column_int64(q, column++);
  for (const auto& [id, name] : tiers_)
    if (id == choice) r.extras.tier = name;
  read(q, column, r.extras.account);
}

void Raw::read_point(sqlite3_stmt* q, RawCustomer& into) const {
  const std::string_view list = text(q, 1);
  if (list == "address") {
    crm::Address& a = read_marks(q, into.data.addresses.emplace_back());
    int column = 9;
    for (std::string* member : {&a.street, &a.district, &a.city, &a.region, &a.postal_code, &a.country})
      read(q, column++, *member);
    return;
  }
  auto& points = list == "email"   ? into.data.emails
                 : list == "phone" ? into.data.phones
                 : list == "url"   ? into.data.urls
                                   : into.data.messaging;
  crm::ContactPoint& p = read_marks(q, points.emplace_back());
  read(q, 8, p.service);
  read(q, 15, p.normal);
}

bool Raw::page(RawCursor& cursor, bool with_points, std::vector<RawCustomer>& into) {
  into.clear();
  into.reserve(page_size);
  sqlite3_stmt* q = page_.get();
  sqlite3_bind_text(q, 1, cursor.sort_name.data(), static_cast<int>(cursor.sort_name.size()), SQLITE_STATIC);
  sqlite3_bind_int64(q, 2, cursor.id);
  sqlite3_bind_int(q, 3, page_size + 1);
  bool more = false;
  std::string last;
  while (!more && sqlite3_step(q) == SQLITE_ROW) {
    if (into.size() == page_size) {
      more = true;
      break;
    }
    read_row(q, into.emplace_back());
    if (into.size() == page_size) last = text(q, sqlite3_column_count(q) - 1);
  }
  sqlite3_reset(q);
  cursor = more ? RawCursor{std::move(last), into.back().id} : RawCursor{};
  if (with_points && !into.empty()) read_points(into);
  return more;
}

void Raw::read_points(std::vector<RawCustomer>& page) {
  std::string ids = "[";
  std::vector<RawCustomer*> by_id;
  by_id.reserve(page.size());
  for (RawCustomer& r : page) {
    ids += std::to_string(r.id) + ",";
    by_id.push_back(&r);
  }
  ids.back() = ']';
  std::sort(by_id.begin(), by_id.end(),
            [](const RawCustomer* a, const RawCustomer* b) { return a->id < b->id; });
  auto owner = by_id.begin();
  sqlite3_stmt* q = page_points_.get();
  sqlite3_bind_text(q, 1, ids.data(), static_cast<int>(ids.size()), SQLITE_STATIC);
  while (sqlite3_step(q) == SQLITE_ROW) {
    const std::int64_t id = sqlite3_column_int64(q, 0);
    while ((*owner)->id < id) ++owner;
    read_point(q, **owner);
  }
  sqlite3_reset(q);
}

}  // namespace bench
