// Timelines, due tasks and silent customers beside the same statements by hand, at one size and at a
// hundredth of it; and a page far back in one long timeline beside the first.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include <sqlite3.h>
#include <sys/resource.h>

#include "data.hpp"
#include "raw.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

constexpr int reader_cache_kib = 8 * 1024;  // what crmlite gives each reader

void expect(bool right) {
  if (!right) throw std::runtime_error("an answer is wrong");
}

/// SQLite by hand, for reading.
class Reading {
 public:
  explicit Reading(const std::string& path) {
    sqlite3* db = nullptr;
    expect(sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
    db_.reset(db);
    execute(("PRAGMA cache_size = -" + std::to_string(reader_cache_kib)).c_str());
  }
  void execute(const char* sql) {
    expect(sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* q = nullptr;
    expect(sqlite3_prepare_v3(db_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &q, nullptr) == SQLITE_OK);
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
  const auto* t = reinterpret_cast<const char*>(sqlite3_column_text(q, column));
  return t ? std::string(t, static_cast<std::size_t>(sqlite3_column_bytes(q, column))) : std::string();
}

std::optional<crm::Timestamp> time(sqlite3_stmt* q, int column) {
  if (sqlite3_column_type(q, column) == SQLITE_NULL) return std::nullopt;
  return crm::Timestamp{sqlite3_column_int64(q, column)};
}

/// The same struct as the library fills.
void read_page(sqlite3_stmt* q, std::vector<crm::TimelineEntry>& page) {
  page.clear();
  page.reserve(50);
  while (sqlite3_step(q) == SQLITE_ROW) {
    crm::TimelineEntry& e = page.emplace_back();
    e.customer = crm::CustomerId{sqlite3_column_int64(q, 0)};
    e.at.ms = sqlite3_column_int64(q, 1);
    e.record = crm::RecordId{sqlite3_column_int64(q, 2)};
    e.planned = sqlite3_column_int(q, 3) == 2;
    e.kind = text(q, 4);
    const std::string direction = text(q, 5);
    if (!direction.empty()) e.direction = direction == "in" ? crm::Direction::in : crm::Direction::out;
    e.summary = text(q, 6);
  }
  sqlite3_reset(q);
}

crm::StoreOptions at_that_time() {
  crm::StoreOptions opened = options();
  opened.clock = [] { return crm::Timestamp{now}; };
  return opened;
}

/// One interaction with every customer, many with the first, the rest with every twentieth; a task for every
/// tenth.
struct File {
  std::string path;
  std::int64_t first = 0;  // id of the first customer
  std::size_t customers = 0;

  File(const std::string& at, std::size_t n, std::size_t interactions) : path(at), customers(n) {
    make_file(path, Fields::none);
    crm::Store store(path, at_that_time());
    std::vector<crm::CustomerId> ids;
    in_parts(store, n, [&](crm::WriteTx& tx, std::size_t i) {
      ids.push_back(tx.customers().insert(sample(i + 1).customer));
    });
    first = ids.front().value();
    const std::size_t many = std::min<std::size_t>(interactions / 4, 600'000);
    in_parts(store, interactions, [&](crm::WriteTx& tx, std::size_t i) {
      const std::size_t whom = i < n ? i : i < n + many ? 0 : i * 7919 % (n / 20) * 20;
      tx.interactions().log(contact(i, ids[whom]));
    });
    in_parts(store, n / 10, [&](crm::WriteTx& tx, std::size_t i) {
      const crm::Timestamp due{now + (static_cast<std::int64_t>(i * 31 % 10'000) - 5'000) * hour};
      tx.tasks().insert({.subject = "call", .about = {{ids[i]}}, .due_at = due});
    });
  }
  ~File() { remove_file(path); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  template <class Work>
  static void in_parts(crm::Store& store, std::size_t count, Work work) {
    constexpr std::size_t part = 100'000;
    for (std::size_t from = 0; from < count; from += part)
      store.write([&](crm::WriteTx& tx) {
        for (std::size_t i = from; i < std::min(from + part, count); ++i) work(tx, i);
      });
  }
};

struct Both {
  explicit Both(const File& file) : store(file.path, at_that_time()), raw(file.path) {}

  Contender ours(std::function<void(const crm::ReadTx&, std::size_t)> work) {
    return {.run = [this, work](std::size_t i) { work(*tx, i); },
            .begin = [this] { tx.reset(new crm::ReadTx(store.begin_read())); },
            .end = [this] { tx.reset(); }};
  }
  Contender by_hand(std::function<void(std::size_t)> work) {
    return {.run = std::move(work),
            .begin = [this] { raw.execute("BEGIN"); },
            .end = [this] { raw.execute("COMMIT"); }};
  }

  crm::Store store;
  Reading raw;
  std::unique_ptr<crm::ReadTx> tx;
};

using Named = std::pair<std::string, double>;  // with its target

void compare(const Settings& settings, const Named& name, std::size_t operations, const Contender& raw,
             const Contender& ours, Report& report) {
  Taken by_hand, library;
  for (std::size_t round = 0; round < settings.rounds; ++round) {
    auto laps = race({.operations = operations, .turn = 50}, {raw, ours}, round);
    by_hand.add(std::move(laps[0]));
    library.add(std::move(laps[1]));
  }
  report.ratio(name.first, by_hand, library, name.second);
}

const std::string timeline_rows =
    "SELECT customer, at, record, contact, kind, direction, summary FROM timeline WHERE customer = ?";
const std::string timeline_order = " ORDER BY at DESC, record DESC LIMIT 50";

void timeline_pages(const Settings& settings, const File& file, Both& both, const std::string& size,
                    Report& report) {
  sqlite3_stmt* q = both.raw.prepare((timeline_rows + timeline_order).c_str());
  const auto id = [&](std::size_t i) {
    return file.first + static_cast<std::int64_t>((i * 7907 + 1) % (file.customers / 20) * 20);
  };
  std::vector<crm::TimelineEntry> page;
  compare(settings, {"timeline page, " + size, 1.15}, std::min<std::size_t>(file.customers, 20'000),
          both.by_hand([&](std::size_t i) {
            sqlite3_bind_int64(q, 1, id(i));
            read_page(q, page);
            expect(page.size() == 50);
          }),
          both.ours([&](const crm::ReadTx& tx, std::size_t i) {
            expect(tx.timeline().list(crm::CustomerId{id(i)}, {.people = false}).size() == 50);
          }),
          report);
}

/// The page after `pages` pages of the longest timeline, beside the first; and the same by hand.
void far_page(const Settings& settings, const File& file, Both& both, Report& report) {
  const crm::CustomerId customer{file.first};
  std::string after, next;
  crm::TimelineEntry before, last;
  std::size_t pages = 0;
  both.store.read([&](const crm::ReadTx& tx) {
    crm::TimelineSpec spec{.people = false, .limit = 10'000};
    for (; pages < 10'200; pages += 200) {
      spec.after = next;
      const auto page = tx.timeline().list(customer, spec);
      if (page.next.empty()) break;
      after = std::exchange(next, page.next);
      before = std::exchange(last, page.items.back());
    }
  });
  if (after.empty()) return;  // not that long
  pages -= 200;
  const std::string name = "timeline page " + std::to_string(pages) + " beside page 1";
  const auto list = [&](const std::string& from) {
    return both.ours([&, from](const crm::ReadTx& tx, std::size_t) {
      expect(tx.timeline().list(customer, {.people = false, .after = from}).size() == 50);
    });
  };
  compare(settings, {name, 1.10}, 5'000, list({}), list(after), report);

  sqlite3_stmt* first = both.raw.prepare((timeline_rows + timeline_order).c_str());
  sqlite3_stmt* far =
      both.raw.prepare((timeline_rows + " AND (at, record) < (?, ?)" + timeline_order).c_str());
  sqlite3_bind_int64(far, 2, before.at.ms);
  sqlite3_bind_int64(far, 3, before.record.value());
  std::vector<crm::TimelineEntry> page;
  const auto read = [&](sqlite3_stmt* q) {
    return Contender{.run = [&, q](std::size_t) {
      sqlite3_bind_int64(q, 1, customer.value());
      read_page(q, page);
      expect(page.size() == 50);
    }};
  };
  both.raw.execute("BEGIN");  // one for both
  compare(settings, {name + ", both by hand", 1.10}, 5'000, read(first), read(far), report);
  both.raw.execute("COMMIT");
}

void due_tasks(const Settings& settings, Both& both, const std::string& size, Report& report) {
  sqlite3_stmt* q = both.raw.prepare(
      "SELECT id, code, revision, created, updated, archived, parts, subject, description, assignee, "
      "priority, status, "
      "due_date, due_at, zone, recurrence, due, closed, starts, next FROM task WHERE closed IS NULL AND due "
      "<= ? AND "
      "archived IS NULL ORDER BY due, id LIMIT 50");
  sqlite3_stmt* about = both.raw.prepare(
      "SELECT owner, record FROM task_about WHERE owner IN (SELECT value FROM json_each(?)) ORDER BY owner, "
      "pos");
  std::vector<crm::Task> tasks;
  const auto read = [&](std::size_t i) {
    tasks.clear();
    tasks.reserve(50);
    sqlite3_bind_int64(q, 1, now + static_cast<std::int64_t>(i % 1000) * hour);
    std::string ids = "[";
    while (sqlite3_step(q) == SQLITE_ROW) {
      crm::Task& t = tasks.emplace_back();
      t.id = crm::TaskId{sqlite3_column_int64(q, 0)};
      t.code = text(q, 1);
      t.revision = sqlite3_column_int64(q, 2);
      t.created.ms = sqlite3_column_int64(q, 3);
      t.updated.ms = sqlite3_column_int64(q, 4);
      t.subject = text(q, 7);
      t.description = text(q, 8);
      t.zone = text(q, 14);
      t.recurrence = text(q, 15);
      t.due_at = time(q, 13);
      t.due = time(q, 16);
      t.closed = time(q, 17);
      t.starts = time(q, 18);
      ids += (ids.size() > 1 ? "," : "") + std::to_string(t.id.value());
    }
    sqlite3_reset(q);
    ids += "]";
    std::sort(tasks.begin(), tasks.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    sqlite3_bind_text(about, 1, ids.data(), static_cast<int>(ids.size()), SQLITE_STATIC);
    auto at = tasks.begin();
    while (sqlite3_step(about) == SQLITE_ROW) {
      while (at->id.value() < sqlite3_column_int64(about, 0)) ++at;
      at->about.push_back({crm::RecordId{sqlite3_column_int64(about, 1)}});
    }
    sqlite3_reset(about);
    expect(tasks.size() == 50);
  };
  compare(
      settings, {"due tasks, page, " + size, 1.2}, 2'000, both.by_hand(read),
      both.ours([&](const crm::ReadTx& tx, std::size_t i) {
        expect(tx.tasks().due(crm::Timestamp{now + static_cast<std::int64_t>(i % 1000) * hour}).size() == 50);
      }),
      report);
}

/// By id, as they come, and the longest silent first.
void silent_customers(const Settings& settings, const File& file, Both& both, const std::string& size,
                      Report& report) {
  Raw raw(file.path, {.cache_kib = reader_cache_kib});
  const auto days = [](std::size_t i) { return static_cast<int>(30 + i % 60); };
  std::vector<RawCustomer> page;
  for (const bool longest_first : {false, true}) {
    const std::string order = longest_first ? "longest first, " : "by id, ";
    compare(settings, {"silent customers, " + order + size, 1.2}, 2'000,
            {.run =
                 [&](std::size_t i) {
                   raw.silent(now - days(i) * 24 * hour, longest_first, page);
                   expect(page.size() == 50);
                 },
             .begin = [&] { raw.execute("BEGIN"); },
             .end = [&] { raw.execute("COMMIT"); }},
            both.ours([&](const crm::ReadTx& tx, std::size_t i) {
              crm::ListSpec<crm::Customer> spec{.where = crm::silent_for(days(i)), .with = crm::With::row};
              if (longest_first) spec.order = crm::ascending(crm::customer::last_contact_at);
              expect(tx.customers().list(spec).size() == 50);
            }),
            report);
  }
}

std::string made(const std::string& size, double seconds) {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  char out[200];
  std::snprintf(out, sizeof out, "%s: made in %.0f s, at most %ld MB of memory so far", size.c_str(), seconds,
                used.ru_maxrss / 1024);
  return out;
}

}  // namespace

void activities(const Settings& settings, Report& report) {
  if (!settings.wanted("timeline") && !settings.wanted("due") && !settings.wanted("silent")) return;
  const std::size_t all = settings.interactions ? settings.interactions : settings.customers * 11;
  for (const std::size_t part : {std::size_t{100}, std::size_t{1}}) {
    const std::size_t n = std::max<std::size_t>(settings.customers / part, 1'000);
    const std::size_t interactions = std::max(all / part, n * 5);
    const double begun = wall_us();
    const File file(settings.file(".activities"), n, interactions);
    const std::string size =
        std::to_string(n) + " customers, " + std::to_string(interactions) + " interactions";
    report.note(made(size, (wall_us() - begun) * 1e-6));
    Both both(file);
    if (settings.wanted("timeline")) timeline_pages(settings, file, both, size, report);
    if (settings.wanted("timeline")) far_page(settings, file, both, report);
    if (settings.wanted("due")) due_tasks(settings, both, size, report);
    if (settings.wanted("silent")) silent_customers(settings, file, both, size, report);
  }
}

}  // namespace bench
