// Codes given to records, inside the transactions of the records: the engine's hooks.
#include "domain/codes/issuing.hpp"

#include <algorithm>
#include <utility>

#include <crmlite/error.hpp>

#include "base/text.hpp"
#include "domain/codes/counters.hpp"
#include "domain/codes/registry.hpp"
#include "domain/codes/rights.hpp"
#include "domain/codes/series.hpp"
#include "record/encode.hpp"
#include "record/engine.hpp"
#include "record/hooks.hpp"

namespace crmlite::domain {

record::IssuedCode issued(const Series& series, int version, const CodePattern& pattern, const Pieces& pieces,
                          Timestamp at) {
  record::IssuedCode code;
  code.text = pattern.print(pieces);
  code.canon = pieces.text;
  code.series = series.def.id;
  code.version = version;
  code.at = at.ms;
  return code;
}

record::IssuedCode next_of(Session& s, const Series& series, Ingredients from, Timestamp at) {
  const CodePattern& pattern = series.newest();
  record::IssuedCode number;
  if (pattern.numbering().present) {
    const TakenNumber taken = take_number(s, series, pattern.scope(from), at);
    number.counter = taken.counter;
    number.number = from.number = taken.number;
    number.before = taken.before;
    number.last_at = taken.last_at;
  }
  Pieces pieces;
  try {
    pattern.write(from, pieces);
  } catch (const Invalid&) {
    record::return_number(s, number);
    throw;
  }
  record::IssuedCode code = issued(series, series.def.newest().number, pattern, pieces, at);
  code.counter = number.counter;
  code.number = number.number;
  code.before = number.before;
  code.last_at = number.last_at;
  return code;
}

void refuse_withdrawn(std::string_view code) {
  throw Conflict(Issue{{}, "code", "withdrawn", "this code was withdrawn", std::string(code)});
}

}  // namespace crmlite::domain

