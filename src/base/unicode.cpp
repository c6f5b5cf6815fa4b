// Lookups in the generated tables and the three steps of normalisation: decompose, order marks, compose.
// Hangul syllables are computed, as the standard gives it; everything else is in the tables.
#include "base/unicode.hpp"

#include <algorithm>
#include <iterator>

namespace crmlite::base {
namespace {

struct Pair {
  char32_t first, second, composed;
};
struct Mark {
  std::uint8_t combining_class;
  std::uint8_t joins;  // NFC may compose it with a character before it
};
struct Range {
  char32_t first, last;
  std::uint8_t value;
};

#include "base/unicode_tables.inc"

constexpr std::size_t block_size = 64;

// A pool entry: its length and flags in the first element, the code points it stands for behind it.
struct Mapping {
  const char32_t* at;

  [[nodiscard]] bool exists() const noexcept { return at != mapping_pool; }
  [[nodiscard]] bool is_canonical() const noexcept { return (*at & 1U) != 0; }
  [[nodiscard]] bool is_never_composed() const noexcept { return (*at & 2U) != 0; }
  [[nodiscard]] bool is_folded() const noexcept { return (*at & 4U) != 0; }
  void append_to(std::u32string& out) const { out.append(at + 1, *at >> 3U); }
};

Mapping mapping_of(char32_t c) noexcept {
  const std::size_t block = c / block_size;
  if (block >= std::size(mapping_blocks)) return {mapping_pool};
  return {mapping_pool + mapping_offsets[mapping_blocks[block] * block_size + c % block_size]};
}

const Mark& mark_of(char32_t c) noexcept {
  const std::size_t block = c / block_size;
  if (block >= std::size(mark_blocks)) return marks[0];
  return marks[mark_kinds[mark_blocks[block] * block_size + c % block_size]];
}

template <std::size_t N>
const Range* find(const Range (&ranges)[N], char32_t c) noexcept {
  const Range* found = std::lower_bound(
      ranges, ranges + N, c, [](const Range& range, char32_t value) { return range.last < value; });
  return found != ranges + N && found->first <= c ? found : nullptr;
}

constexpr char32_t first_syllable = 0xAC00, first_lead = 0x1100, first_vowel = 0x1161, before_tails = 0x11A7;
constexpr char32_t leads = 19, vowels = 21, tails = 28, syllables = leads * vowels * tails;

// Unsigned differences: what lies before the start is far behind the end.
bool is_syllable(char32_t c) noexcept { return c - first_syllable < syllables; }

// The composed code point, 0 if there is none.
char32_t composed(char32_t first, char32_t second) noexcept {
  if (mark_of(second).joins == 0) return 0;
  if (first - first_lead < leads && second - first_vowel < vowels)
    return first_syllable + ((first - first_lead) * vowels + (second - first_vowel)) * tails;
  if (is_syllable(first) && (first - first_syllable) % tails == 0 && second > before_tails &&
      second - before_tails < tails)
    return first + (second - before_tails);
  const auto* end = std::end(pairs);
  const auto* found =
      std::lower_bound(std::begin(pairs), end, first, [second](const Pair& pair, char32_t value) {
        return pair.first != value ? pair.first < value : pair.second < second;
      });
  return found != end && found->first == first && found->second == second ? found->composed : 0;
}

}  // namespace

bool is_white_space(char32_t c) noexcept {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return find(white_space, c) != nullptr;
}

std::size_t columns(char32_t c) noexcept {
  if (c >= 0x4E00 && c <= 0x9FFF) return 2;
  const Range* range = find(unusual_columns, c);
  return range != nullptr ? range->value : 1;
}

std::optional<Script> letter_script(char32_t c) noexcept {
  const Range* range = find(letters, c);
  if (range == nullptr) return std::nullopt;
  return static_cast<Script>(range->value);
}

std::uint8_t combining_class(char32_t c) noexcept { return mark_of(c).combining_class; }

bool is_always_nfc(char32_t c) noexcept {
  return mark_of(c).joins == 0 && !mapping_of(c).is_never_composed();
}

bool is_always_folded(char32_t c) noexcept {
  const Mark& mark = mark_of(c);
  const Mapping mapping = mapping_of(c);
  return mark.combining_class == 0 && mark.joins == 0 && (!mapping.exists() || mapping.is_folded());
}

void append_decomposed(std::u32string& out, char32_t c) {
  if (is_syllable(c)) {
    const char32_t index = c - first_syllable;
    out.push_back(first_lead + index / (vowels * tails));
    out.push_back(first_vowel + index % (vowels * tails) / tails);
    if (index % tails != 0) out.push_back(before_tails + index % tails);
    return;
  }
  const Mapping mapping = mapping_of(c);
  if (mapping.exists() && mapping.is_canonical()) {
    mapping.append_to(out);
  } else {
    out += c;
  }
}

void append_folded(std::u32string& out, char32_t c) {
  const Mapping mapping = mapping_of(c);
  if (mapping.exists()) {
    mapping.append_to(out);
  } else {
    out += c;
  }
}

void order_marks(std::u32string& text) {
  const auto in_order = [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); };
  const auto is_starter = [](char32_t c) { return combining_class(c) == 0; };
  auto end = text.begin();
  while (end != text.end()) {
    const auto begin = std::find_if_not(end, text.end(), is_starter);
    end = std::find_if(begin, text.end(), is_starter);
    if (!std::is_sorted(begin, end, in_order)) std::stable_sort(begin, end, in_order);
  }
}

void compose(std::u32string& text) noexcept {
  std::size_t size = 0;
  std::size_t starter = std::u32string::npos;
  std::uint8_t last_class = 0;
  for (const char32_t c : text) {
    const std::uint8_t own_class = combining_class(c);
    // A mark of the same class in between belongs closer to the starter and keeps this one away.
    const bool reaches = starter != std::u32string::npos && (size == starter + 1 || last_class < own_class);
    if (const char32_t whole = reaches ? composed(text[starter], c) : 0; whole != 0) {
      text[starter] = whole;
      continue;
    }
    if (own_class == 0) starter = size;
    last_class = own_class;
    text[size++] = c;
  }
  text.resize(size);
}

}  // namespace crmlite::base
