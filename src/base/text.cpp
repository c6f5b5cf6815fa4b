// UTF-8 in and out, and what the interface promises built from the steps in unicode.hpp.
// ASCII, ideographs and syllables are most of all text and need no normalisation: they take the short ways.
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/unicode.hpp"

namespace crmlite::base {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t last_code_point = 0x10FFFF;

std::uint8_t byte_at(std::string_view text, std::size_t pos) noexcept {
  return static_cast<std::uint8_t>(text[pos]);
}

bool is_continuation(char c) noexcept { return (static_cast<std::uint8_t>(c) & 0xC0U) == 0x80U; }

bool is_surrogate(char32_t c) noexcept { return c >= 0xD800 && c <= 0xDFFF; }

// The length of the sequence that starts at `pos`, 0 if it is not valid.
std::size_t read(std::string_view text, std::size_t pos, char32_t& c) noexcept {
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const std::uint8_t lead = byte_at(text, pos);
  if (lead < 0x80) {
    c = lead;
    return 1;
  }
  const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length == 0 || text.size() - pos < length) return 0;
  c = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[pos + i])) return 0;
    c = c << 6U | (byte_at(text, pos + i) & 0x3FU);
  }
  return c < smallest[length] || is_surrogate(c) || c > last_code_point ? 0 : length;
}

// decode() within the text, with the way of ASCII inlined.
char32_t next(std::string_view text, std::size_t& pos) noexcept {
  const std::uint8_t lead = byte_at(text, pos);
  if (lead >= 0x80) return decode(text, pos);
  ++pos;
  return lead;
}

