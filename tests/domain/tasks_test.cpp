// Tasks, the times at which they are due, and those that come again.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::Date;
using crm::TaskStatus;
using crm::Timestamp;
using Names = std::vector<std::string>;

Timestamp time(const char* text) { return *Timestamp::parse(text); }

struct Working : fixture::MemoryStore {
  crm::CustomerId acme;
  crm::UserId eva, bo;
  Working() {
    write([this](crm::WriteTx& tx) {
      acme = tx.customers().insert({.name = "Acme"});
      eva = tx.users().insert({.name = "Eva"});
      bo = tx.users().insert({.name = "Bo"});
    });
  }
  ~Working() { CHECK(check(crm::CheckDepth::full).problems == Names{}); }

  crm::TaskId add(const crm::NewTask& t) {
    return write([&](crm::WriteTx& tx) { return tx.tasks().insert(t); });
  }
  crm::Task get(crm::TaskId id) const {
    return read([&](const crm::ReadTx& tx) { return tx.tasks().get(id); });
  }
  void set(crm::TaskId id, const std::vector<crm::Change<crm::Task>>& changes) {
    write([&](crm::WriteTx& tx) { tx.tasks().update(id, changes); });
  }
};

template <class Page>
Names subjects(const Page& page) {
  Names found;
  for (const crm::Task& t : page) found.push_back(t.subject);
  return found;
}

Names broken(Working& store, const crm::NewTask& t) {
  Names found;
  try {
    store.add(t);
  } catch (const crm::Invalid& e) {
    for (const crm::Issue& issue : e.issues()) found.push_back(issue.field + " " + issue.rule);
  }
  return found;
}

}  // namespace

TEST_CASE("a task is kept as it was given") {
  Working store;
  const auto id = store.add({.subject = "Send the quote",
                             .description = "with the new prices",
                             .about = {{store.acme}},
                             .assignee = store.eva,
                             .priority = crm::TaskPriority::high,
                             .due_at = time("2026-03-05T09:00:00Z"),
                             .zone = "Asia/Shanghai",
                             .checklist = {{"prices"}, {"terms", true}},
                             .tags = {"sales"}});
  const crm::Task t = store.get(id);
  CHECK(t.subject == "Send the quote");
  CHECK(t.about == std::vector<crm::About>{{store.acme}});
  CHECK(t.assignee == store.eva);
  CHECK(t.priority == crm::TaskPriority::high);
  CHECK(t.status == TaskStatus::open);
  CHECK(t.due == t.due_at);
  CHECK(t.checklist == std::vector<crm::ChecklistItem>{{"prices"}, {"terms", true}});
  CHECK(t.tags == Names{"sales"});
  CHECK_FALSE(t.closed);
  CHECK_FALSE(t.starts);
}

TEST_CASE("what is wrong with a task is said of its field") {
  Working store;
  CHECK(broken(store, {.subject = ""}) == Names{"subject required"});
  CHECK(broken(store, {.subject = "x", .due_date = Date{2026, 3, 1}, .due_at = Timestamp{1}}) ==
        Names{"due_at either"});
  CHECK(broken(store, {.subject = "x", .recurrence = "FREQ=DAILY"}) == Names{"recurrence start"});
  CHECK(broken(store, {.subject = "x", .due_date = Date{2026, 3, 1}, .recurrence = "daily"}) ==
        Names{"recurrence recurrence"});
  CHECK(broken(store, {.subject = "x", .zone = "Nowhere"}) == Names{"zone zone"});
  CHECK(broken(store, {.subject = "x", .assignee = crm::UserId{99}}) == Names{"assignee reference"});
  const auto id = store.add({.subject = "x", .due_date = Date{2026, 3, 1}, .recurrence = "FREQ=DAILY"});
  CHECK_THROWS_AS(store.set(id, {crm::task::due_date = crm::none}), crm::Invalid);
  CHECK_THROWS_AS(store.set(id, {crm::task::due = Timestamp{1}}), crm::Invalid);
  CHECK_THROWS_AS(store.set(id, {crm::task::closed = Timestamp{1}}), crm::Invalid);
}

