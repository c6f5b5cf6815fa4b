// Patterns read from their text: what the language is, and at which place a text is not of it.
#include <algorithm>
#include <charconv>

#include <crmlite/error.hpp>

#include "base/check_character.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "domain/codes/alphabet.hpp"
#include "domain/codes/number.hpp"
#include "domain/codes/pattern.hpp"

namespace crmlite::domain {
namespace {

constexpr std::size_t longest_pattern = 2000;
constexpr int widest_number = 12, widest_field = 64, unique_width = 26;

[[noreturn]] void refuse(std::size_t at, const std::string& what) {
  throw Invalid(Issue{{}, "pattern", "syntax", "at byte " + std::to_string(at + 1) + ": " + what, {}});
}

std::optional<int> whole(std::string_view text) {
  int value = 0;
  const auto r = std::from_chars(text.data(), text.data() + text.size(), value);
  if (r.ec != std::errc{} || r.ptr != text.data() + text.size() || text.front() == '-') return std::nullopt;
  return value;
}

std::optional<std::int64_t> whole_64(std::string_view text) {
  std::int64_t value = 0;
  const auto r = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || r.ec != std::errc{} || r.ptr != text.data() + text.size() || value < 0)
    return std::nullopt;
  return value;
}

bool is_control(char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }

bool has_white_space(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (base::is_white_space(base::decode(text, at))) return true;
  return false;
}

/// Whether the text can be told from what stands beside it in a code: nothing in it is a blank, and its first
/// character does not join with the one before.
bool stands_alone(std::string_view text, std::string_view canon) {
  if (canon.empty() || has_white_space(text)) return false;
  std::size_t at = 0;
  const char32_t first = base::decode(canon, at);
  return base::combining_class(first) == 0 && base::is_always_nfc(first);
}

struct Name {
  std::string_view text;
  Token token;
};

constexpr Name token_names[] = {{"SEQ", Token::number},
                                {"F", Token::field},
                                {"MAP", Token::map},
                                {"NODE", Token::node},
                                {"RAND", Token::random},
                                {"UID", Token::unique},
                                {"MAC", Token::mac},
                                {"CHK", Token::check},
                                {"YYYY", Token::year},
                                {"YY", Token::short_year},
                                {"Q", Token::quarter},
                                {"MM", Token::month},
                                {"DD", Token::day},
                                {"DOY", Token::day_of_year},
                                {"GGGG", Token::iso_year},
                                {"GG", Token::short_iso_year},
                                {"WW", Token::iso_week},
                                {"FYYY", Token::fiscal_year},
                                {"FY", Token::short_fiscal_year},
                                {"HH", Token::hour},
                                {"MI", Token::minute},
                                {"SS", Token::second}};

}  // namespace

/// Reads the text of a pattern from left to right.
class CodePattern::Parser {
 public:
  Parser(std::string_view text, CodePattern& into) : text_(text), into_(into) {}

  void run() {
    if (text_.size() > longest_pattern) refuse(longest_pattern, "a pattern has at most 2,000 bytes");
    if (base::trimmed(text_).size() != text_.size()) refuse(0, "blanks at the ends are not allowed");
    for (std::size_t i = 0; i < text_.size(); ++i)
      if (is_control(text_[i])) refuse(i, "control characters are not allowed");
    while (at_ < text_.size()) {
      if (text_[at_] == '}') refuse(at_, "a closing bracket without an opening one");
      if (text_[at_] == '{')
        token();
      else
        literal();
    }
    marks_at_the_end();
  }

 private:
  Part& add(Token token) {
    Part part;
    part.token = token;
    part.at = at_;
    return into_.parts_.emplace_back(std::move(part));
  }

  void literal() {
    Part& part = add(Token::literal);
    std::string text;
    while (at_ < text_.size() && text_[at_] != '{' && text_[at_] != '}') {
      if (text_[at_] == '\\' && ++at_ >= text_.size()) refuse(at_ - 1, "a backslash at the end");
      const std::size_t begin = at_;
      const char32_t c = base::decode(text_, at_);
      if (base::is_white_space(c)) refuse(begin, "a blank that counts is not allowed; `{ }` prints one");
      text += text_.substr(begin, at_ - begin);
    }
    part.text = base::nfc(text);
    part.canon = canonical_text(part.text);
    if (!stands_alone(part.text, part.canon))
      refuse(part.at, "these characters would join with the ones beside them");
  }

