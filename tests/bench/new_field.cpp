// Adding a plain custom field to many customers: what counts is that the time does not grow with them.
#include <string>

#include "data.hpp"
#include "raw.hpp"
#include "workloads.hpp"

namespace bench {

namespace {

/// Rows of a usual width, made by SQLite itself, because a million of them are needed.
void make_many(const std::string& path, std::size_t customers) {
  make_file(path, Fields::none);
  Raw raw(path, {.journal = false});
  const std::string numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                              std::to_string(customers) + ") ";
  raw.execute("BEGIN IMMEDIATE");
  raw.execute((numbers + "INSERT INTO record (id, kind) SELECT i, 1 FROM n").c_str());
  raw.execute((numbers + "INSERT INTO customer (id, revision, created, updated, parts, kind, name, company, "
                         "city, stage, sort_name) "
                         "SELECT i, 1, 0, 0, 0, 'person', 'Customer ' || i, 'Company ' || i % 1000, 'City ' "
                         "|| i % 100, 'lead', "
                         "'customer ' || i FROM n")
                  .c_str());
  raw.execute(("UPDATE store SET next_id = " + std::to_string(customers + 1)).c_str());
  raw.execute("COMMIT");
}

/// Runs it once and keeps how long it took.
void timed(Taken& taken, const std::function<void()>& work) {
  const double cpu = thread_cpu_us(), wall = wall_us();
  work();
  taken.add({.cpu_us = thread_cpu_us() - cpu, .singles_us = {static_cast<float>(wall_us() - wall)}});
}

}  // namespace

void add_field(const Settings& settings, Report& report) {
  const std::size_t customers = settings.customers * 5;
  make_many(settings.file(".ours"), customers);
  copy_file(settings.file(".ours"), settings.file(".raw"));
  Taken by_hand, ours;
  {
    crm::Store store(settings.file(".ours"), options());
    Raw raw(settings.file(".raw"), {});
    for (std::size_t i = 0; i < settings.rounds * 5; ++i) {
      const std::string name = "plain_" + std::to_string(i);
      timed(by_hand, [&] {
        raw.execute("BEGIN IMMEDIATE");
        raw.execute(("ALTER TABLE customer ADD COLUMN x_" + name + " TEXT").c_str());
        raw.execute("COMMIT");
      });
      timed(ours, [&] { store.write([&](crm::WriteTx& tx) { tx.fields().define("customer", name, {}); }); });
    }
  }
  report.limit("plain field added to " + std::to_string(customers) + " customers", by_hand, ours, 10'000);
  for (const char* suffix : {".ours", ".raw"}) remove_file(settings.file(suffix));
}

}  // namespace bench
