// The plans of what is asked about interactions, tasks, reminders, relations and dates that come round:
// SQLite says them of the very statements that the library has prepared.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/crmlite.hpp>
#include <sqlite3.h>

#include "catch.hpp"
#include "record/session.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

struct Peek : crm::AnyReader {
  explicit Peek(const crm::AnyReader& reader) : AnyReader(reader) {}
  crm::detail::Session& session() const { return crm::detail::session_of(handle_); }
};

constexpr crm::Timestamp now{fixture::noon};

/// Everything twice, so that each page has a next one.
struct Office : fixture::MemoryStore {
  crm::CustomerId acme, bolt, ann;
  crm::UserId eva;

  Office() {
    write([&](crm::WriteTx& tx) {
      eva = tx.users().insert({.name = "Eva"});
      const auto add = [&](const char* name) {
        return tx.customers().insert({.name = name,
                                      .birthday = crm::PartialDate{1985, 3, 7},
                                      .anniversaries = {{"founding", crm::PartialDate{2001, 3, 9}}}});
      };
      acme = add("Acme"), bolt = add("Bolt"), ann = add("Ann");
      for (int i = 0; i < 2; ++i) {
        tx.interactions().log({.customer = acme, .kind = "call", .at = now});
        const auto task = tx.tasks().insert(
            {.subject = "offer", .about = {{acme}}, .assignee = eva, .due_at = crm::Timestamp{now.ms - 9}});
        tx.reminders().insert({.record = task, .person = eva, .at = now});
      }
      tx.relations().relate(bolt, "subsidiary of", acme);
      tx.relations().relate(ann, "works at", acme);
      tx.relations().relate(ann, "household", bolt);
    });
  }

  /// The plans of all statements over the table that the work has prepared, one line for each.
  template <class Work>
  std::vector<std::string> plans(const char* table, Work&& work) {
    return write([&](crm::WriteTx& tx) {
      auto& s = Peek(tx.records("customer")).session();
      s.db.statements().clear();
      work(tx);
      std::vector<std::string> asked, found;
      for (sqlite3_stmt* q = nullptr; (q = sqlite3_next_stmt(s.db.raw(), q));) {
        const std::string sql = sqlite3_sql(q);
        if (sql.starts_with("SELECT") && sql.find(std::string("FROM ") + table) != std::string::npos)
          asked.push_back(sql);
      }
      for (const std::string& sql : asked) {
        std::string& plan = found.emplace_back();
        for (auto q = s.take("EXPLAIN QUERY PLAN " + sql); q->step();) plan += std::string(q->text(3)) + "; ";
      }
      return found;
    });
  }
};

using Plans = std::vector<std::string>;

/// Every plan begins as one of these, and each of these is there; none sorts more than it must.
void check(const Plans& plans, const Plans& beginnings, bool sorts = false) {
  for (const std::string& plan : plans) {
    INFO(plan);
    CHECK(std::any_of(beginnings.begin(), beginnings.end(),
                      [&](const auto& b) { return plan.starts_with(b); }));
    CHECK((sorts || plan.find("TEMP B-TREE") == std::string::npos));
  }
  for (const std::string& b : beginnings) {
    INFO(b);
    CHECK(std::any_of(plans.begin(), plans.end(), [&](const auto& plan) { return plan.starts_with(b); }));
  }
}

}  // namespace

TEST_CASE("timelines are read along their table") {
  Office store;
  for (const bool oldest_first : {false, true}) {
    std::string next;
    const auto page = [&](crm::WriteTx& tx) {
      next = tx.timeline()
                 .list(store.acme, {.people = false, .oldest_first = oldest_first, .limit = 1, .after = next})
                 .next;
    };
    check(store.plans("timeline", page), {"SEARCH timeline USING PRIMARY KEY (customer=?); "});
    check(store.plans("timeline", page), {"SEARCH timeline USING PRIMARY KEY (customer=? AND (at"});
  }
  // Only the page is sorted.
  check(store.plans("(SELECT record AS entry",
                    [&](crm::WriteTx& tx) { tx.interactions().timeline(store.acme, {.limit = 1}); }),
        {"MATERIALIZE (subquery-2); SEARCH timeline USING PRIMARY KEY (customer=?); "}, true);
}

