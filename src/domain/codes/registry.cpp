#include "domain/codes/registry.hpp"

#include <crmlite/error.hpp>

#include "base/text.hpp"
#include "record/engine.hpp"
#include "record/hooks.hpp"

namespace crmlite::domain {

std::optional<RegisteredCode> registered(Session& s, std::string_view canon) {
  auto q = s.take("SELECT record, state, series, version FROM code WHERE canon = ?");
  q->bind(1, canon);
  if (!q->step()) return std::nullopt;
  return RegisteredCode{std::string(canon), q->int64(0), static_cast<CodeState>(q->int64(1)), q->int64(2),
                        static_cast<int>(q->int64(3))};
}

std::optional<RegisteredCode> look_up(Session& s, std::string_view text) {
  const std::string exact = record::canonical_code(text);
  if (auto found = registered(s, exact)) return found;
  const std::string folded = canonical_text(exact);
  if (folded != exact)
    if (auto found = registered(s, folded)) return found;
  for (const Spelling spelling : {Spelling::exact, Spelling::careless}) {
    bool fits = false;
    for (const record::SeriesDef& def : s.catalogue->series) {
      const ReadCode read = read_by(series_of(s, def), text, spelling);
      if (read.reading != Reading::fits) continue;
      fits = true;
      if (read.pieces.text == folded) continue;
      if (auto found = registered(s, read.pieces.text)) return found;
    }
    if (fits) break;
  }
  return std::nullopt;
}

std::optional<HeldCode> code_of_record(Session& s, std::int64_t record) {
  auto q = s.take("SELECT canon, series, version, counter, n, at FROM code WHERE record = ? AND state = 0");
  q->bind(1, record);
  if (!q->step()) return std::nullopt;
  return HeldCode{
      {std::string(q->text(0)), record, CodeState::current, q->int64(1), static_cast<int>(q->int64(2))},
      q->int64(3),
      q->int64(4),
      q->int64(5)};
}

void set_state(Session& s, std::string_view canon, CodeState state) {
  auto q = s.take("UPDATE code SET state = ? WHERE canon = ?");
  q->bind_all(static_cast<int>(state), canon);
  q->step();
}

std::string printed_code(Session& s, std::int64_t id, int version, std::string_view canon) {
  const auto series = series_with(s, id);
  return series ? series->printed(version, canon) : std::string(canon);
}

ReadCode read_by(const std::shared_ptr<const Series>& series, std::string_view text, Spelling spelling) {
  const std::string folded = canonical_text(text);
  ReadCode best{series, 0, nullptr, {}, Reading::other};
  for (std::size_t i = series->patterns.size(); i-- > 0;) {
    const CodePattern& pattern = series->patterns[i];
    Pieces pieces;
    const Reading reading =
        pattern.read(pattern.without_soft(folded), pieces, spelling == Spelling::careless);
    if (reading == Reading::other || (reading != Reading::fits && best.reading != Reading::other)) continue;
    best = {series, series->def.versions[i].number, &pattern, std::move(pieces), reading};
    if (reading == Reading::fits) break;
  }
  return best;
}

ReadCode read_by(const std::shared_ptr<const Series>& series, std::string_view text) {
  ReadCode exact = read_by(series, text, Spelling::exact);
  if (exact.reading == Reading::fits) return exact;
  ReadCode careless = read_by(series, text, Spelling::careless);
  return careless.reading == Reading::fits || exact.reading == Reading::other ? careless : exact;
}

}  // namespace crmlite::domain
