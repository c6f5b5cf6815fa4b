#include "domain/codes/verdict.hpp"

#include <algorithm>

#include <crmlite/error.hpp>

#include "base/check_character.hpp"
#include "base/permutation.hpp"
#include "base/text.hpp"
#include "domain/codes/alphabet.hpp"
#include "domain/codes/number.hpp"

namespace crmlite::domain {
namespace {

constexpr std::size_t longest_code = 64;
constexpr auto greatest_domain = static_cast<std::int64_t>(base::Permutation::greatest_domain);
constexpr std::int64_t weak_domain =
    1'000'000;  // NIST SP 800-38G rev. 1 asks at least this of a permuted domain

/// The rules one after the other; each is a short function that adds what it finds.
class Judge {
 public:
  Judge(const CodePattern& pattern, const PatternContext& context) : p_(pattern), context_(context) {}

  std::vector<PatternFinding> run() {
    marks_cover();
    lengths_and_numbers();
    keys();
    something_unique();
    maps_one_to_one();
    week_with_its_year();
    reset_keys_printed();
    soft_apart();
    one_reading();
    personal();
    return std::move(found_);
  }

 private:
  void refuse(const char* rule, std::string message, std::string witness = {}) {
    found_.push_back({rule, true, std::move(message), std::move(witness)});
  }

  void refuse_once(const char* rule, const std::string& message) {
    if (std::none_of(found_.begin(), found_.end(),
                     [&](const PatternFinding& f) { return f.message == message; }))
      refuse(rule, message);
  }

  /// The first code of a counter; none of a pattern that cannot print any.
  std::string first_code(Date day = sample_day) const {
    return !found("E8") && !found("E9") && !found("E11") ? sample_code(p_, p_.numbering().from, day)
                                                         : std::string();
  }

  bool found(std::string_view rule) const {
    return std::any_of(found_.begin(), found_.end(),
                       [rule](const PatternFinding& f) { return f.rule == rule; });
  }

  bool has(Token token) const {
    return std::any_of(p_.parts().begin(), p_.parts().end(),
                       [token](const Part& x) { return x.token == token; });
  }

  bool is_key(const Part& part) const {
    const auto& per = p_.numbering().per;
    return std::find(per.begin(), per.end(), name_of(part)) != per.end() && (!is_time(part.token));
  }

  void something_unique() {
    if (!p_.numbering().present && !has(Token::random) && !has(Token::unique))
      refuse("E4", "nothing makes codes unique: {SEQ:n}, {RAND:n} or {UID} is missing", first_code());
  }

  void maps_one_to_one() {
    for (const Part& part : p_.parts()) {
      if (part.token != Token::map) continue;
      const auto twice = same_text(part);
      if (!twice) continue;
      if (!part.lossy)
        refuse("E2", "two values of " + part.path + " print the same; `lossy` allows it", *twice);
      else if (is_key(part))
        refuse("E2", "numbers cannot count per " + part.path + ", of which values print the same", *twice);
    }
  }

  static std::optional<std::string> same_text(const Part& part) {
    for (std::size_t i = 0; i < part.map.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j)
        if (part.map[i].canon == part.map[j].canon) return part.map[i].canon;
      if (part.otherwise && part.otherwise->canon == part.map[i].canon) return part.map[i].canon;
    }
    return std::nullopt;
  }

  /// Time parts of a day, as far as the pattern prints them.
  TimeParts printed_of(Date day) const {
    TimeParts printed;
    for (const Part& part : p_.parts())
      if (is_time(part.token)) printed.set(part.token, time_part(part.token, {day, 0}, p_.fiscal()));
    return printed;
  }

  void reset_keys_printed() {
    const TimeParts printed = printed_of(sample_day);
    for (const std::string& key : p_.numbering().per) {
      if (const auto period = period_named(key)) {
        if (!period_text(*period, printed, p_.fiscal()) && !(*period == Period::week && found("E12")))
          refuse("E3",
                 "numbers begin anew each " + (key == "fy" ? std::string("fiscal year") : key) +
                     ", which the code does not print: the first code would come twice",
                 first_code());
        continue;
      }
      const auto part = p_.part_named(key);
      const Token token = part ? p_.parts()[*part].token : Token::literal;
      if (token != Token::field && token != Token::map && token != Token::node)
        refuse(
            "E3",
            "numbers count per " + key + ", which the code does not print: the first code would come twice",
            first_code());
      else if (p_.parts()[*part].dynamic == Dynamic::alias)
        refuse("E5", "numbers count per " + key + ", which may change", first_code());
    }
  }

