// What is to be done: tasks with checklists and rules by which they come again, and reminders that are
// delivered once, put off, and handed on.
#include <cstdio>
#include <iostream>
#include <optional>

#include <crmlite/crmlite.hpp>

namespace crm = crmlite;

int main() try {
  const char* path = "tasks.crm";
  for (const char* end : {"", "-wal", "-shm"}) std::remove((std::string(path) + end).c_str());
  crm::Timestamp now = *crm::Timestamp::parse("2026-03-27T08:00:00Z");
  crm::Store store{path, {.zone = "Europe/Berlin", .clock = [&now] { return now; }}};
  const auto said = [&](crm::Timestamp at) { return *crm::format_in_zone(at, store.zone()); };

  crm::UserId ada, ben;
  crm::TaskId report;
  store.write([&](crm::WriteTx& tx) {
    ada = tx.users().insert({.name = "ada"});
    ben = tx.users().insert({.name = "ben"});
    const auto acme = tx.customers().insert({.kind = crm::CustomerKind::company, .name = "Acme GmbH"});
    tx.tasks().insert({.subject = "Send the offer",
                       .about = {{acme}},
                       .assignee = ada,
                       .priority = crm::TaskPriority::urgent,
                       .due_date = crm::Date{2026, 3, 25},
                       .checklist = {{"prices", true}, {"terms"}}});
    // At nine by the clock on the wall, although the clocks go forward on the 29th.
    report = tx.tasks().insert({.subject = "Weekly report",
                                .assignee = ada,
                                .due_at = crm::parse_in_zone("2026-03-27 09:00", "Europe/Berlin"),
                                .zone = "Europe/Berlin",
                                .recurrence = "FREQ=WEEKLY;BYDAY=FR;COUNT=3"});
    tx.reminders().insert({.record = report, .person = ada, .minutes_before = 15, .message = "report!"});
  });

  store.read([&](const crm::ReadTx& tx) {
    for (const crm::Task& t : tx.tasks().due(now, {.assignee = ada})) {
      std::cout << "due " << said(*t.due) << " (" << to_string(t.priority) << "): " << t.subject << "\n";
      for (const crm::ChecklistItem& item : t.checklist)
        std::cout << (item.done ? "  [x] " : "  [ ] ") << item.text << "\n";
    }
    for (const crm::Task& t : tx.tasks().overdue(now)) std::cout << "overdue: " << t.subject << "\n";
  });

  const auto deliver = [&] {
    store.write([&](crm::WriteTx& tx) {
      for (const crm::Reminder& r : tx.reminders().due(now))
        std::cout << said(now) << " to " << tx.users().get(r.person).name << ": " << r.message << "\n";
    });
  };
  deliver();
  deliver();  // it was delivered, and is not again
  const auto reminder = store.write([&](crm::WriteTx& tx) {
    const auto id = tx.reminders().list().items.at(0).id;
    tx.reminders().snooze(id, crm::Timestamp{now.ms + 10 * 60'000});
    return id;
  });
  now.ms += 10 * 60'000;
  deliver();
  store.write([&](crm::WriteTx& tx) { tx.reminders().hand_on(reminder, ben); });
  deliver();
  store.write([&](crm::WriteTx& tx) { tx.reminders().acknowledge(reminder); });
  store.read([&](const crm::ReadTx& tx) {
    std::cout << tx.reminders().unacknowledged(ben).size() << " left for ben\n";
  });

  store.write([&](crm::WriteTx& tx) {
    std::optional<crm::TaskId> next = report;
    while ((next = tx.tasks().complete(*next)))
      std::cout << "again " << said(*tx.tasks().get(*next).due) << "\n";
    std::cout << "done for good\n";
  });
} catch (const crm::Error& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
