// Codes found again in a file of fifty times as many customers as the other workloads have: by the code, and
// by a part that is no beginning of it.
#include <memory>
#include <stdexcept>
#include <string>

#include <sqlite3.h>

#include "data.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

constexpr int reader_cache_kib = 8 * 1024;  // what crmlite gives each reader

void expect(bool right) {
  if (!right) throw std::runtime_error("an answer is wrong");
}

/// SQLite by hand.
class ByHand {
 public:
  explicit ByHand(const std::string& path) {
    sqlite3* db = nullptr;
    expect(sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
    db_.reset(db);
    execute("PRAGMA cache_size = -" + std::to_string(reader_cache_kib));
  }
  void execute(const std::string& sql) {
    if (sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(db_.get()));
  }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* q = nullptr;
    if (sqlite3_prepare_v3(db_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &q, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(db_.get()));
    statements_.emplace_back(q);
    return q;
  }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* q) const { sqlite3_finalize(q); }
  };
  std::unique_ptr<sqlite3, Close> db_;
  std::vector<std::unique_ptr<sqlite3_stmt, Finalize>> statements_;
};

std::string text(sqlite3_stmt* q, int column) {
  return {reinterpret_cast<const char*>(sqlite3_column_text(q, column)),
          static_cast<std::size_t>(sqlite3_column_bytes(q, column))};
}

constexpr crm::Field<crm::Customer, std::string> grade{"grade"};

/// Customers with the codes CN00000001A, CN00000002B …, in the second half US…; every tenth had the next
/// letter before. Filled by SQL, as the library would take a quarter of an hour.
struct File {
  std::string path;
  std::int64_t first = 0;  // id of the first customer
  std::size_t customers = 0;

  File(const std::string& at, std::size_t n) : path(at), customers(n) {
    remove_file(path);
    {
      crm::Store store(path, options());
      store.write([&](crm::WriteTx& tx) {
        tx.fields().ensure(grade, {.indexed = true});
        tx.codes().ensure("customer", {.pattern = "{F:country:2U}{SEQ:8}{F:grade:1U;dyn}"});
        first = tx.customers().insert({.name = "Acme", .country = "CN", .fields = {grade = "A"}}).value();
      });
    }
    fill();
  }
  ~File() { remove_file(path); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  /// Of the customer with this number, from 1.
  std::string code(std::size_t number, bool former = false) const {
    std::string digits = std::to_string(number);
    digits.insert(0, 8 - digits.size(), '0');
    return (number <= customers / 2 ? "CN" : "US") + digits +
           static_cast<char>('A' + (former ? number : number - 1) % 26);
  }
  std::int64_t id(std::size_t number) const { return first + static_cast<std::int64_t>(number) - 1; }

 private:
  void fill() const {
    ByHand db(path);
    db.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000");
    const std::string n = std::to_string(customers), id = "i + " + std::to_string(first - 1),
                      country = "CASE WHEN i <= " + n + " / 2 THEN 'CN' ELSE 'US' END";
    const auto letter = [](const char* i) { return "char(65 + " + std::string(i) + " % 26)"; };
    const auto code = [&](const char* i) {
      return "printf('%s%08d%s', " + country + ", i, " + letter(i) + ")";
    };
    const auto each = [&](const std::string& into, const std::string& values, const std::string& where = {}) {
      db.execute("WITH RECURSIVE number (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM number WHERE i < " + n +
                 ") INSERT INTO " + into + " SELECT " + values + " FROM number" + where);
    };
    db.execute("BEGIN");
    each("record (id, kind)", id + ", 1");
    each(
        "customer (id, code, revision, created, updated, parts, kind, name, stage, country, sort_name, "
        "x_grade)",
        id + ", " + code("(i - 1)") + ", 1, 0, 0, 0, 'company', 'Acme', 'lead', " + country + ", 'acme', " +
            letter("(i - 1)"));
    const char* row = "code (canon, record, series, n, state, version, counter, at)";
    each(row, code("(i - 1)") + ", " + id + ", 1, i, 0, 1, 1, 0");
    each(row, code("i") + ", " + id + ", 1, i, 1, 1, 1, 0", " WHERE i % 10 = 0");
    db.execute("UPDATE code_counter SET next = " + n + " + 1; UPDATE store SET next_id = next_id + " + n);
    db.execute("COMMIT; PRAGMA journal_mode = WAL");
  }
};

Contender in_block(ByHand& db, std::function<void(std::size_t)> work) {
  return {.run = std::move(work),
          .begin = [&db] { db.execute("BEGIN"); },
          .end = [&db] { db.execute("COMMIT"); }};
}

/// Each contender has a connection of its own, so that none finds pages that another one has just read.
struct Both {
  explicit Both(const File& file) : store(file.path, options()), raw(file.path), other(file.path) {}