  /// The text between the brackets, cut at colons (the first two) and at semicolons that no backslash
  /// protects.
  void token() {
    const std::size_t begin = at_;
    std::vector<std::string> pieces(1);
    for (++at_;; ++at_) {
      if (at_ >= text_.size()) refuse(begin, "a bracket that does not close");
      char c = text_[at_];
      if (c == '}') break;
      if (c == '{') refuse(at_, "a bracket in brackets");
      if (c == ';') {
        pieces.emplace_back();
        continue;
      }
      // The backslash stays before a sign that would else have a meaning; options take it off.
      if (c == '\\') {
        if (at_ + 1 >= text_.size()) refuse(at_, "a backslash at the end");
        pieces.back() += c;
        c = text_[++at_];
      }
      pieces.back() += c;
    }
    const std::size_t end = at_ + 1;
    at_ = begin;
    head(pieces.front());
    Part& part = into_.parts_.back();
    for (std::size_t i = 1; i < pieces.size(); ++i) option(part, pieces[i]);
    finish(part);
    at_ = end;
  }

  void head(std::string_view text) {
    if (text.size() == 1 && std::string_view("-/. ").find(text[0]) != std::string_view::npos) {
      add(Token::soft).text.push_back(text[0]);
      return;
    }
    const std::size_t colon = text.find(':');
    const std::string_view name = text.substr(0, colon);
    const std::string_view spec =
        colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    for (const Name& known : token_names)
      if (known.text == name) return specify(add(known.token), spec, colon != std::string_view::npos);
    refuse(at_, "an unknown part in brackets");
  }

  void specify(Part& part, std::string_view spec, bool given) {
    switch (part.token) {
      case Token::number:
        return number(part, spec);
      case Token::field:
        return field(part, spec);
      case Token::map:
        return path(part, spec);
      case Token::node:
        part.least = width(spec, 1, 6, "{NODE:n} takes a width from 1 to 6");
        break;
      case Token::random:
        part.base = 32;
        part.least = width(spec, 1, 26, "{RAND:n} takes a width from 1 to 26");
        break;
      case Token::mac:
        part.least = width(spec, 1, 16, "{MAC:n} takes a width from 1 to 16");
        break;
      case Token::check: {
        if (!given) break;
        const auto system = check_system_named(spec);
        if (!system || *system == CheckSystem::unchecked || *system == CheckSystem::iban ||
            *system == CheckSystem::id_cn)
          refuse(at_, "{CHK:…} names no system of check characters for codes");
        part.check = *system;
        break;
      }
      default:
        if (given) refuse(at_, "this part takes no width");
        part.least = part.token == Token::unique ? unique_width : digits_of_time(part.token);
    }
    part.most = part.least;
  }

  int width(std::string_view text, int least, int most, const char* rule) const {
    const auto value = text.empty() ? std::nullopt : whole(text);
    if (!value || *value < least || *value > most) refuse(at_, rule);
    return *value;
  }

  void number(Part& part, std::string_view spec) {
    if (into_.numbering_.present) refuse(at_, "{SEQ:n} twice");
    into_.numbering_.present = true;
    into_.numbering_.part = into_.parts_.size() - 1;
    if (!spec.empty() && spec.back() == '+') part.growth = Growth::widens;
    if (!spec.empty() && spec.back() == '^') part.growth = Growth::rolls;
    if (part.growth != Growth::stops) spec.remove_suffix(1);
    part.least = width(spec, 1, widest_number, "{SEQ:n} takes a width from 1 to 12");
    part.most = part.growth == Growth::widens ? widest_number : part.least;
  }

  void field(Part& part, std::string_view spec) {
    const std::size_t colon = spec.rfind(':');
    if (colon == std::string_view::npos) refuse(at_, "{F:field:n} names a field and a width with D, U or X");
    path(part, spec.substr(0, colon));
    spec.remove_prefix(colon + 1);
    const char letters = spec.empty() ? ' ' : spec.back();
    if (letters != 'D' && letters != 'U' && letters != 'X')
      refuse(at_, "a field is printed as D (digits), U (capitals) or X (both)");
    part.letters = letters;
    spec.remove_suffix(1);
    const std::size_t dash = spec.find('-');
    const char* rule = letters == 'D' ? "a width from 1 to 12" : "a width from 1 to 64";
    const int most = letters == 'D' ? widest_number : widest_field;
    part.least = width(spec.substr(0, dash), 1, most, rule);
    part.most =
        dash == std::string_view::npos ? part.least : width(spec.substr(dash + 1), part.least, most, rule);
  }

  void path(Part& part, std::string_view text) const {
    std::size_t at = 0;
    bool word = false;
    while (at < text.size()) {
      const char32_t c = base::decode(text, at);
      if (c == '.' && !word) refuse(at_, "no name of a field");
      word = c != '.';
      if (base::is_white_space(c) || (c < 0x80 && c != '.' && c != '_' &&
                                      letters_and_digits.find(static_cast<char>(
                                          c >= 'a' && c <= 'z' ? c - 32 : c)) == std::string_view::npos))
        refuse(at_, "no name of a field");
    }
    if (!word) refuse(at_, "no name of a field");
    part.path = base::nfc(text);
  }