  void week_with_its_year() {
    const TimeParts first = printed_of({2024, 1, 1});
    if (first.has(Token::iso_week) && first.year() >= 0 && first == printed_of({2024, 12, 30}))
      refuse("E12",
             "a week is printed with the calendar year instead of {GGGG}: 2024-01-01 and 2024-12-30 print "
             "the same",
             first_code({2024, 1, 1}));
  }

  /// The automaton of a pattern that may be any length would be too large.
  void one_reading() {
    if (found("E9")) return;
    if (const auto witness = second_reading(p_))
      refuse("E1", "a code can be read in two ways", found("E8") ? *witness : p_.with_check(*witness));
  }

  void marks_cover() {
    std::string text;
    std::size_t length = 0;
    bool only_letters = true;
    for (std::size_t i = 0; i < p_.parts().size(); ++i) {
      const Part& part = p_.parts()[i];
      if (part.token != Token::check) {
        const ByteSet all = p_.shape(i).all();
        for (const char c : letters_and_digits)
          if (all.has(c)) text += c;
        length += p_.shape(i).longest();
        only_letters = only_letters && all == (all & ByteSet(letters_and_digits));
        continue;
      }
      const auto covered = base::check_rules(part.check).covered;
      const std::size_t bad = text.find_first_not_of(covered);
      if (bad != std::string::npos)
        refuse("E8",
               "the check character " + std::string(to_string(part.check)) +
                   " does not cover all characters of the code",
               std::string(1, text[bad]));
      if (part.check == CheckSystem::uscc &&
          (!only_letters || length != 17 || p_.longest() != 18 || p_.shortest() != 18))
        refuse("E8", "the check character uscc belongs to codes of 18 characters");
    }
  }

  void lengths_and_numbers() {
    std::size_t characters = 0;
    for (std::size_t i = 0; i < p_.parts().size(); ++i) {
      const Part& part = p_.parts()[i];
      const bool fixed_text = part.token == Token::literal || part.token == Token::soft;
      characters += fixed_text ? length_of(part.text, part.canon) : longest_text(part, p_.shape(i));
    }
    if (characters > longest_code)
      refuse("E9", "codes would have up to " + std::to_string(characters) + " characters; 64 is the most");
    const Numbering& n = p_.numbering();
    if (!n.present) return;
    if (n.from > n.last)
      refuse("E10", "numbers begin at " + std::to_string(n.from) + ", but the last one printed is " +
                        std::to_string(n.last));
    else if (context_.volume > 0 && (n.last - n.from) / n.step + 1 < context_.volume)
      refuse("E10",
             "room for " + std::to_string((n.last - n.from) / n.step + 1) + " codes, fewer than wanted");
  }

  /// Some characters are read as several: ㎏ as KG.
  static std::size_t length_of(std::string_view text, std::string_view canon) {
    return std::max(base::code_points(text), base::code_points(canon));
  }

  static std::size_t longest_text(const Part& part, const Shape& shape) {
    if (part.token != Token::map) return shape.longest();
    std::size_t most = part.otherwise ? length_of(part.otherwise->text, part.otherwise->canon) : 0;
    for (const MapEntry& e : part.map) most = std::max(most, length_of(e.text, e.canon));
    return most;
  }

  void keys() {
    for (const Part& part : p_.parts()) {
      if (part.key.empty()) continue;
      if (context_.keys &&
          std::find(context_.keys->begin(), context_.keys->end(), part.key) == context_.keys->end())
        refuse_once("E11", "the file has no key " + part.key);
      if (part.token == Token::number && last_number(part) >= greatest_domain)
        refuse("E11", "a keyed number has at most 4,611,686,018,427,387,904 values");
      if (part.token == Token::number && last_number(part) + 1 < weak_domain && !p_.numbering().weak)
        refuse("E11", "fewer than 1,000,000 numbers are no secret, even in another order; `weak` allows it");
    }
  }

