#include "exchange/import_store.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace crmlite::exchange {

RowStore::Done RowStore::store(WriteTx& tx, std::uint64_t line) {
  AnyWriter records = tx.records(plan_.kind);
  const auto stored = find_stored(tx);
  std::vector<Waiting> waiting;
  if (!stored) {
    RecordId id;
    now_or_later(reader_.for_new(), line, waiting,
                 [&](const auto& changes) { id = records.insert(changes); });
    log_contact(tx, id);
    wait(waiting, id);
    return Done::inserted;
  }
  std::vector<AnyChange> changes = reader_.for_stored(*stored, options_.blank);
  if (plan_.match == "code") std::erase_if(changes, [](const AnyChange& c) { return c.field == "code"; });
  const std::vector<std::string> tags = new_tags(*stored);
  bool changed = false;
  now_or_later(std::move(changes), line, waiting, [&](const auto& some) {
    const auto apply = [&] {
      bool different = records.update(stored->id, some);
      for (const std::string& tag : tags) different = records.tag(stored->id, tag) || different;
      return different;
    };
    // A tag that is refused takes the rest of the row with it.
    changed = tags.empty() ? apply() : tx.savepoint(apply);
  });
  changed = log_contact(tx, stored->id) || changed;
  wait(waiting, stored->id);
  return changed ? Done::updated : Done::unchanged;
}

/// The contact that the row tells of, unless the customer's timeline has one at that time.
bool RowStore::log_contact(WriteTx& tx, RecordId record) const {
  const auto& contact = reader_.last_contact();
  if (!contact) return false;
  const CustomerId customer{record.value()};
  if (!tx.timeline().list(customer, {.since = contact->at, .until = Timestamp{contact->at.ms + 1}, .limit = 1}).empty())
    return false;
  tx.interactions().log({.customer = customer,
                         .kind = InteractionKind::note,
                         .at = contact->at,
                         .subject = plan_.columns[contact->column].heading});
  return true;
}

std::vector<std::string> RowStore::new_tags(const AnyRecord& stored) const {
  std::vector<std::string> tags;
  for (const std::string& tag : reader_.tags()) {
    const auto same = [&](const std::string& held) { return base::fold(held) == base::fold(tag); };
    if (std::none_of(stored.tags.begin(), stored.tags.end(), same)) tags.push_back(tag);
  }
  return tags;
}

/// The record the row is about; nothing when it is about a new one.
std::optional<AnyRecord> RowStore::find_stored(WriteTx& tx) const {
  if (plan_.match.empty()) return std::nullopt;
  const AnyReader records = tx.records(plan_.kind);
  if (plan_.match == "id") return find_by_id(records);
  const std::vector<Value> values = reader_.match_values();
  if (values.empty()) return std::nullopt;
  if (plan_.match == "code") {
    const auto resolved = tx.codes().resolve(to_string(values.front()));
    if (!resolved || resolved->kind != plan_.kind) return std::nullopt;
    return records.find(resolved->record);
  }
  ListSpec<AnyRecord> spec{.limit = 2, .with = With::everything, .archived = Archived::included};
  spec.where = where(AnyField{plan_.match}, Compare::in, values);
  Page<AnyRecord> found = records.list(spec);
  if (found.size() > 1) throw Conflict(Issue{{}, plan_.match, "ambiguous", "several records have it", {}});
  return found.empty() ? std::nullopt : std::optional(std::move(found.items.front()));
}

std::optional<AnyRecord> RowStore::find_by_id(const AnyReader& records) const {
  std::string_view text = reader_.id();
  if (text.empty()) return std::nullopt;
  if (text.front() == '#') text.remove_prefix(1);
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  auto found =
      error == std::errc{} && end == text.data() + text.size() ? records.find(RecordId{id}) : std::nullopt;
  if (!found) throw Invalid(Issue{{}, "id", "not_found", "no record has this id", {}});
  return found;
}

/// Applies the changes; where all that is wrong are references to rows that are still to come, without those.
template <class Apply>
void RowStore::now_or_later(std::vector<AnyChange> changes, std::uint64_t line, std::vector<Waiting>& waiting,
                            Apply&& apply) {
  try {
    return apply(changes);
  } catch (const Invalid& e) {
    for (const Issue& issue : e.issues()) {
      const auto slot = later_slot(issue);
      if (!slot) throw;
      waiting.push_back({{}, *slot, reader_.texts_of(*slot).front(), line});
      std::erase_if(changes, [&](const AnyChange& c) { return c.field == issue.field; });
    }
    if (waiting.empty()) throw;
  }
  apply(changes);
}

std::optional<std::size_t> RowStore::later_slot(const Issue& issue) const {
  if (issue.rule != "reference") return std::nullopt;
  for (const std::size_t slot : later_.slots()) {
    if (plan_.slots[slot].field.name != issue.field) continue;
    const std::vector<std::string> texts = reader_.texts_of(slot);
    if (!texts.empty() && later_.answers(texts.front())) return slot;
  }
  return std::nullopt;
}

void RowStore::wait(std::vector<Waiting>& waiting, RecordId id) {
  for (Waiting& w : waiting) {
    w.record = id;
    waiting_.push_back(std::move(w));
  }
}

void RowStore::settle(WriteTx& tx, const std::function<void(ImportNote)>& warn) {
  AnyWriter records = tx.records(plan_.kind);
  for (const Waiting& w : waiting_) {
    if (options_.progress.stop.stop_requested()) throw Stopped(StopReason::requested);
    const Slot& slot = plan_.slots[w.slot];
    try {
      records.update(w.record, {{slot.field.name, w.text}});
    } catch (const Error& e) {
      if (e.code() != ErrorCode::invalid && e.code() != ErrorCode::conflict) throw;
      const bool missing = !e.issues().empty() && e.issues().front().rule == "reference";
      warn({w.line, plan_.columns[slot.columns.front()].heading,
            missing ? "left empty: the row it names was not taken, or several records have the name"
                    : "left empty: " + e.message()});
    }
  }
  waiting_.clear();
}

}  // namespace crmlite::exchange
