// Series at work: numbers from counters that live in the transaction, and the registry, which knows every code ever
// issued and is the only resolver.
#include <crmlite/code.hpp>

#include <algorithm>
#include <utility>

#include "base/date.hpp"
#include "base/text.hpp"
#include "domain/codes/pattern.hpp"
#include "record/encode.hpp"
#include "record/engine.hpp"
#include "record/hooks.hpp"
#include "record/journal.hpp"

namespace crmlite::record {
namespace {

// States of a code in the registry.
constexpr int current = 0, superseded = 1;

const SeriesDef* series_of(const Catalogue& catalogue, const KindDef& kind) {
  for (const SeriesDef& series : catalogue.series)
    if (series.kind == kind.kind->number) return &series;
  return nullptr;
}

/// The series' counter in this transaction. Its row is made when the series is defined.
Counter& counter_of(Session& s, const SeriesDef& series) {
  WriteState& w = s.writing();
  if (const auto known = w.counter_ids.find(series.id); known != w.counter_ids.end())
    if (const auto held = w.codes.find(known->second); held != w.codes.end()) return held->second;
  auto q = s.take("SELECT id, next FROM code_counter WHERE series = ? AND scope = ''");
  q->bind(1, series.id);
  if (!q->step()) throw Damaged("a series without its counter");
  w.counter_ids[series.id] = q->int64(0);
  return w.codes.emplace(q->int64(0), Counter{q->int64(1), false}).first->second;
}

/// The record that has or had the code; 0: it was never issued.
std::int64_t holder_of(Session& s, std::string_view canon) {
  auto q = s.take("SELECT record FROM code WHERE canon = ?");
  q->bind(1, canon);
  return q->step() ? q->int64(0) : 0;
}

const domain::CodePattern& pattern_of(Session& s, const SeriesDef& series) {
  auto& held = s.patterns[series.pattern];
  if (!held) held = std::make_shared<const domain::CodePattern>(domain::CodePattern::parse(series.pattern));
  return *held;
}

void set_state(Session& s, std::string_view code, int state) {
  auto q = s.take("UPDATE code SET state = ? WHERE canon = ?");
  q->bind_all(state, code);
  q->step();
}

Date today(Session& s) { return s.env.zone.local_date(s.now()); }

}  // namespace

std::string canonical_code(std::string_view text) { return base::trimmed(text); }

std::optional<IssuedCode> next_code(Session& s, const KindDef& kind) {
  const SeriesDef* series = series_of(*s.catalogue, kind);
  if (!series) return std::nullopt;
  const domain::CodePattern& pattern = pattern_of(s, *series);
  Counter& counter = counter_of(s, *series);
  const Date day = today(s);
  auto code = pattern.render(counter.next, day);
  if (!code)
    throw Conflict(Issue{{}, "code", "exhausted",
                         "the series " + series->name + " has used its last number: give it a wider {SEQ:n}", {}});
  counter.dirty = true;
  const std::int64_t number = counter.next++;
  return IssuedCode{std::move(*code), series->id, number, number};
}

IssuedCode given_code(Session& s, const KindDef& kind, std::int64_t record, std::string_view text) {
  IssuedCode code{canonical_code(text)};
  if (code.text.empty()) throw Invalid(Issue{{}, "code", "required", "an empty code", {}});
  if (const std::int64_t holder = holder_of(s, code.text)) {
    if (holder != record)
      throw Conflict(Issue{{}, "code", "unique", "this code was given to a record before", code.text});
    code.former = true;
    return code;
  }
  const SeriesDef* series = series_of(*s.catalogue, kind);
  if (!series) return code;
  if (const auto number = pattern_of(s, *series).number_of(code.text)) {
    code.series = series->id;
    code.number = *number;
    Counter& counter = counter_of(s, *series);
    if (*number >= counter.next) {
      code.before = std::exchange(counter.next, *number + 1);
      counter.dirty = true;
    }
  }
  return code;
}

void register_code(Session& s, std::int64_t record, const IssuedCode& code) {
  if (code.former) return set_state(s, code.text, current);
  auto q = s.take("INSERT INTO code (canon, record, series, n, state) VALUES (?, ?, ?, ?, ?)");
  q->bind(1, std::string_view(code.text));
  q->bind(2, record);
  if (code.series) {
    q->bind(3, code.series);
    q->bind(4, code.number);
  } else {  // the statement keeps what it was given before
    q->bind(3, nullptr);
    q->bind(4, nullptr);
  }
  q->bind(5, current);
  try {
    q->step();
  } catch (const Conflict&) {
    throw Conflict(Issue{{}, "code", "unique", "this code was given to a record before", code.text});
  }
}

void return_number(Session& s, const IssuedCode& code) {
  if (code.before == 0) return;
  for (const SeriesDef& series : s.catalogue->series)
    if (series.id == code.series)
      if (Counter& counter = counter_of(s, series); counter.next == code.number + 1) counter.next = code.before;
}

void forget_code(Session& s, const IssuedCode& code) {
  auto q = s.take("DELETE FROM code WHERE canon = ?");
  q->bind(1, std::string_view(code.text));
  q->step();
  return_number(s, code);
}

void supersede_code(Session& s, std::string_view code) { set_state(s, code, superseded); }

}  // namespace crmlite::record

