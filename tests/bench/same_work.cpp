// The proof that the comparison is fair: under one clock and one seed both sides write the same rows, down to
// the hashes of the journal, and read the same customers.
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "data.hpp"
#include "raw.hpp"
#include "workloads.hpp"

namespace bench {

namespace {

constexpr std::uint64_t seed = 20'260'301;
constexpr std::int64_t clock_ms = 2'000'000'000'000;
constexpr std::size_t customers = 300;

void write_ours(crm::Store& store) {
  std::vector<crm::CustomerId> ids;
  store.write([&](crm::WriteTx& tx) {
    for (std::size_t number = 1; number <= customers; ++number) {
      Sample s = sample(number);
      put_fields(s.customer, s.extras, Fields::five);
      ids.push_back(tx.customers().insert(s.customer));
    }
  });
  for (const crm::CustomerId id : ids)
    store.write([&](crm::WriteTx& tx) {
      tx.customers().update(id, {crm::customer::city = "Nowhere", score = 101 - 1});
    });
  store.write([&](crm::WriteTx& tx) {
    for (std::size_t number = 0; number < 2 * customers; ++number)
      tx.interactions().log(contact(number, ids[number * 7 % customers]));
  });
}

void write_raw(Raw& raw) {
  std::vector<std::int64_t> ids;
  raw.begin();
  for (std::size_t number = 1; number <= customers; ++number) {
    const Sample s = sample(number);
    ids.push_back(raw.insert(s.customer, s.extras));
  }
  raw.commit();
  for (const std::int64_t id : ids) {
    raw.begin();
    raw.update(id, "Nowhere", 100);
    raw.commit();
  }
  raw.begin();
  for (std::size_t number = 0; number < 2 * customers; ++number)
    raw.log(contact(number, crm::CustomerId{ids[number * 7 % customers]}));
  raw.commit();
}

using Db = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;

std::vector<std::string> first_column(sqlite3* db, const std::string& sql) {
  std::vector<std::string> found;
  const auto take = [](void* out, int, char** values, char**) {
    static_cast<std::vector<std::string>*>(out)->emplace_back(values[0]);
    return 0;
  };
  if (sqlite3_exec(db, sql.c_str(), take, &found, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(db));
  return found;
}

bool same_rows(const std::string& a, const std::string& b) {
  sqlite3* opened = nullptr;
  if (sqlite3_open(a.c_str(), &opened) != SQLITE_OK) throw std::runtime_error("cannot open the file");
  const Db db(opened, sqlite3_close);
  first_column(opened, "ATTACH '" + b + "' AS b");
  bool same = true;
  for (const std::string& table : first_column(
           opened, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")) {
    const auto rows_of_one = [&](const char* one, const char* other) {
      return first_column(opened, "SELECT count(*) FROM (SELECT * FROM " + std::string(one) + "." + table +
                                      " EXCEPT SELECT * FROM " + other + "." + table + ")")[0];
    };
    const std::string ours = rows_of_one("main", "b"), raw = rows_of_one("b", "main");
    if (ours == "0" && raw == "0") continue;
    std::fprintf(stderr, "table %s: %s rows of crmlite alone, %s hand-written alone\n", table.c_str(),
                 ours.c_str(), raw.c_str());
    same = false;
  }
  return same;
}

bool equal(const crm::Customer& ours, const RawCustomer& raw) {
  const crm::NewCustomer& a = ours;
  const crm::NewCustomer& b = raw.data;
  return ours.id.value() == raw.id && ours.revision == raw.revision && a.code == b.code && a.kind == b.kind &&
         a.name == b.name && a.company == b.company && a.birthday == b.birthday && a.stage == b.stage &&
         a.city == b.city && a.description == b.description && a.emails == b.emails && a.phones == b.phones &&
         ours.custom.get(score) == raw.extras.score &&
         ours.custom.get(revenue) == crm::Decimal{raw.extras.revenue, 2} &&
         ours.custom.get(since) == raw.extras.since &&
         ours.custom.get(tier) == crm::Choice(raw.extras.tier) &&
         ours.custom.get(account) == raw.extras.account;
}

bool same_answers(crm::Store& store, Raw& raw) {
  return store.read([&](const crm::ReadTx& tx) {
    RawCursor cursor;
    std::vector<RawCustomer> page;
    crm::ListSpec<crm::Customer> spec{.order = crm::ascending(crm::customer::name), .with = crm::With::lists};
    do {
      const crm::Page<crm::Customer> ours = tx.customers().list(spec);
      const bool more = raw.page(cursor, true, page);
      if (page.size() != ours.size() || more == ours.next.empty()) return false;
      for (std::size_t i = 0; i < page.size(); ++i) {
        RawCustomer found;
        const auto by_code = tx.customers().find(ours[i].code);
        if (!raw.find(ours[i].code, found) || !by_code) return false;
        if (!equal(ours[i], page[i]) || !equal(*by_code, found)) return false;
      }
      spec.after = ours.next;
    } while (!spec.after.empty());
    return true;
  });
}

}  // namespace

bool same_work(const Settings& settings) {
  const std::string ours = settings.file(".ours"), by_hand = settings.file(".raw");
  make_file(ours, Fields::five);
  copy_file(ours, by_hand);
  bool same = false;
  {
    crm::StoreOptions fixed = options();
    fixed.seed = seed;
    fixed.clock = [] { return crm::Timestamp{clock_ms}; };
    crm::Store store(ours, fixed);
    Raw raw(by_hand, {.fields = Fields::five, .seed = seed, .clock_ms = clock_ms});
    write_ours(store);
    write_raw(raw);
    same = same_answers(store, raw);
    if (!same) std::fprintf(stderr, "the answers differ\n");
  }
  same = same_rows(ours, by_hand) && same;
  remove_file(ours);
  remove_file(by_hand);
  return same;
}

}  // namespace bench
