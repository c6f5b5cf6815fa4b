// task, reminder, remind, dates: what is to be done, and when.
#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

struct AddArgs {
  std::string subject = {}, description = {}, assignee = {}, priority = {}, due = {}, repeat = {};
  std::vector<std::string> about = {}, items = {}, set = {}, tags = {};
  std::optional<std::int64_t> remind = {};
};

struct DueArgs {
  std::string assignee = {}, after = {};
  std::size_t limit = 50;
  bool overdue = false;
};

struct TaskArgs {
  std::string task = {}, other = {};
};

struct RemindArgs {
  std::string person = {};
};

struct DatesArgs {
  std::size_t next = 30;
};

crm::TaskId find_task(const crm::ReadTx& tx, const std::string& reference) {
  return crm::TaskId{find_record(tx, reference, "task").id.value()};
}

crm::UserId find_user(const crm::ReadTx& tx, const std::string& reference) {
  return crm::UserId{find_record(tx, reference, "user").id.value()};
}

void declare_add(Parameters& take, AddArgs& args) {
  take.word("SUBJECT", args.subject, "What is to be done");
  take.repeated("--about", args.about, "The record it is about; may be repeated");
  take.option("--assignee", args.assignee, "The user who is to do it");
  take.option("--due", args.due, "A day, or a time by the clock of the zone");
  take.option_of("--priority", args.priority, {"low", "normal", "high", "urgent"}, "Normal where not given");
  take.option("--repeat", args.repeat, "A rule: FREQ=MONTHLY;BYMONTHDAY=1");
  take.option("--remind", args.remind, "Remind so many minutes before");
  take.option("--description", args.description, "More about it");
  take.repeated("--item", args.items, "A line of the checklist; may be repeated");
  declare_set(take, args.set);
  take.repeated("--tag", args.tags, "Tag; may be repeated");
}

void add(Program& program, const AddArgs& args) {
  std::vector<crm::AnyChange> values = {{"subject", args.subject}};
  const auto add_text = [&](const char* field, const std::string& text) {
    if (!text.empty()) values.push_back({field, text});
  };
  add_text("description", args.description), add_text("priority", args.priority),
      add_text("recurrence", args.repeat);
  if (const auto day = crm::Date::parse(args.due))
    values.push_back({"due_date", *day});
  else if (!args.due.empty())
    values.push_back({"due_at", program.instant(args.due)});
  if (!args.items.empty()) values.push_back({"checklist", args.items});
  if (!args.tags.empty()) values.push_back({"tags", args.tags});
  const std::string name = program.write([&](crm::WriteTx& tx) {
    crm::ValueRows about;
    for (const std::string& record : args.about) about.push_back({find_any(tx, record).id});
    if (!about.empty()) values.push_back({"about", about});
    const crm::UserId assignee = args.assignee.empty() ? crm::UserId() : find_user(tx, args.assignee);
    if (assignee) values.push_back({"assignee", assignee});
    for (crm::AnyChange& change : assignments(args.set)) values.push_back(std::move(change));
    crm::AnyWriter records = tx.records("task");
    const crm::RecordId id = records.insert(values);
    if (args.remind) tx.reminders().insert({.record = id, .person = assignee, .minutes_before = args.remind});
    return name_of(id, records.get(id).code);
  });
  answer(program, "record", name);
}

void due(Program& program, const DueArgs& args) {
  const std::string next = program.read([&](const crm::ReadTx& tx) {
    crm::DueSpec spec{.limit = args.limit, .after = args.after};
    if (!args.assignee.empty()) spec.assignee = find_user(tx, args.assignee);
    const auto page = args.overdue ? tx.tasks().overdue(tx.now(), spec) : tx.tasks().due(tx.now(), spec);
    Table table(program, {"task", "due", "priority", "assignee", "subject"});
    Shown shown(tx);
    for (const crm::Task& task : page)
      table.row({name_of(task.id, task.code),
                 task.due_date ? crm::Value(*task.due_date) : crm::Value(*task.due),
                 crm::Value(to_string(task.priority)),
                 task.assignee ? shown.named(task.assignee) : crm::Value(), task.subject});
    table.finish();
    return page.next;
  });
  if (!next.empty()) program.note("next: " + next);
}

void done(Program& program, const TaskArgs& args) {
  const auto [name, next] = program.write([&](crm::WriteTx& tx) {
    const crm::TaskId id = find_task(tx, args.task);
    const auto follows = tx.tasks().complete(id);
    const auto named = [&](crm::TaskId task) { return name_of(task, tx.tasks().get(task).code); };
    return std::pair(named(id), follows ? named(*follows) : std::string());
  });
  program.out() << name << ": done" << (next.empty() ? "" : ", followed by " + next) << "\n";
}

/// What is to remind of the task does so again at that time.
void snooze(Program& program, const TaskArgs& args) {
  const crm::Timestamp until = program.instant(args.other);
  program.write([&](crm::WriteTx& tx) {
    const crm::TaskId task = find_task(tx, args.task);
    const auto reminders =
        tx.reminders().list({.where = crm::reminder::record == crm::RecordId(task) &&
                                      !(crm::reminder::state == crm::ReminderState::acknowledged)});
    for (const crm::Reminder& reminder : reminders) tx.reminders().snooze(reminder.id, until);
    if (reminders.empty()) tx.reminders().insert({.record = task, .at = until});
  });
}

