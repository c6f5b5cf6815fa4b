// The decoders. A bad sequence never takes an ASCII byte with it, so that a damaged character cannot hide the
// separator or line end behind it.
#include "exchange/encoding_decode.hpp"

#include <cstring>

#include "exchange/encoding_pages.hpp"

namespace crmlite::exchange {

namespace {

constexpr Step incomplete{};
constexpr Step bad(std::uint8_t size) { return {0, size, true}; }

constexpr bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

struct Utf8Lead {
  std::uint8_t size;  // 0: cannot begin a character
  unsigned char second_min =
      0x80;  // where overlong forms, surrogates and what is above U+10FFFF are kept out
  unsigned char second_max = 0xBF;
};

constexpr Utf8Lead utf8_lead(unsigned char lead) {
  if (lead < 0x80) return {1};
  if (lead < 0xC2) return {0};
  if (lead < 0xE0) return {2};
  if (lead == 0xE0) return {3, 0xA0};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead < 0xF0) return {3};
  if (lead == 0xF0) return {4, 0x90};
  if (lead < 0xF4) return {4};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0};
}

Step utf8_step(const unsigned char* p, std::size_t n) {
  const Utf8Lead lead = utf8_lead(p[0]);
  if (lead.size == 0) return bad(1);
  if (lead.size == 1) return {p[0], 1};
  char32_t c = p[0] & (0xFFU >> (lead.size + 1U));
  for (std::uint8_t i = 1; i < lead.size; ++i) {
    if (i == n) return incomplete;
    const unsigned char low = i == 1 ? lead.second_min : 0x80;
    const unsigned char high = i == 1 ? lead.second_max : 0xBF;
    if (p[i] < low || p[i] > high) return bad(i);
    c = c << 6 | (p[i] & 0x3FU);
  }
  return {c, lead.size};
}

template <bool big>
char32_t unit16(const unsigned char* p) {
  return big ? static_cast<char32_t>(p[0] << 8 | p[1]) : static_cast<char32_t>(p[1] << 8 | p[0]);
}

template <bool big>
Step utf16_step(const unsigned char* p, std::size_t n) {
  if (n < 2) return incomplete;
  const char32_t first = unit16<big>(p);
  if (!is_surrogate(first)) return {first, 2};
  if (first >= 0xDC00) return bad(2);
  if (n < 4) return incomplete;
  const char32_t second = unit16<big>(p + 2);
  if (second < 0xDC00 || second > 0xDFFF) return bad(2);
  return {0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), 4};
}

template <bool big>
Step utf32_step(const unsigned char* p, std::size_t n) {
  if (n < 4) return incomplete;
  const char32_t c =
      big ? unit16<true>(p) << 16 | unit16<true>(p + 2) : unit16<false>(p + 2) << 16 | unit16<false>(p);
  if (c > 0x10FFFF || is_surrogate(c)) return bad(4);
  return {c, 4};
}

template <Encoding encoding>
Step page_step(const unsigned char* p, std::size_t n) {
  static const CodePage& page = code_page(encoding);
  if (p[0] < 0x80) return {p[0], 1};
  if (const char32_t c = page.single[p[0] - 0x80U]; c != 0) return {c, 1};
  if (encoding == Encoding::windows_1252 || encoding == Encoding::windows_1251) return bad(1);
  if (p[0] < CodePage::first_lead || p[0] > CodePage::last_lead) return bad(1);
  if (n < 2) return incomplete;
  if (const char32_t c = page.at(p[0], p[1]); c != 0) return {c, 2};
  return bad(p[1] < 0x80 ? 1 : 2);
}

constexpr bool is_gb_lead(unsigned char byte) { return byte >= 0x81 && byte <= 0xFE; }
constexpr bool is_gb_digit(unsigned char byte) { return byte >= 0x30 && byte <= 0x39; }

Step gb18030_step(const unsigned char* p, std::size_t n) {
  if (n < 2 || !is_gb_lead(p[0]) || !is_gb_digit(p[1])) return page_step<Encoding::gb18030>(p, n);
  if (n > 2 && !is_gb_lead(p[2])) return bad(1);
  if (n > 3 && !is_gb_digit(p[3])) return bad(1);
  if (n < 4) return incomplete;
  const std::size_t linear =
      ((static_cast<std::size_t>(p[0] - 0x81) * 10 + (p[1] - 0x30U)) * 126 + (p[2] - 0x81U)) * 10 +
      (p[3] - 0x30U);
  constexpr std::size_t first_above_bmp = 189000;
  if (linear >= first_above_bmp && linear - first_above_bmp <= 0xFFFFF) {
    return {static_cast<char32_t>(0x10000 + linear - first_above_bmp), 4};
  }
  const char32_t c = linear < gb18030_four_byte_count ? gb18030_four_byte()[linear] : 0;
  return c == 0 ? bad(1) : Step{c, 4};
}

}  // namespace

Decoder decoder(Encoding encoding) {
  if (encoding >= Encoding::gb18030) code_page(encoding);  // to fail now, not in the middle of a file
  switch (encoding) {
    case Encoding::utf8:
    case Encoding::utf8_bom:
      return utf8_step;
    case Encoding::utf16le:
      return utf16_step<false>;
    case Encoding::utf16be:
      return utf16_step<true>;
    case Encoding::utf32le:
      return utf32_step<false>;
    case Encoding::utf32be:
      return utf32_step<true>;
    case Encoding::gb18030:
      return gb18030_step;
    case Encoding::big5:
      return page_step<Encoding::big5>;
    case Encoding::shift_jis:
      return page_step<Encoding::shift_jis>;
    case Encoding::euc_kr:
      return page_step<Encoding::euc_kr>;
    case Encoding::windows_1252:
      return page_step<Encoding::windows_1252>;
    case Encoding::windows_1251:
      return page_step<Encoding::windows_1251>;
  }
  return utf8_step;
}

std::size_t ascii_prefix(std::string_view bytes) noexcept {
  constexpr std::uint64_t high_bits = 0x8080808080808080ULL;
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, 8);
    if ((word & high_bits) != 0) break;
  }
  while (i < bytes.size() && static_cast<unsigned char>(bytes[i]) < 0x80) ++i;
  return i;
}

std::size_t utf8_prefix(std::string_view bytes) noexcept {
  const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
  const std::size_t n = bytes.size();
  std::size_t i = 0;
  while (i < n) {
    if (p[i] < 0x80) {
      i += ascii_prefix(bytes.substr(i));
      continue;
    }
    // Nearly all Chinese text: three bytes that need no special limits.
    if (n - i >= 3 && p[i] > 0xE0 && p[i] < 0xF0 && p[i] != 0xED && (p[i + 1] & 0xC0U) == 0x80 &&
        (p[i + 2] & 0xC0U) == 0x80) {
      i += 3;
      continue;
    }
    const Step step = utf8_step(p + i, n - i);
    if (step.bad || step.size == 0) break;
    i += step.size;
  }
  return i;
}

char* write_utf8(char* to, char32_t c) noexcept {
  const auto put = [&to](char32_t byte) { *to++ = static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
  return to;
}

}  // namespace crmlite::exchange
