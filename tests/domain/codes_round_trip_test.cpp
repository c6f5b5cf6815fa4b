// What a code was made from is what is read from it, for every pattern that the language accepts; and what
// reads at all is what would be written again.
#include "base/check_character.hpp"
#include "base/date.hpp"
#include "code_patterns.hpp"
#include "domain/codes/calendar.hpp"
#include "random_patterns.hpp"

namespace {

using namespace code_patterns;
using namespace random_patterns;
using crm::domain::Ingredients;
using crm::domain::LocalTime;
using crm::domain::Part;
using crm::domain::TimeParts;

/// One code: what it was made from, as far as its pattern asks for it.
struct Made {
  std::int64_t number = 0;
  LocalTime time;
  std::vector<std::string> pieces;

  Ingredients from() const { return {number, time, pieces}; }
};

class Trip {
 public:
  Trip(Random& random, const CodePattern& pattern) : random_(random), p_(pattern) {}

  /// True when there was a code: some days have no year of two digits.
  bool go() {
    const Made made = any();
    Pieces out;
    try {
      if (!p_.write(made.from(), out)) fail("no code");
    } catch (const crm::Invalid& e) {
      const crm::Date d = made.time.day;
      if (e.issues().at(0).rule != "year_window" || (d.year > 2000 && d.year < 2099))
        fail("an unexpected refusal");
      return false;
    }
    back(made, out);
    for (int i = 0; i < 4; ++i) mutant(out.text);
    return true;
  }

  int mutants = 0;

 private:
  [[noreturn]] void fail(const std::string& what) const {
    FAIL(p_.text() << ": " << what);
    std::abort();
  }

  Made any() {
    const std::int64_t last = p_.numbering().last;
    Made made;
    const std::int64_t numbers[] = {
        0, 1, last, last / 10, last / 10 + 1, static_cast<std::int64_t>(random_() >> 1) % (last + 1)};
    made.number = numbers[below(random_, std::size(numbers))];
    if (made.number > last) made.number = last;
    made.time.day = crm::base::civil_from_days(crm::base::days_from_civil({2000, 1, 1}) +
                                               static_cast<std::int64_t>(below(random_, 36525)));
    made.time.second = static_cast<int>(below(random_, 86400));
    std::map<std::pair<std::string_view, int>, std::string> values;  // one value, however often it is printed
    for (const Part& part : p_.parts()) {
      if (!is_given(part.token))
        made.pieces.emplace_back();
      else if (part.token == Token::random || part.token == Token::unique)
        made.pieces.push_back(piece(random_, part));
      else
        made.pieces.push_back(
            values.try_emplace({name_of(part), part.least}, piece(random_, part)).first->second);
    }
    return made;
  }

  void back(const Made& made, const Pieces& out) {
    const std::string seen = p_.print(out), text = p_.without_soft(crm::domain::canonical_text(seen));
    if (text != out.text) fail(seen + " is not read as " + out.text);
    if (text.size() < p_.shortest() || text.size() > p_.longest()) fail(seen + " has another length");
    Pieces again;
    for (const bool lenient : {false, true}) {
      if (p_.read(text, again, lenient) != Reading::fits) fail(seen + " is not read");
      if (again.at != out.at || again.text != out.text) fail(seen + " is cut elsewhere");
    }
    if (p_.numbering().present && p_.number(again) != made.number) fail(seen + " has another number");
    if (p_.scope(again) != p_.scope(made.from())) fail(seen + " counts elsewhere");
    const TimeParts time = p_.time(again);
    for (std::size_t i = 0; i < p_.parts().size(); ++i) {
      const Part& part = p_.parts()[i];
      if (is_given(part.token) && again.of(i) != made.pieces[i]) fail(seen + " has another piece");
      if (is_given(part.token) && part.token != Token::map && p_.piece(i, made.pieces[i]) != made.pieces[i])
        fail(seen + ": a piece is no value");
      if (is_time(part.token) && time.of(part.token) != time_part(part.token, made.time, p_.fiscal()))
        fail(seen + " has another time");
    }
  }

