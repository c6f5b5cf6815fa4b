// Records found, listed and counted by the parts of their codes.
#include <algorithm>
#include <charconv>
#include <map>

#include <crmlite/code.hpp>

#include "domain/codes/registry.hpp"
#include "domain/codes/series.hpp"
#include "domain/codes/words.hpp"
#include "record/engine.hpp"

namespace crmlite {
namespace {

using domain::CodePattern;
using domain::Part;
using domain::Pieces;
using domain::Reading;
using domain::Series;
using domain::Token;
using record::Session;

[[noreturn]] void no_such_part() {
  throw Invalid(
      Issue{{}, "part", "part", "the series' codes have no such part, or the part no such value", {}});
}

/// What the parts must hold for one version of a pattern; nothing where they cannot.
class Wanted {
 public:
  Wanted(const CodePattern& pattern, const std::vector<PartIs>& conditions)
      : p_(pattern), pieces_(pattern.parts().size()) {
    for (const PartIs& c : conditions) possible_ = possible_ && (period(c) || part(c));
  }

  bool possible() const { return possible_; }

  bool holds(const Pieces& code) const {
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      if (pieces_[i] && *pieces_[i] != code.of(i)) return false;
    return true;
  }

  /// What every such code begins with, and whether that says it all.
  std::string prefix(bool& all) const {
    std::string text;
    std::size_t i = 0;
    for (; i < pieces_.size(); ++i) {
      const Part& part = p_.parts()[i];
      if (part.token == Token::soft) continue;
      if (part.token == Token::literal)
        text += part.canon;
      else if (pieces_[i])
        text += *pieces_[i];
      else
        break;
      // A shorter value may be the beginning of a longer one.
      if (pieces_[i] && p_.shape(i).shortest() != p_.shape(i).longest()) {
        all = false;
        return text;
      }
    }
    all = std::none_of(pieces_.begin() + static_cast<std::ptrdiff_t>(i), pieces_.end(),
                       [](const auto& x) { return x.has_value(); });
    return text;
  }

  const std::optional<std::string>& piece(std::size_t part) const { return pieces_[part]; }

 private:
  bool part(const PartIs& c) {
    const auto at = p_.part_named(c.part);
    if (!at) return false;
    auto piece = piece_of(*at, c.value);
    if (!piece) return false;
    pieces_[*at] = std::move(piece);
    return true;
  }

  std::optional<std::string> piece_of(std::size_t at, std::string_view value) const {
    const Part& part = p_.parts()[at];
    if (!domain::is_time(part.token)) {
      if (part.token == Token::number) return std::nullopt;
      return p_.piece(at, value);
    }
    int number = -1;
    const auto r = std::from_chars(value.data(), value.data() + value.size(), number);
    if (r.ec != std::errc{} || r.ptr != value.data() + value.size() || number < 0) return std::nullopt;
    return time_piece(at, number);
  }

  std::optional<std::string> time_piece(std::size_t at, int number) const {
    const Part& part = p_.parts()[at];
    if (part.least == 2 && number >= domain::window_first && number <= domain::window_last)
      number -= domain::window_first;
    std::string text = std::to_string(number);
    if (text.size() > static_cast<std::size_t>(part.least)) return std::nullopt;
    text.insert(0, static_cast<std::size_t>(part.least) - text.size(), '0');
    return p_.shape(at).matches(text) ? std::optional(std::move(text)) : std::nullopt;
  }

  /// `2026-03`, `2026-03-05`, `2026Q1`, `2026W53`.
  bool period(const PartIs& c) {
    if (c.value.size() < 6 || c.value.find_first_of("-QW", 4) != 4) return false;
    domain::TimeParts parts;
    const auto number = [&](std::size_t at, std::size_t size) {
      int value = -1;
      std::from_chars(c.value.data() + at, c.value.data() + std::min(c.value.size(), at + size), value);
      return value;
    };
    const int year = number(0, 4), second = number(5, 2);
    std::vector<std::pair<std::string_view, int>> set;
    if (c.part == "month")
      set = {{"year", year}, {"month", second}};
    else if (c.part == "quarter")
      set = {{"year", year}, {"quarter", number(5, 1)}};
    else if (c.part == "week")
      set = {{"week_year", year}, {"week", second}};
    else if (c.part == "day" && c.value.size() == 10)
      set = {{"year", year}, {"month", second}, {"day", number(8, 2)}};
    for (const auto& [name, value] : set) {
      const auto at = p_.part_named(name);
      const auto piece = at && value >= 0 ? time_piece(*at, value) : std::nullopt;
      if (!piece) return false;
      pieces_[*at] = piece;
    }
    return !set.empty();
  }

