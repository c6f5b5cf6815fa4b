#include "domain/codes/shape.hpp"

#include <algorithm>

#include "base/check_character.hpp"
#include "domain/codes/alphabet.hpp"
#include "domain/codes/number.hpp"
#include "domain/codes/pattern.hpp"

namespace crmlite::domain {
namespace {

constexpr ByteSet decimal{digits_of(10)};

ByteSet range(char first, char last) {
  ByteSet set;
  for (char c = first; c <= last; ++c) set.add(c);
  return set;
}

Chain exactly(std::string_view text) {
  Chain chain;
  for (const char c : text) chain.classes.emplace_back(std::string_view(&c, 1));
  chain.least = chain.classes.size();
  return chain;
}

Chain repeated(const ByteSet& set, int least, int most) {
  return {std::vector<ByteSet>(static_cast<std::size_t>(most), set), static_cast<std::size_t>(least)};
}

Chain repeated(const ByteSet& set, int count) { return repeated(set, count, count); }

/// Numbers of at least `least` digits: a wider one has no leading zero, so that each number has one spelling.
Shape number_shape(std::string_view digits, int least, int most) {
  const ByteSet any(digits);
  Shape shape{{repeated(any, least)}};
  if (most > least) {
    Chain wider = repeated(any, least + 1, most);
    wider.classes.front() = any.without(digits.front());
    shape.chains.push_back(std::move(wider));
  }
  return shape;
}

/// Numbers that roll over into letters: all digits, or some nines, a letter, and whatever follows.
Shape rolling_shape(int width) {
  Shape shape{{repeated(decimal, width)}};
  const ByteSet letter(crockford.substr(10)), any(crockford);
  for (int nines = 0; nines < width; ++nines) {
    Chain chain = repeated(any, width);
    for (int i = 0; i < nines; ++i) chain.classes[static_cast<std::size_t>(i)] = ByteSet("9");
    chain.classes[static_cast<std::size_t>(nines)] = letter;
    shape.chains.push_back(std::move(chain));
  }
  return shape;
}

/// Two digits from `first` to `last`.
Shape two_digits(int first, int last) {
  Shape shape;
  for (int tens = first / 10; tens <= last / 10; ++tens) {
    const int low = tens == first / 10 ? first % 10 : 0, high = tens == last / 10 ? last % 10 : 9;
    const char ten = static_cast<char>('0' + tens);
    shape.chains.push_back({{ByteSet(std::string_view(&ten, 1)),
                             range(static_cast<char>('0' + low), static_cast<char>('0' + high))},
                            2});
  }
  return shape;
}

Shape day_of_year_shape() {
  const ByteSet low = range('1', '9');
  return {{{{ByteSet("0"), ByteSet("0"), low}, 3},
           {{ByteSet("0"), low, decimal}, 3},
           {{range('1', '2'), decimal, decimal}, 3},
           {{ByteSet("3"), range('0', '5'), decimal}, 3},
           {{ByteSet("3"), ByteSet("6"), range('0', '6')}, 3}}};
}

Shape map_shape(const Part& part) {
  std::vector<std::string_view> texts;
  for (const MapEntry& e : part.map) texts.push_back(e.canon);
  if (part.otherwise) texts.push_back(part.otherwise->canon);
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  Shape shape;
  for (const std::string_view t : texts) shape.chains.push_back(exactly(t));
  return shape;
}

Shape field_shape(const Part& part) {
  switch (part.letters) {
    case 'D':
      return number_shape(digits_of(10), part.least, part.most);
    case 'U':
      return {{repeated(ByteSet(digits_of(26)), part.least, part.most)}};
    default:
      return {{repeated(ByteSet(letters_and_digits), part.least, part.most)}};
  }
}

}  // namespace

char ByteSet::first() const {
  for (std::size_t i = 0; i < words_.size(); ++i)
    if (words_[i]) return static_cast<char>(i * 64 + static_cast<std::size_t>(__builtin_ctzll(words_[i])));
  return 0;
}

ByteSet ByteSet::without(char c) const {
  ByteSet set = *this;
  set.word(c) &= ~bit(c);
  return set;
}

bool overlap(const ByteSet& a, const ByteSet& b) {
  std::uint64_t both = 0;
  for (std::size_t i = 0; i < a.words_.size(); ++i) both |= a.words_[i] & b.words_[i];
  return both != 0;
}

ByteSet operator&(const ByteSet& a, const ByteSet& b) {
  ByteSet both;
  for (std::size_t i = 0; i < both.words_.size(); ++i) both.words_[i] = a.words_[i] & b.words_[i];
  return both;
}

ByteSet operator|(const ByteSet& a, const ByteSet& b) {
  ByteSet either;
  for (std::size_t i = 0; i < either.words_.size(); ++i) either.words_[i] = a.words_[i] | b.words_[i];
  return either;
}

std::size_t Shape::shortest() const {
  std::size_t least = chains.empty() ? 0 : chains.front().least;
  for (const Chain& c : chains) least = std::min(least, c.least);
  return least;
}

std::size_t Shape::longest() const {
  std::size_t most = 0;
  for (const Chain& c : chains) most = std::max(most, c.classes.size());
  return most;
}

ByteSet Shape::all() const {
  ByteSet set;
  for (const Chain& c : chains)
    for (const ByteSet& s : c.classes) set = set | s;
  return set;
}

bool Shape::matches(std::string_view text) const {
  for (const Chain& c : chains) {
    if (text.size() < c.least || text.size() > c.classes.size()) continue;
    bool all = true;
    for (std::size_t i = 0; i < text.size() && all; ++i) all = c.classes[i].has(text[i]);
    if (all) return true;
  }
  return false;
}

Shape shape_of(const Part& part) {
  switch (part.token) {
    case Token::literal:
      return {{exactly(part.canon)}};
    case Token::soft:
      return {{Chain{}}};
    case Token::number:
      return part.growth == Growth::rolls ? rolling_shape(part.least)
                                          : number_shape(digits_of(part.base), part.least, part.most);
    case Token::field:
      return field_shape(part);
    case Token::map:
      return map_shape(part);
    case Token::node:
      return {{repeated(decimal, part.least)}};
    case Token::random:
      return {{repeated(ByteSet(digits_of(part.base)), part.least)}};
    case Token::unique: {
      Chain chain = repeated(ByteSet(crockford), part.least);
      chain.classes.front() = range('0', '7');
      return {{std::move(chain)}};
    }
    case Token::mac:
      return {{repeated(ByteSet(crockford), part.least)}};
    case Token::check:
      return {{repeated(ByteSet(base::check_rules(part.check).check), part.least)}};
    case Token::quarter:
      return {{Chain{{range('1', '4')}, 1}}};
    case Token::month:
      return two_digits(1, 12);
    case Token::day:
      return two_digits(1, 31);
    case Token::day_of_year:
      return day_of_year_shape();
    case Token::iso_week:
      return two_digits(1, 53);
    case Token::hour:
      return two_digits(0, 23);
    case Token::minute:
    case Token::second:
      return two_digits(0, 59);
    default:
      return {{repeated(decimal, digits_of_time(part.token))}};
  }
}

}  // namespace crmlite::domain
