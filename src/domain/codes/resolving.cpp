// Codes read: whose they are, what they say, and what a mistyped one may have been meant for.
#include <algorithm>
#include <set>

#include <crmlite/code.hpp>

#include "base/date.hpp"
#include "domain/codes/counters.hpp"
#include "domain/codes/registry.hpp"
#include "domain/codes/rights.hpp"
#include "domain/codes/series.hpp"
#include "domain/codes/verdict.hpp"
#include "domain/codes/words.hpp"
#include "record/engine.hpp"
#include "record/journal.hpp"

namespace crmlite {

std::string_view to_string(CodeStatus status) noexcept {
  constexpr std::string_view names[] = {"current", "superseded", "withdrawn", "merged", "legacy", "removed"};
  const auto at = static_cast<std::size_t>(status);
  return at < std::size(names) ? names[at] : std::string_view();
}

std::string_view to_string(CodeVerdict verdict) noexcept {
  constexpr std::string_view names[] = {"genuine", "unknown", "wrong check", "forged"};
  const auto at = static_cast<std::size_t>(verdict);
  return at < std::size(names) ? names[at] : std::string_view();
}

namespace {

using domain::CodePattern;
using domain::CodeState;
using domain::Part;
using domain::ReadCode;
using domain::Reading;
using record::Session;

/// A code that was given is read by the version it was given under, which a newer one may read otherwise.
ReadCode as_given(Session& s, ReadCode read) {
  if (read.series->patterns.size() == 1) return read;
  const auto known = domain::registered(s, read.pieces.text);
  if (!known || known->series != read.series->def.id || known->version == read.version) return read;
  const CodePattern* pattern = read.series->version(known->version);
  domain::Pieces pieces;
  if (!pattern || pattern->read(known->canon, pieces) != Reading::fits) return read;
  return {read.series, known->version, pattern, std::move(pieces), Reading::fits};
}

/// The text as the series that knows it best reads it.
ReadCode read_code(Session& s, std::string_view text) {
  ReadCode best;
  for (const auto spelling : {domain::Spelling::exact, domain::Spelling::careless})
    for (const record::SeriesDef& def : s.catalogue->series) {
      ReadCode read = domain::read_by(domain::series_of(s, def), text, spelling);
      if (read.reading == Reading::fits) return as_given(s, std::move(read));
      if (read.reading != Reading::other && best.reading == Reading::other) best = std::move(read);
    }
  return best;
}

CodeStatus status_of(CodeState state) {
  switch (state) {
    case CodeState::current:
      return CodeStatus::current;
    case CodeState::superseded:
      return CodeStatus::superseded;
    case CodeState::withdrawn:
      return CodeStatus::withdrawn;
    case CodeState::merged:
      return CodeStatus::merged;
    case CodeState::legacy:
      return CodeStatus::legacy;
  }
  return CodeStatus::superseded;
}

std::string code_now(Session& s, const record::KindDef& kind, std::int64_t id) {
  auto q = s.take("SELECT code FROM " + std::string(kind.kind->table) + " WHERE id = ?");
  q->bind(1, id);
  return q->step() ? std::string(q->text(0)) : std::string();
}

/// A series' current code says its record's kind and is its present code, and a former one's record has such
/// a code: the record itself need not be looked at.
bool tells_all(Session& s, const domain::RegisteredCode& code, Resolved& resolved) {
  if (code.state != CodeState::current) {
    const auto present = domain::code_of_record(s, code.record);
    return present && tells_all(s, *present, resolved);
  }
  const auto series = code.version == 0 ? nullptr : domain::series_with(s, code.series);
  if (!series) return false;
  resolved.kind = s.catalogue->find_kind(series->def.kind)->kind->name;
  resolved.code_now = series->printed(code.version, code.canon);
  return true;
}

}  // namespace

std::optional<Resolved> CodeReader::resolve(std::string_view code) const {
  Session& s = detail::session_of(handle_);
  const auto found = domain::look_up(s, code);
  if (!found) return std::nullopt;
  Resolved resolved{
      RecordId{found->record}, {}, found->state == CodeState::current, status_of(found->state), {}};
  if (tells_all(s, *found, resolved)) return resolved;
  auto q = s.take("SELECT kind FROM record WHERE id = ?");
  q->bind(1, found->record);
  const bool there = q->step();
  const record::KindDef* kind = there ? s.catalogue->find_kind(static_cast<int>(q->int64(0)))
                                      : record::kind_of_removed(s, found->record);
  if (kind) resolved.kind = kind->kind->name;
  if (there && kind) {
    resolved.code_now = code_now(s, *kind, found->record);
  } else {
    resolved.current = false;
    resolved.status = CodeStatus::removed;
  }
  return resolved;
}

std::vector<RecordCode> CodeReader::codes_of(RecordId record) const {
  Session& s = detail::session_of(handle_);
  std::vector<RecordCode> codes;
  bool there = false;
  {
    auto q = s.take("SELECT 1 FROM record WHERE id = ?");
    q->bind(1, record.value());
    there = q->step();
  }
  auto q = s.take("SELECT canon, state, series, version FROM code WHERE record = ? ORDER BY state, canon");
  q->bind(1, record.value());
  while (q->step()) {
    RecordCode& code = codes.emplace_back();
    code.code = domain::printed_code(s, q->int64(2), static_cast<int>(q->int64(3)), q->text(0));
    code.status = there ? status_of(static_cast<CodeState>(q->int64(1))) : CodeStatus::removed;
  }
  return codes;
}

CodeVerdict CodeReader::verify(std::string_view code) const {
  switch (read_code(detail::session_of(handle_), code).reading) {
    case Reading::fits:
      return CodeVerdict::genuine;
    case Reading::wrong_check:
      return CodeVerdict::wrong_check;
    case Reading::forged:
      return CodeVerdict::forged;
    case Reading::other:
      break;
  }
  return CodeVerdict::unknown;
}

std::optional<ParsedCode> CodeReader::parse(std::string_view code) const {
  Session& s = detail::session_of(handle_);
  domain::require(s, domain::CodeRight::explain);
  const ReadCode read = read_code(s, code);
  if (read.reading != Reading::fits) return std::nullopt;
  const CodePattern& pattern = *read.pattern;
  ParsedCode parsed;
  parsed.series = read.series->def.name;
  parsed.kind = s.catalogue->find_kind(read.series->def.kind)->kind->name;
  parsed.code = pattern.print(read.pieces);
  parsed.number = pattern.number(read.pieces);
  parsed.scope = pattern.scope(read.pieces);
  for (std::size_t i = 0; i < pattern.parts().size(); ++i) {
    const Part& part = pattern.parts()[i];
    const bool plain = part.token == domain::Token::literal || part.token == domain::Token::soft;
    std::string text(plain ? std::string_view(part.text) : read.pieces.of(i));
    if (part.token == domain::Token::map) text = domain::printed_of(part, text);
    parsed.parts.push_back({std::string(domain::name_of(part)), std::move(text),
                            plain ? std::string() : domain::meaning_of(pattern, i, read.pieces)});
  }
  return parsed;
}

std::string CodeReader::explain(std::string_view code, std::string_view language) const {
  Session& s = detail::session_of(handle_);
  domain::require(s, domain::CodeRight::explain);
  const ReadCode read = read_code(s, code);
  if (read.reading != Reading::fits) return {};
  return domain::in_words(s, *read.series, *read.pattern, read.pieces, language);
}

std::vector<std::string> CodeReader::suggest(std::string_view code) const {
  Session& s = detail::session_of(handle_);
  const std::string text = domain::canonical_text(code);
  std::set<std::string> found;
  if (text.empty() || text.size() > domain::longest_text) return {};
  const auto offer = [&](const std::string& candidate) {
    if (candidate == text || !domain::registered(s, candidate)) return;
    const ReadCode read = read_code(s, candidate);
    found.insert(read.reading == Reading::fits ? read.pattern->print(read.pieces) : candidate);
  };
  // Only what a series could have printed is worth a look into the registry.
  std::vector<std::string> bases{text};
  for (const record::SeriesDef& def : s.catalogue->series)
    for (const CodePattern& pattern : domain::series_of(s, def)->patterns)
      if (const std::string bare = pattern.without_soft(text);
          std::find(bases.begin(), bases.end(), bare) == bases.end())
        bases.push_back(bare);
  const auto plausible = [&](const std::string& candidate) {
    domain::Pieces pieces;
    for (const record::SeriesDef& def : s.catalogue->series)
      for (const CodePattern& pattern : domain::series_of(s, def)->patterns)
        if (pattern.read(candidate, pieces) == Reading::fits) return true;
    return false;
  };
  for (const std::string& start : bases)
    for (std::size_t i = 0; i < start.size(); ++i) {
      std::string candidate = start;
      for (const char c : std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
        candidate[i] = c;
        if (c != start[i] && plausible(candidate)) offer(candidate);
      }
      candidate = start;
      if (i + 1 == start.size() || start[i] == start[i + 1]) continue;
      std::swap(candidate[i], candidate[i + 1]);
      if (plausible(candidate)) offer(candidate);
    }
  return {found.begin(), found.end()};
}

}  // namespace crmlite
