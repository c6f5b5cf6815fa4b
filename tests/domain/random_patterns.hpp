// Patterns as anybody might write them, at random: with every part and option of the language.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "domain/codes/alphabet.hpp"
#include "domain/codes/pattern.hpp"

namespace random_patterns {

using Random = std::mt19937_64;

inline std::size_t below(Random& random, std::size_t count) { return random() % count; }
inline int from_to(Random& random, int first, int last) {
  return first + static_cast<int>(below(random, static_cast<std::size_t>(last - first + 1)));
}
inline bool once_in(Random& random, std::size_t times) { return below(random, times) == 0; }

template <std::size_t size>
std::string one_of(Random& random, const char* const (&texts)[size]) {
  return texts[below(random, size)];
}

class Writer {
 public:
  explicit Writer(Random& random) : random_(random) {}

  std::string pattern() {
    const int parts = from_to(random_, 0, 5);
    const int number = from_to(random_, 0, parts);
    std::string text;
    for (int i = 0; i <= parts; ++i) {
      if (i == number && !once_in(random_, 12))
        text += "{}";  // replaced when all that it may count by is known
      else if (i < parts || parts == 0)
        text += part(i);
      if (once_in(random_, 2)) text += separator();
    }
    if (const std::size_t at = text.find("{}"); at != std::string::npos) text.replace(at, 2, sequence());
    if (once_in(random_, 8)) text += "{MAC:" + std::to_string(from_to(random_, 1, 16)) + ";key=k2}";
    if (once_in(random_, 6)) text += once_in(random_, 4) ? "{-}" : "";
    if (once_in(random_, 3)) text += check();
    return text;
  }

 private:
  std::string separator() {
    if (once_in(random_, 3)) return one_of(random_, {"{-}", "{/}", "{.}", "{ }"});
    return one_of(random_, {"-", "/", ".", "_", "INV", "c", "A", "0", "客户", "第", "é", "㎏", "ｘ", "ß",
                            "\\{", "\\\\", "+", "QUO", "#"});
  }

  std::string name(const char* begin, int number) {
    std::string made = begin + std::to_string(number);
    if (once_in(random_, 4)) made = "customer." + made;
    keys_.push_back(made);
    return made;
  }

  std::string dynamic() {
    if (!once_in(random_, 8)) return {};
    keys_.pop_back();
    return one_of(random_, {";dyn", ";dyn=alias", ";dyn=freeze", ";dyn=deny"});
  }

  std::string field(int number) {
    const char kind = "DUX"[below(random_, 3)];
    const int least = from_to(random_, 1, 4),
              most = once_in(random_, 2) ? least : from_to(random_, least, kind == 'D' ? 8 : 12);
    std::string text = "{F:" + name("field", number) + ":" + std::to_string(least);
    if (most > least) text += "-" + std::to_string(most);
    return text + kind + dynamic() + "}";
  }

  std::string map(int number) {
    std::string text = "{MAP:" + name("map", number);
    const bool lossy = once_in(random_, 8);
    const int size = from_to(random_, 1, 4), style = from_to(random_, 0, 3);
    for (int i = 0; i < size; ++i) {
      const std::string n = std::to_string(lossy ? i / 2 : i);
      const char* const styles[] = {"A", "x", "企", ""};
      text += ";value " + std::to_string(i) + "=" + styles[style] + n + (once_in(random_, 8) ? "-" : "");
    }
    if (once_in(random_, 6)) text += ";*=Z";
    if (lossy) text += ";lossy";
    const std::string may_change = dynamic();
    if (lossy && may_change.empty()) keys_.pop_back();
    return text + may_change + "}";
  }

  std::string date() {
    const auto with = [this](const char* text, std::vector<const char*> periods) {
      if (periods_.empty()) periods_ = std::move(periods);
      return std::string(text);
    };
    switch (below(random_, 12)) {
      case 0:
        return with("{YYYY}", {"year"});
      case 1:
        return with("{YY}", {"year"});
      case 2:
        return with("{YYYY}{MM}", {"year", "month", "quarter"});
      case 3:
        return with("{YY}-{Q}", {"year", "quarter"});
      case 4:
        return with("{YYYY}{MM}{DD}", {"year", "month", "quarter", "day", "week", "fy"});
      case 5:
        return with("{DD}.{MM}.{YY}", {"year", "month", "quarter", "day", "week", "fy"});
      case 6:
        return with("{YY}{DOY}", {"year", "month", "quarter", "day", "week", "fy"});
      case 7:
        return with("{GGGG}W{WW}", {"week"});
      case 8:
        return with("{GG}{WW}", {"week"});
      case 9:
        return with("{FYYY}", {"fy"});
      case 10:
        return with("{FY}", {"fy"});
      default:
        return one_of(random_, {"{HH}", "{HH}{MI}", "{HH}{MI}{SS}", "{MM}", "{Q}", "{DOY}", "{WW}", "{DD}",
                                "{SS}", "{GGGG}", "{YYYY}{Q}{MM}", "{FYYY}{MM}", "{YYYY}{GGGG}{WW}",
                                "{YY}{MM}{WW}", "{YYYY}-{YYYY}"});
    }
  }

