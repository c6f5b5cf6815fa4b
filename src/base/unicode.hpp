// What the Unicode character database says about single code points, and the steps of normalisation over
// them. text.cpp puts the steps together; nothing else needs this header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/text.hpp"

namespace crmlite::base {

bool is_white_space(char32_t c) noexcept;
/// Columns of a terminal: 0, 1 or 2.
std::size_t columns(char32_t c) noexcept;
/// Nothing for what is no letter.
std::optional<Script> letter_script(char32_t c) noexcept;

std::uint8_t combining_class(char32_t c) noexcept;
/// NFC keeps the code point wherever it stands, marks in their right order given.
bool is_always_nfc(char32_t c) noexcept;
/// fold() keeps the code point wherever it stands, and what stands next to it does not matter.
bool is_always_folded(char32_t c) noexcept;

void append_decomposed(std::u32string& out, char32_t c);
/// Case folding with compatibility decomposition, of a code point that is decomposed already.
void append_folded(std::u32string& out, char32_t c);
/// Marks in the canonical order; what is equal becomes the same.
void order_marks(std::u32string& text);
/// Decomposed text in canonical order put together again.
void compose(std::u32string& text) noexcept;

}  // namespace crmlite::base
