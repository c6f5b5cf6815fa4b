// Characters out of bytes, one step at a time, for every encoding: what detection and TextSource share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "exchange/encoding.hpp"

namespace crmlite::exchange {

/// One character, or bytes that are none.
struct Step {
  char32_t character = 0;
  std::uint8_t size = 0;  ///< bytes taken; 0: the character goes on behind the given bytes
  bool bad = false;       ///< the `size` bytes are no text
};

/// Reads at least one of `size` > 0 bytes.
using Decoder = Step (*)(const unsigned char* bytes, std::size_t size);

/// @throws Error when this system cannot decode the encoding.
Decoder decoder(Encoding encoding);

/// Whether bytes below 0x80 at the start of a character are always ASCII.
constexpr bool contains_ascii(Encoding encoding) {
  return encoding < Encoding::utf16le || encoding > Encoding::utf32be;
}

/// How many leading bytes are ASCII.
std::size_t ascii_prefix(std::string_view bytes) noexcept;
/// How many leading bytes are whole, valid UTF-8 characters (no overlong forms, no surrogates).
std::size_t utf8_prefix(std::string_view bytes) noexcept;

/// Writes one to four bytes and answers where they end.
char* write_utf8(char* to, char32_t character) noexcept;

}  // namespace crmlite::exchange