  /// A slip of the pen. Where it can be read, it is a code, and the one that would be written.
  void mutant(std::string text) {
    static constexpr std::string_view characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-/.*";
    for (std::size_t i = 0, slips = 1 + below(random_, 2); i < slips; ++i) {
      const std::size_t at = below(random_, text.size());
      const char c = characters[below(random_, characters.size())];
      switch (below(random_, 5)) {
        case 0:
          text.insert(at, 1, c);
          break;
        case 1:
          text.erase(at, 1);
          break;
        case 2:
          std::swap(text[at], text[below(random_, text.size())]);
          break;
        default:
          text[at] = c;
      }
      if (text.empty()) return;
    }
    if (text.size() >= p_.shortest() && text.size() <= p_.longest() && once_in(random_, 2) &&
        is_covered(text))
      text = p_.with_check(text);
    Pieces out;
    if (p_.read(text, out, once_in(random_, 4)) != Reading::fits) return;
    ++mutants;
    Made made{p_.number(out), {}, {}};
    for (std::size_t i = 0; i < p_.parts().size(); ++i)
      made.pieces.push_back(is_given(p_.parts()[i].token) ? std::string(out.of(i)) : std::string());
    if (!find_time(p_.time(out), made.time)) fail(text + " is read, but no day prints it");
    Pieces again;
    if (!p_.write(made.from(), again) || again.text != out.text)
      fail(out.text + " is read, but written " + again.text);
  }

  /// Check characters are computed of what the pattern can print only.
  bool is_covered(const std::string& text) const {
    for (const Part& part : p_.parts()) {
      if (part.token != Token::check) continue;
      const auto covered = crm::base::check_rules(part.check).covered;
      for (const char c : text)
        if (covered.find(c) == std::string_view::npos && !decorates(c)) return false;
    }
    return true;
  }

  bool decorates(char c) const {
    if (crm::domain::letters_and_digits.find(c) != std::string_view::npos) return false;
    for (std::size_t i = 0; i < p_.parts().size(); ++i)
      if (p_.parts()[i].token != Token::check && p_.shape(i).all().has(c)) return true;
    return false;
  }

  bool find_time(const TimeParts& parts, LocalTime& time) const {
    const auto of = [&](Token t) { return std::max(parts.of(t), 0); };
    time.second = of(Token::hour) * 3600 + of(Token::minute) * 60 + of(Token::second);
    int first = 2000, last = 2027;
    for (const int y : {parts.year(), parts.iso_year(), parts.fiscal_year()})
      if (y >= 0) {
        first = std::max(y - 1, 1);
        last = std::min(y + 1, 9999);
        break;
      }
    const std::int64_t end = crm::base::days_from_civil({static_cast<std::int16_t>(last), 12, 31});
    for (std::int64_t d = crm::base::days_from_civil({static_cast<std::int16_t>(first), 1, 1}); d <= end;
         ++d) {
      time.day = crm::base::civil_from_days(d);
      bool all = true;
      for (std::size_t i = 0; i < p_.parts().size() && all; ++i) {
        const Token t = p_.parts()[i].token;
        if (!is_time(t)) continue;
        all = time_part(t, time, p_.fiscal()) == parts.of(t);
        if (is_short_year(t)) all = all && time_part(long_year(t), time, p_.fiscal()) / 100 == 20;
      }
      if (all) return true;
    }
    return false;
  }

  Random& random_;
  const CodePattern& p_;
};

void travel(std::uint64_t seed, int accepted) {
  INFO("seed " << seed);
  Random random(seed);
  int patterns = 0, codes = 0, mutants = 0, taken = 0;
  std::map<std::string, int> rules;
  while (taken < accepted) {
    const std::string text = Writer(random).pattern();
    const char* const fiscals[] = {"01-01", "04-01", "07-15", "12-31"};
    const std::string fiscal = one_of(random, fiscals);
    ++patterns;
    const auto report = crm::check_pattern(text, {.fiscal_start = fiscal});
    for (const auto& f : report.findings) ++rules[f.rule];
    if (!report.accepted()) continue;
    if (report.samples.empty() || report.samples.front().empty()) FAIL(text << " has no sample");
    ++taken;
    const CodePattern pattern = parsed(text, fiscal);
    Trip trip(random, pattern);
    for (int i = 0; i < 3; ++i) codes += trip.go() ? 1 : 0;
    mutants += trip.mutants;
  }
  for (const auto& [rule, count] : rules) UNSCOPED_INFO(rule << ": " << count);
  CAPTURE(patterns, codes, mutants);
  CHECK(patterns < 3 * accepted);
  CHECK(codes > accepted * 3 - accepted / 5);
  CHECK(mutants > accepted);
  for (const char* rule : {"E1", "E4", "E8", "E13"}) CHECK(rules[rule] > 0);
}

}  // namespace

TEST_CASE("What a code was made from comes back for patterns of all kinds") { travel(1, 20'000); }

TEST_CASE("What a code was made from comes back for a million patterns", "[.long][long]") {
  travel(2, 1'000'000);
}
