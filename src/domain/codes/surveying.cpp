// A series looked at as a whole: what it has given, what it left out and why, how long it lasts, what is odd
// about it.
#include <algorithm>
#include <cmath>

#include <crmlite/code.hpp>

#include "base/date.hpp"
#include "domain/codes/counters.hpp"
#include "domain/codes/registry.hpp"
#include "domain/codes/series.hpp"
#include "domain/codes/verdict.hpp"
#include "domain/codes/words.hpp"
#include "record/engine.hpp"

namespace crmlite {
namespace {

using domain::CodePattern;
using domain::Numbering;
using domain::Pieces;
using domain::Reading;
using domain::Series;
using record::KindDef;
using record::Session;

constexpr std::int64_t day_ms = 86'400'000;

struct CounterRow {
  std::int64_t id = 0;
  std::string scope;
  std::int64_t next = 0;
};

/// The counters as this transaction sees them.
std::vector<CounterRow> counters_of(Session& s, const Series& series) {
  std::vector<CounterRow> rows;
  auto q = s.take("SELECT id, scope, next FROM code_counter WHERE series = ? ORDER BY scope");
  q->bind(1, series.def.id);
  while (q->step()) {
    CounterRow row{q->int64(0), std::string(q->text(1)), q->int64(2)};
    if (s.write)
      if (const auto held = s.write->codes.find(row.id); held != s.write->codes.end())
        row.next = held->second.next;
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Numbers that no code has, run by run, each with what explains it.
class Gaps {
 public:
  Gaps(Session& s, const Series& series, std::vector<CodeGap>& out)
      : s_(s), n_(series.newest().numbering()), out_(out) {}

  void of(const CounterRow& counter) {
    explain(counter.id);
    std::int64_t expected = n_.from;
    auto q = s_.take("SELECT DISTINCT n FROM code WHERE counter = ? AND n >= ? AND n < ? ORDER BY n");
    q->bind_all(counter.id, n_.from, counter.next);
    while (q->step()) {
      const std::int64_t n = q->int64(0);
      if (n > expected) missing(counter.scope, expected, own_before(n));
      if (n >= expected) expected = own_before(n + 1) + n_.step;
    }
    if (counter.next > expected) missing(counter.scope, expected, own_before(counter.next));
  }

 private:
  void explain(std::int64_t counter) {
    reasons_.clear();
    auto q = s_.take("SELECT lo, hi, why, actor, at FROM code_gap WHERE counter = ?");
    q->bind(1, counter);
    while (q->step())
      reasons_.push_back({{},
                          q->int64(0),
                          q->int64(1),
                          std::string(q->text(2)),
                          std::string(q->text(3)),
                          Timestamp{q->int64(4)}});
    auto b = s_.take("SELECT id, lo, hi, holder, issued FROM code_block WHERE counter = ?");
    b->bind(1, counter);
    while (b->step()) {
      std::string why = "not used of block " + std::to_string(b->int64(0));
      reasons_.push_back(
          {{}, b->int64(1), b->int64(2), std::move(why), std::string(b->text(3)), Timestamp{b->int64(4)}});
    }
    std::stable_sort(reasons_.begin(), reasons_.end(),
                     [](const CodeGap& a, const CodeGap& b2) { return a.first < b2.first; });
  }

  /// The series' own number before this one, which may be one that its step leaves out and somebody typed.
  std::int64_t own_before(std::int64_t number) const {
    return n_.from + (number - 1 - n_.from) / n_.step * n_.step;
  }

  /// The run cut where its reasons change; of several the one that begins last says most.
  void missing(const std::string& scope, std::int64_t first, std::int64_t last) {
    while (first <= last) {
      CodeGap gap{scope, first, last, {}, {}, {}};
      for (const CodeGap& reason : reasons_) {
        if (reason.first > first) {
          gap.last = std::min(gap.last, reason.first - 1);
          break;
        }
        if (reason.last < first) continue;
        gap = {scope, first, std::min(last, reason.last), reason.why, reason.by, reason.at};
      }
      first = gap.last + 1;
      // Numbers that the step leaves out are none.
      first = n_.from + (first - n_.from + n_.step - 1) / n_.step * n_.step;
      out_.push_back(std::move(gap));
    }
  }

  Session& s_;
  const Numbering& n_;
  std::vector<CodeGap>& out_;
  std::vector<CodeGap> reasons_;
};

/// Whether the counter counts on: one of a period that is over does not.
bool counts_on(Session& s, const Series& series, std::string_view scope) {
  const CodePattern& pattern = series.newest();
  const domain::TimeParts now = domain::time_parts(domain::local_time(series, s.now()), pattern.fiscal());
  for (const std::string& key : pattern.numbering().per) {
    const std::size_t end = scope.find('|');
    if (const auto period = domain::period_named(key))
      if (scope.substr(0, end) < domain::period_text(*period, now, pattern.fiscal()).value_or(std::string()))
        return false;
    if (end == std::string_view::npos) break;
    scope.remove_prefix(end + 1);
  }
  return true;
}

CodeHealth health_of(Session& s, const Series& series, const CounterRow& counter) {
  constexpr std::int64_t window = 90;
  const Numbering& n = series.newest().numbering();
  CodeHealth health{series.def.name,
                    counter.scope,
                    (domain::own_number(n, counter.next) - n.from) / n.step,
                    (n.last - n.from) / n.step + 1,
                    0,
                    {},
                    false};
  auto q = s.take("SELECT count(DISTINCT n), min(at) FROM code WHERE counter = ? AND at >= ?");
  q->bind_all(counter.id, s.now().ms - window * day_ms);
  if (!counts_on(s, series, counter.scope)) return health;
  if (q->step() && q->int64(0) > 0) {
    const double days =
        std::max(1.0, static_cast<double>(s.now().ms - q->int64(1)) / static_cast<double>(day_ms));
    health.per_day = static_cast<double>(q->int64(0)) / days;
    const double left = static_cast<double>(health.capacity - health.used) / health.per_day;
    if (left < 36'500) {
      health.exhausted_on = base::civil_from_days(
          static_cast<std::int64_t>(std::floor(static_cast<double>(s.now().ms) / day_ms + left)));
      health.warning = left < 90;
    }
  }
  health.warning = health.warning || health.used >= health.capacity - health.capacity / 5;
  return health;
}

class Reviewer {
 public:
  Reviewer(Session& s, const CodeReader& reader, std::vector<CodeReview>& out)
      : s_(s), reader_(reader), out_(out) {}

  void look_at(const Series& series) {
    const std::string& name = series.def.name;
    stale(series);
    for (const CodeGap& gap : reader_.gaps(name))
      if (gap.why.empty()) {
        out_.push_back({name, "unexplained gap", "numbers are missing that nothing explains", {}});
        break;
      }
    for (const CodeBlock& block : reader_.blocks(name))
      if (!block.returned && block.expires && block.expires->ms < s_.now().ms)
        out_.push_back({name,
                        "expired block",
                        "block " + std::to_string(block.id) + " has expired and was not returned",
                        {}});
  }

 private:
  void stale(const Series& series) {
    const KindDef& kind = *s_.catalogue->find_kind(series.def.kind);
    CodeReview review{series.def.name, "stale", {}, {}};
    std::int64_t issued = 0, stale = 0;
    Pieces pieces;
    auto q = s_.take("SELECT canon, record, version FROM code WHERE series = ? AND state = 0 ORDER BY canon");
    q->bind(1, series.def.id);
    while (q->step()) {
      ++issued;
      const CodePattern* pattern = series.version(static_cast<int>(q->int64(2)));
      if (!pattern || pattern->read(q->text(0), pieces) != Reading::fits ||
          !domain::disagreeing(s_, *pattern, pieces, kind, domain::values_of_stored(s_, kind, q->int64(1)),
                               domain::Which::all))
        continue;
      ++stale;
      if (review.examples.size() < 10)
        review.examples.push_back({pattern->print(pieces), RecordId{q->int64(1)}});
    }
    if (stale > 0) {
      review.message = std::to_string(stale) + " codes have parts that the records no longer say";
      out_.push_back(std::move(review));
    }
    if (issued == 0) out_.push_back({series.def.name, "unused", "no record has a code of the series", {}});
  }

  Session& s_;
  const CodeReader& reader_;
  std::vector<CodeReview>& out_;
};

}  // namespace

std::vector<SeriesInfo> CodeReader::list() const {
  Session& s = detail::session_of(handle_);
  std::vector<SeriesInfo> found;
  for (const record::SeriesDef& def : s.catalogue->series) {
    const auto series = domain::series_of(s, def);
    const Numbering& n = series->newest().numbering();
    SeriesInfo info;
    info.name = def.name;
    info.kind = s.catalogue->find_kind(def.kind)->kind->name;
    info.pattern = def.newest().pattern;
    info.version = def.newest().number;
    info.zone = def.zone;
    info.fiscal_start = def.newest().fiscal;
    info.date = def.date;
    info.by_hand = def.by_hand;
    info.volume = def.volume;
    info.next = n.per.empty() ? n.from : 0;
    for (const CounterRow& counter : counters_of(s, *series)) {
      if (n.per.empty() && counter.scope.empty()) info.next = domain::own_number(n, counter.next);
      auto q = s.take("SELECT count(*) FROM code WHERE counter = ?");
      q->bind(1, counter.id);
      if (q->step()) info.issued += static_cast<std::uint64_t>(q->int64(0));
    }
    if (!n.present) {
      auto q = s.take("SELECT count(*) FROM code WHERE series = ?");
      q->bind(1, def.id);
      if (q->step()) info.issued = static_cast<std::uint64_t>(q->int64(0));
    }
    found.push_back(std::move(info));
  }
  return found;
}

std::vector<std::string> CodeReader::preview(std::string_view name, int count, RecordId like) const {
  Session& s = detail::session_of(handle_);
  if (count < 1 || count > 10'000) throw Invalid(Issue{{}, "count", "range", "1 to 10,000", {}});
  const auto series = domain::series_named(s, name);
  const CodePattern& pattern = series->newest();
  const KindDef& kind = *s.catalogue->find_kind(series->def.kind);
  std::vector<std::string> pieces;
  Timestamp at = s.now();
  if (like) {
    if (!record::exists(s, kind, like.value()))
      throw NotFound("no " + std::string(kind.kind->name) + " " + record::record_name(like.value()));
    const auto values = domain::values_of_stored(s, kind, like.value());
    at = domain::business_time(s, *series, kind, values);
    pieces = domain::pieces_of(s, pattern, kind, values, at);
  } else {
    pieces = domain::sample_pieces(pattern);
  }
  domain::Ingredients from{0, domain::local_time(*series, at), pieces};
  const Numbering& n = pattern.numbering();
  std::int64_t next = n.from;
  if (n.present) {
    const std::string scope = pattern.scope(from);
    for (const CounterRow& counter : counters_of(s, *series))
      if (counter.scope == scope) next = domain::own_number(n, counter.next);
  }
  std::vector<std::string> codes;
  Pieces code;
  for (; static_cast<int>(codes.size()) < count; next += n.step) {
    from.number = next;
    if (!pattern.write(from, code)) break;
    if (!domain::registered(s, code.text)) codes.push_back(pattern.print(code));
    if (!n.present) break;
  }
  return codes;
}

std::vector<CodeChange> CodeReader::table(std::string_view name) const {
  Session& s = detail::session_of(handle_);
  const auto series = domain::series_named(s, name);
  const KindDef& kind = *s.catalogue->find_kind(series->def.kind);
  std::vector<CodeChange> changes;
  auto q = s.take("SELECT c.canon, c.record, c.version, t.code FROM code c LEFT JOIN " +
                  std::string(kind.kind->table) +
                  " t ON t.id = c.record WHERE c.series = ? AND c.state <> 0 ORDER BY c.canon");
  q->bind(1, series->def.id);
  while (q->step()) {
    changes.push_back({RecordId{q->int64(1)},
                       domain::printed_code(s, series->def.id, static_cast<int>(q->int64(2)), q->text(0)),
                       std::string(q->text(3))});
  }
  return changes;
}

std::vector<CodeGap> CodeReader::gaps(std::string_view name) const {
  Session& s = detail::session_of(handle_);
  const auto series = domain::series_named(s, name);
  std::vector<CodeGap> found;
  Gaps gaps(s, *series, found);
  if (series->newest().numbering().present)
    for (const CounterRow& counter : counters_of(s, *series)) gaps.of(counter);
  return found;
}

std::vector<CodeHealth> CodeReader::health() const {
  Session& s = detail::session_of(handle_);
  std::vector<CodeHealth> found;
  for (const record::SeriesDef& def : s.catalogue->series) {
    const auto series = domain::series_of(s, def);
    if (!series->newest().numbering().present) continue;
    for (const CounterRow& counter : counters_of(s, *series)) found.push_back(health_of(s, *series, counter));
  }
  return found;
}

std::vector<CodeReview> CodeReader::review() const {
  Session& s = detail::session_of(handle_);
  std::vector<CodeReview> found;
  for (const CodeHealth& health : this->health())
    if (health.warning)
      found.push_back({health.series,
                       "near its end",
                       std::to_string(health.used) + " of " + std::to_string(health.capacity) +
                           " numbers are used" +
                           (health.scope.empty() ? std::string() : " in " + health.scope),
                       {}});
  Reviewer reviewer(s, *this, found);
  for (const record::SeriesDef& def : s.catalogue->series) reviewer.look_at(*domain::series_of(s, def));
  return found;
}

std::vector<CodeBlock> CodeReader::blocks(std::string_view name) const {
  Session& s = detail::session_of(handle_);
  const auto series = domain::series_named(s, name);
  std::vector<CodeBlock> found;
  auto q = s.take(
      "SELECT b.id, c.scope, b.holder, b.lo, b.hi, b.issued, b.expires, b.returned FROM code_block b "
      "JOIN code_counter c ON c.id = b.counter WHERE c.series = ? AND b.holder IS NOT NULL ORDER BY b.id");
  q->bind(1, series->def.id);
  while (q->step()) {
    CodeBlock block{q->int64(0),
                    series->def.name,
                    std::string(q->text(1)),
                    std::string(q->text(2)),
                    q->int64(3),
                    q->int64(4),
                    Timestamp{q->int64(5)},
                    {},
                    !q->is_null(7),
                    {}};
    if (!q->is_null(6)) block.expires = Timestamp{q->int64(6)};
    found.push_back(std::move(block));
  }
  return found;
}

std::vector<CardLine> CodeReader::card(std::string_view name, std::string_view language) const {
  Session& s = detail::session_of(handle_);
  const auto series = domain::series_named(s, name);
  const CodePattern& pattern = series->newest();
  const auto pieces = domain::sample_pieces(pattern);
  const domain::Ingredients from{pattern.numbering().from, domain::local_time(*series, s.now()), pieces};
  Pieces sample;
  pattern.write(from, sample);
  return domain::card_of(s, *series, sample, language);
}

std::vector<std::string> CodeReader::keys() const {
  Session& s = detail::session_of(handle_);
  std::vector<std::string> names;
  auto q = s.take("SELECT DISTINCT name FROM code_key ORDER BY name");
  while (q->step()) names.emplace_back(q->text(0));
  return names;
}

std::int64_t CodeReader::node() const { return domain::node_of(detail::session_of(handle_)); }

}  // namespace crmlite
