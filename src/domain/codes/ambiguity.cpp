// Is there a text with two readings? The positions in the chains of a pattern are the states of an automaton; a walk over
// pairs of states, both fed the same characters, reaches two ends by different ways exactly where the pattern is
// ambiguous (the self-product; Book, Even, Greibach, Ott 1971). Breadth first, so that the witness is a shortest one.
// The same walk over two patterns tells whether they share a text.
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
        if (chain.classes.empty()) continue;
        entries_[p].push_back(static_cast<std::uint32_t>(states_.size()));
        for (std::size_t i = 0; i < chain.classes.size(); ++i)
          states_.push_back({chain.classes[i], p, i + 1 >= chain.least, i + 1 < chain.classes.size()});
      }
    entries_[parts].push_back(end());
    for (std::size_t p = parts; p-- > 0;)
      if (entries_[p].empty()) entries_[p] = entries_[p + 1];
    next_.resize(states_.size());
    for (std::uint32_t s = 0; s < states_.size(); ++s) {
      if (states_[s].goes_on) next_[s].push_back(s + 1);
      if (states_[s].may_end) {
        const auto& then = entries_[states_[s].part + 1];
        next_[s].insert(next_[s].end(), then.begin(), then.end());
      }
    }
  }

  std::uint32_t end() const { return static_cast<std::uint32_t>(states_.size()); }
  const std::vector<std::uint32_t>& starts() const { return entries_.front(); }
  const std::vector<std::uint32_t>& after(std::uint32_t state) const { return next_[state]; }
  const ByteSet& set(std::uint32_t state) const { return states_[state].set; }

 private:
  struct State {
    ByteSet set;
    std::size_t part;
    bool may_end, goes_on;
  };
  std::vector<State> states_;
  std::vector<std::vector<std::uint32_t>> entries_, next_;
};

/// Two automata fed the same text. One with itself asks for two different ways.
class Product {
 public:
  Product(const Automaton& a, const Automaton& b) : a_(a), b_(b), itself_(&a == &b) {
    seen_.assign((std::size_t{a.end()} + 1) * (std::size_t{b.end()} + 1) * 2, false);
  }

  std::optional<std::string> shortest() {
    if (spread(a_.starts(), b_.starts(), false, none, 0)) return text();
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const Node node = nodes_[i];
      const ByteSet both = a_.set(node.a) & b_.set(node.b);
      if (both.empty()) continue;
      if (spread(a_.after(node.a), b_.after(node.b), node.differs, i, both.first())) return text();
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
    for (std::uint32_t a : of_a)
      for (std::uint32_t b : of_b) {
        const bool now = differs || !itself_ || a != b;
        if (a == a_.end() && b == b_.end()) {
          if (!now) continue;
          nodes_.push_back({a, b, now, before, by});
          return true;
        }
        if (a == a_.end() || b == b_.end()) continue;
        if (itself_ && a > b) std::swap(a, b);  // the same pair the other way round
        const std::size_t key = (std::size_t{a} * (std::size_t{b_.end()} + 1) + b) * 2 + (now ? 1 : 0);
        if (seen_[key]) continue;
        seen_[key] = true;
        nodes_.push_back({a, b, now, before, by});
      }
    return false;
  }

  std::string text() const {
    std::string found;
    for (std::size_t i = nodes_.size() - 1; i != none; i = nodes_[i].before)
      if (nodes_[i].before != none) found += nodes_[i].by;
    std::reverse(found.begin(), found.end());
    return found;
  }

  const Automaton &a_, &b_;
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
  if (a.shortest() > b.longest() || b.shortest() > a.longest()) return std::nullopt;
  const Automaton first(a), second(b);
  return Product(first, second).shortest();
}

}  // namespace crmlite::domain
