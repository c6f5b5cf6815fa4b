// Is a pattern of codes sound? Every rule of the language is decided when a pattern is written, with the
// shortest example of what would go wrong, and without a file. The language: src/domain/codes/README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/export.hpp>

namespace crmlite {

/// A rule that a pattern breaks, or a warning.
struct PatternFinding {
  std::string rule = {};     ///< `E1` to `E13`, `W1` of the language, or `syntax`
  bool refused = true;       ///< false: a warning
  std::string message = {};  ///< for people
  std::string witness = {};  ///< a shortest text that shows it, where there is one
};

/// What a pattern is judged against. What is left out is not judged.
struct PatternContext {
  std::string fiscal_start = "01-01";                 ///< `MM-DD`
  std::int64_t volume = 0;                            ///< codes that each counter must have room for
  std::optional<std::vector<std::string>> keys = {};  ///< names of the keys there are
  std::vector<std::string> personal = {};             ///< paths of fields that are marked personal
};

/// A pattern's worth.
struct PatternReport {
  std::vector<PatternFinding> findings = {};
  std::int64_t capacity = 0;  ///< codes that each counter has room for; 0: there is no running number
  std::size_t shortest = 0, longest = 0;  ///< bytes of a code, soft separators left aside
  /// The first three codes and the last of a counter, with made-up values for fields, on 2026-09-05.
  std::vector<std::string> samples = {};

  CRMLITE_EXPORT bool accepted() const;
};

/// Judges a pattern. Never throws for what stands in the pattern; takes well under a millisecond.
CRMLITE_EXPORT PatternReport check_pattern(std::string_view pattern, const PatternContext& context = {});

}  // namespace crmlite