namespace crmlite {

using detail::session_of;
using record::Cell;

std::vector<SeriesInfo> CodeReader::list() const {
  detail::Session& s = session_of(handle_);
  std::vector<SeriesInfo> found;
  for (const record::SeriesDef& series : s.catalogue->series) {
    SeriesInfo info{series.name, std::string(s.catalogue->find_kind(series.kind)->kind->name), series.pattern, 1, 0};
    auto q = s.take("SELECT id, next FROM code_counter WHERE series = ? AND scope = ''");
    q->bind(1, series.id);
    if (q->step()) {
      info.next = q->int64(1);
      if (s.write)
        if (const auto held = s.write->codes.find(q->int64(0)); held != s.write->codes.end()) info.next = held->second.next;
    }
    auto n = s.take("SELECT count(*) FROM code WHERE series = ?");
    n->bind(1, series.id);
    if (n->step()) info.issued = static_cast<std::uint64_t>(n->int64(0));
    found.push_back(std::move(info));
  }
  return found;
}

std::optional<Resolved> CodeReader::resolve(std::string_view code) const {
  detail::Session& s = session_of(handle_);
  auto q = s.take("SELECT c.record, c.state, k.name FROM code c LEFT JOIN record r ON r.id = c.record "
                  "LEFT JOIN kind k ON k.id = r.kind WHERE c.canon = ?");
  const std::string canon = record::canonical_code(code);
  q->bind(1, std::string_view(canon));
  if (!q->step()) return std::nullopt;
  const RecordId id{q->int64(0)};
  if (!q->is_null(2)) return Resolved{id, std::string(q->text(2)), q->int64(1) == record::current};
  const record::KindDef* kind = record::kind_of_removed(s, id.value());
  return Resolved{id, kind ? std::string(kind->kind->name) : std::string(), false};
}

void CodeWriter::ensure(std::string_view name, const SeriesSpec& spec) {
  detail::Session& s = session_of(handle_);
  s.writing();
  domain::CodePattern::parse(spec.pattern);
  const std::string pattern = base::nfc(spec.pattern);  // as codes are stored
  std::string form;
  if (name.empty() || record::check_text(name, 100, form)) throw Invalid("series: a name of 1 to 100 characters is needed");
  const record::KindDef* kind = s.catalogue->find_kind(spec.kind.empty() ? name : std::string_view(spec.kind));
  if (!kind) throw Invalid("series: its kind is unknown");
  auto& all = s.catalogue->series;
  const auto it = std::find_if(all.begin(), all.end(), [&](const record::SeriesDef& x) { return x.name == name; });
  if (it != all.end()) {
    if (it->kind != kind->kind->number) throw Conflict("series: belongs to another kind");
    if (it->pattern == pattern) return;
    const auto at = it - all.begin();
    const record::NamedCell values[] = {{"pattern", Cell{pattern}}};
    record::update_definition(s, record::tab::code_series, it->id, values);
    record::defining(s).series[static_cast<std::size_t>(at)].pattern = pattern;
    return;
  }
  for (const record::SeriesDef& other : all)
    if (other.kind == kind->kind->number) throw Conflict("series: its kind has a series already");
  const record::NamedCell values[] = {
      {"name", Cell{std::string(name)}}, {"kind", Cell{std::int64_t{kind->kind->number}}}, {"pattern", Cell{pattern}}};
  const std::int64_t id = record::insert_definition(s, record::tab::code_series, values);
  auto q = s.take("INSERT INTO code_counter (series, scope, next) VALUES (?, '', 1)");
  q->bind(1, id);
  q->step();
  record::defining(s).series.push_back({id, std::string(name), kind->kind->number, pattern});
}

}  // namespace crmlite
