#include "domain/codes/checking.hpp"

#include "domain/codes/registry.hpp"
#include "record/engine.hpp"

namespace crmlite::domain {
namespace {

using Problem = Callback<void(std::string)>;

/// What a code says of itself is what the registry holds.
void check_parts(Session& s, const Problem& problem) {
  std::map<std::int64_t, std::string> scopes;
  {
    auto q = s.take("SELECT id, scope FROM code_counter");
    while (q->step()) scopes.emplace(q->int64(0), q->text(1));
  }
  Pieces pieces;
  for (const record::SeriesDef& def : s.catalogue->series) {
    const auto series = series_of(s, def);
    auto q = s.take(
        "SELECT canon, record, version, counter, n FROM code WHERE series = ? AND version IS NOT NULL ORDER "
        "BY canon");
    q->bind(1, def.id);
    while (q->step()) {
      const CodePattern* pattern = series->version(static_cast<int>(q->int64(2)));
      const bool reads = pattern && pattern->read(q->text(0), pieces) == Reading::fits;
      const bool numbered = reads && pattern->numbering().present;
      const auto scope = scopes.find(q->int64(3));
      if (!reads || (numbered && (pattern->number(pieces) != q->int64(4) || scope == scopes.end() ||
                                  scope->second != pattern->scope(pieces))))
        problem("a code of " + record::record_name(q->int64(1)) + " that its series does not read so");
    }
  }
}

void check_counters(Session& s, const Problem& problem) {
  auto q = s.take(
      "SELECT c.series FROM code_counter c WHERE c.next <= (SELECT max(n) FROM code WHERE counter = c.id) "
      "ORDER BY c.id");
  while (q->step())
    problem("a counter of series #" + std::to_string(q->int64(0)) + " that would give a number twice");
}

/// The record's own column is the current code as it is printed.
void check_records(Session& s, const Problem& problem) {
  for (const auto& kind : s.catalogue->kinds) {
    auto q =
        s.take("SELECT t.id, t.code, c.canon, c.series, c.version FROM " + std::string(kind->kind->table) +
               " t JOIN code c ON c.record = t.id AND c.state = 0 ORDER BY t.id");
    while (q->step()) {
      const std::string printed =
          q->is_null(4) ? std::string(q->text(2))
                        : printed_code(s, q->int64(3), static_cast<int>(q->int64(4)), q->text(2));
      if (printed != q->text(1))
        problem("a code of " + record::record_name(q->int64(0)) + " that the registry knows otherwise");
    }
  }
}

}  // namespace

void check_codes(Session& s, const Problem& problem) {
  check_parts(s, problem);
  check_counters(s, problem);
  check_records(s, problem);
}

}  // namespace crmlite::domain
