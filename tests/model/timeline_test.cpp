// Timelines and times of contact are kept along with every write; here they are worked out anew from all
// interactions and tasks, and every page must say the same.
#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

constexpr std::int64_t hour = 3'600'000;

/// What one record puts into timelines, as its own fields say.
struct Event {
  crm::TimelineEntry entry = {};
  std::set<std::int64_t> customers = {};  // whom it concerns
  std::set<std::int64_t> people = {};     // who took part, users too
  bool contact = false;                   // it took place
};

bool newer(const Event& a, const Event& b) {
  return std::tuple(a.entry.at, a.entry.record) > std::tuple(b.entry.at, b.entry.record);
}

bool same(const crm::TimelineEntry& a, const crm::TimelineEntry& b) {
  return a.customer == b.customer && a.at == b.at && a.record == b.record && a.kind == b.kind &&
         a.direction == b.direction && a.planned == b.planned && a.summary == b.summary;
}

/// Everything that belongs into timelines now, newest first.
std::vector<Event> events_of(const crm::ReadTx& tx, const std::set<std::int64_t>& customers) {
  std::vector<Event> events;
  const auto concern = [&](Event& e, crm::RecordId id) {
    if (customers.contains(id.value())) e.customers.insert(id.value());
  };
  tx.interactions().each({.limit = 500, .with = crm::With::lists}, [&](const crm::Interaction& i) {
    Event e{.entry = {.at = *i.at,
                      .record = i.id,
                      .kind = i.kind,
                      .direction = i.direction,
                      .planned = i.status == crm::InteractionStatus::planned,
                      .summary = i.subject}};
    concern(e, i.customer);
    for (const crm::About& a : i.about) concern(e, a.record);
    for (const crm::Participant& p : i.participants) {
      concern(e, p.record);
      e.people.insert(p.record.value());
    }
    e.contact = i.status == crm::InteractionStatus::done;
    events.push_back(std::move(e));
  });
  tx.tasks().each({.limit = 500, .with = crm::With::lists}, [&](const crm::Task& t) {
    if (!t.due) return;
    Event e{.entry = {.at = *t.due,
                      .record = t.id,
                      .kind = "task",
                      .planned = t.status != crm::TaskStatus::done && t.status != crm::TaskStatus::cancelled,
                      .summary = t.subject}};
    for (const crm::About& a : t.about) concern(e, a.record);
    events.push_back(std::move(e));
  });
  std::sort(events.begin(), events.end(), newer);
  return events;
}

bool wanted(const Event& e, const crm::TimelineSpec& spec) {
  const auto& kinds = spec.kinds;
  if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), e.entry.kind) == kinds.end()) return false;
  if (spec.direction && e.entry.direction != spec.direction) return false;
  if (spec.since && e.entry.at < *spec.since) return false;
  if (spec.until && e.entry.at >= *spec.until) return false;
  const std::int64_t person = spec.person.value();
  if (spec.person && !e.customers.contains(person) && !e.people.contains(person)) return false;
  return e.entry.summary.find(spec.text) != std::string::npos;
}

class Run {
 public:
  explicit Run(std::uint64_t seed) : random_(seed) {
    store_.write([this](crm::WriteTx& tx) {
      for (int i = 0; i < 3; ++i) users_.push_back(tx.users().insert({.name = "user " + std::to_string(i)}));
    });
  }

  /// Compares about so many times on the way.
  void go(int operations, int comparisons) {
    for (int done = 0, at = 0; done < operations;) {
      done += transaction();
      if (done < at) continue;
      at += operations / comparisons;
      compare();
    }
    compare();
    for (const std::string& problem : store_.check(crm::CheckDepth::full).problems) FAIL_CHECK(problem);
    CHECK(compared_ > operations);
  }

 private:
  struct Abandoned {};

  int transaction() {
    const int operations = 1 + pick(10);
    const bool keep = !one_in(6);
    try {
      store_.write([&](crm::WriteTx& tx) {
        for (int i = 0; i < operations; ++i) attempt(tx);
        if (!keep) throw Abandoned{};
      });
    } catch (const Abandoned&) {
    }
    return operations;
  }

  void attempt(crm::WriteTx& tx) {
    try {
      tx.savepoint([&] {
        operation(tx);
        if (one_in(12)) throw Abandoned{};
      });
    } catch (const Abandoned&) {
    }
  }

