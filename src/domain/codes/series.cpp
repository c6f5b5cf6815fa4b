#include "domain/codes/series.hpp"

#include <crmlite/error.hpp>
#include <crmlite/value.hpp>

#include "domain/codes/alphabet.hpp"
#include "record/encode.hpp"
#include "record/engine.hpp"

namespace crmlite::domain {
namespace {

using record::Cell;
using record::FieldDef;
using record::KindDef;

/// The keys there were when the version was defined: of each name the newest one.
Keys keys_until(Session& s, std::int64_t newest) {
  Keys keys;
  if (newest == 0) return keys;
  auto q = s.take("SELECT name, secret FROM code_key WHERE id <= ? ORDER BY id");
  q->bind(1, newest);
  while (q->step()) {
    const auto secret = q->blob(1);
    keys[std::string(q->text(0))].assign(reinterpret_cast<const char*>(secret.data()), secret.size());
  }
  return keys;
}

Series compile(Session& s, const record::SeriesDef& def) {
  Series series;
  series.def = def;
  series.zone = s.env.zone;
  if (!def.zone.empty()) {
    auto zone = base::Zone::recall(def.zone);
    if (!zone) throw Invalid("series " + def.name + ": its time zone is not known to this system");
    series.zone = std::move(*zone);
  }
  for (const record::SeriesVersion& version : def.versions) {
    CodePattern& pattern = series.patterns.emplace_back(
        CodePattern::parse(version.pattern, parse_fiscal(version.fiscal).value_or(Fiscal{})));
    pattern.use_keys(keys_until(s, version.keys), def.name);
  }
  if (def.by_hand.find('{') != std::string::npos) series.by_hand = CodePattern::parse(def.by_hand);
  return series;
}

bool same(const record::SeriesDef& a, const record::SeriesDef& b) {
  return a.versions == b.versions && a.zone == b.zone && a.date == b.date && a.by_hand == b.by_hand &&
         a.name == b.name;
}

/// The kind that a reference names; null where it may be any.
const KindDef* target_of(const record::Catalogue& catalogue, const FieldDef& field) {
  if (field.type != FieldType::reference) return nullptr;
  if (field.column) return catalogue.find_kind(field.column->rules.references);
  return catalogue.find_kind(field.spec.target);
}

/// A path's first step, and the rest.
std::pair<std::string_view, std::string_view> split(std::string_view path) {
  std::size_t dot = path.find('.');
  if (path.substr(0, dot) == "custom" && dot != std::string_view::npos) dot = path.find('.', dot + 1);
  if (dot == std::string_view::npos) return {path, {}};
  return {path.substr(0, dot), path.substr(dot + 1)};
}

std::optional<std::string> number_of_record(Session& s, std::int64_t id) {
  auto q = s.take("SELECT n FROM code WHERE record = ? AND state = 0");
  q->bind(1, id);
  if (!q->step() || q->is_null(0)) return std::nullopt;
  return std::to_string(q->int64(0));
}

std::string random_piece(Session& s, const Part& part) {
  const std::string_view digits = digits_of(part.base);
  std::string text;
  while (text.size() < static_cast<std::size_t>(part.least)) {
    std::uint8_t byte = 0;
    if (!s.write) return std::string(static_cast<std::size_t>(part.least), digits.front());  // a preview's
    s.write->random->fill(&byte, 1);
    // Bytes that would favour some digits are thrown away.
    if (byte < 256 - 256 % digits.size()) text += digits[byte % digits.size()];
  }
  return text;
}

/// 48 bits of the time in milliseconds and 80 random bits, as ULIDs are built: they sort by time.
std::string unique_piece(Session& s, Timestamp now) {
  std::string text(26, '0');
  auto ms = static_cast<std::uint64_t>(now.ms);
  for (std::size_t i = 10; i-- > 0; ms >>= 5) text[i] = crockford[ms & 31];
  std::uint8_t bytes[16] = {};
  if (s.write) s.write->random->fill(bytes, sizeof bytes);
  for (std::size_t i = 0; i < 16; ++i) text[10 + i] = crockford[bytes[i] & 31];
  return text;
}

}  // namespace

const CodePattern* Series::version(int number) const {
  for (std::size_t i = 0; i < def.versions.size(); ++i)
    if (def.versions[i].number == number) return &patterns[i];
  return nullptr;
}

std::string Series::printed(int number, std::string_view canon) const {
  const CodePattern* pattern = version(number);
  Pieces pieces;
  if (!pattern || pattern->prints_canonical() || pattern->read(canon, pieces) != Reading::fits)
    return std::string(canon);
  return pattern->print(pieces);
}

std::shared_ptr<const Series> series_of(Session& s, const record::SeriesDef& def) {
  auto& held = s.series[def.id];
  if (!held || !same(held->def, def)) held = std::make_shared<const Series>(compile(s, def));
  return held;
}

std::shared_ptr<const Series> series_of_kind(Session& s, const KindDef& kind) {
  for (const record::SeriesDef& def : s.catalogue->series)
    if (def.kind == kind.kind->number) return series_of(s, def);
  return nullptr;
}

std::shared_ptr<const Series> series_with(Session& s, std::int64_t id) {
  for (const record::SeriesDef& def : s.catalogue->series)
    if (def.id == id) return series_of(s, def);
  return nullptr;
}

std::shared_ptr<const Series> series_named(Session& s, std::string_view name) {
  for (const record::SeriesDef& def : s.catalogue->series)
    if (def.name == name) return series_of(s, def);
  throw NotFound("no such series");
}

ValueOf values_of_stored(Session& s, const KindDef& kind, std::int64_t id) {
  return [&s, &kind, id](const FieldDef& field) -> Cell {
    auto q = s.take("SELECT " + field.physical + " FROM " + std::string(kind.kind->table) + " WHERE id = ?");
    q->bind(1, id);
    return q->step() ? record::read_cell(*q, 0) : Cell{};
  };
}

std::optional<PathEnd> find_path(const record::Catalogue& catalogue, const KindDef& kind,
                                 std::string_view path) {
  const auto [step, rest] = split(path);
  const FieldDef* field = kind.find(step);
  if (!field) return std::nullopt;
  if (field->place == record::Place::list || field->place == record::Place::choices) return std::nullopt;
  const KindDef* target = target_of(catalogue, *field);
  if (rest.empty()) {
    if (field->type == FieldType::reference && !target) return std::nullopt;
    return PathEnd{field->spec.personal};
  }
  if (!target) return std::nullopt;
  if (rest == "no" && !target->find("no")) return PathEnd{};
  return find_path(catalogue, *target, rest);
}

std::optional<std::string> text_at(Session& s, const KindDef& kind, std::string_view path,
                                   const ValueOf& values) {
  const auto [step, rest] = split(path);
  const FieldDef* field = kind.find(step);
  if (!field) return std::nullopt;
  const Cell cell = values(*field);
  if (record::is_null(cell)) return std::nullopt;
  const KindDef* target = target_of(*s.catalogue, *field);
  if (!target) return to_string(record::decode(*s.catalogue, *field, cell, {}));
  const std::int64_t id = std::get<std::int64_t>(cell);
  if (rest == "no" && !target->find("no")) return number_of_record(s, id);
  return text_at(s, *target, rest.empty() ? "code" : rest, values_of_stored(s, *target, id));
}

Timestamp business_time(Session& s, const Series& series, const KindDef& kind, const ValueOf& values) {
  if (series.def.date.empty()) return s.now();
  const FieldDef* field = kind.find(series.def.date);
  const Cell cell = field ? values(*field) : Cell{};
  if (const auto* ms = std::get_if<std::int64_t>(&cell)) return {*ms};
  if (const auto* text = std::get_if<std::string>(&cell))
    if (const auto day = Date::parse(*text)) return series.zone.from_local(*day, 0);
  return s.now();
}

LocalTime local_time(const Series& series, Timestamp at) {
  constexpr std::int64_t day = 86'400'000;
  const std::int64_t ms = series.zone.local_ms(at);
  return {series.zone.local_date(at), static_cast<int>((ms % day + day) % day / 1000)};
}

std::int64_t node_of(const Session& s) {
  const auto held = s.catalogue->settings.find("code node");
  return held == s.catalogue->settings.end() ? 0 : std::stoll(held->second);
}

std::vector<std::string> pieces_of(Session& s, const CodePattern& pattern, const KindDef& kind,
                                   const ValueOf& values, Timestamp at) {
  std::vector<std::string> pieces(pattern.parts().size());
  record::Issues issues{std::string()};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Part& part = pattern.parts()[i];
    switch (part.token) {
      case Token::random:
        pieces[i] = random_piece(s, part);
        break;
      case Token::unique:
        pieces[i] = unique_piece(s, at);
        break;
      case Token::node:
        if (auto piece = pattern.piece(i, std::to_string(node_of(s))))
          pieces[i] = std::move(*piece);
        else
          issues.add("code", "code_part", "the number of this copy of the file does not fit into the code");
        break;
      case Token::field:
      case Token::map: {
        const auto text = text_at(s, kind, part.path, values);
        if (!text) {
          issues.add(part.path, "code_part", "the code needs it, and it is empty");
          break;
        }
        if (auto piece = pattern.piece(i, *text))
          pieces[i] = std::move(*piece);
        else
          issues.add(part.path, "code_part", "it does not fit into the code", *text);
        break;
      }
      default:
        break;
    }
  }
  issues.raise();
  return pieces;
}

std::optional<std::string> disagreeing(Session& s, const CodePattern& pattern, const Pieces& code,
                                       const KindDef& kind, const ValueOf& values, Which which) {
  for (std::size_t i = 0; i < pattern.parts().size(); ++i) {
    const Part& part = pattern.parts()[i];
    if (part.path.empty() || (which == Which::following && !follows(part.dynamic))) continue;
    const auto text = text_at(s, kind, part.path, values);
    const auto piece = text ? pattern.piece(i, *text) : std::nullopt;
    if (!piece || *piece != code.of(i)) return part.path;
  }
  return std::nullopt;
}

}  // namespace crmlite::domain
