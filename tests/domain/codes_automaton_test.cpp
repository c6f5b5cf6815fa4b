// The verdict on two readings, and on two series that share a text, against all texts of small patterns. What
// a part can print is listed here from the language's description; the automaton knows only shapes.
//
// Five characters stand for all. Literals and maps are made of 0, 1, A and B; any other digit fits wherever
// fits a 1 at least, but for the 9 of numbers that roll over, and any other letter wherever an A does.
#include <random>
#include <set>

#include "code_patterns.hpp"

namespace {

using namespace code_patterns;
using Texts = std::vector<std::string>;
using Random = std::mt19937_64;

constexpr std::string_view digits = "019", letters = "AB", both = "019AB";
constexpr std::size_t most_texts = 20'000;

std::size_t below(Random& random, std::size_t count) { return random() % count; }

/// All texts of the characters with these lengths.
Texts words(std::string_view characters, std::size_t least, std::size_t most) {
  Texts all, now{""};
  for (std::size_t length = 1; length <= most; ++length) {
    Texts longer;
    for (const std::string& t : now)
      for (const char c : characters) longer.push_back(t + c);
    now = std::move(longer);
    if (length >= least) all.insert(all.end(), now.begin(), now.end());
  }
  return all;
}

/// A number has one spelling: zeros fill the least width and no more.
Texts numbers(std::size_t least, std::size_t most) {
  Texts all;
  for (std::string& t : words(digits, least, most))
    if (t.size() == least || t.front() != '0') all.push_back(std::move(t));
  return all;
}

/// 9, then A, B: after nines alone come letters, and behind the first of those everything.
Texts rolling(std::size_t width) {
  Texts all;
  for (std::string& t : words(both, width, width)) {
    const std::size_t first = t.find_first_of(letters);
    if (first == std::string::npos || t.find_first_not_of('9') == first) all.push_back(std::move(t));
  }
  return all;
}

/// One part of a pattern, as it is written and as all that it can print.
struct Item {
  std::string pattern;
  Texts texts;
};

std::string word(Random& random) {
  std::string text;
  for (std::size_t i = 0, size = 1 + below(random, 2); i < size; ++i) text += "01AB"[below(random, 4)];
  return text;
}

Item map(Random& random, int number) {
  std::set<std::string> texts;
  for (std::size_t i = 0, size = 1 + below(random, 4); i < size; ++i) texts.insert(word(random));
  Item item{"{MAP:m" + std::to_string(number), Texts(texts.begin(), texts.end())};
  for (const std::string& t : texts) item.pattern += ";v" + t + "=" + t;
  item.pattern += "}";
  return item;
}

Item field(Random& random, int number) {
  const std::size_t least = below(random, 4) == 0 ? 2 : 1,
                    most = least + below(random, 3 - least) + (below(random, 3) == 0 ? 1 : 0);
  const char kind = "DUX"[below(random, 3)];
  std::string spec = std::to_string(least);
  if (most > least) spec += "-" + std::to_string(most);
  return {"{F:f" + std::to_string(number) + ":" + spec + kind + "}",
          kind == 'D' ? numbers(least, most) : words(kind == 'U' ? letters : both, least, most)};
}

Item item(Random& random, int number) {
  switch (below(random, 12)) {
    case 0: {
      const std::string text = word(random);
      return {text, {text}};
    }
    case 1:
    case 2:
    case 3:
    case 4:
      return map(random, number);
    case 5:
    case 6:
      return {"{MM}", {"01", "09", "10", "11"}};
    case 7:
      return {"{-}", {""}};
    default:
      return field(random, number);
  }
}

Item sequence(Random& random) {
  const std::size_t width = 1 + below(random, 2);
  const std::string name = "{SEQ:" + std::to_string(width);
  return below(random, 2) == 0 ? Item{name + "}", numbers(width, width)} : Item{name + "^}", rolling(width)};
}

struct Small {
  std::string pattern;
  std::vector<std::string> texts;  // sorted; one for each choice of what the parts print
};

Small small(Random& random) {
  while (true) {
    std::vector<Item> items;
    const int size = 1 + static_cast<int>(below(random, 4));
    for (int i = 0; i < size; ++i) items.push_back(item(random, i));
    items.insert(items.begin() + static_cast<std::ptrdiff_t>(below(random, items.size() + 1)),
                 sequence(random));
    Small made{{}, {""}};
    for (const Item& i : items) {
      if (made.texts.size() * i.texts.size() > most_texts) {
        made.texts.clear();
        break;
      }
      Texts longer;
      for (const std::string& before : made.texts)
        for (const std::string& t : i.texts) longer.push_back(before + t);
      made.texts = std::move(longer);
      made.pattern += i.pattern;
    }
    if (made.texts.empty()) continue;
    std::sort(made.texts.begin(), made.texts.end());
    return made;
  }
}

std::size_t shortest(const Texts& texts) {
  std::size_t least = ~std::size_t{0};
  for (const std::string& t : texts) least = std::min(least, t.size());
  return least;
}

bool holds(const Texts& sorted, const std::string& text) {
  return std::binary_search(sorted.begin(), sorted.end(), text);
}

void compare_verdict(const Small& s, const CodePattern& pattern) {
  Texts twice;
  for (std::size_t i = 1; i < s.texts.size(); ++i)
    if (s.texts[i] == s.texts[i - 1]) twice.push_back(s.texts[i]);
  const auto witness = crm::domain::second_reading(pattern);
  if (witness.has_value() == twice.empty())
    FAIL(s.pattern << ": " << witness.value_or("no witness") << ", but " << twice.size());
  if (witness && (!holds(twice, *witness) || witness->size() != shortest(twice)))
    FAIL(s.pattern << ": " << *witness << " is not a shortest one");
}

void compare_common(const Small& a, const CodePattern& of_a, const Small& b, const CodePattern& of_b) {
  Texts common;
  std::set_intersection(a.texts.begin(), a.texts.end(), b.texts.begin(), b.texts.end(),
                        std::back_inserter(common));
  const auto witness = crm::domain::common_text(of_a, of_b);
  if (witness.has_value() == common.empty())
    FAIL(a.pattern << " and " << b.pattern << ": " << witness.value_or("no witness"));
  if (witness && (!holds(common, *witness) || witness->size() != shortest(common)))
    FAIL(a.pattern << " and " << b.pattern << ": " << *witness << " is not a shortest one");
}

/// Reads all texts up to a length: those that the pattern prints, and no others.
void compare_reading(const Small& s, const CodePattern& pattern) {
  Pieces out;
  for (const std::string& text : words(both, 1, 5))
    if ((pattern.read(text, out) == Reading::fits) != holds(s.texts, text))
      FAIL(s.pattern << " reads " << text << " wrongly");
  for (const std::string& text : s.texts)
    if (pattern.read(text, out) != Reading::fits) FAIL(s.pattern << " does not read " << text);
}

void compare(std::uint64_t seed, int count) {
  INFO("seed " << seed);
  Random random(seed);
  int ambiguous = 0, shared = 0;
  std::optional<Small> before;
  std::optional<CodePattern> of_before;
  for (int i = 0; i < count; ++i) {
    Small now = small(random);
    CodePattern pattern = CodePattern::parse(now.pattern);
    compare_verdict(now, pattern);
    if (before) {
      compare_common(*before, *of_before, now, pattern);
      shared += crm::domain::common_text(*of_before, pattern) ? 1 : 0;
    }
    ambiguous += crm::domain::second_reading(pattern) ? 1 : 0;
    // Two months need not be the same one, and then no day prints them.
    if (i % 50 == 0 && now.pattern.find("{MM}") == now.pattern.rfind("{MM}")) compare_reading(now, pattern);
    before = std::move(now);
    of_before = std::move(pattern);
  }
  CAPTURE(ambiguous, shared);
  CHECK(ambiguous > count / 20);
  CHECK(ambiguous < count * 9 / 10);
  CHECK(shared > count / 100);
}

}  // namespace

TEST_CASE("Two readings are found exactly where all texts show them, and the shortest one is named") {
  compare(1, 3000);
}

TEST_CASE("Two readings are found exactly where they are, in many patterns", "[.long][long]") {
  compare(2, 100'000);
}