TEST_CASE("the time when a task is due follows its day, its time and its zone") {
  Working store;
  const auto id = store.add({.subject = "x", .due_date = Date{2026, 3, 5}});
  CHECK(store.get(id).due == time("2026-03-05T00:00:00Z"));
  store.set(id, {crm::task::zone = "Asia/Shanghai"});
  CHECK(store.get(id).due == time("2026-03-04T16:00:00Z"));
  store.set(id, {crm::task::due_at = time("2026-03-06T10:00:00Z")});
  CHECK(store.get(id).due == time("2026-03-06T10:00:00Z"));
  CHECK_FALSE(store.get(id).due_date);
  store.set(id, {crm::task::due_date = crm::none});
  CHECK(store.get(id).due == time("2026-03-06T10:00:00Z"));
  store.set(id, {crm::task::due_date = Date{2026, 3, 7}});
  CHECK(store.get(id).due == time("2026-03-06T16:00:00Z"));
  CHECK_FALSE(store.get(id).due_at);
  store.set(id, {crm::task::due_date = crm::none});
  CHECK_FALSE(store.get(id).due);
}

TEST_CASE("a task is closed when it is done or cancelled, and open again when it is not") {
  Working store;
  const auto id = store.add({.subject = "x"});
  store.set(id, {crm::task::status = TaskStatus::in_progress});
  CHECK_FALSE(store.get(id).closed);
  store.set(id, {crm::task::status = TaskStatus::cancelled});
  const auto closed = store.get(id).closed;
  REQUIRE(closed);
  const auto revision = store.get(id).revision;
  store.set(id, {crm::task::status = TaskStatus::cancelled});
  CHECK(store.get(id).closed == closed);
  CHECK(store.get(id).revision == revision);
  store.set(id, {crm::task::status = TaskStatus::open});
  CHECK_FALSE(store.get(id).closed);
  const auto done = store.add({.subject = "done before it was written down", .status = TaskStatus::done});
  CHECK(store.get(done).closed);
}

TEST_CASE("what is due and what is overdue") {
  Working store;
  const Timestamp noon = time("2026-03-05T12:00:00Z");
  store.add({.subject = "today", .due_date = Date{2026, 3, 5}});
  store.add({.subject = "yesterday", .assignee = store.eva, .due_date = Date{2026, 3, 4}});
  store.add({.subject = "tomorrow", .due_date = Date{2026, 3, 6}});
  store.add({.subject = "at eleven", .assignee = store.eva, .due_at = time("2026-03-05T11:00:00Z")});
  store.add({.subject = "at one", .due_at = time("2026-03-05T13:00:00Z")});
  store.add({.subject = "some day"});
  store.add({.subject = "done", .status = TaskStatus::done, .due_date = Date{2026, 3, 1}});
  store.read([&](const crm::ReadTx& tx) {
    CHECK(subjects(tx.tasks().due(noon)) == Names{"yesterday", "today", "at eleven"});
    CHECK(subjects(tx.tasks().due(noon, {.assignee = store.eva})) == Names{"yesterday", "at eleven"});
    CHECK(subjects(tx.tasks().overdue(noon)) == Names{"yesterday", "at eleven"});
    CHECK(subjects(tx.tasks().overdue(noon, {.assignee = store.bo})).empty());
    Names paged;
    crm::DueSpec spec{.limit = 2};
    do {
      const auto page = tx.tasks().due(noon, spec);
      for (const crm::Task& t : page) paged.push_back(t.subject);
      spec.after = page.next;
    } while (!spec.after.empty());
    CHECK(paged == Names{"yesterday", "today", "at eleven"});
  });
}

TEST_CASE("tasks about a customer are in its timeline and say when it is to be contacted next") {
  Working store;
  const auto id =
      store.add({.subject = "call back", .about = {{store.acme}}, .due_at = time("2026-03-05T11:00:00Z")});
  store.add({.subject = "no time", .about = {{store.acme}}});
  store.read([&](const crm::ReadTx& tx) {
    CHECK(subjects(tx.tasks().about(store.acme)) == Names{"call back", "no time"});
    const auto entries = tx.timeline().list(store.acme).items;
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].kind == "task");
    CHECK(entries[0].planned);
    CHECK(entries[0].record == id);
    CHECK(tx.customers().get(store.acme).next_contact_at == time("2026-03-05T11:00:00Z"));
    CHECK(tx.interactions().timeline(store.acme).empty());
  });
  store.write([&](crm::WriteTx& tx) { CHECK_FALSE(tx.tasks().complete(id)); });
  store.read([&](const crm::ReadTx& tx) {
    CHECK_FALSE(tx.customers().get(store.acme).next_contact_at);
    CHECK_FALSE(tx.customers().get(store.acme).last_contact_at);
  });
  store.write([&](crm::WriteTx& tx) {
    tx.customers().remove(store.acme);
    CHECK(tx.tasks().get(id).about.empty());
    tx.users().remove(store.eva);
  });
}