  void soft_apart() {
    for (const char c : p_.soft())
      for (std::size_t i = 0; i < p_.parts().size(); ++i)
        if (p_.shape(i).all().has(c)) {
          refuse("E13", "the same separator counts at one place and is left aside at another",
                 std::string(1, c));
          return;
        }
  }

  void personal() {
    for (const Part& part : p_.parts())
      if (!part.path.empty() &&
          std::find(context_.personal.begin(), context_.personal.end(), part.path) != context_.personal.end())
        found_.push_back({"W1", false, "codes will show " + part.path + ", which is personal", {}});
  }

  const CodePattern& p_;
  const PatternContext& context_;
  std::vector<PatternFinding> found_;
};

/// A piece that the part prints: its first one, or ones where it is a number.
std::string sample_piece(const Part& part, const Shape& shape) {
  if (part.token == Token::node || (part.token == Token::field && part.letters == 'D'))
    return std::string(static_cast<std::size_t>(part.least - 1), '0') + '1';
  std::string text;
  if (part.token == Token::map) return part.map.empty() ? part.otherwise->canon : part.map.front().canon;
  for (std::size_t i = 0; i < shape.chains.front().least; ++i)
    text += part.token == Token::field ? 'A' : shape.chains.front().classes[i].first();
  return text;
}

}  // namespace

std::vector<PatternFinding> judge(const CodePattern& pattern, const PatternContext& context) {
  return Judge(pattern, context).run();
}

std::vector<std::string> sample_pieces(const CodePattern& pattern) {
  std::vector<std::string> pieces(pattern.parts().size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Token token = pattern.parts()[i].token;
    if (token == Token::field || token == Token::map || token == Token::node || token == Token::random ||
        token == Token::unique)
      pieces[i] = sample_piece(pattern.parts()[i], pattern.shape(i));
  }
  return pieces;
}

std::string sample_code(const CodePattern& pattern, std::int64_t number, Date day) {
  CodePattern keyed = pattern;
  Keys keys;
  for (const Part& part : pattern.parts())
    if (!part.key.empty()) keys.emplace(part.key, "sample");
  keyed.use_keys(keys, {});
  const std::vector<std::string> pieces = sample_pieces(pattern);
  Pieces out;
  const Ingredients from{number, {day, 12 * 3600 + 34 * 60 + 56}, pieces};
  return keyed.write(from, out) ? keyed.print(out) : std::string();
}

PatternReport report_on(const CodePattern& pattern, std::vector<PatternFinding> findings) {
  PatternReport report;
  report.findings = std::move(findings);
  report.shortest = pattern.shortest();
  report.longest = pattern.longest();
  const Numbering& n = pattern.numbering();
  if (n.present && n.from <= n.last) report.capacity = (n.last - n.from) / n.step + 1;
  if (!report.accepted()) return report;
  for (int i = 0; i < 3; ++i)
    if (auto code = sample_code(pattern, n.from + i * n.step); !code.empty())
      report.samples.push_back(std::move(code));
  if (report.capacity > 3)
    if (auto code = sample_code(pattern, n.from + (report.capacity - 1) * n.step); !code.empty())
      report.samples.push_back(std::move(code));
  if (!n.present && !report.samples.empty()) report.samples.resize(1);
  return report;
}

}  // namespace crmlite::domain

namespace crmlite {

bool PatternReport::accepted() const {
  return std::none_of(findings.begin(), findings.end(), [](const PatternFinding& f) { return f.refused; });
}

PatternReport check_pattern(std::string_view pattern, const PatternContext& context) {
  const auto fiscal = domain::parse_fiscal(context.fiscal_start);
  if (!fiscal)
    return {{{"syntax", true, "the start of fiscal years is no day MM-DD of every year", {}}}, 0, 0, 0, {}};
  try {
    const auto parsed = domain::CodePattern::parse(pattern, *fiscal);
    return domain::report_on(parsed, domain::judge(parsed, context));
  } catch (const Invalid& e) {
    return {
        {{"syntax", true, e.issues().empty() ? e.message() : e.issues().front().message, {}}}, 0, 0, 0, {}};
  }
}

}  // namespace crmlite
