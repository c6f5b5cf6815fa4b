// Processes are killed in the middle of their work, again and again: every commit that was acknowledged is
// there afterwards, and the file is sound.
#include "catch.hpp"

#if defined(__unix__) || defined(__APPLE__)

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "child.hpp"

namespace {

namespace crm = crmlite;

/// A commit that has returned: the record of this name has at least this revision.
struct Acknowledged {
  std::int64_t worker = 0;
  std::int64_t number = 0;
  std::int64_t revision = 0;
};

std::string name_of(std::int64_t worker, std::int64_t number) {
  return "w" + std::to_string(worker) + "-" + std::to_string(number);
}

crm::StoreOptions options(crm::Durability durability) {
  crm::StoreOptions o;
  o.actor = "ada";
  o.durability = durability;
  o.wal_limit_mib = 1;  // many checkpoints
  return o;
}

/// Writes without end and tells each commit; the worker's number is nobody else's.
void write_without_end(crm::Store& store, const Pipe& commits, std::int64_t worker) {
  for (std::int64_t n = 0;; ++n) {
    crm::CustomerId id;
    store.write([&](crm::WriteTx& tx) {
      if (n % 16 == 7)
        tx.fields().ensure("customer", "field " + std::to_string(worker % 40),
                           {.type = crm::FieldType::integer});
      id = tx.customers().insert({.name = name_of(worker, n),
                                  .description = std::string(static_cast<std::size_t>(n % 5) * 700, 'x'),
                                  .emails = {{.value = name_of(worker, n) + "@example.org"}},
                                  .tags = {"t" + std::to_string(n % 7)}});
    });
    commits.send(Acknowledged{worker, n, 1});
    if (n % 3 != 0) continue;
    store.write([&](crm::WriteTx& tx) {
      tx.customers().set(id, crm::customer::city, "Paris");
      if (n % 6 == 0) tx.customers().untag(id, "t" + std::to_string(n % 7));
    });
    commits.send(Acknowledged{worker, n, 2});
  }
}

void read_without_end(const crm::Store& store) {
  while (true)
    store.read([](const crm::ReadTx& tx) {
      const auto before = tx.customers().count();
      std::uint64_t seen = 0;
      tx.customers().each({.limit = 50}, [&](const crm::Customer&) { ++seen; });
      if (seen != before) ::_exit(2);
    });
}

struct Plan {
  int rounds = 1;
  int processes = 1;
  int writers = 1;  // threads in each process
  int readers = 0;
  int commits = 40;  // between two kills, about
};

class KillLoop {
 public:
  KillLoop(Plan plan, std::uint64_t seed) : plan_(plan), random_(seed) {
    crm::Store(file_.path(), options(crm::Durability::full)).write([](crm::WriteTx& tx) {
      tx.codes().ensure("customer", {.pattern = "C{SEQ:7}"});
    });
  }

  void run() {
    for (int i = 0; i < plan_.rounds; ++i) {
      round();
      verify();
    }
    WARN("killed " << kills_ << " processes, " << commits_ << " acknowledged commits on " << last_.size()
                   << " records");
  }

 private:
  /// Starts the processes and kills one after the other, while those that are left go on.
  void round() {
    Pipe commits;
    std::vector<Child> children;
    for (int p = 0; p < plan_.processes; ++p) children.push_back(start(commits));
    commits.close_writing();
    Acknowledged ack;
    for (Child& child : children) {
      std::uniform_int_distribution<int> few(0, 2 * plan_.commits);
      for (int left = few(random_); left > 0 && commits.receive(ack); --left) note(ack);
      child.kill();
      if (child.wait()) FAIL("a process ended by itself");
      ++kills_;
    }
    while (commits.receive(ack)) note(ack);
  }

  Child start(Pipe& commits) {
    const std::int64_t first = workers_;
    workers_ += plan_.writers;
    const auto durability = first % 2 == 0 ? crm::Durability::relaxed : crm::Durability::full;
    return Child([this, &commits, first, durability] {
      commits.close_reading();
      crm::Store store(file_.path(), options(durability));
      std::vector<std::thread> threads;
      for (int r = 0; r < plan_.readers; ++r) threads.emplace_back([&] { read_without_end(store); });
      for (int w = 1; w < plan_.writers; ++w)
        threads.emplace_back([&, w] { write_without_end(store, commits, first + w); });
      write_without_end(store, commits, first);
    });
  }

  void note(const Acknowledged& ack) {
    auto& revision = last_[{ack.worker, ack.number}];
    revision = std::max(revision, ack.revision);
    ++commits_;
  }

  void verify() {
    const crm::Store store(file_.path(), options(crm::Durability::full));
    std::map<std::string, std::int64_t> stored;
    std::vector<std::string> codes;
    store.read([&](const crm::ReadTx& tx) {
      tx.customers().each({.limit = 1000}, [&](const crm::Customer& c) {
        stored[c.name] = c.revision;
        codes.push_back(c.code);
      });
    });
    std::int64_t lost = 0;
    for (const auto& [key, revision] : last_)
      lost += stored[name_of(key.first, key.second)] < revision ? 1 : 0;
    REQUIRE(lost == 0);
    std::sort(codes.begin(), codes.end());
    REQUIRE(std::adjacent_find(codes.begin(), codes.end()) == codes.end());
    REQUIRE(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
  }

  Plan plan_;
  std::mt19937_64 random_;
  TempFile file_;
  std::int64_t workers_ = 0;
  std::int64_t kills_ = 0, commits_ = 0;
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> last_;
};

}  // namespace

TEST_CASE("killed processes lose no acknowledged commit") {
  KillLoop({.rounds = 4, .processes = 3}, 1).run();
}

TEST_CASE("killed processes of several threads lose no acknowledged commit", "[slow]") {
  KillLoop({.rounds = 3, .processes = 3, .writers = 2, .readers = 1}, 2).run();
}

TEST_CASE("killed processes of several threads, for long", "[.long][long]") {
  const auto seed = std::random_device()();
  INFO("seed " << seed);
  KillLoop({.rounds = 250, .processes = 4, .writers = 2, .readers = 1, .commits = 60}, seed).run();
}

#endif
