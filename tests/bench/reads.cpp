// Reading a customer by its code and pages by name, and changing two columns, on a file with five custom
// fields.
#include <memory>
#include <stdexcept>
#include <vector>

#include "count_statements.hpp"
#include "data.hpp"
#include "raw.hpp"
#include "workloads.hpp"

namespace bench {

namespace {

constexpr int reader_cache_kib = 8 * 1024;  // what crmlite gives each reader: half of its 64 MiB, over four

/// Well spread over all customers, each once in as many steps.
std::size_t scattered(std::size_t i, std::size_t customers) { return i * 7919 % customers + 1; }

std::int64_t moved_score(std::size_t number, std::size_t moves) {
  return static_cast<std::int64_t>((number + moves) % 101);
}

/// Customers 1 to n with five custom fields. Returns the id of the first.
std::int64_t make_customers(const std::string& path, std::size_t customers) {
  make_file(path, Fields::five);
  crm::Store store(path, options());
  return store.write([&](crm::WriteTx& tx) {
    crm::CustomerId first;
    for (std::size_t number = 1; number <= customers; ++number) {
      Sample s = sample(number);
      s.customer.city = city_after(number, 0);
      s.extras.score = moved_score(number, 0);
      put_fields(s.customer, s.extras, Fields::five);
      const crm::CustomerId id = tx.customers().insert(s.customer);
      if (number == 1) first = id;
    }
    return first.value();
  });
}

void expect(bool right) {
  if (!right) throw std::runtime_error("an answer is wrong");
}

/// A reader of each sort on the file.
struct Readers {
  explicit Readers(const std::string& path)
      : store(path, options()), raw(path, {.fields = Fields::five, .cache_kib = reader_cache_kib}) {}

  Contender ours(std::function<void(const crm::ReadTx&, std::size_t)> work) {
    return {.run = [this, work](std::size_t i) { work(*tx, i); },
            .begin = [this] { tx.reset(new crm::ReadTx(store.begin_read())); },
            .end = [this] { tx.reset(); }};
  }
  Contender by_hand(std::function<void(Raw&, std::size_t)> work) {
    return {.run = [this, work](std::size_t i) { work(raw, i); },
            .begin = [this] { raw.execute("BEGIN"); },
            .end = [this] { raw.execute("COMMIT"); }};
  }

  crm::Store store;
  Raw raw;
  std::unique_ptr<crm::ReadTx> tx;
};

void get_by_code(const Settings& settings, Readers& readers, Report& report) {
  const std::string year = readers.store.read(
      [](const crm::ReadTx& tx) { return tx.customers().list({.limit = 1})[0].code.substr(5, 4); });
  std::vector<std::string> codes;
  std::size_t offset = 0;
  const Course course{.operations = settings.customers, .prepare = [&](std::size_t from, std::size_t count) {
                        offset = from;
                        codes.clear();
                        for (std::size_t i = from; i < from + count; ++i)
                          codes.push_back(code_of(scattered(i, settings.customers), year));
                      }};
  Taken raw, ours;
  for (std::size_t round = 0; round < settings.rounds; ++round) {
    auto laps = race(course,
                     {readers.by_hand([&](Raw& db, std::size_t i) {
                        RawCustomer c;
                        expect(db.find(codes[i - offset], c) && c.data.phones.size() == 1);
                      }),
                      readers.ours([&](const crm::ReadTx& tx, std::size_t i) {
                        const std::optional<crm::Customer> c = tx.customers().find(codes[i - offset]);
                        expect(c && c->phones.size() == 1);
                      })},
                     round);
    raw.add(std::move(laps[0]));
    ours.add(std::move(laps[1]));
  }
  report.ratio("get by code: 5 fields, 2 contact points", raw, ours, 1.15);
}

void pages(const Settings& settings, Readers& readers, bool points, Report& report) {
  const crm::With with = points ? crm::With::lists : crm::With::row;
  RawCursor cursor;
  std::string after;
  std::vector<RawCustomer> page;
  Taken raw, ours;
  const Course course{.operations = std::max<std::size_t>(settings.customers / 100, 1), .turn = 50};
  const auto list = [&](const crm::ReadTx& tx) {
    return tx.customers().list({.order = crm::ascending(crm::customer::name), .after = after, .with = with});
  };
  for (std::size_t round = 0; round < settings.rounds; ++round) {
    auto laps = race(course,
                     {readers.by_hand([&](Raw& db, std::size_t) {
                        db.page(cursor, points, page);
                        expect(!page.empty());
                      }),
                      readers.ours([&](const crm::ReadTx& tx, std::size_t) {
                        crm::Page<crm::Customer> found = list(tx);
                        expect(!found.empty());
                        after = std::move(found.next);
                      })},
                     round);
    raw.add(std::move(laps[0]));
    ours.add(std::move(laps[1]));
  }
  report.ratio(points ? "page of 50 by name, with contact points" : "page of 50 by name", raw, ours, 1.2);
}

/// Statements that a page takes, counted by SQLite.
std::size_t statements_of_page(const std::string& path, crm::With with) {
  const StatementCounter counter;
  const crm::Store store(path, options());
  const crm::ReadTx tx = store.begin_read();
  const std::size_t before = counter.count();
  tx.customers().list({.order = crm::ascending(crm::customer::name), .with = with});
  return counter.count() - before;
}

/// Both sides change their own copies of the file.
struct Writers {
  explicit Writers(const Settings& settings)
      : store(settings.file(".ours"), options()), raw(settings.file(".raw"), {.fields = Fields::five}) {}

