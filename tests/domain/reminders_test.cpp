// Reminders: when they ring, and that each is delivered once.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "sqlite/temp_file.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::ReminderState;
using crm::Timestamp;
using Names = std::vector<std::string>;

Timestamp time(const char* text) { return *Timestamp::parse(text); }

struct Reminding : fixture::MemoryStore {
  crm::UserId eva, bo;
  crm::TaskId task;
  Reminding() {
    write([this](crm::WriteTx& tx) {
      eva = tx.users().insert({.name = "Eva"});
      bo = tx.users().insert({.name = "Bo"});
      task = tx.tasks().insert({.subject = "call", .due_at = time("2026-03-05T12:00:00Z")});
    });
  }
  ~Reminding() { CHECK(check(crm::CheckDepth::full).problems == Names{}); }

  crm::ReminderId add(const crm::NewReminder& r) {
    return write([&](crm::WriteTx& tx) { return tx.reminders().insert(r); });
  }
  crm::Reminder get(crm::ReminderId id) const {
    return read([&](const crm::ReadTx& tx) { return tx.reminders().get(id); });
  }
  std::vector<crm::ReminderId> due(const char* now, crm::RemindSpec spec = {}) {
    return write([&](crm::WriteTx& tx) {
      std::vector<crm::ReminderId> found;
      for (const crm::Reminder& r : tx.reminders().due(time(now), spec)) found.push_back(r.id);
      return found;
    });
  }
};

using Ids = std::vector<crm::ReminderId>;

}  // namespace

TEST_CASE("a reminder rings at its time, or so long before the record's") {
  Reminding store;
  const auto fixed =
      store.add({.record = store.task, .person = store.eva, .at = time("2026-03-01T00:00:00Z")});
  const auto before =
      store.add({.record = store.task, .person = store.eva, .minutes_before = 90, .message = "soon"});
  CHECK(store.get(fixed).rings == time("2026-03-01T00:00:00Z"));
  CHECK(store.get(before).rings == time("2026-03-05T10:30:00Z"));
  CHECK(store.get(before).state == ReminderState::waiting);
  store.write(
      [&](crm::WriteTx& tx) { tx.tasks().set(store.task, crm::task::due_at, time("2026-03-09T12:00:00Z")); });
  CHECK(store.get(fixed).rings == time("2026-03-01T00:00:00Z"));
  CHECK(store.get(before).rings == time("2026-03-09T10:30:00Z"));
  store.write([&](crm::WriteTx& tx) { tx.tasks().clear(store.task, crm::task::due_at); });
  CHECK_FALSE(store.get(before).rings);
  store.write([&](crm::WriteTx& tx) {
    tx.tasks().set(store.task, crm::task::due_date, crm::Date{2026, 3, 4});
  });
  CHECK(store.get(before).rings == time("2026-03-03T22:30:00Z"));
  store.write([&](crm::WriteTx& tx) { tx.tasks().complete(store.task); });
  CHECK_FALSE(store.get(before).rings);
  CHECK_FALSE(store.get(fixed).rings);
  store.write(
      [&](crm::WriteTx& tx) { tx.tasks().set(store.task, crm::task::status, crm::TaskStatus::open); });
  CHECK(store.get(before).rings == time("2026-03-03T22:30:00Z"));
  const auto meeting = store.write([](crm::WriteTx& tx) {
    return tx.interactions().log(
        {.kind = "meeting", .status = crm::InteractionStatus::planned, .at = time("2026-04-01T08:00:00Z")});
  });
  const auto of_meeting = store.add({.record = meeting, .person = store.bo, .minutes_before = 60});
  CHECK(store.get(of_meeting).rings == time("2026-04-01T07:00:00Z"));
}

TEST_CASE("what is wrong with a reminder") {
  Reminding store;
  CHECK_THROWS_AS(store.add({.person = store.eva, .at = Timestamp{1}}), crm::Invalid);
  CHECK_THROWS_AS(store.add({.record = store.task, .person = store.eva}), crm::Invalid);
  CHECK_THROWS_AS(
      store.add({.record = store.task, .person = store.eva, .at = Timestamp{1}, .minutes_before = 1}),
      crm::Invalid);
  CHECK_THROWS_AS(
      store.add({.record = store.task, .person = crm::UserId{store.task.value()}, .at = Timestamp{1}}),
      crm::Invalid);
  const auto id = store.add({.record = store.task, .person = store.eva, .at = Timestamp{1}});
  store.write([&](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.reminders().set(id, crm::reminder::state, ReminderState::acknowledged), crm::Invalid);
    CHECK_THROWS_AS(tx.reminders().hand_on(id, crm::UserId{99}), crm::Invalid);
    CHECK_THROWS_AS(tx.reminders().acknowledge(crm::ReminderId{99}), crm::NotFound);
  });
}

