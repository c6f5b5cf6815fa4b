// The registry: every code ever issued, the record that has or had it, and what became of it. It is the only
// unique index of codes and the only resolver, and nothing ever leaves it but what a failed insert entered.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/codes/series.hpp"

namespace crmlite::domain {

/// As the registry stores them.
enum class CodeState : std::uint8_t { current, superseded, withdrawn, merged, legacy };

struct RegisteredCode {
  std::string canon;
  std::int64_t record = 0;
  CodeState state = CodeState::current;
  std::int64_t series = 0;
  int version = 0;
};

/// The code that a record has, with its number.
struct HeldCode : RegisteredCode {
  std::int64_t counter = 0, number = 0, at = 0;
};

/// The code exactly as it is registered.
std::optional<RegisteredCode> registered(Session& s, std::string_view canon);
/// The code that a text means: as it stands, folded, or as the pattern of a series reads it.
std::optional<RegisteredCode> look_up(Session& s, std::string_view text);
/// The current code of a record.
std::optional<HeldCode> code_of_record(Session& s, std::int64_t record);
void set_state(Session& s, std::string_view canon, CodeState state);

/// A registered code as people see it: its series knows the separators.
std::string printed_code(Session& s, std::int64_t series, int version, std::string_view canon);

/// A code that a series reads.
struct ReadCode {
  std::shared_ptr<const Series> series;
  int version = 0;
  const CodePattern* pattern = nullptr;
  Pieces pieces;
  Reading reading = Reading::other;
};
/// How a text is read: a look-alike may only stand for another letter where nothing has the text as it
/// stands.
enum class Spelling : std::uint8_t { exact, careless };
/// Reads a text by the patterns of a series, newest first; `other` where none fits.
ReadCode read_by(const std::shared_ptr<const Series>& series, std::string_view text, Spelling spelling);
/// The same as it stands, else carelessly.
ReadCode read_by(const std::shared_ptr<const Series>& series, std::string_view text);

}  // namespace crmlite::domain