  static std::string plain(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\\' && i + 1 < text.size()) ++i;
      out += text[i];
    }
    return out;
  }

  void option(Part& part, std::string_view text) {
    std::size_t equals = 0;
    while (equals < text.size() && text[equals] != '=') equals += text[equals] == '\\' ? 2 : 1;
    const bool valued = equals < text.size();
    const std::string name = base::trimmed(plain(text.substr(0, equals)));
    const std::string value = valued ? base::trimmed(plain(text.substr(equals + 1))) : std::string();
    const bool known = part.token == Token::number   ? number_option(part, name, value, valued)
                       : part.token == Token::map    ? map_option(part, name, value, valued)
                       : part.token == Token::field  ? dynamic_option(part, name, value, valued)
                       : part.token == Token::mac    ? key_option(part, name, value)
                       : part.token == Token::random ? base_option(part, name, value)
                                                     : false;
    if (!known)
      refuse(at_, "an option that this part does not have, or a value that the option does not take");
  }

  static bool key_option(Part& part, std::string_view name, const std::string& value) {
    if (name != "key" || value.empty()) return false;
    part.key = value;
    return true;
  }

  static bool base_option(Part& part, std::string_view name, const std::string& value) {
    const int base = value.empty() ? 0 : whole(value).value_or(0);
    if (name != "base" || digits_of(base).empty()) return false;
    part.base = base;
    return true;
  }

  static bool dynamic_option(Part& part, std::string_view name, std::string_view value, bool valued) {
    if (name != "dyn") return false;
    if (!valued || value == "alias")
      part.dynamic = Dynamic::alias;
    else if (value == "freeze")
      part.dynamic = Dynamic::freeze;
    else if (value == "deny")
      part.dynamic = Dynamic::deny;
    else
      return false;
    return true;
  }

  bool map_option(Part& part, const std::string& name, const std::string& value, bool valued) {
    if (!valued && name == "lossy") return part.lossy = true;
    if (!valued || (name == "dyn" && (value == "alias" || value == "freeze" || value == "deny")))
      return dynamic_option(part, name, value, valued);
    MapEntry entry{base::nfc(name), base::nfc(value), canonical_text(value)};
    if (entry.value.empty() || !stands_alone(entry.text, entry.canon)) return false;
    if (entry.value == "*") {
      if (part.otherwise) return false;
      part.otherwise = std::move(entry);
      return true;
    }
    for (const MapEntry& e : part.map)
      if (e.value == entry.value) return false;
    part.map.push_back(std::move(entry));
    return true;
  }

  bool number_option(Part& part, const std::string& name, const std::string& value, bool valued) {
    Numbering& n = into_.numbering_;
    if (!valued) {
      if (name == "fast" || name == "gapless")
        n.fast = name == "fast";
      else if (name == "chrono")
        n.chronological = true;
      else if (name == "weak")
        n.weak = true;
      else
        return false;
      return true;
    }
    if (name == "per") return periods(value);
    if (name == "key") return key_option(part, name, value);
    if (name == "base") return part.growth != Growth::rolls && base_option(part, name, value);
    const auto number = whole_64(value);
    if (!number || (name != "from" && name != "step")) return false;
    if (name == "step" && (*number < 1 || *number > 1'000'000)) return false;
    (name == "from" ? n.from : n.step) = *number;
    return true;
  }

  bool periods(std::string_view text) {
    while (!text.empty()) {
      const std::size_t plus = text.find('+');
      if (plus == 0 || plus + 1 == text.size()) return false;
      into_.numbering_.per.push_back(base::nfc(text.substr(0, plus)));
      text.remove_prefix(plus == std::string_view::npos ? text.size() : plus + 1);
    }
    return !into_.numbering_.per.empty();
  }

  void finish(Part& part) const {
    if (part.token == Token::map && part.map.empty() && !part.otherwise)
      refuse(at_, "{MAP:field;value=text} lists no value");
    if (part.token == Token::mac && part.key.empty()) refuse(at_, "{MAC:n;key=…} names a key");
    if (part.token == Token::number && !part.key.empty() && part.growth == Growth::widens)
      refuse(at_, "a keyed number has one width");
  }

  void marks_at_the_end() const {
    bool sealed = false, ended = false;
    for (const Part& part : into_.parts_) {
      if (part.token == Token::soft) continue;
      if (ended || (sealed && part.token != Token::check))
        refuse(part.at, "{CHK} is the last part, and {MAC:n} stands before it");
      sealed = part.token == Token::mac;
      ended = part.token == Token::check;
    }
  }

  std::string_view text_;
  CodePattern& into_;
  std::size_t at_ = 0;
};

CodePattern CodePattern::parse(std::string_view text, Fiscal fiscal) {
  if (!base::is_valid_utf8(text)) refuse(0, "not valid UTF-8");
  CodePattern pattern;
  pattern.text_ = base::nfc(text);
  pattern.fiscal_ = fiscal;
  Parser(pattern.text_, pattern).run();
  pattern.settle();
  return pattern;
}

}  // namespace crmlite::domain
