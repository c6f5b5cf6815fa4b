// What is wrong with a pattern, decided when it is defined: never at the first use.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <crmlite/code_pattern.hpp>

#include "domain/codes/pattern.hpp"

namespace crmlite::domain {

/// Every rule of the language that the pattern breaks by itself.
std::vector<PatternFinding> judge(const CodePattern& pattern, const PatternContext& context);
/// The shortest text that the pattern reads in two ways.
std::optional<std::string> second_reading(const CodePattern& pattern);
/// A shortest text that both patterns read, soft separators left aside.
std::optional<std::string> common_text(const CodePattern& a, const CodePattern& b);

inline constexpr Date sample_day{2026, 9, 5};

/// Pieces made up for all that comes from records, devices and chance.
std::vector<std::string> sample_pieces(const CodePattern& pattern);
/// A code of this number with values made up for all that comes from records.
std::string sample_code(const CodePattern& pattern, std::int64_t number, Date day = sample_day);

/// What the pattern is worth, with its findings.
PatternReport report_on(const CodePattern& pattern, std::vector<PatternFinding> findings);

}  // namespace crmlite::domain