  const CodePattern& p_;
  std::vector<std::optional<std::string>> pieces_;
  bool possible_ = true;
};

/// The texts after all that begin so; empty: there is none.
std::string after_all(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFF) prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

class Search {
 public:
  Search(Session& s, detail::Handle handle, const Series& series, const std::vector<PartIs>& parts,
         std::size_t limit)
      : s_(s), handle_(handle), series_(series), limit_(limit) {
    for (const CodePattern& pattern : series.patterns) wanted_.emplace_back(pattern, parts);
    if (std::none_of(wanted_.begin(), wanted_.end(), [](const Wanted& w) { return w.possible(); }))
      no_such_part();
  }

  Page<CodedRecord> run(std::string_view after) {
    bool all = true;
    std::string prefix = common_prefix(all);
    if (!all && (after.empty() || after.front() == '#'))
      if (const auto field = own_field()) return by_field(*field, after);
    return by_range(prefix, after);
  }

 private:
  /// Versions may begin differently: then everything is looked through.
  std::string common_prefix(bool& all) const {
    std::optional<std::string> common;
    for (const Wanted& w : wanted_) {
      if (!w.possible()) continue;
      bool mine = true;
      std::string prefix = w.prefix(mine);
      all = all && mine;
      if (!common)
        common = std::move(prefix);
      else
        common->erase(std::mismatch(common->begin(), common->end(), prefix.begin(), prefix.end()).first,
                      common->end());
    }
    return common.value_or(std::string());
  }

  /// A condition that an index of the kind can answer: on a field that a part of the codes follows.
  std::optional<Filter> own_field() const {
    const CodePattern& p = series_.newest();
    for (std::size_t i = 0; i < p.parts().size(); ++i) {
      const Part& part = p.parts()[i];
      if (!wanted_.back().possible() || !wanted_.back().piece(i) || !always_follows(part.path)) continue;
      std::vector<Value> values = values_printed(i, *wanted_.back().piece(i));
      if (values.empty()) continue;
      return detail::make_compare(part.path, values.size() > 1 ? Compare::in : Compare::equal,
                                  std::move(values));
    }
    return std::nullopt;
  }

  /// All values of its field that a part prints so; none where that cannot be told without looking at
  /// records.
  std::vector<Value> values_printed(std::size_t at, const std::string& piece) const {
    const CodePattern& p = series_.newest();
    const Part& part = p.parts()[at];
    const record::FieldDef* field = s_.catalogue->find_kind(series_.def.kind)->find(part.path);
    std::vector<Value> values;
    if (!field || (part.otherwise && part.otherwise->canon == piece)) return values;
    if (field->type == FieldType::choice) {
      std::vector<std::string> names = field->column ? field->spec.choices : std::vector<std::string>();
      for (const record::ChoiceDef& choice : field->choices) names.push_back(choice.name);
      for (std::string& name : names)
        if (p.piece(at, name) == piece) values.emplace_back(std::move(name));
    } else if (field->type == FieldType::text && part.token == Token::map) {
      for (const domain::MapEntry& e : part.map)
        if (e.canon == piece) values.emplace_back(e.value);
    } else if (field->type == FieldType::integer && part.token == Token::field && part.letters == 'D') {
      values.emplace_back(static_cast<std::int64_t>(std::stoll(piece)));
    }
    return values;
  }

  /// Other parts may still say what the field said once, and so may those of former patterns.
  bool always_follows(std::string_view path) const {
    for (std::size_t v = 0; v < wanted_.size(); ++v) {
      const auto part = series_.patterns[v].part_named(path);
      if (wanted_[v].possible() && !(part && domain::follows(series_.patterns[v].parts()[*part].dynamic)))
        return false;
    }
    return true;
  }