  std::string part(int number) {
    switch (below(random_, 10)) {
      case 0:
      case 1:
      case 2:
        return date();
      case 3:
      case 4:
      case 5:
        return field(number);
      case 6:
      case 7:
        return map(number);
      case 8:
        if (once_in(random_, 2)) return separator();
        keys_.emplace_back("node");
        return "{NODE:" + std::to_string(from_to(random_, 1, 6)) + "}";
      default:
        if (once_in(random_, 6)) return "{UID}";
        return "{RAND:" + std::to_string(from_to(random_, 1, 12)) +
               (once_in(random_, 2) ? "" : ";base=" + base()) + "}";
    }
  }

  std::string base() { return one_of(random_, {"10", "16", "20", "26", "31", "32", "36"}); }

  std::string sequence() {
    const int width = from_to(random_, 1, 9);
    std::string text = "{SEQ:" + std::to_string(width);
    const bool grows = once_in(random_, 4), rolls = !grows && once_in(random_, 3);
    text += grows ? "+" : rolls ? "^" : "";
    if (!rolls && once_in(random_, 3)) text += ";base=" + base();
    if (!grows && once_in(random_, 4)) text += ";key=k1;weak";
    if (once_in(random_, 6)) text += ";from=" + std::to_string(from_to(random_, 0, 9));
    if (once_in(random_, 6)) text += ";step=" + std::to_string(from_to(random_, 1, 9));
    std::string per;
    if (!periods_.empty() && once_in(random_, 2)) per = periods_[below(random_, periods_.size())];
    for (const std::string& key : keys_)
      if (once_in(random_, 3)) per += (per.empty() ? "" : "+") + key;
    if (!per.empty()) text += ";per=" + per;
    return text + "}";
  }

  std::string check() {
    return one_of(random_,
                  {"{CHK}", "{CHK}", "{CHK}", "{CHK:damm}", "{CHK:luhn}", "{CHK:verhoeff}", "{CHK:mod11-2}",
                   "{CHK:mod11,10}", "{CHK:mod97-10}", "{CHK:mod37-2}", "{CHK:mod37,36}", "{CHK:mod1271-36}",
                   "{CHK:gs1}", "{CHK:f31}", "{CHK:f32}", "{CHK:f36}", "{CHK:uscc}"});
  }

  Random& random_;
  std::vector<std::string> keys_;
  std::vector<const char*> periods_;
};

/// A text of the part, for parts that print what a record or chance gives.
inline std::string piece(Random& random, const crmlite::domain::Part& part) {
  using crmlite::domain::Token;
  std::string text;
  const auto draw = [&](std::string_view characters, int count) {
    for (int i = 0; i < count; ++i) text += characters[below(random, characters.size())];
  };
  switch (part.token) {
    case Token::map: {
      const std::size_t at = below(random, part.map.size() + (part.otherwise ? 1 : 0));
      return at < part.map.size() ? part.map[at].canon : part.otherwise->canon;
    }
    case Token::node:
      draw("0123456789", part.least);
      break;
    case Token::random:
      draw(crmlite::domain::digits_of(part.base), part.least);
      break;
    case Token::unique:
      draw("01234567", 1);
      draw(crmlite::domain::crockford, part.least - 1);
      break;
    default: {
      const int size = from_to(random, part.least, part.most);
      if (part.letters == 'D' && size > part.least) draw("123456789", 1);
      const auto all = crmlite::domain::letters_and_digits;
      draw(part.letters == 'D'   ? all.substr(0, 10)
           : part.letters == 'U' ? all.substr(10)
                                 : all,
           size - static_cast<int>(text.size()));
    }
  }
  return text;
}

}  // namespace random_patterns
