// Several processes deliver reminders and are killed in the middle of it: no reminder is delivered twice, and
// none is lost.
#include "catch.hpp"

#if defined(__unix__) || defined(__APPLE__)

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "child.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Timestamp now{fixture::noon};

struct Plan {
  int reminders = 300;
  int processes = 3;
  int notes = 12;  // between two kills, about
};

/// A person has seen the reminder, or a screen has shown it: told after the block that delivered it.
struct Noted {
  std::int64_t reminder = 0;
  bool acknowledged = false;
};

crm::StoreOptions options() {
  crm::StoreOptions o;
  o.durability = crm::Durability::relaxed;
  return o;
}

std::vector<crm::Reminder> deliver(crm::Store& store, std::size_t limit) {
  return store.write([&](crm::WriteTx& tx) { return tx.reminders().due(now, {.limit = limit}); });
}

/// Delivers until nothing is due; every third reminder is acknowledged.
void deliver_all(const std::string& path, const Pipe& notes) {
  crm::Store store(path, options());
  for (std::size_t n = 0;; ++n) {
    const auto delivered = deliver(store, 1 + n % 5);
    if (delivered.empty()) return;
    for (const crm::Reminder& r : delivered) {
      notes.send(Noted{r.id.value(), false});
      if (r.id.value() % 3 != 0) continue;
      store.write([&](crm::WriteTx& tx) { tx.reminders().acknowledge(r.id); });
      notes.send(Noted{r.id.value(), true});
    }
  }
}

class Delivery {
 public:
  Delivery(Plan plan, std::uint64_t seed) : plan_(plan), random_(seed) {
    crm::Store store(file_.path(), options());
    store.write([this](crm::WriteTx& tx) {
      for (int i = 0; i < 4; ++i) people_.push_back(tx.users().insert({.name = "user " + std::to_string(i)}));
      const auto about = tx.tasks().insert({.subject = "call"});
      for (int i = 0; i < plan_.reminders; ++i) {
        const crm::UserId person = people_[static_cast<std::size_t>(i) % people_.size()];
        all_.insert(tx.reminders().insert({.record = about, .person = person, .at = now}).value());
      }
    });
  }

  void run() {
    while (waiting()) round();
    for (const auto& [id, times] : shown_) {
      INFO("reminder " << id);
      CHECK(times == 1);
    }
    verify();
  }

 private:
  bool waiting() const {
    const crm::Store store(file_.path(), options());
    return store.read([](const crm::ReadTx& tx) {
      return tx.reminders().count(crm::reminder::state == crm::ReminderState::waiting) > 0;
    });
  }

  /// Kills one process after the other while those that are left go on.
  void round() {
    Pipe notes;
    std::vector<Child> children;
    for (int p = 0; p < plan_.processes; ++p)
      children.emplace_back([&] {
        notes.close_reading();
        deliver_all(file_.path(), notes);
      });
    notes.close_writing();
    Noted noted;
    for (Child& child : children) {
      std::uniform_int_distribution<int> few(0, 2 * plan_.notes);
      for (int left = few(random_); left > 0 && notes.receive(noted); --left) note(noted);
      child.kill();
      kills_ += child.wait() ? 0 : 1;  // nothing may have been left for it
    }
    while (notes.receive(noted)) note(noted);
  }

  void note(const Noted& noted) {
    if (noted.acknowledged)
      acknowledged_.insert(noted.reminder);
    else
      ++shown_[noted.reminder];
  }

  void verify() const {
    const crm::Store store(file_.path(), options());
    std::set<std::int64_t> open;
    store.read([&](const crm::ReadTx& tx) {
      for (const crm::UserId person : people_)
        for (const crm::Reminder& r : tx.reminders().unacknowledged(person, 10'000)) {
          CHECK(r.person == person);
          open.insert(r.id.value());
        }
    });
    std::size_t lost = 0, unseen = 0;
    for (const std::int64_t id : all_) {
      if (!shown_.contains(id)) {
        ++unseen;
        CHECK(open.contains(id));
      }
      // Only what was shown was acknowledged; a process killed before it said so leaves either.
      if (!open.contains(id)) CHECK(id % 3 == 0);
      if (!open.contains(id) && !shown_.contains(id)) ++lost;
      if (acknowledged_.contains(id)) CHECK_FALSE(open.contains(id));
    }
    CHECK(lost == 0);
    CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
    WARN("killed " << kills_ << " processes, " << shown_.size() << " of " << all_.size()
                   << " reminders were shown once, " << unseen << " wait to be shown");
  }

  Plan plan_;
  std::mt19937_64 random_;
  TempFile file_;
  std::vector<crm::UserId> people_;
  std::set<std::int64_t> all_, acknowledged_;
  std::map<std::int64_t, int> shown_;
  int kills_ = 0;
};

}  // namespace

TEST_CASE("reminders are delivered once by processes that are killed") { Delivery({}, 1).run(); }

TEST_CASE("many reminders are delivered once by processes that are killed", "[.long][long]") {
  const auto seed = std::random_device()();
  INFO("seed " << seed);
  Delivery({.reminders = 20'000, .processes = 4, .notes = 30}, seed).run();
}

#endif
