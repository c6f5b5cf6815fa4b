// What people do with interactions, notes, tasks and reminders, in an order that a seed decides.
#pragma once

#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "record/chance.hpp"

namespace random_history {

class Activities {
 public:
  explicit Activities(Chance& chance) : chance_(chance) {}

  /// One operation, and its name; it may be refused.
  std::string act(crm::WriteTx& tx) {
    switch (chance_.pick(7)) {
      case 0:
        return log(tx);
      case 1:
        return change_interaction(tx);
      case 2:
        return insert_note(tx);
      case 3:
        return insert_task(tx);
      case 4:
        return change_task(tx);
      case 5:
        return insert_reminder(tx);
      default:
        return remind(tx);
    }
  }

  std::vector<crm::Participant> participants(crm::WriteTx& tx) {
    std::vector<crm::Participant> found;
    for (int i = chance_.pick(4); i > 0; --i)
      found.push_back({chance_.record(tx, chance_.any({"customer", "user"})), chance_.any({"", "cc"})});
    return found;
  }
  std::vector<crm::About> about(crm::WriteTx& tx) {
    std::vector<crm::About> found;
    for (int i = chance_.pick(3); i > 0; --i) found.push_back({chance_.any_record(tx)});
    return found;
  }
  std::vector<crm::ChecklistItem> checklist() {
    std::vector<crm::ChecklistItem> items;
    for (int i = chance_.pick(4); i > 0; --i)
      items.push_back({chance_.any({"price", "合同"}), chance_.one_in(2)});
    return items;
  }
  std::string rule() {
    return chance_.any({"FREQ=DAILY", "FREQ=WEEKLY;COUNT=3", "FREQ=MONTHLY;BYMONTHDAY=-1"});
  }

 private:
  crm::InteractionStatus status() { return static_cast<crm::InteractionStatus>(chance_.pick(3)); }
  crm::Date day() { return {2026, 3, static_cast<std::uint8_t>(1 + chance_.pick(31))}; }

  std::string log(crm::WriteTx& tx) {
    crm::NewInteraction i{.kind = chance_.any({"call", "email", "meeting"}),
                          .status = status(),
                          .at = chance_.about_now(),
                          .subject = chance_.any({"", "询价", "offer"}),
                          .participants = participants(tx),
                          .about = about(tx)};
    if (!chance_.one_in(4)) i.customer = chance_.id<crm::Customer>(tx, "customer");
    if (chance_.one_in(2)) i.direction = crm::Direction::in;
    if (chance_.one_in(3)) i.message_id = "<" + std::to_string(chance_.pick(50)) + "@x.example>";
    tx.interactions().log(i);
    return "log";
  }

  std::string change_interaction(crm::WriteTx& tx) {
    const auto id = chance_.id<crm::Interaction>(tx, "interaction");
    switch (chance_.pick(5)) {
      case 0:
        tx.interactions().set(id, crm::interaction::customer, chance_.id<crm::Customer>(tx, "customer"));
        return "move interaction";
      case 1:
        tx.interactions().clear(id, crm::interaction::customer);
        return "take interaction from customer";
      case 2:
        tx.interactions().set(id, crm::interaction::at, chance_.about_now());
        return "interaction's time";
      case 3:
        tx.interactions().set(id, crm::interaction::status, status());
        return "interaction's status";
      default:
        tx.interactions().update(
            id, {crm::interaction::participants = participants(tx), crm::interaction::about = about(tx)});
        return "interaction's people";
    }
  }

  std::string insert_note(crm::WriteTx& tx) {
    tx.notes().insert(
        {.record = chance_.any_record(tx), .text = "他喜欢茶", .pinned = chance_.one_in(3), .tags = {"hot"}});
    return "insert note";
  }

  std::string insert_task(crm::WriteTx& tx) {
    crm::NewTask t{.subject = "offer",
                   .about = about(tx),
                   .priority = static_cast<crm::TaskPriority>(chance_.pick(4)),
                   .checklist = checklist()};
    if (chance_.one_in(2)) t.assignee = chance_.id<crm::User>(tx, "user");
    if (chance_.one_in(2)) t.zone = "Asia/Shanghai";
    if (chance_.one_in(3))
      t.due_at = chance_.about_now();
    else
      t.due_date = day();
    if (chance_.one_in(2)) t.recurrence = rule();
    if (chance_.one_in(3)) t.tags = {"hot"};
    if (chance_.one_in(8)) t.status = crm::TaskStatus::done;
    tx.tasks().insert(t);
    return "insert task";
  }

  std::string change_task(crm::WriteTx& tx) {
    const auto id = chance_.id<crm::Task>(tx, "task");
    switch (chance_.pick(6)) {
      case 0:
        tx.tasks().set(id, crm::task::due_date, day());
        return "task's day";
      case 1:
        tx.tasks().set(id, crm::task::due_at, chance_.about_now());
        return "task's time";
      case 2:
        tx.tasks().set(id, crm::task::status, static_cast<crm::TaskStatus>(chance_.pick(5)));
        return "task's status";
      case 3:
        tx.tasks().set(id, crm::task::checklist, checklist());
        return "checklist";
      default:
        return tx.tasks().complete(id) ? "complete task, another follows" : "complete task";
    }
  }

  std::string insert_reminder(crm::WriteTx& tx) {
    crm::NewReminder r{.record = chance_.any_record(tx), .message = "记得"};
    if (chance_.one_in(2)) r.person = chance_.id<crm::User>(tx, "user");
    if (chance_.one_in(2))
      r.at = chance_.about_now();
    else
      r.minutes_before = chance_.pick(100);
    tx.reminders().insert(r);
    return "insert reminder";
  }

  std::string remind(crm::WriteTx& tx) {
    const auto id = chance_.id<crm::Reminder>(tx, "reminder");
    switch (chance_.pick(4)) {
      case 0:
        return tx.reminders().due(chance_.about_now(), {.limit = 5}).empty() ? "nothing due" : "deliver";
      case 1:
        tx.reminders().acknowledge(id);
        return "acknowledge";
      case 2:
        tx.reminders().snooze(id, chance_.about_now());
        return "snooze";
      default:
        tx.reminders().hand_on(id, chance_.id<crm::User>(tx, "user"));
        return "hand on";
    }
  }

  Chance& chance_;
};

}  // namespace random_history
