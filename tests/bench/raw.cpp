// Opening, transactions and writing. Columns of the journal have the numbers that the schema's first step
// gives them.
#include "raw.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include <crmlite/phone.hpp>
#include <time.h>

#include "base/email.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace bench {

namespace base = crmlite::base;

namespace {

constexpr std::array<std::string_view, 2> kinds = {"person", "company"};
constexpr std::array<std::string_view, 7> stages = {"lead",     "prospect", "customer", "repeat_customer",
                                                    "advocate", "inactive", "lost"};
constexpr std::array<std::string_view, 8> uses = {"",    "work",    "home",     "mobile",
                                                  "fax", "billing", "shipping", "other"};

constexpr std::int64_t code_column = 1, created_column = 3, kind_column = 4, city_column = 23,
                       emails_column = 27, phones_column = 28;
constexpr int customers_table = 1;
constexpr int has_points = 4;  // in column `parts`

std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

void big_endian(std::uint8_t* out, std::int64_t value) {
  std::uint64_t bytes = __builtin_bswap64(static_cast<std::uint64_t>(value));
  std::memcpy(out, &bytes, sizeof bytes);
}

void add_number(base::Sha256& hash, std::int64_t value) {
  std::array<std::uint8_t, 8> bytes;
  big_endian(bytes.data(), value);
  hash.update(bytes.data(), bytes.size());
}

void bind_text(sqlite3_stmt* q, int parameter, std::string_view text) {
  if (text.empty())
    sqlite3_bind_null(q, parameter);
  else
    sqlite3_bind_text(q, parameter, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

void bind_mark(sqlite3_stmt* q, int parameter, bool mark) {
  if (mark)
    sqlite3_bind_int(q, parameter, 1);
  else
    sqlite3_bind_null(q, parameter);
}

}  // namespace

Raw::Raw(const std::string& path, const RawOptions& options)
    : options_(options), random_(options.seed ? base::Random(options.seed) : base::Random::system()) {
  sqlite3* db = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  db_.reset(db);
  if (result != SQLITE_OK) throw std::runtime_error("cannot open the file");
  execute(
      "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; PRAGMA mmap_size = "
      "0;"
      "PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864");
  execute(("PRAGMA cache_size = -" + std::to_string(options.cache_kib)).c_str());
  const Statement columns =
      prepare("SELECT id FROM journal_column WHERE tab = 1 AND field IS NOT NULL ORDER BY id");
  while (sqlite3_step(columns.get()) == SQLITE_ROW)
    custom_columns_.push_back(sqlite3_column_int64(columns.get(), 0));
  const Statement tiers = prepare("SELECT id, name FROM choice ORDER BY id");
  while (sqlite3_step(tiers.get()) == SQLITE_ROW)
    tiers_.emplace_back(sqlite3_column_int64(tiers.get(), 0),
                        reinterpret_cast<const char*>(sqlite3_column_text(tiers.get(), 1)));
  prepare_writing();
  prepare_reading();
  prepare_contacts();
}

void Raw::execute(const char* sql) {
  if (sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(db_.get()));
}

Raw::Statement Raw::prepare(const std::string& sql) {
  sqlite3_stmt* q = nullptr;
  if (sqlite3_prepare_v3(db_.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &q, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(db_.get()));
  return Statement(q);
}

void Raw::prepare_writing() {
  begin_ = prepare("BEGIN IMMEDIATE");
  commit_ = prepare("COMMIT");
  last_txn_ = prepare("SELECT id, at, first_change + leaves, hash FROM txn ORDER BY id DESC LIMIT 1");
  new_txn_ = prepare(
      "INSERT INTO txn (id, at, wall, actor, label, source, first_change, leaves, hash) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  ids_ = prepare("SELECT copy, next_id FROM store WHERE id = 1");
  set_ids_ = prepare("UPDATE store SET next_id = max(next_id, ?) WHERE id = 1");
  counter_ = prepare("SELECT id, next FROM code_counter WHERE series = 1 AND scope = ''");
  new_counter_ = prepare("INSERT INTO code_counter (series, scope, next) VALUES (1, '', 1)");
  set_counter_ = prepare("UPDATE code_counter SET next = ?, last_at = 0 WHERE id = ?");
  new_code_ = prepare(
      "INSERT INTO code (canon, record, series, n, state, version, counter, at) VALUES (?, ?, 1, ?, 0, 1, ?, "
      "?)");
  std::string columns, marks;
  if (options_.fields != Fields::none)
    columns = ", x_score, x_revenue, x_since, x_tier, x_account", marks = ", ?, ?, ?, ?, ?";
  if (options_.fields == Fields::eight) columns += ", x_employees, x_vip, x_remark", marks += ", ?, ?, ?";
  new_row_ = prepare(
      "INSERT INTO customer (id, code, revision, created, updated, parts, kind, name, name_prefix, "
      "given_name, "
      "middle_name, family_name, name_suffix, company, department, position, birthday, preferences, needs, "
      "interests, "
      "source, stage, language, country, region, city, district, industry, description, sort_name" +
      columns +
      ") VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?" +
      marks + ")");
  new_record_ = prepare("INSERT INTO record (id, kind) VALUES (?, ?)");
  const auto point = [](const char* list) {
    return "INSERT INTO contact_point (owner, list, pos, value, use, label, is_primary, opt_out, invalid, "
           "service, "
           "normal) VALUES (?, '" +
           std::string(list) + "', ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  };
  new_email_ = prepare(point("email"));
  new_phone_ = prepare(point("phone"));
  new_change_ = prepare(
      "INSERT INTO change (id, txn, tab, owner, row, op, before, salt, leaf) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (options_.fields == Fields::none) return;
  old_values_ = prepare("SELECT parts, city, x_score FROM customer WHERE id = ?");
  set_values_ = prepare(
      "UPDATE customer SET revision = revision + 1, updated = ?, parts = ?, city = ?, x_score = ? WHERE id = "
      "?");
}

void Raw::run(sqlite3_stmt* q) {
  if (sqlite3_step(q) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db_.get()));
  sqlite3_reset(q);
}

void Raw::begin() {
  run(begin_.get());
  changes_ = next_id_ = 0;
  at_ = wall_ = options_.clock_ms ? options_.clock_ms : now_ms();
  if (!options_.journal) return;
  chain_ = {};
  if (sqlite3_step(last_txn_.get()) == SQLITE_ROW) {
    txn_ = sqlite3_column_int64(last_txn_.get(), 0) + 1;
    at_ = std::max<std::int64_t>(at_, sqlite3_column_int64(last_txn_.get(), 1));
    first_change_ = sqlite3_column_int64(last_txn_.get(), 2);
    chain_.update(sqlite3_column_blob(last_txn_.get(), 3), 32);
  }
  sqlite3_reset(last_txn_.get());
  for (const std::int64_t number : {txn_, at_, wall_}) add_number(chain_, number);
  for (int empty_note = 0; empty_note < 3; ++empty_note) add_number(chain_, 0);
}

void Raw::read_numbers() {
  sqlite3_step(ids_.get());
  next_id_ = (sqlite3_column_int64(ids_.get(), 0) << 40) + sqlite3_column_int64(ids_.get(), 1);
  sqlite3_reset(ids_.get());
  if (sqlite3_step(counter_.get()) == SQLITE_ROW) {
    counter_id_ = sqlite3_column_int64(counter_.get(), 0);
    next_number_ = sqlite3_column_int64(counter_.get(), 1);
  } else {
    run(new_counter_.get());
    counter_id_ = sqlite3_last_insert_rowid(db_.get());
    next_number_ = 1;
  }
  sqlite3_reset(counter_.get());
  const time_t seconds = at_ / 1000;
  tm day{};
  gmtime_r(&seconds, &day);
  year_ = 1900 + day.tm_year;
}

void Raw::commit() {
  if (next_id_ != 0) {
    sqlite3_bind_int64(set_counter_.get(), 1, next_number_);
    sqlite3_bind_int64(set_counter_.get(), 2, counter_id_);
    run(set_counter_.get());
    sqlite3_bind_int64(set_ids_.get(), 1, next_id_);
    run(set_ids_.get());
  }
  if (changes_ > 0) {
    const auto hash = chain_.finish();
    sqlite3_stmt* q = new_txn_.get();
    sqlite3_bind_int64(q, 1, txn_);
    sqlite3_bind_int64(q, 2, at_);
    sqlite3_bind_int64(q, 3, wall_);
    sqlite3_bind_int64(q, 7, first_change_);
    sqlite3_bind_int64(q, 8, changes_);
    sqlite3_bind_blob(q, 9, hash.data(), static_cast<int>(hash.size()), SQLITE_STATIC);
    run(q);
  }
  run(commit_.get());
}

void Raw::Canon::number(char tag, std::int64_t v) {
  std::array<std::uint8_t, 9> out;
  out[0] = static_cast<std::uint8_t>(tag);
  big_endian(out.data() + 1, v);
  bytes_.append(reinterpret_cast<const char*>(out.data()), out.size());
}

void Raw::bind(sqlite3_stmt* q, int& parameter, Canon& canon, std::int64_t column, std::string_view text) {
  bind_text(q, parameter++, text);
  if (text.empty() || !options_.journal) return;
  canon.column(column);
  canon.text(text);
}

void Raw::bind(sqlite3_stmt* q, int& parameter, Canon& canon, std::int64_t column, std::int64_t value) {
  sqlite3_bind_int64(q, parameter++, value);
  if (!options_.journal) return;
  canon.column(column);
  canon.integer(value);
}

std::int64_t Raw::insert(const crm::NewCustomer& c, const Extras& e) {
  if (next_id_ == 0) read_numbers();
  const std::int64_t id = next_id_++;
  const std::int64_t number = next_number_++;
  std::array<char, 32> text;
  const int size =
      std::snprintf(text.data(), text.size(), "CUST-%04d-%07lld", year_, static_cast<long long>(number));
  const std::string_view code(text.data(), static_cast<std::size_t>(size));
  canon_.clear();
  customs_.clear();
  bind_text(new_code_.get(), 1, code);
  sqlite3_bind_int64(new_code_.get(), 2, id);
  sqlite3_bind_int64(new_code_.get(), 3, number);
  sqlite3_bind_int64(new_code_.get(), 4, counter_id_);
  sqlite3_bind_int64(new_code_.get(), 5, at_);
  run(new_code_.get());
  write_row(id, code, c, e);
  sqlite3_bind_int64(new_record_.get(), 1, id);
  sqlite3_bind_int(new_record_.get(), 2, customers_table);
  run(new_record_.get());
  write_points(id, emails_column, c.emails, true);
  write_points(id, phones_column, c.phones, false);
  if (options_.journal) journal(customers_table, id, 1, {});
  return id;
}

void Raw::write_row(std::int64_t id, std::string_view code, const crm::NewCustomer& c, const Extras& e) {
  sqlite3_stmt* q = new_row_.get();
  int parameter = 1;
  sqlite3_bind_int64(q, parameter++, id);
  bind(q, parameter, canon_, code_column, code);
  bind(q, parameter, canon_, created_column, at_);
  sqlite3_bind_int64(q, parameter++, at_);
  sqlite3_bind_int(q, parameter++, c.emails.empty() && c.phones.empty() ? 0 : has_points);
  const std::string birthday = c.birthday ? to_string(*c.birthday) : std::string();
  const std::string sort_name = base::sort_key(c.name);
  std::int64_t column = kind_column;
  for (const std::string_view value : {kinds[static_cast<std::size_t>(c.kind)],
                                       std::string_view(c.name),
                                       std::string_view(c.name_prefix),
                                       std::string_view(c.given_name),
                                       std::string_view(c.middle_name),
                                       std::string_view(c.family_name),
                                       std::string_view(c.name_suffix),
                                       std::string_view(c.company),
                                       std::string_view(c.department),
                                       std::string_view(c.position),
                                       std::string_view(birthday),
                                       std::string_view(c.preferences),
                                       std::string_view(c.needs),
                                       std::string_view(c.interests),
                                       std::string_view(c.source),
                                       stages[static_cast<std::size_t>(c.stage)],
                                       std::string_view(c.language),
                                       std::string_view(c.country),
                                       std::string_view(c.region),
                                       std::string_view(c.city),
                                       std::string_view(c.district),
                                       std::string_view(c.industry),
                                       std::string_view(c.description)})
    bind(q, parameter, canon_, column++, value);
  bind_text(q, parameter++, sort_name);
  if (options_.fields == Fields::none) return run(q);
  const std::string since_text = to_string(e.since);
  bind_customs(q, parameter, e, since_text);
  run(q);
}

void Raw::bind_customs(sqlite3_stmt* q, int parameter, const Extras& e, const std::string& since_text) {
  const std::int64_t* column = custom_columns_.data();
  bind(q, parameter, customs_, *column++, e.score);
  bind(q, parameter, customs_, *column++, e.revenue);
  bind(q, parameter, customs_, *column++, since_text);
  std::int64_t tier_id = 0;
  for (const auto& [choice, name] : tiers_)
    if (name == e.tier) tier_id = choice;
  bind(q, parameter, customs_, *column++, tier_id);
  bind(q, parameter, customs_, *column++, std::string_view(e.account));
  if (options_.fields == Fields::five) return;
  bind(q, parameter, customs_, *column++, e.employees);
  bind(q, parameter, customs_, *column++, std::int64_t{e.vip});
  bind(q, parameter, customs_, *column++, std::string_view(e.remark));
}

void Raw::write_points(std::int64_t id, std::int64_t column, const std::vector<crm::ContactPoint>& points,
                       bool emails) {
  if (points.empty()) return;
  sqlite3_stmt* q = (emails ? new_email_ : new_phone_).get();
  canon_.column(column);
  canon_.integer(static_cast<std::int64_t>(points.size()));
  for (std::size_t i = 0; i < points.size(); ++i) {
    const crm::ContactPoint& p = points[i];
    std::string normal;
    if (emails)
      normal = base::normalise_email(p.value).value_or(std::string());
    else if (const auto phone = crm::parse_phone(p.value))
      normal = phone->e164;
    sqlite3_bind_int64(q, 1, id);
    sqlite3_bind_int64(q, 2, static_cast<std::int64_t>(i));
    int parameter = 3;
    bind(q, parameter, canon_, 1, std::string_view(p.value));
    bind(q, parameter, canon_, 2, uses[static_cast<std::size_t>(p.use)]);
    bind(q, parameter, canon_, 3, std::string_view(p.label));
    std::int64_t part = 4;
    for (const bool mark : {p.primary, p.opt_out, p.invalid}) {
      if (mark && options_.journal) canon_.column(part), canon_.integer(1);
      bind_mark(q, parameter++, mark);
      ++part;
    }
    bind(q, parameter, canon_, 7, std::string_view(p.service));
    bind_text(q, parameter, normal);
    run(q);
  }
}

void Raw::update(std::int64_t id, std::string_view city, std::int64_t points) {
  sqlite3_stmt* old = old_values_.get();
  sqlite3_bind_int64(old, 1, id);
  if (sqlite3_step(old) != SQLITE_ROW) throw std::runtime_error("no such customer");
  std::string before = "{\"" + std::to_string(city_column) + "\":";
  if (const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(old, 1)))
    base::append_json_string(before, {text, static_cast<std::size_t>(sqlite3_column_bytes(old, 1))});
  else
    before += "null";
  before += ",\"" + std::to_string(custom_columns_[0]) + "\":";
  before += std::to_string(sqlite3_column_int64(old, 2)) + "}";
  const std::int64_t parts = sqlite3_column_int64(old, 0);
  sqlite3_reset(old);

  canon_.clear();
  customs_.clear();
  sqlite3_stmt* q = set_values_.get();
  sqlite3_bind_int64(q, 1, at_);
  sqlite3_bind_int64(q, 2, parts);
  int parameter = 3;
  bind(q, parameter, canon_, city_column, city);
  bind(q, parameter, canon_, custom_columns_[0], points);
  sqlite3_bind_int64(q, parameter, id);
  run(q);
  journal(customers_table, id, 2, before);
}

void Raw::journal(int tab, std::int64_t id, int op, std::string_view before) {
  std::array<std::uint8_t, 16> salt;
  random_.fill(salt.data(), salt.size());
  Canon head;
  for (const std::int64_t number : {std::int64_t{tab}, id, id, std::int64_t{op}}) head.integer(number);
  base::Sha256 hash;
  hash.update(salt.data(), salt.size());
  for (const Canon* part : {&std::as_const(head), &std::as_const(canon_), &std::as_const(customs_)})
    hash.update(part->bytes().data(), part->bytes().size());
  const auto leaf = hash.finish();
  sqlite3_stmt* q = new_change_.get();
  sqlite3_bind_int64(q, 1, first_change_ + changes_);
  sqlite3_bind_int64(q, 2, txn_);
  sqlite3_bind_int(q, 3, tab);
  sqlite3_bind_int64(q, 4, id);
  sqlite3_bind_int64(q, 5, id);
  sqlite3_bind_int(q, 6, op);
  bind_text(q, 7, before);
  sqlite3_bind_blob(q, 8, salt.data(), static_cast<int>(salt.size()), SQLITE_STATIC);
  sqlite3_bind_blob(q, 9, leaf.data(), static_cast<int>(leaf.size()), SQLITE_STATIC);
  run(q);
  chain_.update(leaf.data(), leaf.size());
  ++changes_;
}

}  // namespace bench