TEST_CASE("a task that is done is followed by the next of its rule") {
  Working store;
  auto id = store.add({.subject = "report",
                       .about = {{store.acme}},
                       .assignee = store.eva,
                       .due_at = time("2026-03-27T08:00:00Z"),  // nine o'clock in Berlin
                       .zone = "Europe/Berlin",
                       .recurrence = "FREQ=WEEKLY;COUNT=3",
                       .checklist = {{"figures", true}},
                       .tags = {"weekly"}});
  const auto finish = [&] { return store.write([&](crm::WriteTx& tx) { return tx.tasks().complete(id); }); };
  const auto first = id;
  id = finish().value();
  const crm::Task second = store.get(id);
  CHECK(second.due_at == time("2026-04-03T07:00:00Z"));  // summer time has begun
  CHECK(second.status == TaskStatus::open);
  CHECK(second.assignee == store.eva);
  CHECK(second.about == std::vector<crm::About>{{store.acme}});
  CHECK(second.checklist == std::vector<crm::ChecklistItem>{{"figures"}});
  CHECK(second.tags == Names{"weekly"});
  CHECK(second.starts == time("2026-03-27T08:00:00Z"));
  CHECK(store.get(first).next == id);
  store.set(first, {crm::task::status = TaskStatus::open});
  store.set(first, {crm::task::status = TaskStatus::done});
  CHECK(store.read([](const crm::ReadTx& tx) { return tx.tasks().count(); }) == 2);  // once is enough
  id = finish().value();
  CHECK(store.get(id).due_at == time("2026-04-10T07:00:00Z"));
  CHECK_FALSE(finish());  // three it was to be
  store.write([&](crm::WriteTx& tx) { tx.tasks().remove(id); });
  CHECK(store.read([](const crm::ReadTx& tx) { return tx.tasks().count(); }) == 2);
}

TEST_CASE("a task of whole days comes again on days, whatever way it is done") {
  Working store;
  store.add(
      {.subject = "invoice", .due_date = Date{2026, 1, 31}, .recurrence = "FREQ=MONTHLY;BYMONTHDAY=-1"});
  store.write([](crm::WriteTx& tx) {
    tx.tasks().update_where(crm::task::subject == "invoice", {crm::task::status = TaskStatus::done});
    const auto open = tx.tasks().list({.where = is_empty(crm::task::closed)}).items;
    REQUIRE(open.size() == 1);
    CHECK(open[0].due_date == Date{2026, 2, 28});
    tx.tasks().update(open[0].id, {crm::task::status = TaskStatus::cancelled});
    CHECK(tx.tasks().count(is_empty(crm::task::closed)) == 0);  // what is cancelled does not come again
  });
}

TEST_CASE("a task is done although the next one cannot have all that it has") {
  Working store;
  constexpr crm::Field<crm::Task, std::string> ticket{"ticket"}, old{"old"};
  constexpr crm::Field<crm::Task, crm::Choice> size{"size"};
  constexpr crm::Field<crm::Task, crm::Choices> places{"places"};
  constexpr crm::Field<crm::Task, std::int64_t> effort{"effort"};
  store.write([&](crm::WriteTx& tx) {
    tx.fields().ensure(ticket, {.required = true, .unique = true});
    tx.fields().ensure(old);
    tx.fields().ensure(size, {.required = true, .choices = {"small", "large"}});
    tx.fields().ensure(places, {.choices = {"here", "there"}});
    tx.fields().ensure(effort);
  });
  const auto id = store.add({.subject = "x",
                             .due_date = Date{2026, 3, 5},
                             .recurrence = "FREQ=DAILY",
                             .tags = {"a", "b"},
                             .fields = {ticket = "T-1", old = "o", size = "small",
                                        places = crm::Choices{"here", "there"}, effort = 3}});
  const auto next = store.write([&](crm::WriteTx& tx) {
    tx.fields().retire_choice("task", "size", "small");
    tx.fields().retire_choice("task", "places", "there");
    tx.fields().archive("task", "old");
    tx.tags().retire("a");
    return tx.tasks().complete(id);
  });
  REQUIRE(next);
  const crm::Task t = store.get(*next);
  CHECK(t.due_date == Date{2026, 3, 6});
  CHECK(t.tags == Names{"b"});
  CHECK(t.custom.get(effort) == 3);
  CHECK(t.custom.size() == 1);
  CHECK(broken(store, {.subject = "y"}) ==
        Names{"ticket required", "size required"});  // by hand it must have them
  store.write([&](crm::WriteTx& tx) {
    tx.tasks().update(*next, {ticket = "T-2", size = "large"});
    CHECK(tx.tasks().get(tx.tasks().complete(*next).value()).custom.get(size) == crm::Choice("large"));
  });
}
