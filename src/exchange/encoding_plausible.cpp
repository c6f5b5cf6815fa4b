// The weights: 1 for a character everybody uses, 0.3 … 0.5 for one of the common block of its encoding, below
// 0 for what only appears when text is read in the wrong encoding. Per byte, so that encodings compare.
#include "exchange/encoding_plausible.hpp"

#include <bitset>

#include "exchange/encoding_decode.hpp"
#include "exchange/encoding_frequent.hpp"

namespace crmlite::exchange {

namespace {

constexpr double noise = -1;

/// A character in its surroundings.
struct Seen {
  const unsigned char* bytes;
  std::uint8_t size;
  char32_t character;
  unsigned char before;  // the neighbouring bytes, 0 at the ends
  unsigned char after;

  unsigned lead() const { return bytes[0]; }
  unsigned trail() const { return size > 1 ? bytes[1] : 0; }
  unsigned both() const { return lead() << 8 | trail(); }
};

bool is_frequent(char32_t c) {
  static const auto set = [] {
    std::bitset<0x10000> bits;
    for (const char16_t han : frequent_han) bits.set(han);
    for (const char16_t hangul : frequent_hangul) bits.set(hangul);
    return bits;
  }();
  return c < 0x10000 && set.test(c);
}

constexpr bool between(unsigned value, unsigned low, unsigned high) { return value >= low && value <= high; }

double gb18030(const Seen& s) {
  if (s.size != 2) return -0.3;
  if (is_frequent(s.character)) return 1;
  if (s.trail() < 0xA1 || s.lead() < 0xA1) return -0.4;  // GBK's extension: rare characters
  if (between(s.lead(), 0xB0, 0xD7)) return 0.4;         // the 3755 common ones, by sound
  if (between(s.lead(), 0xD8, 0xF7)) return 0;
  if (s.lead() == 0xA1 || s.lead() == 0xA3) return 0.4;  // punctuation
  return s.lead() < 0xAA ? -0.3 : noise;
}

double big5(const Seen& s) {
  if (s.size != 2) return noise;
  if (is_frequent(s.character)) return 1;
  if (between(s.both(), 0xA440, 0xC67E)) return 0.3;
  if (between(s.both(), 0xA140, 0xA3BF)) return 0.3;
  return between(s.both(), 0xC940, 0xF9D5) ? -0.2 : noise;
}

double shift_jis(const Seen& s) {
  if (s.size == 1) return -0.2;                                                            // half-width kana
  if (between(s.both(), 0x829F, 0x82F1) || between(s.both(), 0x8340, 0x8396)) return 0.9;  // kana
  if (is_frequent(s.character)) return 1;
  if (s.lead() == 0x81 || between(s.both(), 0x824F, 0x829A)) return 0.3;
  if (between(s.both(), 0x889F, 0x9872)) return 0.4;
  return between(s.both(), 0x989F, 0xEAA4) ? -0.2 : noise;
}

double euc_kr(const Seen& s) {
  if (s.size != 2) return noise;
  const bool hangul = s.character >= 0xAC00 && s.character <= 0xD7A3;
  if (hangul && is_frequent(s.character)) return 1;
  if (s.trail() < 0xA1 || s.lead() < 0xA1) return -0.4;
  if (hangul) return 0.4;
  if (between(s.lead(), 0xA1, 0xA3)) return 0.3;
  return between(s.lead(), 0xCA, 0xFD) ? -0.4 : noise;
}

constexpr bool ascii_lower(unsigned c) { return between(c, 'a', 'z'); }
constexpr bool ascii_letter(unsigned c) { return ascii_lower(c | 0x20U); }

constexpr bool latin_upper(unsigned c) {
  return (between(c, 0xC0, 0xDE) && c != 0xD7) || c == 0x8A || c == 0x8C || c == 0x8E || c == 0x9F;
}
constexpr bool latin_letter(unsigned c) {
  return latin_upper(c) || (c >= 0xDF && c != 0xF7) || c == 0x9A || c == 0x9C || c == 0x9E;
}

// Letters of Icelandic alone, and where Turkish and Czech text of neighbouring code pages shows.
constexpr bool latin_rare(unsigned c) {
  return c == 0xD0 || c == 0xDD || c == 0xDE || c == 0xF0 || c == 0xFD || c == 0xFE;
}

double windows_1252(const Seen& s) {
  const unsigned c = s.lead();
  if (!latin_letter(c)) {
    const bool apostrophe = c == 0x92 || c == 0xB7;
    if (ascii_letter(s.before) && ascii_letter(s.after) && !apostrophe) return noise;
    if (s.before > 0x7F && s.after > 0x7F) return -0.5;
    constexpr std::string_view usual =
        "\x80\x85\x91\x92\x93\x94\x96\x97\x99\xA0\xA1\xA3\xA7\xA9\xAA\xAB\xAE\xB0\xB2\xB4\xB7\xBA\xBB\xBF";
    return usual.find(static_cast<char>(c)) != std::string_view::npos ? 0.3 : -0.5;
  }
  if (latin_rare(c)) return -0.5;
  const bool after_lower = ascii_lower(s.before) || (latin_letter(s.before) && !latin_upper(s.before));
  if (latin_upper(c) && after_lower) return noise;
  const bool beside_high = s.before > 0x7F || s.after > 0x7F;
  if (!ascii_letter(s.before) && !ascii_letter(s.after)) return beside_high ? -0.8 : -0.2;
  return beside_high ? 0.3 : 0.9;
}

constexpr bool cyrillic_upper(unsigned c) { return between(c, 0xC0, 0xDF) || c == 0xA8; }
constexpr bool cyrillic_letter(unsigned c) { return c >= 0xC0 || c == 0xA8 || c == 0xB8; }

double windows_1251(const Seen& s) {
  const unsigned c = s.lead();
  if (!cyrillic_letter(c)) {
    constexpr std::string_view usual = "\x93\x94\x96\x97\xA0\xAB\xB9\xBB";
    return usual.find(static_cast<char>(c)) != std::string_view::npos ? 0.2 : -0.5;
  }
  if (ascii_letter(s.before) || ascii_letter(s.after)) return noise;
  constexpr std::string_view usual =
      "\xEE\xE5\xE0\xE8\xED\xF2\xF1\xF0\xE2\xEB\xEA\xEC\xE4\xEF\xF3\xFF";  // оеаинтсрвлкмдпуя
  const bool frequent = usual.find(static_cast<char>(c | 0x20U)) != std::string_view::npos;
  if (!cyrillic_upper(c)) return frequent ? 0.9 : 0;
  if (!cyrillic_letter(s.before)) return frequent ? 0.7 : 0.3;
  if (!cyrillic_upper(s.before)) return noise;
  return frequent ? 0.5 : 0.1;
}

double weight(Encoding encoding, const Seen& seen) {
  switch (encoding) {
    case Encoding::big5:
      return big5(seen);
    case Encoding::shift_jis:
      return shift_jis(seen);
    case Encoding::euc_kr:
      return euc_kr(seen);
    case Encoding::windows_1252:
      return windows_1252(seen);
    case Encoding::windows_1251:
      return windows_1251(seen);
    default:
      return gb18030(seen);
  }
}

/// The byte that became this character when UTF-8 was taken for windows-1252 or Latin-1; 0: no such byte.
unsigned latin_byte(char32_t c) {
  using namespace std::string_view_literals;
  if (c >= 0x80 && c <= 0xFF) return static_cast<unsigned>(c);
  constexpr std::u16string_view c1 =
      u"\u20AC\0\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\0\u017D\0"
      u"\0\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\0\u017E\u0178"sv;
  static_assert(c1.size() == 32);
  for (std::size_t i = 0; i < c1.size(); ++i) {
    if (c != 0 && c1[i] == c) return static_cast<unsigned>(0x80 + i);
  }
  return 0;
}

}  // namespace

double plausibility(Encoding encoding, std::string_view sample) {
  const Decoder step_of = decoder(encoding);
  const auto* bytes = reinterpret_cast<const unsigned char*>(sample.data());
  double total = 0;
  double weighed = 0;
  for (std::size_t i = 0; i < sample.size();) {
    if (bytes[i] < 0x80) {
      ++i;
      continue;
    }
    Step step = step_of(bytes + i, sample.size() - i);
    if (step.size == 0) break;
    const std::size_t end = i + step.size;
    const Seen seen{bytes + i, step.size, step.character,
                    i > 0 ? bytes[i - 1] : static_cast<unsigned char>(0),
                    end < sample.size() ? bytes[end] : static_cast<unsigned char>(0)};
    total += step.size * (step.bad ? 2 * noise : weight(encoding, seen));
    weighed += step.size;
    i = end;
  }
  return weighed > 0 ? total / weighed : 0;
}

bool looks_double_encoded(std::string_view utf8) {
  const Decoder step_of = decoder(Encoding::utf8);
  const auto* bytes = reinterpret_cast<const unsigned char*>(utf8.data());
  std::string once;  // the text turned back into bytes
  std::size_t others = 0;
  for (std::size_t i = 0; i < utf8.size();) {
    const Step step = step_of(bytes + i, utf8.size() - i);
    if (step.size == 0 || step.bad) break;
    i += step.size;
    const unsigned byte =
        step.character < 0x80 ? static_cast<unsigned>(step.character) : latin_byte(step.character);
    if (byte == 0 && step.character != 0) ++others;
    once += static_cast<char>(byte);
  }
  std::size_t again = 0;
  std::size_t broken = 0;
  for (std::string_view rest = once; !rest.empty();) {
    const Step step = step_of(reinterpret_cast<const unsigned char*>(rest.data()), rest.size());
    if (step.size > 1 && !step.bad) ++again;
    if (step.size == 0 || step.bad) ++broken;
    rest.remove_prefix(step.size == 0 ? rest.size() : step.size);
  }
  constexpr std::size_t least = 2;
  return again >= least && again > 9 * (broken + others);
}

}  // namespace crmlite::exchange
