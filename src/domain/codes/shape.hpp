// What a part of a pattern can look like: a few chains of character classes, no two of which match the same
// text. Reading codes and proving that a pattern has one reading both rest on this and know nothing else of
// the parts.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace crmlite::domain {

/// A set of bytes.
class ByteSet {
 public:
  constexpr ByteSet() = default;
  constexpr explicit ByteSet(std::string_view bytes) {
    for (const char c : bytes) add(c);
  }

  constexpr void add(char c) { word(c) |= bit(c); }
  constexpr bool has(char c) const { return (words_[static_cast<unsigned char>(c) >> 6] & bit(c)) != 0; }
  constexpr bool empty() const { return (words_[0] | words_[1] | words_[2] | words_[3]) == 0; }
  /// The least byte of the set, which must not be empty.
  char first() const;
  ByteSet without(char c) const;

  friend bool operator==(const ByteSet&, const ByteSet&) = default;
  friend bool overlap(const ByteSet& a, const ByteSet& b);
  friend ByteSet operator&(const ByteSet& a, const ByteSet& b);
  friend ByteSet operator|(const ByteSet& a, const ByteSet& b);

 private:
  constexpr std::uint64_t& word(char c) { return words_[static_cast<unsigned char>(c) >> 6]; }
  static constexpr std::uint64_t bit(char c) {
    return std::uint64_t{1} << (static_cast<unsigned char>(c) & 63);
  }
  std::array<std::uint64_t, 4> words_{};
};

/// Texts of `least` to `classes.size()` bytes, each byte of its class.
struct Chain {
  std::vector<ByteSet> classes = {};
  std::size_t least = 0;
};

struct Shape {
  std::vector<Chain> chains = {};

  std::size_t shortest() const;
  std::size_t longest() const;
  ByteSet all() const;
  bool matches(std::string_view text) const;
};

struct Part;
/// What the part prints, in canonical text.
Shape shape_of(const Part& part);

}  // namespace crmlite::domain
