// Interactions: the whole kind, but for its migration step.
#include <array>

#include <crmlite/interaction.hpp>

#include "domain/kinds.hpp"
#include "domain/lists.hpp"
#include "domain/reminding.hpp"
#include "domain/rules.hpp"
#include "record/kind.hpp"
#include "record/session.hpp"

namespace crmlite {
namespace detail {

constexpr std::array<std::string_view, 10> interaction_kinds = {
    InteractionKind::call, InteractionKind::email,  InteractionKind::meeting, InteractionKind::chat,
    InteractionKind::sms,  InteractionKind::social, InteractionKind::inquiry, InteractionKind::visit,
    InteractionKind::note, InteractionKind::service};
constexpr std::array<std::string_view, 2> directions = {"in", "out"};
constexpr std::array<std::string_view, 3> interaction_states = {"done", "planned", "cancelled"};
template <>
inline constexpr std::span<const std::string_view> names_of<Direction>{directions};
template <>
inline constexpr std::span<const std::string_view> names_of<InteractionStatus>{interaction_states};

}  // namespace detail

namespace domain {
namespace {

using namespace detail;

constexpr Column columns[] = {
    column<&NewInteraction::customer>(interaction::customer,
                                      {.references = 1, .on_remove = OnRemove::remove_along}),
    one_of<&NewInteraction::kind>("kind", interaction_kinds, {.required = true, .extensible = true}),
    column<&NewInteraction::status>(interaction::status),
    column<&NewInteraction::direction>(interaction::direction),
    column<&NewInteraction::channel>(interaction::channel),
    column<&NewInteraction::at>(interaction::at, {.required = true}),
    column<&NewInteraction::zone>(interaction::zone, {.check = zone}),
    column<&NewInteraction::minutes>(interaction::minutes),
    column<&NewInteraction::subject>(interaction::subject, {.searchable = true, .personal = true}),
    column<&NewInteraction::body>(interaction::body,
                                  {.searchable = true, .personal = true, .max_length = 1'000'000}),
    column<&NewInteraction::outcome>(interaction::outcome, {.max_length = 10'000}),
    column<&NewInteraction::topic>(interaction::topic),
    column<&NewInteraction::thread>(interaction::thread),
    column<&NewInteraction::message_id>(interaction::message_id, {.unique = true}),
};

constexpr Column participant_columns[] = {
    member<&Participant::record>("record",
                                 {.required = true, .references = any_kind, .on_remove = OnRemove::set_none}),
    member<&Participant::role>("role")};

constexpr Child lists[] = {
    child<&NewInteraction::participants>("participants", {.alias = "participant",
                                                          .table = "interaction_participant",
                                                          .columns = participant_columns,
                                                          .text_columns = 2,
                                                          .part = part::participants}),
    child<&NewInteraction::about>(
        "about", {.table = "interaction_about", .columns = about_columns, .part = part::about}),
    child<&NewInteraction::external_ids>("external_ids", external_ids),
};

constexpr std::string_view planned[] = {"planned"};
constexpr std::string_view links[] = {"interaction_participant", "interaction_about"};
constexpr TimelineSource timeline{.customer = "customer",
                                  .at = "at",
                                  .kind = "kind",
                                  .direction = "direction",
                                  .summary = "subject",
                                  .status = "status",
                                  .done = "done",
                                  .planned = planned,
                                  .links = links,
                                  .links_part = part::participants | part::about};

/// What is logged without a time happened now.
void settle(Draft& draft) {
  if (draft.is_new() && record::is_null(draft.value("at"))) draft.set("at", draft.session().now().ms);
}

void changed(Session& s, std::int64_t id, const Touched& touched) {
  if (touched("at") || touched("status")) refresh_reminders(s, id);
}

}  // namespace

static_assert(arity<NewInteraction>() == std::size(columns) + std::size(lists) + 3 /* tags, fields, code */);

constinit const Kind interaction_kind = describe<Interaction, NewInteraction>({.number = 3,
                                                                               .name = "interaction",
                                                                               .table = "interaction",
                                                                               .display = "subject",
                                                                               .columns = columns,
                                                                               .lists = lists,
                                                                               .settle = settle,
                                                                               .timeline = &timeline,
                                                                               .changed = changed});

}  // namespace domain

const detail::Kind& KindTraits<Interaction>::kind() noexcept { return domain::interaction_kind; }

std::string_view to_string(Direction direction) noexcept {
  return detail::name_in(detail::directions, direction);
}
std::string_view to_string(InteractionStatus status) noexcept {
  return detail::name_in(detail::interaction_states, status);
}

Value list_value(const std::vector<Participant>& participants) {
  ValueRows rows;
  for (const Participant& p : participants) rows.push_back({p.record, p.role});
  return Value(std::move(rows));
}

Value list_value(const std::vector<About>& about) {
  ValueRows rows;
  for (const About& a : about) rows.push_back({a.record});
  return Value(std::move(rows));
}

}  // namespace crmlite
