// The words of the text form of filters: how values are written, and what a written word means.
#pragma once

#include <string>
#include <string_view>

#include <crmlite/value.hpp>

namespace crmlite::query {

/// Whether a word can stand without quotes: no blanks or signs, and no word of the language.
bool is_plain(std::string_view word);
/// The word, in quotes where it needs them.
std::string quoted(std::string_view word);
/// The value such that `meaning` of it (or of the text in quotes) gives it back.
std::string printed(const Value& value);
/// What an unquoted word means: a number, a date, an instant, `true`, `false`, `#17`, else a text.
Value meaning(std::string_view word);

/// Blanks between words: ASCII ones and the ideographic space. Returns how many bytes are blank at `pos`.
std::size_t blank_at(std::string_view text, std::size_t pos);
/// Whether this byte ends an unquoted word.
bool is_sign(char c);

}  // namespace crmlite::query
