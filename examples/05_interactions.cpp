// What happened with a customer and what is to be done: interactions, the timeline, notes, tasks and
// reminders.
#include <cstdio>
#include <iostream>

#include <crmlite/crmlite.hpp>

namespace crm = crmlite;

int main() try {
  const char* path = "interactions.crm";
  for (const char* end : {"", "-wal", "-shm"}) std::remove((std::string(path) + end).c_str());
  crm::Store store{path, {.actor = "ada",
                          .zone = "Asia/Shanghai",
                          .clock = [] { return *crm::Timestamp::parse("2026-03-02T09:00:00Z"); }}};
  const auto at = [](const char* text) { return crm::parse_in_zone(text, "Asia/Shanghai"); };

  crm::CustomerId li;
  crm::TaskId task;
  store.write([&](crm::WriteTx& tx) {
    const auto ben = tx.users().insert({.name = "ben"});
    li = tx.customers().insert({.name = "李娜", .birthday = crm::PartialDate{1985, 3, 7}});
    tx.fields().add_choice("interaction", "kind", "webinar");
    tx.interactions().log(
        {.customer = li, .kind = "webinar", .at = at("2026-02-11 15:00"), .subject = "New pumps"});
    tx.interactions().log({.customer = li,
                           .kind = crm::InteractionKind::call,
                           .direction = crm::Direction::in,
                           .at = at("2026年2月27日 10:30"),
                           .minutes = 12,
                           .subject = "询价",
                           .participants = {{ben, "to"}}});
    tx.notes().insert({.record = li, .text = "Prefers WeChat", .pinned = true});
    task = tx.tasks().insert({.subject = "Send the quote",
                              .about = {{li}},
                              .assignee = ben,
                              .due_at = at("2026-03-02 16:00"),
                              .zone = "Asia/Shanghai",
                              .recurrence = "FREQ=WEEKLY"});
    tx.reminders().insert({.record = task, .person = ben, .minutes_before = 30});
  });

  store.read([&](const crm::ReadTx& tx) {
    for (const crm::TimelineEntry& entry : tx.timeline().list(li))
      std::cout << *format_in_zone(entry.at, store.zone()) << "  " << entry.kind
                << (entry.planned ? ", planned" : "") << ": " << entry.summary << "\n";
    const crm::Customer customer = tx.customers().get(li);
    std::cout << "last contact " << *format_in_zone(*customer.last_contact_at, store.zone()) << ", next "
              << *format_in_zone(*customer.next_contact_at, store.zone()) << "\n";
    for (const crm::Note& note : tx.notes().of(li)) std::cout << "note: " << note.text << "\n";
    for (const crm::YearlyDate& d : tx.yearly_dates(crm::Date{2026, 3, 2}, 7))
      std::cout << to_string(d.next) << ": " << d.field << " " << *d.years << "\n";
  });

  store.write([&](crm::WriteTx& tx) {
    for (const crm::Reminder& r : tx.reminders().due(tx.now()))
      std::cout << "remind " << tx.users().get(r.person).name << " of " << tx.tasks().get(task).subject
                << "\n";
    const crm::Task next = tx.tasks().get(*tx.tasks().complete(task));
    std::cout << "done; again " << *format_in_zone(*next.due, store.zone()) << "\n";
  });
  store.read([](const crm::ReadTx& tx) {
    std::cout << tx.customers().count(crm::silent_for(2)) << " silent for 2 days, "
              << tx.customers().count(crm::silent_for(7)) << " for 7\n";
  });
} catch (const crm::Error& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