void remind(Program& program, const RemindArgs& args) {
  program.write([&](crm::WriteTx& tx) {
    crm::RemindSpec spec;
    if (!args.person.empty()) spec.person = find_user(tx, args.person);
    Table table(program, {"reminder", "rings", "person", "record", "message"});
    Shown shown(tx);
    for (const crm::Reminder& r : tx.reminders().due(tx.now(), spec)) {
      const auto record = tx.find_named(to_string(r.record));
      const crm::AnyRecord about = tx.records(record->kind).get(r.record);
      const crm::Value* subject = about.values.find(record->kind == "customer" ? "name" : "subject");
      table.row({to_string(r.id), *r.rings, r.person ? shown.named(r.person) : crm::Value(),
                 name_of(r.record, about.code),
                 r.message.empty() && subject ? *subject : crm::Value(r.message)});
    }
    table.finish();
  });
}

void dates(Program& program, const DatesArgs& args) {
  program.read([&](const crm::ReadTx& tx) {
    Table table(program, {"next", "years", "record", "name", "field", "date"});
    Shown shown(tx);
    for (const crm::YearlyDate& d : tx.yearly_dates(program.today(tx.now()), static_cast<int>(args.next))) {
      const crm::AnyRecord record = tx.records(d.kind).get(d.record);
      const crm::Value* name = record.values.find("name");
      table.row({d.next, d.years ? crm::Value(*d.years) : crm::Value(), name_of(d.record, record.code),
                 name ? *name : crm::Value(), d.label.empty() ? d.field : d.label, d.date});
    }
    table.finish();
  });
}

/// A command on one task and one more text.
void add_task_command(Program& program, CLI::App& noun, const std::string& verb, const std::string& help,
                      const char* other, const char* other_help,
                      const std::function<void(Program&, const TaskArgs&)>& run) {
  program.command<TaskArgs>(
      noun, verb, help,
      [other, other_help](Parameters& take, TaskArgs& args) {
        declare_reference(take, args.task, "task");
        if (other) take.word(other, args.other, other_help);
      },
      run);
}

void add_reminder_commands(Program& program) {
  CLI::App& noun = program.group(program.root(), "reminder", "Reminders of tasks and other records");
  const auto step =
      [&](const char* verb, const char* help, const char* other, const char* other_help,
          std::function<void(Program&, crm::WriteTx&, crm::ReminderId, const std::string&)> run) {
        add_task_command(
            program, noun, verb, help, other, other_help, [run](Program& p, const TaskArgs& args) {
              p.write([&](crm::WriteTx& tx) {
                run(p, tx, crm::ReminderId{find_record(tx, args.task, "reminder").id.value()}, args.other);
              });
            });
      };
  step("acknowledge", "It has been seen", nullptr, nullptr,
       [](Program&, crm::WriteTx& tx, crm::ReminderId id, const std::string&) {
         tx.reminders().acknowledge(id);
       });
  step("snooze", "Remind once more at a time", "UNTIL", "The time, by the clock of the zone",
       [](Program& p, crm::WriteTx& tx, crm::ReminderId id, const std::string& until) {
         tx.reminders().snooze(id, p.instant(until));
       });
  step("hand-on", "Remind another user", "USER", "The user",
       [](Program&, crm::WriteTx& tx, crm::ReminderId id, const std::string& user) {
         tx.reminders().hand_on(id, find_user(tx, user));
       });
  add_list_command(program, noun, "reminder", {"id", "rings", "state", "person", "record", "message"});
}

}  // namespace

void add_task_commands(Program& program) {
  CLI::App& noun = program.group(program.root(), "task", "What is to be done");
  program.command<AddArgs>(noun, "add", "Add a task; prints its code or #ID", declare_add, add);
  add_show_command(program, noun, "task");
  add_list_command(program, noun, "task", {"id", "due", "status", "priority", "assignee", "subject"});
  program.command<DueArgs>(
      noun, "due", "Open tasks whose day or time has come, the longest due first",
      [](Parameters& take, DueArgs& args) {
        take.option("--assignee", args.assignee, "Only this user's");
        take.flag("--overdue", args.overdue, "Only those that should have been done before now");
        take.option("--limit", args.limit, "At most so many (50)");
        take.option("--after", args.after, "The page behind this cursor (`next: …` of the page before)");
      },
      due);
  add_task_command(program, noun, "done", "A task is done; prints the one that follows by its rule", nullptr,
                   nullptr, done);
  add_task_command(program, noun, "cancel", "A task is not to be done any more", nullptr, nullptr,
                   [](Program& p, const TaskArgs& args) {
                     p.write([&](crm::WriteTx& tx) {
                       tx.tasks().set(find_task(tx, args.task), crm::task::status,
                                      crm::TaskStatus::cancelled);
                     });
                   });
  add_task_command(program, noun, "assign", "Give a task to a user", "USER", "The user",
                   [](Program& p, const TaskArgs& args) {
                     p.write([&](crm::WriteTx& tx) {
                       tx.tasks().set(find_task(tx, args.task), crm::task::assignee,
                                      find_user(tx, args.other));
                     });
                   });
  add_task_command(program, noun, "snooze", "Remind of a task once more at a time", "UNTIL",
                   "The time, by the clock of the zone", snooze);
  add_edit_command(program, noun, "task");
  add_life_commands(program, noun, "task");
  add_reminder_commands(program);
  program.command<RemindArgs>(
      program.root(), "remind", "Deliver the reminders whose time has come, each once",
      [](Parameters& take, RemindArgs& args) { take.option("--for", args.person, "Only this user's"); },
      remind);
  program.command<DatesArgs>(
      program.root(), "dates", "Birthdays and other yearly dates that come round",
      [](Parameters& take, DatesArgs& args) {
        take.option("--next", args.next, "In the next so many days (30)");
      },
      dates);
}

}  // namespace cli