TEST_CASE("who has been silent longest comes first, along the index of last contacts") {
  Office store;
  check(store.plans("customer ",
                    [](crm::WriteTx& tx) {
                      tx.customers().list({.where = crm::silent_for(0),
                                           .order = crm::ascending(crm::customer::last_contact_at)});
                    }),
        {"SEARCH customer USING INDEX customer_last_contact_at (last_contact_at>?); ", "SCAN customer; "});
}

TEST_CASE("open tasks are found in the order in which they are due") {
  Office store;
  const std::string due = "SEARCH task USING INDEX task_due (due>? AND due<?); ";
  check(store.plans("task ", [](crm::WriteTx& tx) { tx.tasks().due(now); }), {due});
  check(store.plans("task ", [](crm::WriteTx& tx) { tx.tasks().overdue(now); }), {due});
  check(store.plans("task ", [&](crm::WriteTx& tx) { tx.tasks().due(now, {.assignee = store.eva}); }),
        {"SEARCH task USING INDEX task_assignee (assignee=? AND due>? AND due<?); "});
  // A record has few, and they are sorted.
  for (const std::string& plan :
       store.plans("task ", [&](crm::WriteTx& tx) { tx.tasks().about(store.acme); }))
    CHECK_THAT(plan, Catch::Contains("SEARCH task_about USING COVERING INDEX task_about_record (record=?)") &&
                         !Catch::Contains("SCAN"));
}

TEST_CASE("reminders are found in the order in which they ring") {
  Office store;
  const std::string rings = "SEARCH reminder USING INDEX reminder_rings (rings<?); ",
                    by_id = "SEARCH reminder USING INTEGER PRIMARY KEY (rowid=?); ";
  check(store.plans("reminder ", [](crm::WriteTx& tx) { CHECK(tx.reminders().due(now).size() == 2); }),
        {rings, by_id});
  check(store.plans("reminder ", [&](crm::WriteTx& tx) { tx.reminders().due(now, {.person = store.eva}); }),
        {rings, by_id});
  check(store.plans("reminder ",
                    [&](crm::WriteTx& tx) {
                      tx.reminders().list({.where = crm::reminder::person == store.eva &&
                                                    crm::reminder::state == crm::ReminderState::delivered});
                    }),
        {"SEARCH reminder USING INDEX reminder_person (person=?); ", by_id});
}

TEST_CASE("relations are followed from either end") {
  Office store;
  const std::string up = "SEARCH relation USING INDEX relation_from (from_record=?",
                    down = "SEARCH relation USING INDEX relation_to (to_record=?";
  check(store.plans("relation ", [&](crm::WriteTx& tx) { tx.relations().ancestors(store.bolt); }),
        {up + " AND type=?); "});
  check(store.plans("relation ", [&](crm::WriteTx& tx) { tx.relations().descendants(store.acme); }),
        {down + " AND type=?); "});
  check(
      store.plans("relation ", [&](crm::WriteTx& tx) { tx.relations().of(store.acme, {.type = "employs"}); }),
      {down + " AND type=?); "});
  for (const std::string& plan :
       store.plans("relation ", [&](crm::WriteTx& tx) { tx.relations().of(store.acme); })) {
    CHECK_THAT(plan, Catch::StartsWith("MERGE (UNION ALL)") && Catch::Contains(up + "); ") &&
                         Catch::Contains(down + "); ") && !Catch::Contains("TEMP B-TREE"));
  }
}

TEST_CASE("dates that come round are found by month and day") {
  Office store;
  const auto week = [](crm::WriteTx& tx) { CHECK(tx.yearly_dates(crm::Date{2026, 3, 5}, 7).size() == 6); };
  check(store.plans("customer ", week),
        {"SEARCH customer USING INDEX customer_birthday (<expr>>? AND <expr><?); "}, true);
  check(store.plans("anniversary ", week),
        {"SEARCH l USING INDEX anniversary_date (<expr>>? AND <expr><?); SEARCH t USING INTEGER PRIMARY KEY"},
        true);
}