  void operation(crm::WriteTx& tx) {
    const int chosen = pick(100);
    if (chosen < 7) return inserted(tx.customers().insert({.name = "Acme"}));
    if (chosen < 12) return with<crm::Customer>(tx.customers(), [&](auto id) { tx.customers().remove(id); });
    if (chosen < 40) return log(tx);
    if (chosen < 65)
      return with<crm::Interaction>(tx.interactions(), [&](auto id) { change_interaction(tx, id); });
    if (chosen < 70) {
      return with<crm::Interaction>(tx.interactions(), [&](auto id) {
        one_in(3) ? tx.interactions().remove(id) : tx.interactions().archive(id);
      });
    }
    if (chosen < 74)
      return with<crm::Interaction>(tx.interactions(), [&](auto id) { tx.interactions().restore(id); });
    if (chosen < 84) return insert_task(tx);
    if (chosen < 97) return with<crm::Task>(tx.tasks(), [&](auto id) { change_task(tx, id); });
    with<crm::Task>(tx.tasks(), [&](auto id) { tx.tasks().remove(id); });
  }

  void log(crm::WriteTx& tx) {
    crm::NewInteraction i{.kind = any({"call", "email", "visit"}),
                          .status = status(),
                          .at = time(),
                          .subject = any({"", "询价", "offer", "an offer"}),
                          .participants = participants(tx),
                          .about = about(tx)};
    if (!one_in(5)) with<crm::Customer>(tx.customers(), [&](auto id) { i.customer = id; });
    if (one_in(2)) i.direction = one_in(2) ? crm::Direction::in : crm::Direction::out;
    inserted(tx.interactions().log(i));
  }

  void change_interaction(crm::WriteTx& tx, crm::InteractionId id) {
    using namespace crm::interaction;
    switch (pick(7)) {
      case 0:
      case 1:
        return with<crm::Customer>(tx.customers(), [&](auto to) { tx.interactions().set(id, customer, to); });
      case 2:
        return static_cast<void>(tx.interactions().set(id, at, time()));
      case 3:
        return static_cast<void>(tx.interactions().set(id, crm::interaction::status, status()));
      case 4:
        return static_cast<void>(tx.interactions().update(
            id, {subject = "about an offer", kind = "meeting", direction = crm::Direction::in}));
      case 5:
        return static_cast<void>(tx.interactions().clear(id, customer));
      default:
        tx.interactions().update(
            id, {crm::interaction::participants = participants(tx), crm::interaction::about = about(tx)});
    }
  }

  void insert_task(crm::WriteTx& tx) {
    crm::NewTask t{.subject = any({"call back", "an offer"}), .about = about(tx)};
    if (one_in(2))
      t.due_at = time();
    else if (!one_in(3))
      t.due_date = day();
    if (t.due_date && one_in(3)) t.recurrence = "FREQ=WEEKLY;COUNT=4";
    inserted(tx.tasks().insert(t));
  }

  void change_task(crm::WriteTx& tx, crm::TaskId id) {
    switch (pick(6)) {
      case 0:
        return static_cast<void>(tx.tasks().set(id, crm::task::due_at, time()));
      case 1:
        return static_cast<void>(tx.tasks().set(id, crm::task::due_date, day()));
      case 2:
        return static_cast<void>(tx.tasks().set(id, crm::task::about, about(tx)));
      case 3:
        return static_cast<void>(
            tx.tasks().set(id, crm::task::status, static_cast<crm::TaskStatus>(pick(5))));
      case 4:
        if (const auto next = tx.tasks().complete(id)) inserted(*next);
        return;
      default:
        return one_in(2) ? tx.tasks().archive(id) : tx.tasks().restore(id);
    }
  }

  // Comparing

  void compare() {
    store_.read([&](const crm::ReadTx& tx) {
      std::map<std::int64_t, crm::Customer> customers;
      std::set<std::int64_t> ids;
      tx.customers().each({.limit = 500}, [&](const crm::Customer& c) {
        customers.emplace(c.id.value(), c);
        ids.insert(c.id.value());
      });
      const std::vector<Event> events = events_of(tx, ids);
      for (const auto& [id, customer] : customers) {
        compare(tx, customer.id, events, {});
        compare(tx, customer.id, events, some_spec(ids));
        compare_contacts(customer, events);
      }
    });
  }

  void compare(const crm::ReadTx& tx, crm::CustomerId id, const std::vector<Event>& events,
               crm::TimelineSpec spec) {
    std::vector<crm::TimelineEntry> expected;
    for (const Event& e : events) {
      if (!e.customers.contains(id.value()) || !wanted(e, spec)) continue;
      expected.push_back(e.entry);
      expected.back().customer = id;
    }
    if (spec.oldest_first) std::reverse(expected.begin(), expected.end());
    std::vector<crm::TimelineEntry> found;
    std::size_t pages = 0;
    spec.limit = static_cast<std::size_t>(1 + pick(9));
    do {
      const auto page = tx.timeline().list(id, spec);
      found.insert(found.end(), page.begin(), page.end());
      spec.after = page.next;
      ++pages;
    } while (!spec.after.empty());
    CHECK(pages == std::max<std::size_t>((expected.size() + spec.limit - 1) / spec.limit, 1));
    CHECK(std::equal(found.begin(), found.end(), expected.begin(), expected.end(), same));
    compared_ += static_cast<int>(expected.size());
    compare_interactions(tx, id, expected, spec);
  }

