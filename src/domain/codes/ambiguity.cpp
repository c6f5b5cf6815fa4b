// Is there a text with two readings? The positions in the chains of a pattern are the states of an automaton;
// a walk over pairs of states, both fed the same characters, reaches two ends by different ways exactly where
// the pattern is ambiguous (the self-product; Book, Even, Greibach, Ott 1971). Breadth first, so that the
// witness is a shortest one. The same walk over two patterns tells whether they share a text.
#include <algorithm>
#include <cstdint>

#include "domain/codes/verdict.hpp"

namespace crmlite::domain {
namespace {

class Automaton {
 public:
  explicit Automaton(const CodePattern& pattern) {
    const std::size_t parts = pattern.parts().size();
    entries_.resize(parts + 1);
    for (std::size_t p = 0; p < parts; ++p)
      for (const Chain& chain : pattern.shape(p).chains) {
        std::uint32_t at = none;
        for (std::size_t i = 0; i < chain.classes.size(); ++i) {
          at = step(at, p, chain.classes[i]);
          states_[at].may_end = states_[at].may_end || i + 1 >= chain.least;
        }
      }
    step(none, parts, {});
    for (std::size_t p = parts; p-- > 0;)
      if (entries_[p].empty()) entries_[p] = entries_[p + 1];
    for (State& s : states_)
      if (s.may_end) s.next.insert(s.next.end(), entries_[s.part + 1].begin(), entries_[s.part + 1].end());
  }

  /// The state behind the last character, which takes none.
  std::uint32_t end() const { return static_cast<std::uint32_t>(states_.size()) - 1; }
  const std::vector<std::uint32_t>& starts() const { return entries_.front(); }
  const std::vector<std::uint32_t>& after(std::uint32_t state) const { return states_[state].next; }
  const ByteSet& set(std::uint32_t state) const { return states_[state].set; }

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  struct State {
    ByteSet set;
    std::size_t part;
    bool may_end = false;
    std::vector<std::uint32_t> next = {};
  };

  /// Chains of one part share the states of what they have in common at their beginnings.
  std::uint32_t step(std::uint32_t before, std::size_t part, const ByteSet& set) {
    for (const std::uint32_t s : before == none ? entries_[part] : states_[before].next)
      if (states_[s].set == set) return s;
    const auto made = static_cast<std::uint32_t>(states_.size());
    states_.push_back({set, part});
    (before == none ? entries_[part] : states_[before].next).push_back(made);
    return made;
  }

  std::vector<State> states_;
  std::vector<std::vector<std::uint32_t>> entries_;
};

/// Two automata fed the same text, each leaving its own soft separators aside. One with itself asks for two
/// different ways.
class Product {
 public:
  Product(const Automaton& a, const Automaton& b, const ByteSet& soft_a = {}, const ByteSet& soft_b = {})
      : a_(a), b_(b), soft_a_(soft_a), soft_b_(soft_b), itself_(&a == &b) {
    seen_.assign((std::size_t{a.end()} + 1) * (std::size_t{b.end()} + 1) * 2, false);
  }

  std::optional<std::string> shortest() {
    if (spread(a_.starts(), b_.starts(), false, none, 0)) return text();
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const Node node = nodes_[i];
      if (const ByteSet both = a_.set(node.a) & b_.set(node.b); !both.empty())
        if (spread(a_.after(node.a), b_.after(node.b), node.differs, i, both.first())) return text();
      if (const ByteSet alone = soft_a_ & b_.set(node.b); !alone.empty())
        if (spread({node.a}, b_.after(node.b), node.differs, i, alone.first())) return text();
      if (const ByteSet alone = soft_b_ & a_.set(node.a); !alone.empty())
        if (spread(a_.after(node.a), {node.b}, node.differs, i, alone.first())) return text();
    }
    return std::nullopt;
  }

 private:
  static constexpr std::size_t none = ~std::size_t{0};
  struct Node {
    std::uint32_t a, b;
    bool differs;
    std::size_t before;
    char by;  // the character that led here
  };

  /// True when both are at their ends.
  bool spread(const std::vector<std::uint32_t>& of_a, const std::vector<std::uint32_t>& of_b, bool differs,
              std::size_t before, char by) {
    for (const std::uint32_t one : of_a)
      for (const std::uint32_t other : of_b) {
        // A pattern with itself: the same pair the other way round counts once.
        const auto [a, b] = itself_ ? std::minmax(one, other)
                                    : std::pair<const std::uint32_t&, const std::uint32_t&>(one, other);
        if (is_stuck(a, b)) continue;
        const bool now = differs || !itself_ || a != b;
        if (a == a_.end() && b == b_.end()) {
          if (!now) continue;
          nodes_.push_back({a, b, now, before, by});
          return true;
        }
        const std::size_t key = (std::size_t{a} * (std::size_t{b_.end()} + 1) + b) * 2 + (now ? 1 : 0);
        if (seen_[key]) continue;
        seen_[key] = true;
        nodes_.push_back({a, b, now, before, by});
      }
    return false;
  }

  /// No character leads on from here, and it is not the end. Most pairs are of this kind.
  bool is_stuck(std::uint32_t a, std::uint32_t b) const {
    if (overlap(a_.set(a), b_.set(b)) || (a == a_.end() && b == b_.end())) return false;
    return !overlap(soft_a_, b_.set(b)) && !overlap(soft_b_, a_.set(a));
  }

  std::string text() const {
    std::string found;
    for (std::size_t i = nodes_.size() - 1; i != none; i = nodes_[i].before)
      if (nodes_[i].before != none) found += nodes_[i].by;
    std::reverse(found.begin(), found.end());
    return found;
  }

  const Automaton &a_, &b_;
  ByteSet soft_a_, soft_b_;
  bool itself_;
  std::vector<bool> seen_;
  std::vector<Node> nodes_;
};

/// Parts of one width each: where a part begins is known, and no two chains of a part match the same text.
bool has_fixed_places(const CodePattern& pattern) {
  for (std::size_t i = 0; i < pattern.parts().size(); ++i)
    if (pattern.shape(i).shortest() != pattern.shape(i).longest()) return false;
  return true;
}

}  // namespace

std::optional<std::string> second_reading(const CodePattern& pattern) {
  if (has_fixed_places(pattern)) return std::nullopt;
  const Automaton automaton(pattern);
  return Product(automaton, automaton).shortest();
}

std::optional<std::string> common_text(const CodePattern& a, const CodePattern& b) {
  const ByteSet soft_a(a.soft()), soft_b(b.soft());
  if (soft_a.empty() && soft_b.empty() && (a.shortest() > b.longest() || b.shortest() > a.longest()))
    return std::nullopt;
  const Automaton first(a), second(b);
  return Product(first, second, soft_a, soft_b).shortest();
}

}  // namespace crmlite::domain
