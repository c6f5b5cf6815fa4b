// What the tests of the pattern language share: patterns, codes and verdicts by one call each.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/code_pattern.hpp>
#include <crmlite/error.hpp>

#include "catch.hpp"
#include "domain/codes/pattern.hpp"
#include "domain/codes/verdict.hpp"

namespace code_patterns {

namespace crm = crmlite;
using crm::domain::CodePattern;
using crm::domain::Pieces;
using crm::domain::Reading;
using crm::domain::Token;

/// Values of parts by their names: `country`, `node`, `random`.
using Values = std::map<std::string, std::string, std::less<>>;

inline constexpr crm::domain::LocalTime noon{{2026, 9, 5}, 12 * 3600 + 34 * 60 + 56};

/// With keys that are the same in every run.
inline CodePattern parsed(std::string_view text, std::string_view fiscal = "01-01") {
  auto pattern = CodePattern::parse(text, crm::domain::parse_fiscal(fiscal).value());
  pattern.use_keys({{"k1", "the first key of the tests"}, {"k2", "another one"}}, "series");
  return pattern;
}

/// True for parts whose pieces come from the record or from chance.
inline bool is_given(Token token) {
  return token == Token::field || token == Token::map || token == Token::node || token == Token::random ||
         token == Token::unique;
}

/// The canonical text; empty when the pattern has no room for the number.
inline Pieces written(const CodePattern& pattern, std::int64_t number, const Values& values = {},
                      crm::domain::LocalTime time = noon) {
  std::vector<std::string> pieces(pattern.parts().size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!is_given(pattern.parts()[i].token)) continue;
    const auto value = values.find(name_of(pattern.parts()[i]));
    REQUIRE(value != values.end());
    const auto piece = pattern.piece(i, value->second);
    REQUIRE(piece);
    pieces[i] = *piece;
  }
  Pieces out;
  if (!pattern.write({number, time, pieces}, out)) return {};
  return out;
}

/// As people see it.
inline std::string printed(const CodePattern& pattern, std::int64_t number, const Values& values = {},
                           crm::domain::LocalTime time = noon) {
  const Pieces pieces = written(pattern, number, values, time);
  return pieces.at.empty() ? std::string() : pattern.print(pieces);
}

inline Reading read(const CodePattern& pattern, std::string_view text, Pieces& out, bool lenient = false) {
  return pattern.read(pattern.without_soft(crm::domain::canonical_text(text)), out, lenient);
}

inline Reading read(const CodePattern& pattern, std::string_view text, bool lenient = false) {
  Pieces out;
  return read(pattern, text, out, lenient);
}

/// `E1 E9`: the rules that refuse the pattern, each once.
inline std::string refusals(std::string_view pattern, const crm::PatternContext& context = {}) {
  std::vector<std::string> rules;
  for (const crm::PatternFinding& f : crm::check_pattern(pattern, context).findings)
    if (f.refused) rules.push_back(f.rule);
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  std::string all;
  for (const std::string& rule : rules) all += (all.empty() ? "" : " ") + rule;
  return all;
}

/// The finding of one rule; an empty one when the pattern does not break it.
inline crm::PatternFinding finding(std::string_view pattern, std::string_view rule,
                                   const crm::PatternContext& context = {}) {
  for (const crm::PatternFinding& f : crm::check_pattern(pattern, context).findings)
    if (f.rule == rule) return f;
  return {};
}

}  // namespace code_patterns