  /// The same timeline with the interactions in full.
  void compare_interactions(const crm::ReadTx& tx, crm::CustomerId id,
                            const std::vector<crm::TimelineEntry>& entries, crm::TimelineSpec spec) {
    std::vector<crm::RecordId> expected, found;
    for (const auto& entry : entries)
      if (entry.kind != "task") expected.push_back(entry.record);
    do {
      const auto page = tx.interactions().timeline(id, spec);
      for (const crm::Interaction& i : page) found.push_back(i.id);
      spec.after = page.next;
    } while (!spec.after.empty());
    CHECK(found == expected);
  }

  void compare_contacts(const crm::Customer& customer, const std::vector<Event>& events) {
    std::optional<crm::Timestamp> last, next;
    for (const Event& e : events) {
      if (!e.customers.contains(customer.id.value())) continue;
      if (e.contact && !last) last = e.entry.at;
      if (e.entry.planned) next = e.entry.at;
    }
    CHECK(customer.last_contact_at == last);
    CHECK(customer.next_contact_at == next);
  }

  crm::TimelineSpec some_spec(const std::set<std::int64_t>& customers) {
    crm::TimelineSpec spec{.oldest_first = one_in(2)};
    if (one_in(3)) spec.kinds = {any({"call", "email", "task"}), "meeting"};
    if (one_in(4)) spec.direction = one_in(2) ? crm::Direction::in : crm::Direction::out;
    if (one_in(4)) spec.since = time();
    if (one_in(4)) spec.until = time();
    if (one_in(4)) spec.text = any({"询", "offer", "an o"});
    if (one_in(4)) spec.person = users_[static_cast<std::size_t>(pick(3))];
    if (one_in(4)) spec.person = crm::RecordId{*std::next(customers.begin(), pick(customers.size()))};
    return spec;
  }

  // Chance

  int pick(std::size_t n) { return static_cast<int>(random_() % n); }
  bool one_in(std::size_t n) { return pick(n) == 0; }
  std::string any(std::initializer_list<const char*> from) { return from.begin()[pick(from.size())]; }
  /// Few times, so that many records have the same.
  crm::Timestamp time() { return {fixture::noon + (pick(60) - 30) * hour}; }
  crm::Date day() { return {2026, 3, static_cast<std::uint8_t>(1 + pick(5))}; }
  crm::InteractionStatus status() { return static_cast<crm::InteractionStatus>(pick(3)); }

  /// Does something with any record of a kind, unless it finds only what was removed or rolled back.
  template <class R, class Face, class F>
  void with(const Face& face, F&& act) {
    const std::vector<std::int64_t>& ids = std::get<Ids<R>>(ids_).all;
    for (int tries = ids.empty() ? 0 : 6; tries > 0; --tries) {
      const crm::Id<R> id{ids[static_cast<std::size_t>(pick(ids.size()))]};
      if (face.find(id)) return act(id);
    }
  }
  template <class R>
  void inserted(crm::Id<R> id) {
    std::get<Ids<R>>(ids_).all.push_back(id.value());
  }

  std::vector<crm::Participant> participants(crm::WriteTx& tx) {
    std::vector<crm::Participant> found;
    for (int i = pick(3); i > 0; --i) {
      with<crm::Customer>(tx.customers(), [&](auto id) { found.push_back({id, "to"}); });
      if (one_in(3)) found.push_back({users_[static_cast<std::size_t>(pick(3))], "from"});
    }
    return found;
  }
  std::vector<crm::About> about(crm::WriteTx& tx) {
    std::vector<crm::About> found;
    for (int i = pick(3); i > 0; --i)
      with<crm::Customer>(tx.customers(), [&](auto id) { found.push_back({id}); });
    return found;
  }

  std::mt19937_64 random_;
  fixture::MemoryStore store_;
  std::vector<crm::UserId> users_;
  template <class R>
  struct Ids {
    std::vector<std::int64_t> all;
  };
  std::tuple<Ids<crm::Customer>, Ids<crm::Interaction>, Ids<crm::Task>> ids_;
  int compared_ = 0;
};

void run(std::uint64_t seed, int operations, int comparisons) {
  INFO("seed " << seed);
  Run(seed).go(operations, comparisons);
}

}  // namespace

TEST_CASE("timelines are what interactions and tasks say") { run(1, 3000, 30); }

TEST_CASE("timelines are what interactions and tasks say, after many operations", "[slow]") {
  run(2, 20'000, 40);
}
