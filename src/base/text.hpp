// Text as the library compares it: valid UTF-8, NFC where it is stored, folded where it is looked up.
// The tables are generated from the Unicode character database by make_unicode_tables.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace crmlite::base {

bool is_valid_utf8(std::string_view text) noexcept;
/// ASCII without NUL: valid and NFC as it stands, one byte a character.
bool is_plain_ascii(std::string_view text) noexcept;

/// The code point at `pos`, which moves behind it. The text must be valid UTF-8; a bad byte reads as U+FFFD.
char32_t decode(std::string_view text, std::size_t& pos) noexcept;
void append_utf8(std::string& out, char32_t c);
std::size_t code_points(std::string_view text) noexcept;

/// False also for the few texts of which only a full look would tell that they are NFC already: nfc() settles it.
bool is_nfc(std::string_view text) noexcept;
std::string nfc(std::string_view text);

/// What two spellings of one name have in common: NFKC, full case folding, every run of white space one blank,
/// none at the ends. Idempotent.
std::string fold(std::string_view text);
/// Without white space (Unicode's) at the ends.
std::string trimmed(std::string_view text);

/// By which texts are sorted: plain comparison of the keys' bytes.
std::string sort_key(std::string_view text);

/// Columns of a terminal: 2 for wide and full-width characters, 0 for combining ones and controls.
std::size_t display_width(std::string_view text) noexcept;
/// The text cut to `width` columns, with `…` where something was cut.
std::string fit(std::string_view text, std::size_t width);

enum class Script : std::uint8_t { other, latin, han, kana, hangul };
/// The script most letters belong to; kana wins over han as soon as there is any, as Japanese mixes both.
Script dominant_script(std::string_view text) noexcept;

}  // namespace crmlite::base
