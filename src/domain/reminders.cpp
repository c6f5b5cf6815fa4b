// Reminders: the kind, when each rings, and their delivery.
#include <array>

#include <crmlite/reminder.hpp>

#include "domain/kinds.hpp"
#include "domain/reminding.hpp"
#include "domain/settling.hpp"
#include "record/engine.hpp"
#include "record/hooks.hpp"
#include "record/kind.hpp"

namespace crmlite {
namespace detail {

constexpr std::array<std::string_view, 3> reminder_states = {"waiting", "delivered", "acknowledged"};
template <>
inline constexpr std::span<const std::string_view> names_of<ReminderState>{reminder_states};

}  // namespace detail

namespace domain {
namespace {

using namespace detail;
using record::Cell;
using record::is_null;

constexpr Column columns[] = {
    column<&NewReminder::record>(
        reminder::record, {.required = true, .references = any_kind, .on_remove = OnRemove::remove_along}),
    column<&NewReminder::person>(reminder::person, {.references = 2, .on_remove = OnRemove::remove_along}),
    column<&NewReminder::at>(reminder::at),
    column<&NewReminder::minutes_before>(reminder::minutes_before),
    column<&NewReminder::message>(reminder::message, {.personal = true}),
    settled<&Reminder::state>(reminder::state, {.initial = true}),
    settled<&Reminder::rings>(reminder::rings),
    settled<&Reminder::delivered>(reminder::delivered, {.initial = true}),
};
constexpr std::size_t settled_columns = 3;

/// What a record says of the time of its reminders.
struct Moment {
  Cell at = {};
  bool over = false;  // nobody is to be reminded of it any more
};

Moment moment_of(Session& s, std::int64_t record) {
  auto q = s.take(
      "SELECT due, closed IS NOT NULL FROM task WHERE id = ?1 UNION ALL "
      "SELECT at, status = 'cancelled' FROM interaction WHERE id = ?1");
  q->bind(1, record);
  if (!q->step()) return {};
  return {record::read_cell(*q, 0), q->int64(1) != 0};
}

Cell rings_at(const Moment& moment, const Cell& at, const Cell& minutes_before) {
  if (moment.over) return {};
  if (!is_null(at)) return at;
  const auto *begins = std::get_if<std::int64_t>(&moment.at),
             *minutes = std::get_if<std::int64_t>(&minutes_before);
  return begins && minutes ? Cell{*begins - *minutes * 60'000} : Cell{};
}

std::string state(ReminderState s) { return std::string(to_string(s)); }

/// A new one waits, unless it comes from elsewhere with what it has been through.
void settle_state(Draft& draft) {
  if (!draft.touches("state")) draft.set("state", state(ReminderState::waiting));
  if (text_of(draft.value("state")) != state(ReminderState::waiting) && !draft.touches("delivered"))
    draft.set("delivered", draft.session().now().ms);
}

void settle(Draft& draft) {
  if (draft.is_new()) settle_state(draft);
  if (draft.is_new() && is_null(draft.value("person")))
    if (const auto actor = record::actor_user(draft.session())) draft.set("person", *actor);
  if (!draft.is_new() && !draft.touches("at") && !draft.touches("minutes_before") && !draft.touches("record"))
    return;
  const Cell at = draft.value("at"), minutes = draft.value("minutes_before"), record = draft.value("record");
  if (is_null(at) == is_null(minutes))
    draft.refuse("at", "either", "a reminder rings at a time or so many minutes before");
  if (const auto* id = std::get_if<std::int64_t>(&record))
    draft.set("rings", rings_at(moment_of(draft.session(), *id), at, minutes));
}

}  // namespace

void refresh_reminders(Session& s, std::int64_t record) {
  struct Waiting {
    std::int64_t id;
    Cell at, minutes, rings;
  };
  std::vector<Waiting> waiting;
  {
    auto q =
        s.take("SELECT id, at, minutes_before, rings FROM reminder WHERE record = ? AND state = 'waiting'");
    q->bind(1, record);
    while (q->step())
      waiting.push_back(
          {q->int64(0), record::read_cell(*q, 1), record::read_cell(*q, 2), record::read_cell(*q, 3)});
  }
  if (waiting.empty()) return;
  const Moment moment = moment_of(s, record);
  for (const Waiting& w : waiting)
    if (Cell rings = rings_at(moment, w.at, w.minutes); rings != w.rings)
      change(s, reminder_kind, w.id, {{"rings", std::move(rings)}});
}

static_assert(arity<NewReminder>() == std::size(columns) - settled_columns + 3 /* tags, fields, code */);

constinit const Kind reminder_kind = describe<Reminder, NewReminder>({.number = 6,
                                                                      .name = "reminder",
                                                                      .table = "reminder",
                                                                      .display = "message",
                                                                      .columns = columns,
                                                                      .settle = settle});

}  // namespace domain

const detail::Kind& KindTraits<Reminder>::kind() noexcept { return domain::reminder_kind; }

std::string_view to_string(ReminderState state) noexcept {
  return detail::name_in(detail::reminder_states, state);
}

Page<Reminder> ReminderReader::unacknowledged(UserId person, std::size_t limit,
                                              const std::string& after) const {
  return list({.where = reminder::person == person && reminder::state == ReminderState::delivered,
               .limit = limit,
               .after = after,
               .with = With::everything});
}

std::vector<Reminder> ReminderWriter::due(Timestamp now, const RemindSpec& spec) {
  detail::Session& s = detail::session_of(handle_);
  s.writing();
  std::vector<std::int64_t> ids;
  {
    auto q = s.take(
        "SELECT id FROM reminder WHERE state = 'waiting' AND rings <= ?1 AND (?2 IS NULL OR person = ?2) "
        "AND archived IS NULL ORDER BY rings, id LIMIT ?3");
    q->bind(1, now.ms);
    spec.person ? q->bind(2, spec.person.value()) : q->bind(2, nullptr);
    q->bind(3, static_cast<std::int64_t>(spec.limit));
    while (q->step()) ids.push_back(q->int64(0));
  }
  std::vector<Reminder> found;
  for (const std::int64_t id : ids) {
    domain::change(s, domain::reminder_kind, id,
                   {{"state", domain::state(ReminderState::delivered)}, {"delivered", now.ms}});
    found.push_back(get(ReminderId{id}));
  }
  return found;
}

void ReminderWriter::acknowledge(ReminderId id) {
  detail::Session& s = detail::session_of(handle_);
  s.writing();
  domain::change(s, domain::reminder_kind, id.value(),
                 {{"state", domain::state(ReminderState::acknowledged)}});
}

void ReminderWriter::snooze(ReminderId id, Timestamp until) {
  detail::Session& s = detail::session_of(handle_);
  s.writing();
  domain::change(s, domain::reminder_kind, id.value(),
                 {{"at", until.ms},
                  {"minutes_before", record::Cell{}},
                  {"state", domain::state(ReminderState::waiting)}});
}

void ReminderWriter::hand_on(ReminderId id, UserId person) {
  detail::Session& s = detail::session_of(handle_);
  s.writing();
  if (!record::exists(s, s.def(domain::user_kind), person.value()))
    throw Invalid(Issue{record::record_name(id.value()), "person", "reference", "names no user", {}});
  domain::change(s, domain::reminder_kind, id.value(),
                 {{"person", person.value()}, {"state", domain::state(ReminderState::waiting)}});
}

}  // namespace crmlite