namespace crmlite::record {
namespace {

using domain::CodePattern;
using domain::CodeState;
using domain::issued;
using domain::Part;
using domain::Pieces;
using domain::Reading;
using domain::Series;

[[noreturn]] void taken(std::string_view code) {
  throw Conflict(Issue{{}, "code", "unique", "this code was given to a record before", std::string(code)});
}

domain::ValueOf values_of(const Draft& draft) {
  return [&draft](const FieldDef& field) { return draft.value(field.name); };
}

/// A number between 1 and 999, as `by_hand` may ask for.
bool within(std::string_view interval, std::int64_t number) {
  const std::size_t dash = interval.find('-');
  if (dash == std::string_view::npos) return false;
  return number >= std::stoll(std::string(interval.substr(0, dash))) &&
         number <= std::stoll(std::string(interval.substr(dash + 1)));
}

/// Whether the series lets people type such a code.
void check_by_hand(Session& s, const Series& series, const domain::ReadCode& read, std::string_view text) {
  const std::string& rule = series.def.by_hand;
  bool fits = true;
  if (rule == "no")
    fits = false;
  else if (rule == "pattern")
    fits = read.reading == Reading::fits;
  else if (series.by_hand) {
    Pieces pieces;
    fits = series.by_hand->read(series.by_hand->without_soft(domain::canonical_text(text)), pieces) ==
           Reading::fits;
  } else if (!rule.empty()) {
    fits = read.reading == Reading::fits && within(rule, read.pattern->number(read.pieces));
  }
  if (!fits && read.reading == Reading::fits && read.pattern->numbering().present)
    fits = domain::set_aside(s, series, read.pattern->scope(read.pieces), read.pattern->number(read.pieces));
  if (!fits)
    throw Invalid(Issue{{},
                        "code",
                        "by_hand",
                        "the series " + series.def.name + " takes no such code by hand",
                        std::string(text)});
}

/// A code typed by hand may not say something else than the fields that its parts follow.
void check_following(Session& s, const CodePattern& pattern, const Pieces& pieces, const KindDef& kind,
                     const Draft& draft, std::string_view text) {
  if (auto path = domain::disagreeing(s, pattern, pieces, kind, values_of(draft), domain::Which::following))
    throw Invalid(
        Issue{{}, std::move(*path), "code_part", "the code says something else", std::string(text)});
}

/// A code that the record had before becomes its own again.
IssuedCode former_code(Session& s, const KindDef& kind, const domain::RegisteredCode& known,
                       const Draft& draft) {
  if (known.state == CodeState::withdrawn) domain::refuse_withdrawn(known.canon);
  IssuedCode code;
  code.text = code.canon = known.canon;
  code.former = true;
  const auto series = known.version ? domain::series_with(s, known.series) : nullptr;
  const CodePattern* pattern = series ? series->version(known.version) : nullptr;
  Pieces pieces;
  if (!pattern || pattern->read(known.canon, pieces) != Reading::fits) return code;
  code.text = pattern->print(pieces);
  check_following(s, *pattern, pieces, kind, draft, code.text);
  return code;
}

}  // namespace

std::string canonical_code(std::string_view text) { return base::trimmed(text); }

std::int64_t record_of_code(Session& s, std::string_view text) {
  const auto found = domain::look_up(s, text);
  return found ? found->record : 0;
}

bool is_code_of(Session& s, std::int64_t record, std::string_view text) {
  const auto found = domain::look_up(s, text);
  return found && found->record == record && found->state == CodeState::current;
}

std::optional<IssuedCode> next_code(Session& s, const KindDef& kind, const Draft& draft) {
  const auto series = domain::series_of_kind(s, kind);
  if (!series) return std::nullopt;
  domain::require(s, domain::CodeRight::issue);
  const auto values = values_of(draft);
  const Timestamp at = domain::business_time(s, *series, kind, values);
  const auto given = domain::pieces_of(s, series->newest(), kind, values, at);
  return domain::next_of(s, *series, {0, domain::local_time(*series, at), given}, at);
}

IssuedCode given_code(Session& s, const KindDef& kind, std::int64_t record, std::string_view text,
                      const Draft& draft) {
  domain::require(s, domain::CodeRight::by_hand);
  IssuedCode code;
  code.text = code.canon = canonical_code(text);
  if (code.text.empty()) throw Invalid(Issue{{}, "code", "required", "an empty code", {}});
  if (const auto known = domain::look_up(s, code.text)) {
    if (known->record != record) taken(code.text);
    return former_code(s, kind, *known, draft);
  }
  const auto series = domain::series_of_kind(s, kind);
  if (!series) return code;
  const auto read = domain::read_by(series, code.text);
  if (read.reading == Reading::wrong_check)
    throw Invalid(
        Issue{{}, "code", "check_character", "mistyped: its check character does not fit", code.text});
  if (read.reading == Reading::forged)
    throw Invalid(Issue{{}, "code", "forged", "its seal does not fit", code.text});
  check_by_hand(s, *series, read, code.text);
  if (read.reading != Reading::fits) return code;
  const CodePattern& pattern = *read.pattern;
  check_following(s, pattern, read.pieces, kind, draft, code.text);
  const Timestamp at = s.now();
  code = issued(*series, read.version, pattern, read.pieces, at);
  if (!pattern.numbering().present) return code;
  code.number = pattern.number(read.pieces);
  const auto number = domain::number_taken(s, *series, pattern.scope(read.pieces), code.number);
  code.counter = number.counter;
  code.before = number.before;
  return code;
}

std::optional<IssuedCode> renewed_code(Session& s, const KindDef& kind, const Draft& draft) {
  const auto series = domain::series_of_kind(s, kind);
  if (!series) return std::nullopt;
  // Most updates touch no part of a code: they must not pay for those that do.
  const auto changes = [&](const Part& part) {
    return part.dynamic != domain::Dynamic::no && draft.touches(part.path);
  };
  const auto changing = [&](const CodePattern& p) {
    return std::any_of(p.parts().begin(), p.parts().end(), changes);
  };
  if (std::none_of(series->patterns.begin(), series->patterns.end(), changing)) return std::nullopt;

  const auto held = domain::code_of_record(s, draft.id());
  if (!held || held->series != series->def.id) return std::nullopt;
  const CodePattern* pattern = series->version(held->version);
  Pieces old;
  if (!pattern || pattern->read(held->canon, old) != Reading::fits) return std::nullopt;
  std::vector<std::string> pieces(pattern->parts().size());
  bool differs = false;
  Issues issues(record_name(draft.id()));
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Part& part = pattern->parts()[i];
    pieces[i] = old.of(i);
    if (!changes(part)) continue;
    const auto text = domain::text_at(s, kind, part.path, values_of(draft));
    const auto piece = text ? pattern->piece(i, *text) : std::nullopt;
    if (piece && *piece == pieces[i]) continue;
    if (part.dynamic == domain::Dynamic::freeze) continue;
    if (part.dynamic == domain::Dynamic::deny)
      issues.add(part.path, "code_part", "it is a part of the code and may not change");
    else if (!piece)
      issues.add(part.path, "code_part",
                 text ? "it does not fit into the code" : "the code needs it, and it is empty");
    else
      pieces[i] = *piece, differs = true;
  }
  issues.raise();
  if (!differs) return std::nullopt;
  domain::require(s, domain::CodeRight::change);
  const Timestamp at{held->at};
  Pieces now;
  pattern->write({held->number, domain::local_time(*series, at), pieces}, now);
  IssuedCode code = issued(*series, held->version, *pattern, now, at);
  code.counter = held->counter;
  code.number = held->number;
  if (const auto known = domain::registered(s, code.canon)) {
    if (known->record != draft.id()) taken(code.text);
    if (known->state == CodeState::withdrawn) domain::refuse_withdrawn(code.text);
    code.former = true;
  }
  return code;
}

