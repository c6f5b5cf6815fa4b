// Fills the tables by asking iconv for every sequence there is: some 24,000 short questions per code page.
#include "exchange/encoding_pages.hpp"

#if __has_include(<iconv.h>)
#include <iconv.h>
#define CRMLITE_HAS_ICONV 1
#else
#define CRMLITE_HAS_ICONV 0
#endif

#include <initializer_list>
#include <string>

#include <crmlite/error.hpp>

namespace crmlite::exchange {

namespace {

using Bytes = std::array<unsigned char, 4>;

#if CRMLITE_HAS_ICONV

class Converter {
 public:
  explicit Converter(Encoding encoding, std::initializer_list<const char*> system_names) {
    for (const char* system_name : system_names) {
      handle_ = iconv_open("UTF-32BE", system_name);
      if (handle_ != failed()) return;
    }
    throw Error("this system cannot read " + std::string(name(encoding)));
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() { iconv_close(handle_); }

  /// The one character these bytes are, else 0.
  char32_t character(Bytes bytes, std::size_t size) {
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    std::array<unsigned char, 16> out{};
    char* from = reinterpret_cast<char*>(bytes.data());
    char* to = reinterpret_cast<char*>(out.data());
    std::size_t left = size;
    std::size_t room = out.size();
    if (iconv(handle_, &from, &left, &to, &room) != 0) return 0;
    iconv(handle_, nullptr, nullptr, &to, &room);
    if (left != 0 || room != out.size() - 4) return 0;
    return static_cast<char32_t>(out[0]) << 24 | static_cast<char32_t>(out[1]) << 16 |
           static_cast<char32_t>(out[2]) << 8 | out[3];
  }

 private:
  static iconv_t failed() { return reinterpret_cast<iconv_t>(-1); }
  iconv_t handle_ = failed();
};

#else

class Converter {
 public:
  explicit Converter(Encoding encoding, std::initializer_list<const char*>) {
    throw Error("this system cannot read " + std::string(name(encoding)));
  }
  char32_t character(Bytes, std::size_t) { return 0; }
};

#endif

Converter converter(Encoding encoding) {
  // Windows' own variants first: they contain the standard ones and are what files really hold.
  switch (encoding) {
    case Encoding::big5:
      return Converter(encoding, {"CP950", "BIG5"});
    case Encoding::shift_jis:
      return Converter(encoding, {"CP932", "SHIFT_JIS"});
    case Encoding::euc_kr:
      return Converter(encoding, {"CP949", "UHC", "EUC-KR"});
    case Encoding::windows_1252:
      return Converter(encoding, {"CP1252", "WINDOWS-1252"});
    case Encoding::windows_1251:
      return Converter(encoding, {"CP1251", "WINDOWS-1251"});
    default:
      return Converter(encoding, {"GB18030"});
  }
}

constexpr bool is_control(char32_t c) { return c >= 0x80 && c < 0xA0; }
constexpr bool is_private(char32_t c) { return c >= 0xE000 && c <= 0xF8FF; }

/// What Windows leaves to private use in Big5 is in files mostly what Hong Kong's standard has there: kana,
/// Cyrillic and the characters of Cantonese.
void add_hong_kong(CodePage& page) {
  try {
    Converter ask(Encoding::big5, {"BIG5-HKSCS"});
    std::size_t at = 0;
    for (unsigned lead = CodePage::first_lead; lead <= CodePage::last_lead; ++lead) {
      for (unsigned trail = CodePage::first_trail; trail <= CodePage::last_trail; ++trail, ++at) {
        if (page.pair[at] != 0 && !is_private(page.pair[at])) continue;
        const char32_t found =
            ask.character({static_cast<unsigned char>(lead), static_cast<unsigned char>(trail)}, 2);
        if (found != 0) page.pair[at] = found;
      }
    }
  } catch (const Error&) {  // a system without it reads what Windows reads
  }
}

CodePage filled(Encoding encoding) {
  CodePage page;
  Converter ask = converter(encoding);
  for (unsigned byte = 0x80; byte <= 0xFF; ++byte) {
    page.single[byte - 0x80] = ask.character({static_cast<unsigned char>(byte)}, 1);
    if (is_control(page.single[byte - 0x80])) page.single[byte - 0x80] = 0;
  }
  if (encoding == Encoding::windows_1252 || encoding == Encoding::windows_1251) return page;
  std::size_t at = 0;
  for (unsigned lead = CodePage::first_lead; lead <= CodePage::last_lead; ++lead) {
    const bool is_lead = page.single[lead - 0x80] == 0;
    for (unsigned trail = CodePage::first_trail; trail <= CodePage::last_trail; ++trail, ++at) {
      if (!is_lead) continue;
      page.pair[at] = ask.character({static_cast<unsigned char>(lead), static_cast<unsigned char>(trail)}, 2);
    }
  }
  if (encoding == Encoding::big5) add_hong_kong(page);
  // The Chinese Windows code page writes the euro sign as one byte that GB18030 does not have.
  if (encoding == Encoding::gb18030) page.single[0] = U'€';
  return page;
}

void put_missing(char32_t& slot, char32_t character) {
  if (slot == 0) slot = character;
}

}  // namespace

const CodePage& code_page(Encoding encoding) {
  switch (encoding) {
    case Encoding::big5: {
      static const CodePage page = filled(Encoding::big5);
      return page;
    }
    case Encoding::shift_jis: {
      static const CodePage page = filled(Encoding::shift_jis);
      return page;
    }
    case Encoding::euc_kr: {
      static const CodePage page = filled(Encoding::euc_kr);
      return page;
    }
    case Encoding::windows_1252: {
      static const CodePage page = filled(Encoding::windows_1252);
      return page;
    }
    case Encoding::windows_1251: {
      static const CodePage page = filled(Encoding::windows_1251);
      return page;
    }
    default: {
      static const CodePage page = filled(Encoding::gb18030);
      return page;
    }
  }
}

const std::array<char32_t, gb18030_four_byte_count>& gb18030_four_byte() {
  static const auto table = [] {
    std::array<char32_t, gb18030_four_byte_count> characters{};
    Converter ask = converter(Encoding::gb18030);
    for (std::size_t i = 0; i < characters.size(); ++i) {
      const Bytes bytes{
          static_cast<unsigned char>(0x81 + i / 12600), static_cast<unsigned char>(0x30 + i / 1260 % 10),
          static_cast<unsigned char>(0x81 + i / 10 % 126), static_cast<unsigned char>(0x30 + i % 10)};
      characters[i] = ask.character(bytes, 4);
    }
    // The edition of 2022 gave these two runs two bytes each; files of the editions before are still about.
    constexpr std::size_t radicals = 19057;        // 82 35 90 37
    constexpr std::size_t vertical_marks = 39076;  // 84 31 82 36
    for (char32_t i = 0; i < 8; ++i) put_missing(characters[radicals + i], 0x9FB4 + i);
    for (char32_t i = 0; i < 10; ++i) put_missing(characters[vertical_marks + i], 0xFE10 + i);
    return characters;
  }();
  return table;
}

}  // namespace crmlite::exchange
