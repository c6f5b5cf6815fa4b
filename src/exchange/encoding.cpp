// Names of encodings. People type them in many spellings, so only letters and digits of a name count.
#include "exchange/encoding.hpp"

#include <array>
#include <utility>

namespace crmlite::exchange {

namespace {

constexpr std::array<std::string_view, 12> names{
    "UTF-8",   "UTF-8 with BOM", "UTF-16LE",  "UTF-16BE", "UTF-32LE",     "UTF-32BE",
    "GB18030", "Big5",           "Shift_JIS", "EUC-KR",   "windows-1252", "windows-1251"};

using enum Encoding;
constexpr std::pair<std::string_view, Encoding> aliases[]{
    {"utf8sig", utf8_bom},    {"utf8bom", utf8_bom},
    {"ascii", utf8},          {"usascii", utf8},
    {"utf16", utf16le},       {"unicode", utf16le},
    {"utf32", utf32le},       {"gbk", gb18030},
    {"gb2312", gb18030},      {"cp936", gb18030},
    {"windows936", gb18030},  {"ms936", gb18030},
    {"euccn", gb18030},       {"cp950", big5},
    {"windows950", big5},     {"sjis", shift_jis},
    {"cp932", shift_jis},     {"windows31j", shift_jis},
    {"ms932", shift_jis},     {"cp949", euc_kr},
    {"uhc", euc_kr},          {"ksc56011987", euc_kr},
    {"windows949", euc_kr},   {"cp1252", windows_1252},
    {"latin1", windows_1252}, {"iso88591", windows_1252},
    {"ansi", windows_1252},   {"cp1251", windows_1251},
};

std::string letters_and_digits(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
  }
  return plain;
}

}  // namespace

std::string_view name(Encoding encoding) noexcept { return names[static_cast<std::size_t>(encoding)]; }

std::optional<Encoding> encoding_from_name(std::string_view name) {
  const std::string plain = letters_and_digits(name);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (plain == letters_and_digits(names[i])) return static_cast<Encoding>(i);
  }
  for (const auto& [alias, encoding] : aliases) {
    if (plain == alias) return encoding;
  }
  return std::nullopt;
}

}  // namespace crmlite::exchange
