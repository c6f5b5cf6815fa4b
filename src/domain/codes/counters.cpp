#include "domain/codes/counters.hpp"

#include <algorithm>

#include <crmlite/error.hpp>

namespace crmlite::domain {
namespace {

constexpr std::int64_t greatest_block = 100;  // numbers that a fast series takes at once

[[noreturn]] void exhausted(const Series& series) {
  throw Conflict(Issue{
      {},
      "code",
      "exhausted",
      "the series " + series.def.name +
          " has used its last number: let it grow with {SEQ:n+} or {SEQ:n^}, or give it a wider {SEQ:n}",
      {}});
}

/// Says ahead that the numbers come to their end: once at 80 %, once at 95 %.
void announce(const Session& s, const Series& series, const std::string& scope, std::int64_t number) {
  const Numbering& n = series.newest().numbering();
  const std::int64_t used = (number - n.from) / n.step + 1, all = (n.last - n.from) / n.step + 1;
  if (!s.env.log || (used != all - all / 5 && used != all - all / 20)) return;
  s.env.log(LogLevel::warning, "the series " + series.def.name + " has used " + std::to_string(used) +
                                   " of " + std::to_string(all) + " numbers" +
                                   (scope.empty() ? "" : " of one of its counters"));
}

std::int64_t after(const Numbering& n, std::int64_t number) { return own_number(n, number + 1); }

/// Numbers that this process holds already, up to the last one that the pattern prints, which may be a newer
/// one than they were taken for; null where there are none left.
record::NumberBlock* held_block(Session& s, std::int64_t counter, const Numbering& n) {
  for (auto* blocks : {&s.write->blocks, &s.env.blocks})
    if (const auto it = blocks->find(counter);
        it != blocks->end() && own_number(n, it->second.next) <= std::min(it->second.last, n.last))
      return &it->second;
  return nullptr;
}

/// Blocks grow from one number on, so that a process that gives a code or two leaves no more unused.
record::NumberBlock* take_block(Session& s, const CodePattern& pattern, std::int64_t counter,
                                record::Counter& state) {
  const Numbering& n = pattern.numbering();
  const std::int64_t first = own_number(n, state.next);
  if (first > n.last) return nullptr;
  std::int64_t size = 1;
  for (const auto* blocks : {&s.env.blocks, &s.write->blocks})
    if (const auto it = blocks->find(counter); it != blocks->end())
      size = std::min(greatest_block, 2 * it->second.size);
  record::NumberBlock block{first, std::min(n.last, first + (size - 1) * n.step), size};
  state.next = after(n, block.last);
  state.dirty = true;
  auto q = s.take("INSERT INTO code_block (counter, lo, hi, issued) VALUES (?, ?, ?, ?)");
  q->bind_all(counter, block.next, block.last, s.now().ms);
  q->step();
  return &(s.write->blocks[counter] = block);
}

}  // namespace

std::int64_t own_number(const Numbering& n, std::int64_t number) {
  return number <= n.from ? n.from : n.from + (number - n.from + n.step - 1) / n.step * n.step;
}

std::int64_t counter_of(Session& s, const Series& series, const std::string& scope) {
  record::WriteState& w = s.writing();
  const auto known = w.counter_ids.find({series.def.id, scope});
  if (known != w.counter_ids.end()) return known->second;
  auto q = s.take("SELECT id, next, last_at FROM code_counter WHERE series = ? AND scope = ?");
  q->bind(1, series.def.id);
  q->bind(2, std::string_view(scope));
  std::int64_t id = 0;
  if (q->step()) {
    id = q->int64(0);
    w.codes.emplace(id, record::Counter{q->int64(1), q->int64(2)});
  } else {
    const std::int64_t from = series.newest().numbering().from;
    auto insert = s.take("INSERT INTO code_counter (series, scope, next) VALUES (?, ?, ?)");
    insert->bind(1, series.def.id);
    insert->bind(2, std::string_view(scope));
    insert->bind(3, from);
    insert->step();
    id = s.db.last_insert_rowid();
    w.codes.emplace(id, record::Counter{from, 0});
  }
  w.counter_ids.emplace(std::pair(series.def.id, scope), id);
  return id;
}

record::Counter& counter_state(Session& s, std::int64_t counter) { return s.write->codes.at(counter); }

TakenNumber take_number(Session& s, const Series& series, const std::string& scope, Timestamp at) {
  const CodePattern& pattern = series.newest();
  const Numbering& n = pattern.numbering();
  const std::int64_t id = counter_of(s, series, scope);
  record::Counter& counter = counter_state(s, id);
  if (n.chronological && at.ms < counter.last_at)
    throw Conflict(Issue{{}, "code", "chronology", "a later record of the series has a code already", {}});
  TakenNumber taken{id};
  if (n.fast) {
    record::NumberBlock* block = held_block(s, id, n);
    if (!block) block = take_block(s, pattern, id, counter);
    if (!block) exhausted(series);
    taken.number = own_number(n, block->next);
    block->next = taken.number + n.step;
  } else {
    taken.number = own_number(n, counter.next);
    if (taken.number > n.last) exhausted(series);
    taken.before = counter.next;
    counter.next = taken.number + n.step;
    counter.dirty = true;
  }
  if (n.chronological) {
    taken.last_at = counter.last_at;
    counter.last_at = at.ms;
    counter.dirty = true;
  }
  announce(s, series, scope, taken.number);
  return taken;
}

TakenNumber number_taken(Session& s, const Series& series, const std::string& scope, std::int64_t number) {
  const std::int64_t id = counter_of(s, series, scope);
  record::Counter& counter = counter_state(s, id);
  if (number < counter.next) return {id, number};
  const std::int64_t before = counter.next;
  if (number > before) note_gap(s, id, before, number - 1, "numbering went on after a code from elsewhere");
  counter.next = after(series.newest().numbering(), number);
  counter.dirty = true;
  return {id, number, before};
}

bool set_aside(Session& s, const Series& series, const std::string& scope, std::int64_t number) {
  auto q = s.take(
      "SELECT 1 FROM code_counter c JOIN code_block b ON b.counter = c.id WHERE c.series = ?1 AND c.scope = "
      "?2 "
      "AND ?3 BETWEEN b.lo AND b.hi AND b.holder IS NOT NULL AND b.returned IS NULL");
  q->bind(1, series.def.id);
  q->bind(2, std::string_view(scope));
  q->bind(3, number);
  return q->step();
}

void note_gap(Session& s, std::int64_t counter, std::int64_t first, std::int64_t last, std::string_view why) {
  auto q = s.take(
      "INSERT INTO code_gap (counter, lo, hi, why, actor, at) VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (counter, lo) DO UPDATE SET hi = max(hi, excluded.hi), why = excluded.why");
  q->bind(1, counter);
  q->bind(2, first);
  q->bind(3, last);
  q->bind(4, why);
  if (s.write->actor.empty())
    q->bind(5, nullptr);
  else
    q->bind(5, std::string_view(s.write->actor));
  q->bind(6, s.now().ms);
  q->step();
}

}  // namespace crmlite::domain
