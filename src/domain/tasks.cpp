// Tasks: the kind, what follows from a task's state, and the tasks that follow it by a rule.
#include <algorithm>
#include <array>

#include <crmlite/recurrence.hpp>
#include <crmlite/task.hpp>

#include "base/zone.hpp"
#include "domain/kinds.hpp"
#include "domain/lists.hpp"
#include "domain/reminding.hpp"
#include "domain/rules.hpp"
#include "domain/settling.hpp"
#include "record/engine.hpp"
#include "record/kind.hpp"
#include "record/session.hpp"

namespace crmlite {
namespace detail {

constexpr std::array<std::string_view, 4> priorities = {"low", "normal", "high", "urgent"};
constexpr std::array<std::string_view, 5> task_states = {"open", "in_progress", "waiting", "done",
                                                         "cancelled"};
template <>
inline constexpr std::span<const std::string_view> names_of<TaskPriority>{priorities};
template <>
inline constexpr std::span<const std::string_view> names_of<TaskStatus>{task_states};

}  // namespace detail

namespace domain {
namespace {

using namespace detail;
using record::Cell;
using record::is_null;

constexpr TextRule recurrence_rule{"recurrence", "not a rule like FREQ=MONTHLY;BYMONTHDAY=1"};
const TextRule* recurrence(std::string_view text) {
  return Recurrence::parse(text) ? nullptr : &recurrence_rule;
}

constexpr Column columns[] = {
    column<&NewTask::subject>(task::subject, {.required = true, .searchable = true, .personal = true}),
    column<&NewTask::description>(task::description,
                                  {.searchable = true, .personal = true, .max_length = 100'000}),
    column<&NewTask::assignee>(task::assignee, {.references = 2, .on_remove = OnRemove::set_none}),
    column<&NewTask::priority>(task::priority),
    column<&NewTask::status>(task::status),
    column<&NewTask::due_date>(task::due_date),
    column<&NewTask::due_at>(task::due_at),
    column<&NewTask::zone>(task::zone, {.check = zone}),
    column<&NewTask::recurrence>(task::recurrence, {.check = recurrence}),
    settled<&Task::due>(task::due),
    settled<&Task::closed>(task::closed, {.initial = true}),
    settled<&Task::starts>(task::starts, {.initial = true}),
    settled<&Task::next>(task::next,
                         {.initial = true, .references = 5, .on_remove = OnRemove::set_none}),
};
constexpr std::size_t settled_columns = 4;

constexpr Column item_columns[] = {member<&ChecklistItem::text>("text", {.required = true}),
                                   member<&ChecklistItem::done>("done")};

constexpr Child lists[] = {
    child<&NewTask::about>("about", {.table = "task_about", .columns = about_columns, .part = part::about}),
    child<&NewTask::checklist>("checklist",
                               {.table = "task_item", .columns = item_columns, .part = part::checklist}),
};

constexpr std::string_view open_states[] = {"open", "in_progress", "waiting"};
constexpr std::string_view links[] = {"task_about"};
constexpr TimelineSource timeline{.at = "due",
                                  .summary = "subject",
                                  .status = "status",
                                  .planned = open_states,
                                  .links = links,
                                  .links_part = part::about};

base::Zone zone_named(Session& s, const std::string& name) {
  if (const auto zone = name.empty() ? std::nullopt : base::Zone::load(name)) return *zone;
  return s.env.zone;
}

/// `due` as it follows from day or time.
Cell due_of(Session& s, const Cell& date, const Cell& at, const Cell& zone) {
  if (!is_null(at)) return at;
  const auto day = Date::parse(text_of(date));
  return day ? Cell{zone_named(s, text_of(zone)).from_local(*day, 0).ms} : Cell{};
}

void settle_due(Draft& draft) {
  const bool date = draft.touches("due_date"), at = draft.touches("due_at");
  if (date && at && !is_null(draft.value("due_date")) && !is_null(draft.value("due_at")))
    draft.refuse("due_at", "either", "a task is due on a day or at a time, not both");
  else if (date && !is_null(draft.value("due_date")))
    draft.set("due_at", {});
  else if (at && !is_null(draft.value("due_at")))
    draft.set("due_date", {});
  if (!draft.is_new() && !date && !at && !draft.touches("zone")) return;
  const Cell due =
      due_of(draft.session(), draft.value("due_date"), draft.value("due_at"), draft.value("zone"));
  draft.set("due", due);
}

void settle(Draft& draft) {
  settle_due(draft);
  if (draft.is_new() || draft.touches("status")) {
    const std::string status = text_of(draft.value("status"));
    const bool open =
        std::find(std::begin(open_states), std::end(open_states), status) != std::end(open_states);
    if (open || !draft.is_new() || !draft.touches("closed"))
      draft.set("closed", open ? Cell{} : Cell{draft.session().now().ms}, "status");
  }
  const Cell rule = draft.value("recurrence"), due = draft.value("due");
  if (!is_null(rule) && is_null(due))
    draft.refuse("recurrence", "start", "a task that comes again needs a day or time to start from");
  // A rule counts from the task that got it.
  const bool counting = !is_null(draft.value("starts"));
  if (!is_null(rule) && (!counting || (!draft.is_new() && draft.touches("recurrence"))))
    draft.set("starts", due, draft.is_new() ? "" : "recurrence");
}

/// When the task is due again, as a day or a time.
struct Again {
  std::optional<Date> date = {};
  std::optional<Timestamp> at = {};
  explicit operator bool() const { return date || at; }
};

Again again(Session& s, const Task& t) {
  const auto rule = Recurrence::parse(t.recurrence);
  if (!rule || !t.due || !t.starts) return {};
  const base::Zone zone = zone_named(s, t.zone);
  if (t.due_at) return {.at = rule->next_after(*t.starts, zone.name(), *t.due_at)};
  return {.date = rule->next_after(zone.local_date(*t.starts), *t.due_date)};
}

/// Whether a new record may have this value of another: not what must be each record's own, nor what is not
/// given any more.
bool may_be_given(const record::FieldDef& f, const Value& value) {
  if (!f.live() || f.spec.unique) return false;
  const auto retired = [&](const std::string& name) {
    const auto it =
        std::find_if(f.choices.begin(), f.choices.end(), [&](const auto& c) { return c.name == name; });
    return it != f.choices.end() && it->retired;
  };
  if (const auto* name = value.get_if<std::string>()) return !retired(*name);
  const auto* names = value.get_if<Value::Texts>();
  return !names || std::none_of(names->begin(), names->end(), retired);
}

/// The task that follows one that is done: the same, not begun yet, and of the same rule. What a field requires may be
/// what cannot be given again; it is missing then, for a task is done all the same.
std::int64_t follow(Session& s, const Task& t, const Again& when) {
  NewTask next = t;
  next.status = TaskStatus::open;
  next.due_date = when.date;
  next.due_at = when.at;
  next.code.clear();
  for (ChecklistItem& item : next.checklist) item.done = false;
  std::erase_if(next.tags, [&](const std::string& name) {
    const record::TagDef* tag = s.catalogue->tags->find(name);
    return tag && tag->retired;
  });
  next.fields.clear();
  const record::KindDef& def = s.def(task_kind);
  t.custom.each([&](std::string_view name, const Value& v) {
    if (may_be_given(*def.find(name), v)) next.fields.emplace_back(std::string(name), v);
  });
  next.fields.push_back(task::starts = *t.starts);
  return record::insert_record(s, task_kind, &next, {next.fields.data(), next.fields.size()},
                               record::Required::what_is_there);
}

void changed(Session& s, std::int64_t id, const Touched& touched) {
  if (touched("due") || touched("closed")) refresh_reminders(s, id);
  if (!touched("status")) return;
  Task t;
  if (!record::read_record(s, task_kind, id, {&t, false})) return;
  if (t.status != TaskStatus::done || t.next || t.recurrence.empty()) return;
  const Again when = again(s, t);
  if (!when) return;
  change(s, task_kind, id, {{"next", follow(s, t, when)}});
}

}  // namespace

static_assert(arity<NewTask>() ==
              std::size(columns) - settled_columns + std::size(lists) + 3 /* tags, fields, code */);

constinit const Kind task_kind = describe<Task, NewTask>({.number = 5,
                                                          .name = "task",
                                                          .table = "task",
                                                          .display = "subject",
                                                          .columns = columns,
                                                          .lists = lists,
                                                          .settle = settle,
                                                          .timeline = &timeline,
                                                          .changed = changed});

}  // namespace domain

const detail::Kind& KindTraits<Task>::kind() noexcept { return domain::task_kind; }

std::string_view to_string(TaskPriority priority) noexcept {
  return detail::name_in(detail::priorities, priority);
}
std::string_view to_string(TaskStatus status) noexcept {
  return detail::name_in(detail::task_states, status);
}

Value list_value(const std::vector<ChecklistItem>& items) {
  ValueRows rows;
  for (const ChecklistItem& item : items) rows.push_back({item.text, item.done});
  return Value(std::move(rows));
}

namespace {

Page<Task> open_tasks(const TaskReader& tasks, FilterOf<Task> when, const DueSpec& spec) {
  FilterOf<Task> where = is_empty(task::closed) && std::move(when);
  if (spec.assignee) where = std::move(where) && task::assignee == spec.assignee;
  return tasks.list({.where = where,
                     .order = ascending(task::due),
                     .limit = spec.limit,
                     .after = spec.after,
                     .with = With::everything});
}

}  // namespace

Page<Task> TaskReader::due(Timestamp now, const DueSpec& spec) const {
  return open_tasks(*this, task::due <= now, spec);
}

Page<Task> TaskReader::overdue(Timestamp now, const DueSpec& spec) const {
  const Date today = detail::session_of(handle_).env.zone.local_date(now);
  return open_tasks(*this, task::due < now && (is_empty(task::due_date) || task::due_date < today), spec);
}

Page<Task> TaskReader::about(RecordId record, std::size_t limit, const std::string& after) const {
  return list({.where = is_empty(task::closed) && task::about == std::vector<About>{{record}},
               .order = ascending(task::due),
               .limit = limit,
               .after = after,
               .with = With::everything});
}

std::optional<TaskId> TaskWriter::complete(TaskId id) {
  update(id, {task::status = TaskStatus::done});
  const TaskId next = get(id).next;
  return next ? std::optional(next) : std::nullopt;
}

}  // namespace crmlite
