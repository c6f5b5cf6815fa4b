// Text: every promise of base/text.hpp by known vectors, and the two idempotent ones over all code points.
// Texts with invisible or ambiguous characters are written as escapes.
#include "base/text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catch.hpp"

using namespace crmlite::base;
using namespace std::string_view_literals;

namespace {

std::string utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

// The first code point of which `holds` is false, 0x110000 if there is none.
template <class Holds>
char32_t first_without(Holds holds) {
  std::string text;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (is_surrogate(c)) continue;
    text.clear();
    append_utf8(text, c);
    if (!holds(text)) return c;
  }
  return 0x110000;
}

}  // namespace

TEST_CASE("every code point is valid UTF-8 and read back as written") {
  std::size_t wrong = 0;
  std::string text;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (is_surrogate(c)) continue;
    text.clear();
    append_utf8(text, c);
    std::size_t pos = 0;
    if (!is_valid_utf8(text) || code_points(text) != 1 || decode(text, pos) != c || pos != text.size())
      ++wrong;
  }
  CHECK(wrong == 0);
  CHECK(utf8(U"\x7F\x80\x7FF\x800\xFFFF\x10000\x10FFFF") ==
        "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
}

TEST_CASE("what is no code point is written as U+FFFD") {
  std::string text;
  for (const char32_t c : {0xD800U, 0xDFFFU, 0x110000U, 0xFFFFFFFFU}) append_utf8(text, c);
  CHECK(text == "\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("invalid UTF-8 is found wherever it stands") {
  const std::vector<std::string_view> invalid{
      "\x80",              // a continuation alone
      "\xBF\xBF",          // two of them
      "\xC0\x80",          // U+0000 in two bytes
      "\xC1\xBF",          // U+007F in two bytes
      "\xE0\x9F\xBF",      // U+07FF in three bytes
      "\xF0\x8F\xBF\xBF",  // U+FFFF in four bytes
      "\xED\xA0\x80",      // U+D800
      "\xED\xBF\xBF",      // U+DFFF
      "\xF4\x90\x80\x80",  // U+110000
      "\xF5\x80\x80\x80",
      "\xFE",
      "\xFF",
      "\xC3",  // cut short
      "\xE4\xB8",
      "\xF0\x9F\x98",
      "\xC3\x28",
      "\xE4\x28\xAD",
      "\xF0\x9F\x28\x80",
  };
  for (const std::string_view bad : invalid) {
    for (std::size_t before = 0; before <= 17; ++before) {
      for (const std::size_t behind : {0U, 1U, 8U}) {
        const std::string text = std::string(before, 'a') + std::string(bad) + std::string(behind, 'b');
        INFO(before << " before, " << behind << " behind, first byte "
                    << int{static_cast<unsigned char>(bad[0])});
        CHECK_FALSE(is_valid_utf8(text));
        CHECK_FALSE(is_nfc(text));
        CHECK(is_valid_utf8(nfc(text)));
        CHECK(is_valid_utf8(fold(text)));
        CHECK(is_valid_utf8(text.substr(0, before)));
      }
    }
  }
  CHECK(is_valid_utf8(""));
  CHECK(is_valid_utf8("\0"sv));
  CHECK(is_valid_utf8("Müller, 李小龙, Ελένη, 😀 and twenty more letters"));
}

TEST_CASE("plain ASCII is seen wherever something else stands") {
  CHECK(is_plain_ascii(""));
  const std::string plain = "a\x01~\x7F, and so on for a while";
  for (std::size_t size = 1; size <= plain.size(); ++size) {
    CHECK(is_plain_ascii(std::string_view(plain).substr(0, size)));
    for (std::size_t at = 0; at < size; ++at)
      for (const char other : {'\0', '\x80', '\xFF'}) {
        std::string text = plain.substr(0, size);
        text[at] = other;
        CHECK_FALSE(is_plain_ascii(text));
      }
  }
}

TEST_CASE("a bad byte reads as U+FFFD, and reading goes on behind it") {
  const std::string_view text = "\xE4\xB8z";
  std::size_t pos = 0;
  CHECK(decode(text, pos) == 0xFFFD);
  CHECK(pos == 1);
  CHECK(decode(text, pos) == 0xFFFD);
  CHECK(decode(text, pos) == U'z');
  CHECK(pos == 3);
  CHECK(decode(text, pos) == 0xFFFD);
  CHECK(pos == 3);
  CHECK(nfc("a\xFF") == "a\uFFFD");
  CHECK(fold("A\xFF") == "a\uFFFD");
}

TEST_CASE("code points are counted") {
  CHECK(code_points("") == 0);
  CHECK(code_points("abc") == 3);
  CHECK(code_points("é李😀") == 3);
  CHECK(code_points("e\u0301") == 2);
}

TEST_CASE("NFC composes") {
  const std::vector<std::pair<std::u32string, std::u32string>> vectors{
      {U"", U""},
      {U"plain", U"plain"},
      {U"e\u0301", U"\u00E9"},
      {U"\u00E9", U"\u00E9"},
      {U"\u1100\u1161", U"\uAC00"},              // two jamo
      {U"\u1112\u1161\u11AB", U"\uD55C"},        // three
      {U"\uAC00\u11A8", U"\uAC01"},              // a syllable and a jamo
      {U"\uAC01\u11A8", U"\uAC01\u11A8"},        // a complete syllable takes no more
      {U"\u1100\u11A8", U"\u1100\u11A8"},        // no vowel
      {U"\uAC00\u11A7", U"\uAC00\u11A7"},        // the code point before the first final
      {U"a\u0301\u0323", U"\u1EA1\u0301"},       // marks in the wrong order
      {U"a\u0323\u0301", U"\u1EA1\u0301"},       // and in the right one
      {U"a\u0301\u0301", U"\u00E1\u0301"},       // the second one is kept away by the first
      {U"\u03B9\u0308\u0301", U"\u0390"},        // two steps
      {U"\u212B", U"\u00C5"},                    // Angstrom is a letter
      {U"\u0958", U"\u0915\u093C"},              // never composed
      {U"\uF900", U"\u8C48"},                    // a compatibility ideograph
      {U"\U0002F800", U"\u4E3D"},                // one of the upper planes
      {U"\uFA0E", U"\uFA0E"},                    // none, although it stands among them
      {U"\u304B\u3099", U"\u304C"},              // kana
      {U"\u0344", U"\u0308\u0301"},              // marks alone
      {U"\U000110A5\U000110BA", U"\U000110AB"},  // beyond the basic plane
      {U"\uFB01\uFF21\u00B2", U"\uFB01\uFF21\u00B2"},
  };
  for (const auto& [text, expected] : vectors) {
    INFO(utf8(text));
    CHECK(nfc(utf8(text)) == utf8(expected));
    CHECK((text == expected || !is_nfc(utf8(text))));
  }
}

TEST_CASE("usual text is known to be NFC without a full look") {
  CHECK(is_nfc(""));
  CHECK(is_nfc("Anna Keller"));
  CHECK(is_nfc("Zoë Müller-Łukasz"));
  CHECK(is_nfc("李小龙 カタカナ ひらがな 김민준"));
  CHECK(is_nfc("Елена Ελένη Việt محمّد สมศักดิ์ 😀"));
  CHECK_FALSE(is_nfc("e\u0301"));
  CHECK_FALSE(is_nfc("\u0644\u0651\u064E"));  // an Arabic letter with its marks in the wrong order
  CHECK(is_nfc("\u0644\u064E\u0651"));
}

TEST_CASE("a long run of marks is put in order") {
  std::u32string text = U"a";
  for (int i = 0; i < 50000; ++i) text += U"\u0301\u0323";
  const std::string ordered = nfc(utf8(text));
  CHECK(code_points(ordered) == 100000);
  CHECK(ordered == utf8(U"\u1EA1" + std::u32string(49999, U'\u0323') + std::u32string(50000, U'\u0301')));
}

TEST_CASE("folding makes one of many spellings") {
  const std::vector<std::pair<std::u32string, std::u32string>> vectors{
      {U"", U""},
      {U"Anna KELLER", U"anna keller"},
      {U"@[`{", U"@[`{"},
      {U"Stra\u00DFe", U"strasse"},
      {U"STRA\u1E9EE", U"strasse"},
      {U"\uFB01ne", U"fine"},
      {U"\uFF21\uFF11", U"a1"},
      {U"\u00C9mile", U"\u00E9mile"},
      {U"E\u0301mile", U"\u00E9mile"},
      {U"\u00E9mile", U"\u00E9mile"},
      {U"\u1100\u1161", U"\uAC00"},
      {U"\uAC00", U"\uAC00"},
      {U"\uFFA1\uFFC2", U"\uAC00"},  // half-width jamo
      {U"\uFF76\uFF9E", U"\u30AC"},  // half-width kana
      {U"\u30AC", U"\u30AC"},
      {U"\u0390", U"\u0390"},
      {U"\u1FD3", U"\u0390"},
      {U"\u03B9\u0308\u0301", U"\u0390"},
      {U"\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2", U"\u03C3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C3"},
      {U"\u1FB3\u0301", U"\u03AC\u03B9"},  // the iota below becomes a letter behind the accent
      {U"\u0130", U"i\u0307"},
      {U"I", U"i"},
      {U"\u0131", U"\u0131"},  // Turkish i without a dot stays another letter
      {U"\uF900", U"\u8C48"},
      {U"\u3231", U"(\u682A)"},
      {U"\u212A\u2122\u00B2", U"ktm2"},
      {U"\u0416\u0451", U"\u0436\u0451"},
      {U"\uFDFA",
       U"\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064A\u0647 \u0648\u0633\u0644\u0645"},
      {U"\u674E\u5C0F\u9F99", U"\u674E\u5C0F\u9F99"},
  };
  for (const auto& [text, expected] : vectors) {
    INFO(utf8(text));
    CHECK(fold(utf8(text)) == utf8(expected));
    CHECK(fold(utf8(expected)) == utf8(expected));
    CHECK(sort_key(utf8(text)) == utf8(expected));
  }
}

TEST_CASE("folding leaves one blank between words and none at the ends") {
  CHECK(fold(" \t\r\n A  b\vC\f ") == "a b c");
  CHECK(fold("\u3000\u00A0\u674E\u3000 \u00A0\u2003X\u2028\u0085") == "\u674E x");
  CHECK(fold("\u00C0\u3000 \u1680\u00A0B\u202F") == "\u00E0 b");
  CHECK(fold(" \u3000\u00A0").empty());
  CHECK(fold("a\u00A8") == "a \u0308");  // the spacing mark is a blank with a mark on it
  CHECK(fold("\u00A8a") == "\u0308a");
  CHECK(fold("a\x1C"
             "b\u200B"
             "c") ==
        "a\x1C"
        "b\u200B"
        "c");  // a control and a zero-width space are no white space
}

TEST_CASE("folding and NFC are idempotent on every code point, and agree") {
  CHECK(first_without([](const std::string& text) {
          const std::string folded = fold(text);
          return fold(folded) == folded && nfc(folded) == folded;
        }) == 0x110000);
  CHECK(first_without([](const std::string& text) {
          const std::string normal = nfc(text);
          return nfc(normal) == normal && fold(normal) == fold(text);
        }) == 0x110000);
  CHECK(first_without([](const std::string& text) { return !is_nfc(text) || nfc(text) == text; }) ==
        0x110000);
}

TEST_CASE("folding is idempotent between letters and marks") {
  CHECK(first_without([](const std::string& text) {
          const std::string folded = fold("\u03B1\u0345" + text + "\u0301\u1161");
          return fold(folded) == folded;
        }) == 0x110000);
}

TEST_CASE("white space at the ends is cut off") {
  CHECK(trimmed("").empty());
  CHECK(trimmed(" \t\n").empty());
  CHECK(trimmed("  a b \r\n") == "a b");
  CHECK(trimmed("\u3000\u00A0\u674E \u5C0F\u2029\u205F") == "\u674E \u5C0F");
  CHECK(trimmed("\u1680\u0085\u2000\u200A\u202F").empty());
  CHECK(trimmed("\u200B x\u200B") == "\u200B x\u200B");
  CHECK(trimmed("\x1F") == "\x1F");
  CHECK(trimmed(" \xA0 ") == "\xA0");  // a bad byte is none
  CHECK(trimmed("\xE3\x80") == "\xE3\x80");
  CHECK(trimmed("\u00E9\xA0") == "\u00E9\xA0");
}

TEST_CASE("columns of a terminal") {
  CHECK(display_width("") == 0);
  CHECK(display_width("Anna ~") == 6);
  CHECK(display_width("a\tb\n\x7F") == 2);
  CHECK(display_width("M\u00FCller") == 6);
  CHECK(display_width("Mu\u0308ller") == 6);
  CHECK(display_width("\u674E\u5C0F\u9F99") == 6);
  CHECK(display_width("\U00020000\U00030000") == 4);
  CHECK(display_width("\uFF21\uFF76") == 3);  // full width, half width
  CHECK(display_width("\u304B\u3099") == 2);
  CHECK(display_width("\uAC00") == 2);
  CHECK(display_width("\u1100\u1161\u11A8") == 2);
  CHECK(display_width("\U0001F600") == 2);
  CHECK(display_width("\u2026\u200B\uFEFF") == 1);
  CHECK(display_width("\u0378") == 1);  // not assigned
}

TEST_CASE("text is cut to columns") {
  CHECK(fit("Keller", 6) == "Keller");
  CHECK(fit("Keller", 5) == "Kell…");
  CHECK(fit("Keller", 1) == "…");
  CHECK(fit("Keller", 0).empty());
  CHECK(fit("", 0).empty());
  CHECK(fit("李小龙", 6) == "李小龙");
  CHECK(fit("李小龙", 5) == "李小…");
  CHECK(fit("李小龙", 4) == "李…");
  CHECK(fit("李小龙", 2) == "…");
  CHECK(fit("😀😀", 3) == "😀…");
  CHECK(fit("e\u0301e\u0301e\u0301", 3) == "e\u0301e\u0301e\u0301");
  CHECK(fit("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
  CHECK(fit("\U0001F469\u200D\U0001F467", 3) == "\U0001F469…");  // no joiner left over
  CHECK(fit("\U0001F469\u200D\U0001F467xy", 5) == "\U0001F469\u200D\U0001F467…");
  CHECK(fit("ab\xFF"
            "cd",
            4) == "ab\xFF…");
}

TEST_CASE("the script of most letters") {
  CHECK(dominant_script("") == Script::other);
  CHECK(dominant_script("123 @[`{ 😀") == Script::other);
  CHECK(dominant_script("Anna Müller") == Script::latin);
  CHECK(dominant_script("Ａｎｎａ") == Script::latin);
  CHECK(dominant_script("李小龙") == Script::han);
  CHECK(dominant_script("\U00020000\uF900") == Script::han);
  CHECK(dominant_script("佐々木") == Script::han);
  CHECK(dominant_script("〇") == Script::han);
  CHECK(dominant_script("ひらがな") == Script::kana);
  CHECK(dominant_script("ﾀﾅｶ") == Script::kana);
  CHECK(dominant_script("山田太郎さ") == Script::kana);
  CHECK(dominant_script("李·ブ") == Script::kana);
  CHECK(dominant_script("김민준") == Script::hangul);
  CHECK(dominant_script("\u1100\u1161") == Script::hangul);
  CHECK(dominant_script("Елена Смирнова Li") == Script::other);
  CHECK(dominant_script("Елена Smith-Jones") == Script::latin);
  CHECK(dominant_script("李 Anna") == Script::latin);
  CHECK(dominant_script("李明 Li") == Script::han);
}