TEST_CASE("each reminder is delivered once, to its person") {
  Reminding store;
  const auto a = store.add({.record = store.task, .person = store.eva, .at = time("2026-03-01T00:00:00Z")});
  const auto b = store.add({.record = store.task, .person = store.bo, .at = time("2026-03-01T00:00:00Z")});
  const auto c = store.add({.record = store.task, .person = store.eva, .at = time("2026-03-02T00:00:00Z")});
  CHECK(store.due("2026-02-28T00:00:00Z").empty());
  CHECK(store.due("2026-03-01T00:00:00Z", {.person = store.bo}) == Ids{b});
  CHECK(store.due("2026-03-09T00:00:00Z", {.limit = 1}) == Ids{a});
  CHECK(store.due("2026-03-09T00:00:00Z") == Ids{c});
  CHECK(store.due("2026-03-09T00:00:00Z").empty());
  CHECK(store.get(a).state == ReminderState::delivered);
  CHECK(store.get(a).delivered == time("2026-03-09T00:00:00Z"));
  store.read([&](const crm::ReadTx& tx) { CHECK(tx.reminders().unacknowledged(store.eva).size() == 2); });
  store.write([&](crm::WriteTx& tx) { tx.reminders().acknowledge(a); });
  store.read([&](const crm::ReadTx& tx) { CHECK(tx.reminders().unacknowledged(store.eva).size() == 1); });
}

TEST_CASE("a delivery that is rolled back has not taken place") {
  Reminding store;
  const auto id = store.add({.record = store.task, .person = store.eva, .at = time("2026-03-01T00:00:00Z")});
  CHECK_THROWS_AS(store.write([&](crm::WriteTx& tx) {
    CHECK(tx.reminders().due(time("2026-03-01T00:00:00Z")).size() == 1);
    throw std::runtime_error("the screen is gone");
  }),
                  std::runtime_error);
  CHECK(store.due("2026-03-01T00:00:00Z") == Ids{id});
}

TEST_CASE("a reminder is snoozed and handed on") {
  Reminding store;
  const auto id = store.add({.record = store.task, .person = store.eva, .minutes_before = 0});
  CHECK(store.due("2026-03-05T12:00:00Z") == Ids{id});
  store.write([&](crm::WriteTx& tx) { tx.reminders().snooze(id, time("2026-03-05T13:00:00Z")); });
  CHECK(store.due("2026-03-05T12:59:00Z").empty());
  store.write(
      [&](crm::WriteTx& tx) { tx.tasks().set(store.task, crm::task::due_at, time("2026-03-06T12:00:00Z")); });
  CHECK(store.due("2026-03-05T13:00:00Z") == Ids{id});
  store.write([&](crm::WriteTx& tx) { tx.reminders().hand_on(id, store.bo); });
  CHECK(store.due("2026-03-05T14:00:00Z", {.person = store.eva}).empty());
  CHECK(store.due("2026-03-05T14:00:00Z", {.person = store.bo}) == Ids{id});
  store.write([&](crm::WriteTx& tx) { tx.tasks().remove(store.task); });
  CHECK(store.read([](const crm::ReadTx& tx) { return tx.reminders().count(); }) == 0);
}

TEST_CASE("reminders survive the program and go to one of many that ask") {
  const TempFile file;
  crm::ReminderId id;
  {
    crm::Store store(file.path(), fixture::options("ada"));
    store.write([&](crm::WriteTx& tx) {
      const auto customer = tx.customers().insert({.name = "Acme"});
      id = tx.reminders().insert({.record = customer, .at = Timestamp{1}});
    });
  }
  crm::Store one(file.path(), fixture::options("ada")), two(file.path(), fixture::options("bo"));
  std::size_t delivered = 0;
  for (crm::Store* store : {&one, &two, &one})
    delivered += store->write([](crm::WriteTx& tx) { return tx.reminders().due(Timestamp{2}).size(); });
  CHECK(delivered == 1);
  one.read(
      [&](const crm::ReadTx& tx) { CHECK(tx.users().get(tx.reminders().get(id).person).name == "ada"); });
}