void register_code(Session& s, std::int64_t record, const IssuedCode& code) {
  if (code.former) return domain::set_state(s, code.canon, CodeState::current);
  auto q = s.take(
      "INSERT INTO code (canon, record, series, n, state, version, counter, at) VALUES (?, ?, ?, ?, ?, ?, ?, "
      "?)");
  q->bind(1, std::string_view(code.canon));
  q->bind(2, record);
  q->bind(5, static_cast<int>(CodeState::current));
  // What the statement was given before stays bound, so that nothing is left out.
  if (code.series)
    q->bind(3, code.series);
  else
    q->bind(3, nullptr);
  if (code.version) {
    q->bind(6, code.version);
    q->bind(8, code.at);
  } else {
    for (const int parameter : {6, 8}) q->bind(parameter, nullptr);
  }
  if (code.counter) {
    q->bind(4, code.number);
    q->bind(7, code.counter);
  } else {
    for (const int parameter : {4, 7}) q->bind(parameter, nullptr);
  }
  try {
    q->step();
  } catch (const Conflict&) {
    taken(code.text);
  }
}

void return_number(Session& s, const IssuedCode& code) {
  if (code.last_at) domain::counter_state(s, code.counter).last_at = *code.last_at;
  if (!code.before) return;
  Counter& counter = domain::counter_state(s, code.counter);
  if (*code.before != code.number) {
    auto q = s.take("DELETE FROM code_gap WHERE counter = ? AND lo = ?");
    q->bind_all(code.counter, *code.before);
    q->step();
  }
  counter.next = *code.before;
}

void pass_over(Session& s, const IssuedCode& code, int tries) {
  if (code.counter)
    return domain::note_gap(s, code.counter, code.number, code.number, "its code was given by hand before");
  // Of codes of which nine in ten are taken, so many draws all miss once in 10^45.
  if (tries >= 1000)
    throw Conflict(Issue{
        {}, "code", "exhausted", "chance finds no free code any more: give the series a wider {RAND:n}", {}});
}

void forget_code(Session& s, const IssuedCode& code) {
  auto q = s.take("DELETE FROM code WHERE canon = ?");
  q->bind(1, std::string_view(code.canon));
  q->step();
  return_number(s, code);
}

void supersede_code(Session& s, std::int64_t record) {
  auto q = s.take("UPDATE code SET state = 1 WHERE record = ? AND state = 0");
  q->bind(1, record);
  q->step();
}

}  // namespace crmlite::record