  crm::Store store;
  Raw raw;
  std::unique_ptr<crm::WriteTx> tx;
};

void change(crm::WriteTx& tx, std::int64_t id, std::string_view city, std::int64_t points) {
  expect(tx.customers().update(crm::CustomerId{id}, {crm::customer::city = city, score = points}));
}

void changes(const Settings& settings, std::int64_t first, Report& report) {
  Writers w(settings);
  const std::size_t n = settings.customers;
  std::size_t moves = 0;
  const auto id = [&](std::size_t i) { return first + static_cast<std::int64_t>(scattered(i, n)) - 1; };
  const auto city = [&](std::size_t i) { return city_after(scattered(i, n), moves); };
  const auto points = [&](std::size_t i) { return moved_score(scattered(i, n), moves); };

  const Contender raw_batch{.run = [&](std::size_t i) { w.raw.update(id(i), city(i), points(i)); },
                            .begin = [&] { w.raw.begin(); },
                            .end = [&] { w.raw.commit(); }};
  const Contender our_batch{.run = [&](std::size_t i) { change(*w.tx, id(i), city(i), points(i)); },
                            .begin = [&] { w.tx.reset(new crm::WriteTx(w.store.begin_write())); },
                            .end = [&] { w.tx->commit(), w.tx.reset(); }};
  const Contender raw_own{.run = [&](std::size_t i) {
    w.raw.begin();
    w.raw.update(id(i), city(i), points(i));
    w.raw.commit();
  }};
  const Contender our_own{.run = [&](std::size_t i) {
    w.store.write([&](crm::WriteTx& tx) { change(tx, id(i), city(i), points(i)); });
  }};

  Taken raw_batches, our_batches, raw_owns, our_owns;
  for (std::size_t round = 0; round < settings.rounds; ++round) {
    ++moves;
    auto batch = race({.operations = n}, {raw_batch, our_batch}, round);
    raw_batches.add(std::move(batch[0]));
    our_batches.add(std::move(batch[1]));
    ++moves;
    auto own = race({.operations = n / 10, .turn = 200}, {raw_own, our_own}, round);
    raw_owns.add(std::move(own[0]));
    our_owns.add(std::move(own[1]));
  }
  report.ratio("update of 2 columns, in a batch", raw_batches, our_batches, 1.2);
  report.ratio("update of 2 columns, own transaction", raw_owns, our_owns, 1.15);
}

}  // namespace

void read_and_change(const Settings& settings, Report& report) {
  const bool gets = settings.wanted("get"), lists = settings.wanted("list"),
             updates = settings.wanted("update");
  if (!gets && !lists && !updates) return;
  const std::string path = settings.file(".customers");
  const std::int64_t first = make_customers(path, settings.customers);
  if (gets || lists) {
    Readers readers(path);
    if (gets) get_by_code(settings, readers, report);
    if (lists) pages(settings, readers, false, report);
    if (lists) pages(settings, readers, true, report);
  }
  if (lists)
    report.note("statements a page: " + std::to_string(statements_of_page(path, crm::With::row)) +
                ", with contact points: " + std::to_string(statements_of_page(path, crm::With::lists)) +
                " (at most 2)");
  if (updates) {
    for (const char* suffix : {".ours", ".raw"}) copy_file(path, settings.file(suffix));
    changes(settings, first, report);
    for (const char* suffix : {".ours", ".raw"}) remove_file(settings.file(suffix));
  }
  remove_file(path);
}

}  // namespace bench