  bool fits(std::string_view canon, int version, std::string& printed) {
    const CodePattern* pattern = series_.version(version);
    if (!pattern || pattern->read(canon, pieces_) != Reading::fits) return false;
    if (!wanted_[static_cast<std::size_t>(pattern - series_.patterns.data())].possible() ||
        !wanted_[static_cast<std::size_t>(pattern - series_.patterns.data())].holds(pieces_))
      return false;
    printed = pattern->print(pieces_);
    return true;
  }

  Page<CodedRecord> by_range(const std::string& prefix, std::string_view after) {
    Page<CodedRecord> page;
    const std::string end = after_all(prefix);
    auto q = s_.take(
        "SELECT canon, record, version FROM code WHERE canon > ?1 AND canon >= ?2 AND (?3 = '' OR canon < "
        "?3) "
        "AND series = ?4 AND state = 0 ORDER BY canon");
    q->bind(1, after);
    q->bind(2, std::string_view(prefix));
    q->bind(3, std::string_view(end));
    q->bind(4, series_.def.id);
    std::string last, printed;
    while (q->step()) {
      if (!fits(q->text(0), static_cast<int>(q->int64(2)), printed)) continue;
      if (page.items.size() == limit_) {
        page.next = last;
        break;
      }
      last = q->text(0);
      page.items.push_back({printed, RecordId{q->int64(1)}});
    }
    return page;
  }

  /// The cursor of such a page is the list's own behind a `#`, with which no code's begins.
  Page<CodedRecord> by_field(const Filter& where, std::string_view after) {
    Page<CodedRecord> page;
    const record::KindDef& kind = *s_.catalogue->find_kind(series_.def.kind);
    std::string cursor(after.empty() ? after : after.substr(1)), printed;
    do {
      const auto records = AnyReader(handle_, *kind.kind)
                               .list({.where = FilterOf<AnyRecord>(where),
                                      .limit = limit_,
                                      .after = cursor,
                                      .archived = Archived::included});
      for (const AnyRecord& record : records) {
        const auto code = domain::code_of_record(s_, record.id.value());
        if (code && code->series == series_.def.id && fits(code->canon, code->version, printed))
          page.items.push_back({printed, record.id});
      }
      cursor = records.next;
    } while (page.items.empty() && !cursor.empty());
    if (!cursor.empty()) page.next = "#" + cursor;
    return page;
  }

  Session& s_;
  detail::Handle handle_;
  const Series& series_;
  std::size_t limit_;
  std::vector<Wanted> wanted_;
  Pieces pieces_;
};

}  // namespace

Page<CodedRecord> CodeReader::find(std::string_view name, const std::vector<PartIs>& parts, int limit,
                                   std::string_view after) const {
  Session& s = detail::session_of(handle_);
  if (limit < 1 || limit > 10'000) throw Invalid(Issue{{}, "limit", "range", "1 to 10,000", {}});
  const auto series = domain::series_named(s, name);
  return Search(s, handle_, *series, parts, static_cast<std::size_t>(limit)).run(after);
}

std::vector<PartCount> CodeReader::count_by(std::string_view name, std::string_view part) const {
  Session& s = detail::session_of(handle_);
  const auto series = domain::series_named(s, name);
  if (std::none_of(series->patterns.begin(), series->patterns.end(),
                   [&](const CodePattern& p) { return p.part_named(part); }))
    no_such_part();
  std::map<std::string, std::uint64_t, std::less<>> counts;
  Pieces pieces;
  auto q = s.take("SELECT canon, version FROM code WHERE series = ? AND state = 0 ORDER BY canon");
  q->bind(1, series->def.id);
  while (q->step()) {
    const CodePattern* pattern = series->version(static_cast<int>(q->int64(1)));
    const auto at = pattern ? pattern->part_named(part) : std::nullopt;
    if (at && pattern->read(q->text(0), pieces) == Reading::fits)
      ++counts[domain::meaning_of(*pattern, *at, pieces)];
  }
  std::vector<PartCount> result;
  for (const auto& [value, codes] : counts) result.push_back({value, codes});
  std::stable_sort(result.begin(), result.end(),
                   [](const PartCount& a, const PartCount& b) { return a.codes > b.codes; });
  return result;
}

}  // namespace crmlite
