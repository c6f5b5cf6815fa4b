// Check characters of canonical text, without allocation: for patterns that print and read codes all day.
#pragma once

#include <cstddef>
#include <string_view>

#include <crmlite/check_character.hpp>

namespace crmlite::base {

/// What a system works on. Alphabets are plain capitals, in the order of their values.
struct CheckRules {
  std::string_view payload;  ///< the characters that can be checked
  std::string_view
      covered;             ///< those of them of which no single wrong one passes: digits alone for `mod97_10`
  std::string_view check;  ///< the characters that a check character can be
  std::size_t count = 0;   ///< of check characters; 0: none can be computed (`unchecked`, `iban`, `id_cn`)
};

const CheckRules& check_rules(CheckSystem system) noexcept;

/// The longest check, for buffers.
inline constexpr std::size_t longest_check = 2;

/// Writes the check characters of a payload, which may be empty and must be of the system's alphabet; `uscc`
/// is defined for 17 characters. The system must have check characters.
void check_of(CheckSystem system, std::string_view payload, char* out) noexcept;

/// True when the text is of the system's alphabets and form, and ends in what `check_of` writes for the rest:
/// each payload has one valid text. Nothing is folded. True for `unchecked`.
bool checks(CheckSystem system, std::string_view text) noexcept;

}  // namespace crmlite::base
