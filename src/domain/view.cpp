#include "domain/view.hpp"

#include <array>

#include "base/text.hpp"

namespace crmlite::domain {
namespace {

constexpr std::size_t shown_changes = 10;
constexpr std::size_t shown_entries = 10;

bool writes_without_blanks(std::string_view text) {
  const auto script = base::dominant_script(text);
  return script == base::Script::han || script == base::Script::kana;
}

/// The name as one would address an envelope: prefix and suffix around it.
std::string display_name(const Customer& c) {
  std::string name;
  std::string_view last;
  for (const std::string* part : {&c.name_prefix, &c.name, &c.name_suffix}) {
    if (part->empty()) continue;
    if (!last.empty() && !(writes_without_blanks(last) && writes_without_blanks(*part))) name += ' ';
    name += *part;
    last = *part;
  }
  return name;
}

std::optional<LifecycleStage> stage_named(const Value& value) {
  const auto* name = value.get_if<std::string>();
  for (int i = 0; name && i <= static_cast<int>(LifecycleStage::lost); ++i)
    if (to_string(static_cast<LifecycleStage>(i)) == *name) return static_cast<LifecycleStage>(i);
  return std::nullopt;
}

std::vector<CustomerView::StageSince> stages_of(const Customer& c, const std::vector<HistoryEntry>& history) {
  std::vector<CustomerView::StageSince> stages;
  std::optional<LifecycleStage> first = c.stage;
  for (const HistoryEntry& entry : history)
    for (const HistoryEntry::Edit& edit : entry.edits)
      if (edit.field == customer::stage.name()) {
        if (const auto after = stage_named(edit.after)) stages.push_back({*after, entry.at});
        first = stage_named(edit.before);
      }
  if (first) stages.push_back({*first, c.created});
  return stages;
}

}  // namespace

CustomerView view(const ReadTx& tx, CustomerId id) {
  CustomerView view;
  view.customer = tx.customers().get(id);
  view.display_name = display_name(view.customer);
  for (const Owner& owner : view.customer.owners) view.owners.push_back(tx.users().get(owner.user));
  view.history = tx.customers().history(id);
  view.stages = stages_of(view.customer, view.history);
  view.timeline = tx.timeline().list(id, {.limit = shown_entries});
  view.open_tasks = tx.tasks().about(id).items;
  view.relations = tx.relations().of(id).items;
  view.notes =
      tx.notes().list({.where = note::record == RecordId{id} && note::pinned == true, .with = With::everything}).items;
  if (view.history.size() > shown_changes) view.history.resize(shown_changes);
  return view;
}

}  // namespace crmlite::domain