  Contender ours(std::function<void(const crm::ReadTx&, std::size_t)> work) {
    return {.run = [this, work](std::size_t i) { work(*tx, i); },
            .begin = [this] { tx.reset(new crm::ReadTx(store.begin_read())); },
            .end = [this] { tx.reset(); }};
  }
  crm::Store store;
  ByHand raw, other;
  std::unique_ptr<crm::ReadTx> tx;
};

/// Anywhere in the file, each time elsewhere.
std::size_t anywhere(std::size_t i, std::size_t customers) { return i * 7'919'003 % customers + 1; }

void resolve(const Settings& settings, const File& file, Both& both, Report& report) {
  sqlite3_stmt* lookup = both.raw.prepare("SELECT record, state FROM code WHERE canon = ?");
  sqlite3_stmt* answer = both.other.prepare(
      "SELECT k.record, k.state, r.kind, c.code FROM code k LEFT JOIN record r ON r.id = k.record LEFT JOIN "
      "customer c "
      "ON c.id = k.record WHERE k.canon = ?");
  std::string code_now;
  const auto find = [&](sqlite3_stmt* q, bool whole) {
    return in_block(whole ? both.other : both.raw, [&, q, whole](std::size_t i) {
      const std::size_t number = anywhere(i, file.customers);
      const std::string code = file.code(number);
      sqlite3_bind_text(q, 1, code.data(), static_cast<int>(code.size()), SQLITE_STATIC);
      expect(sqlite3_step(q) == SQLITE_ROW && sqlite3_column_int64(q, 0) == file.id(number) &&
             sqlite3_column_int(q, 1) == 0);
      if (whole) code_now = text(q, 3);
      sqlite3_reset(q);
    });
  };
  const Contender ours = both.ours([&](const crm::ReadTx& tx, std::size_t i) {
    const std::size_t number = anywhere(i, file.customers);
    const auto found = tx.codes().resolve(file.code(number));
    expect(found && found->record.value() == file.id(number) && found->current);
  });
  const Contender ours_of_former = both.ours([&](const crm::ReadTx& tx, std::size_t i) {
    const std::size_t number = anywhere(i, file.customers / 10) * 10;
    const auto found = tx.codes().resolve(file.code(number, true));
    expect(found && found->record.value() == file.id(number) && found->code_now == file.code(number));
  });
  Taken plain, whole, library, former;
  for (std::size_t round = 0; round < settings.rounds; ++round) {
    auto laps = race({.operations = settings.customers, .turn = 200},
                     {find(lookup, false), find(answer, true), ours}, round);
    plain.add(std::move(laps[0]));
    whole.add(std::move(laps[1]));
    library.add(std::move(laps[2]));
    former.add(std::move(race({.operations = settings.customers}, {ours_of_former}, 0)[0]));
  }
  const std::string among = std::to_string(file.customers) + " codes";
  report.ratio("resolve beside a plain lookup, " + among, plain, library, 1.2);
  report.ratio("  beside the same answer by hand", whole, library, 1.2);
  report.ratio("  a former code beside a current one (left)", library, former, 1.2);
}

void find_by_part(const Settings& settings, Both& both, Report& report) {
  sqlite3_stmt* q =
      both.raw.prepare("SELECT id, code FROM customer WHERE x_grade = ? AND id > ? ORDER BY id LIMIT 50");
  const auto letter = [](std::size_t i) { return std::string(1, static_cast<char>('A' + i % 26)); };
  std::vector<crm::CodedRecord> page;
  const Contender by_hand = in_block(both.raw, [&](std::size_t i) {
    const std::string wanted = letter(i);
    sqlite3_bind_text(q, 1, wanted.data(), 1, SQLITE_STATIC);
    sqlite3_bind_int64(q, 2, 0);
    page.clear();
    while (sqlite3_step(q) == SQLITE_ROW)
      page.push_back({text(q, 1), crm::RecordId{sqlite3_column_int64(q, 0)}});
    sqlite3_reset(q);
  });
  const Contender ours = both.ours([&](const crm::ReadTx& tx, std::size_t i) {
    const auto found = tx.codes().find("customer", {{"grade", letter(i)}}, 50);
    expect(found.size() == 50 && found.items.front().code.back() == letter(i)[0]);
  });
  Taken hand, library;
  for (std::size_t round = 0; round < settings.rounds; ++round) {
    auto laps = race({.operations = 2'000, .turn = 50}, {by_hand, ours}, round);
    hand.add(std::move(laps[0]));
    library.add(std::move(laps[1]));
  }
  report.limit("page of 50 by a part that is no prefix", hand, library, 20'000);
  report.note("p99 " + std::to_string(library.percentile(99)) + " us");
}

}  // namespace

void code_registry(const Settings& settings, Report& report) {
  const File file(settings.file(".registry"), settings.customers * 50);
  Both both(file);
  resolve(settings, file, both, report);
  find_by_part(settings, both, report);
}

}  // namespace bench