// Behind the run of ASCII that starts at `pos`, or up to seven bytes before its end.
std::size_t skip_ascii(std::string_view text, std::size_t pos) noexcept {
  for (std::uint64_t word = 0; text.size() - pos >= sizeof word; pos += sizeof word) {
    std::memcpy(&word, text.data() + pos, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  return pos;
}

// Writes the one to four bytes of a valid code point and returns the place behind them.
char* write(char* out, char32_t c) noexcept {
  const auto put = [&out](char32_t bits) { *out++ = static_cast<char>(bits); };
  const auto put_continuation = [&put, c](unsigned shift) { put(0x80U | (c >> shift & 0x3FU)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | c >> 6U);
  } else if (c < 0x10000) {
    put(0xE0U | c >> 12U);
  } else {
    put(0xF0U | c >> 18U);
    put_continuation(12);
  }
  if (c >= 0x800) put_continuation(6);
  if (c >= 0x80) put_continuation(0);
  return out;
}

std::string to_utf8(const std::u32string& text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

bool is_ideograph_or_syllable(char32_t c) noexcept {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

std::u32string decomposed(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) append_decomposed(out, decode(text, pos));
  order_marks(out);
  return out;
}

// Writes the folded text over `out`, which is as long as `text`, as long as every code point but A to Z stays
// as it is. The number of bytes written, or npos where the text needs the long way.
std::size_t fold_simple(std::string_view text, std::string& out) noexcept {
  char* const begin = out.data();
  char* end = begin;
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = next(text, pos);
    if (c > ' ' && c < 0x80) {
      *end++ = static_cast<char>(c - 'A' < 26 ? c + ('a' - 'A') : c);
    } else if (is_white_space(c)) {
      if (end != begin && end[-1] != ' ') *end++ = ' ';
    } else if (c != replacement && (is_ideograph_or_syllable(c) || is_always_folded(c))) {
      end = write(end, c);
    } else {
      return std::string::npos;
    }
  }
  if (end != begin && end[-1] == ' ') --end;
  return static_cast<std::size_t>(end - begin);
}

std::string fold_any(std::string_view text) {
  const std::u32string source = decomposed(text);
  std::u32string out;
  std::u32string mapped;
  out.reserve(source.size());
  for (const char32_t c : source) {
    mapped.clear();
    append_folded(mapped, c);
    for (const char32_t m : mapped) {
      if (!is_white_space(m)) {
        out += m;
      } else if (!out.empty() && out.back() != ' ') {
        out += ' ';
      }
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  order_marks(out);
  compose(out);
  return to_utf8(out);
}

// How often a text's letters are of each script.
using Letters = std::array<std::size_t, 5>;

std::size_t& of(Letters& letters, Script script) noexcept {
  return letters[static_cast<std::size_t>(script)];
}

Letters count_letters(std::string_view text) noexcept {
  Letters letters{};
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = next(text, pos);
    if (c < 0x80) {
      if ((c | 0x20U) >= 'a' && (c | 0x20U) <= 'z') ++of(letters, Script::latin);
    } else if (const auto script = letter_script(c)) {
      ++of(letters, *script);
    }
  }
  return letters;
}

}  // namespace

bool is_valid_utf8(std::string_view text) noexcept {
  std::size_t pos = 0;
  while ((pos = skip_ascii(text, pos)) < text.size()) {
    // At least what stopped the run is read here, without going back to whole words for every letter.
    for (const std::size_t stop = std::min(pos + 16, text.size()); pos < stop;) {
      char32_t c = 0;
      const std::size_t length = read(text, pos, c);
      if (length == 0) return false;
      pos += length;
    }
  }
  return true;
}

bool is_plain_ascii(std::string_view text) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t high_bits = 0x80 * ones;
  // One less has a high bit where a byte is zero, the byte itself where it is no ASCII.
  const auto plain = [](std::uint64_t word) { return (((word - ones) | word) & high_bits) == 0; };
  std::uint64_t word = ones;
  std::size_t pos = 0;
  for (; text.size() - pos >= sizeof word; pos += sizeof word) {
    std::memcpy(&word, text.data() + pos, sizeof word);
    if (!plain(word)) return false;
  }
  word = ones;
  if (pos < text.size()) std::memcpy(&word, text.data() + pos, text.size() - pos);
  return plain(word);
}

char32_t decode(std::string_view text, std::size_t& pos) noexcept {
  if (pos >= text.size()) return replacement;
  char32_t c = 0;
  const std::size_t length = read(text, pos, c);
  pos += length != 0 ? length : 1;
  return length != 0 ? c : replacement;
}

void append_utf8(std::string& out, char32_t c) {
  std::array<char, 4> bytes{};
  const char* const end = write(bytes.data(), is_surrogate(c) || c > last_code_point ? replacement : c);
  out.append(bytes.data(), static_cast<std::size_t>(end - bytes.data()));
}

std::size_t code_points(std::string_view text) noexcept {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

bool is_nfc(std::string_view text) noexcept {
  std::uint8_t last_class = 0;
  for (std::size_t pos = skip_ascii(text, 0); pos < text.size();) {
    const std::size_t start = pos;
    const char32_t c = decode(text, pos);
    if (c == replacement && pos - start == 1) return false;  // nfc() writes the replacement out
    std::uint8_t own_class = 0;
    if (c >= 0x300 && !is_ideograph_or_syllable(c)) {
      own_class = combining_class(c);
      if (!is_always_nfc(c) || (own_class != 0 && own_class < last_class)) return false;
    }
    last_class = own_class;
  }
  return true;
}

std::string nfc(std::string_view text) {
  if (is_nfc(text)) return std::string(text);
  std::u32string out = decomposed(text);
  compose(out);
  return to_utf8(out);
}

std::string fold(std::string_view text) {
  std::string out(text.size(), '\0');
  const std::size_t size = fold_simple(text, out);
  if (size == std::string::npos) return fold_any(text);
  out.resize(size);
  return out;
}

std::string trimmed(std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t pos = 0; pos < text.size() && is_white_space(decode(text, pos));) begin = pos;
  text.remove_prefix(begin);
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && text.size() - start < 4 && is_continuation(text[start])) --start;
    std::size_t pos = start;
    if (!is_white_space(decode(text, pos)) || pos != text.size()) break;
    text.remove_suffix(text.size() - start);
  }
  return std::string(text);
}

std::string sort_key(std::string_view text) { return fold(text); }

std::size_t display_width(std::string_view text) noexcept {
  std::size_t width = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = next(text, pos);
    width += c >= ' ' && c <= '~' ? 1 : columns(c);
  }
  return width;
}

std::string fit(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  constexpr char32_t joiner = 0x200D;
  std::size_t used = 0;
  std::size_t kept = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = next(text, pos);
    used += columns(c);
    if (used > width - 1) break;
    if (c != joiner) kept = pos;  // it belongs to what follows, if that is kept
  }
  return std::string(text.substr(0, kept)) += "…";
}

Script dominant_script(std::string_view text) noexcept {
  Letters letters = count_letters(text);
  if (of(letters, Script::kana) != 0) of(letters, Script::kana) += std::exchange(of(letters, Script::han), 0);
  Script most = Script::other;
  std::size_t count = 0;
  // Of equals the first: a name takes fewer ideographs than letters.
  for (const Script script : {Script::kana, Script::han, Script::hangul, Script::latin, Script::other}) {
    if (of(letters, script) <= count) continue;
    most = script;
    count = of(letters, script);
  }
  return most;
}

}  // namespace crmlite::base
