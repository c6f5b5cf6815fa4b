// Processes of several threads number records, take part of it back, and are killed in the middle of it: no
// code is given twice, a gapless series has no gap, and a block explains each gap of a fast one.
#include "catch.hpp"

#if defined(__unix__) || defined(__APPLE__)

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "child.hpp"

namespace {

namespace crm = crmlite;
using Clock = std::chrono::steady_clock;

constexpr int processes = 4, threads = 4;

struct TakenBack {};

/// What a process tells after each transaction.
struct Note {
  bool failed = false;
  bool committed = false;
};

crm::StoreOptions options() {
  crm::StoreOptions o;
  o.actor = "ada";
  o.durability = crm::Durability::relaxed;
  o.wal_limit_mib = 1;  // many checkpoints
  o.busy_timeout_ms = 60'000;
  return o;
}

/// A few records of both series, now and then inside a savepoint that is undone.
void number(crm::WriteTx& tx, std::mt19937_64& random, int depth) {
  const auto chance = [&](unsigned percent) { return random() % 100 < percent; };
  for (auto left = random() % 6 + 1; left > 0; --left) {
    const auto customer = tx.customers().insert(
        {.kind = chance(50) ? crm::CustomerKind::company : crm::CustomerKind::person, .name = "Ada"});
    if (chance(70)) tx.interactions().log({.customer = customer, .kind = "call", .subject = "Hello"});
    if (depth < 3 && chance(30)) try {
        tx.savepoint([&] {
          number(tx, random, depth + 1);
          if (chance(60)) throw TakenBack();
        });
      } catch (const TakenBack&) {
      }
  }
}

void work(crm::Store& store, const Pipe& notes, std::uint64_t seed) try {
  std::mt19937_64 random(seed);
  while (true) try {
      store.write([&](crm::WriteTx& tx) {
        number(tx, random, 0);
        if (random() % 10 == 0) throw TakenBack();
      });
      notes.send(Note{.committed = true});
    } catch (const TakenBack&) {
      notes.send(Note{});
    }
} catch (const std::exception& e) {
  static_cast<void>(std::fprintf(stderr, "a process that numbers: %s\n", e.what()));
  notes.send(Note{.failed = true});
}

class Numbering {
 public:
  explicit Numbering(std::uint64_t seed) : random_(seed) {
    crm::Store(file_.path(), options()).write([](crm::WriteTx& tx) {
      tx.codes().ensure("customer", {.pattern = "{MAP:kind;company=C;person=P}{SEQ:6;per=kind}"});
      tx.codes().ensure("interaction", {.pattern = "I{SEQ:8;fast}"});
    });
  }

  void run(std::chrono::seconds duration) {
    std::vector<std::optional<Child>> children(processes);
    for (auto& child : children) child.emplace(start());
    const auto end = Clock::now() + duration;
    auto last_kill = Clock::now();
    Note note;
    while (Clock::now() < end && notes_.receive(note) && !note.failed) {
      commits_ += note.committed ? 1 : 0;
      if (Clock::now() - last_kill < std::chrono::milliseconds(50)) continue;
      auto& child = children[random_() % children.size()];
      child->kill();
      CHECK_FALSE(child->wait());
      ++kills_;
      child.emplace(start());
      last_kill = Clock::now();
    }
    CHECK_FALSE(note.failed);
    children.clear();
    verify();
  }

 private:
  Child start() {
    const std::uint64_t seed = random_();
    return Child([this, seed] {
      notes_.close_reading();
      crm::Store store(file_.path(), options());
      std::vector<std::thread> others;
      for (int t = 1; t < threads; ++t)
        others.emplace_back([&, t] { work(store, notes_, seed + static_cast<std::uint64_t>(t)); });
      work(store, notes_, seed);
      for (std::thread& t : others) t.join();
    });
  }

  void verify() {
    const crm::Store store(file_.path(), options());
    std::uint64_t records = 0;
    store.read([&](const crm::ReadTx& tx) {
      CHECK(tx.codes().gaps("customer").empty());
      for (const crm::CodeGap& gap : tx.codes().gaps("interaction")) {
        CHECK_FALSE(gap.why.empty());
        unused_ += gap.last - gap.first + 1;
      }
      records = tx.customers().count() + tx.interactions().count();
    });
    CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
    verify_by_sql();
    WARN("killed " << kills_ << " processes, " << commits_ << " acknowledged commits, " << records
                   << " records with codes, " << unused_
                   << " numbers of the fast series unused and explained");
  }

  /// The same without any of our code.
  void verify_by_sql() {
    crmlite::sqlite::Connection db = file_.open({.read_only = true});
    const auto number = [&](std::string_view sql) { return db.int64_of(sql); };
    CHECK(number("SELECT count(*) FROM (SELECT 1 FROM (SELECT code FROM customer UNION ALL SELECT code FROM "
                 "interaction) GROUP BY code HAVING count(*) > 1)") == 0);
    CHECK(number("SELECT count(*) FROM (SELECT 1 FROM code GROUP BY counter, n HAVING count(*) > 1)") == 0);
    CHECK(
        number(
            "SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM interaction) - (SELECT count(*) "
            "FROM code WHERE record IN (SELECT id FROM record))") == 0);
    CHECK(number("SELECT count(*) FROM code WHERE record NOT IN (SELECT id FROM record)") == 0);
    CHECK(number("SELECT count(*) FROM code WHERE CAST(substr(canon, 2) AS INTEGER) <> n") == 0);
    // Gapless: from 1 to the counter, all of them.
    CHECK(number("SELECT count(*) FROM code_counter WHERE scope IN ('C', 'P')") == 2);
    CHECK(number("SELECT count(*) FROM code_counter c WHERE scope <> '' AND (SELECT min(n) <> 1 OR max(n) <> "
                 "c.next - "
                 "1 OR count(*) <> c.next - 1 FROM code WHERE counter = c.id)") == 0);
    CHECK(number("SELECT count(*) FROM code_gap") == 0);  // nothing was passed over
    // Fast: the blocks are all numbers up to the counter, once each, and every code is of one.
    CHECK(number("SELECT (SELECT sum(hi - lo + 1) FROM code_block) - (SELECT next - 1 FROM code_counter "
                 "WHERE scope = "
                 "'')") == 0);
    CHECK(
        number(
            "SELECT count(*) FROM code_block a JOIN code_block b ON a.id < b.id AND a.lo <= b.hi AND b.lo <= "
            "a.hi") == 0);
    CHECK(
        number(
            "SELECT count(*) FROM code k JOIN code_counter c ON c.id = k.counter AND c.scope = '' WHERE NOT "
            "EXISTS (SELECT 1 FROM code_block WHERE n BETWEEN lo AND hi)") == 0);
  }

  std::mt19937_64 random_;
  TempFile file_;
  Pipe notes_;
  std::int64_t kills_ = 0, commits_ = 0, unused_ = 0;
};

}  // namespace

TEST_CASE("processes that are killed leave no gap and give no code twice", "[slow]") {
  Numbering(1).run(std::chrono::seconds(5));
}

TEST_CASE("processes that are killed leave no gap and give no code twice, for long", "[.long][long]") {
  const auto seed = std::random_device()();
  INFO("seed " << seed);
  Numbering(seed).run(std::chrono::seconds(60));
}

#endif
