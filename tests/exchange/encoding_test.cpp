// Encodings: names, detection, and decoding to UTF-8 with every byte that is no text told, never replaced.
// The bytes of the samples were made by another implementation's encoders.
#include "exchange/encoding.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <crmlite/error.hpp>

#include "catch.hpp"
#include "exchange/csv.hpp"

namespace {

namespace fs = std::filesystem;
using namespace crmlite::exchange;
using namespace std::string_literals;

struct Decoded {
  std::string text = {};
  std::vector<std::pair<std::uint64_t, std::uint64_t>> damage = {};  // text, byte

  bool operator==(const Decoded&) const = default;
};

Decoded decoded(const std::string& bytes, Encoding encoding, std::size_t chunk = TextSource::default_chunk) {
  std::istringstream in(bytes);
  TextSource source(in, encoding, chunk);
  Decoded all;
  TextChunk piece;
  while (source.next(piece)) {
    CHECK_FALSE(piece.text.empty());
    all.text += piece.text;
    for (const Damage& damage : piece.damage) all.damage.emplace_back(damage.text, damage.byte);
  }
  CHECK(source.bytes_read() == bytes.size());
  return all;
}

Detection detection(const std::string& bytes) {
  std::istringstream in(bytes);
  return detect_encoding(in);
}

std::string shown(const std::optional<Encoding>& encoding) {
  return encoding ? std::string(name(*encoding)) : "none";
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Sample {
  Encoding encoding;
  std::string bytes;
  std::string text;
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all{
      {Encoding::utf8,
       "\xE5\xAE\xA2\xE6\x88\xB7\xE5\x90\x8D\xE7\xA7\xB0,\xE7\x94\xB5\xE8\xAF\x9D\r\n\xE7\xA4\xBA\xE4\xBE\x8B\xE7\xA7\x91\xE6\x8A\x80,010-1\r\n"s,
       "客户名称,电话\r\n示例科技,010-1\r\n"},
      {Encoding::utf8, "Name;Ort\r\nM\xC3\xBCller;K\xC3\xB6ln\r\n"s, "Name;Ort\r\nMüller;Köln\r\n"},
      {Encoding::gb18030, "\xD0\xD5\xC3\xFB\r\n\xD5\xC5\xC8\xFD"s, "姓名\r\n张三"},
      {Encoding::gb18030,
       "\xBF\xCD\xBB\xA7ID,\xD0\xD5\xC3\xFB,\xC1\xAA\xCF\xB5\xB7\xBD\xCA\xBD,\xD7\xEE\xBA\xF3\xD2\xBB\xB4\xCE\xBD\xBB\xBB\xA5\xCA\xB1\xBC\xE4\r\n001,\xD5\xC5\xC8\xFD,138,2023-09-01\r\n002,\xC0\xEE\xCB\xC4,139,2023-08-25\r\n"s,
       "客户ID,姓名,联系方式,最后一次交互时间\r\n001,张三,138,2023-09-01\r\n002,李四,139,2023-08-25\r\n"},
      {Encoding::gb18030,
       "\xB9\xAB\xCB\xBE,\xB3\xC7\xCA\xD0\r\n\xB1\xB1\xBE\xA9\xCA\xBE\xC0\xFD\xD3\xD0\xCF\xDE\xB9\xAB\xCB\xBE,\xB1\xB1\xBE\xA9\r\n\xC9\xCF\xBA\xA3\xD1\xF9\xC0\xFD\xC3\xB3\xD2\xD7\xB9\xAB\xCB\xBE,\xC9\xCF\xBA\xA3\r\n"s,
       "公司,城市\r\n北京示例有限公司,北京\r\n上海样例贸易公司,上海\r\n"},
      {Encoding::big5,
       "\xA9m\xA6W,\xB9q\xB8\xDC,\xA4\xBD\xA5q\r\n\xB3\xAF\xA4j\xA4\xE5,02-1,\xBBO\xA5_\xBD"
       "d\xA8\xD2\xAA\xD1\xA5\xF7\xA6\xB3\xAD\xAD\xA4\xBD\xA5q\r\n\xAAL\xA4p\xA9\xFA,03-2,\xB0\xAA\xB6\xAF\r\n"s,
       "姓名,電話,公司\r\n陳大文,02-1,臺北範例股份有限公司\r\n林小明,03-2,高雄\r\n"},
      {Encoding::shift_jis,
       "\x8E\x81\x96\xBC,\x89\xEF\x8E\xD0\r\n\x8ER\x93"
       "c\x91\xBE\x98Y,\x83T\x83\x93\x83v\x83\x8B\x8A\x94\x8E\xAE\x89\xEF\x8E\xD0\r\n\x8D\xB2\x93\xA1\x89\xD4\x8Eq,\x83\\\x83t\x83g\x8AJ\x94\xAD\r\n"s,
       "氏名,会社\r\n山田太郎,サンプル株式会社\r\n佐藤花子,ソフト開発\r\n"},
      {Encoding::euc_kr,
       "\xC0\xCC\xB8\xA7,\xC8\xB8\xBB\xE7\r\n\xB1\xE8\xB9\xCE\xBC\xF6,\xBC\xAD\xBF\xEF\xC0\xFC\xC0\xDA\r\n\xC0\xCC\xBF\xB5\xC8\xF1,\xBA\xCE\xBB\xEA\xB9\xAB\xBF\xAA\r\n"s,
       "이름,회사\r\n김민수,서울전자\r\n이영희,부산무역\r\n"},
      {Encoding::windows_1252,
       "Name;Ort;Stra\xDF"
       "e\r\nJ\xFCrgen M\xFCller;K\xF6ln;Hauptstra\xDF"
       "e 1\r\n"s,
       "Name;Ort;Straße\r\nJürgen Müller;Köln;Hauptstraße 1\r\n"},
      {Encoding::windows_1252,
       "Nom;Soci\xE9t\xE9\r\nH\xE9l\xE8ne;Caf\xE9 de la Gare\r\nFran\xE7ois;Cr\xE9"
       "dit g\xE9n\xE9ral\r\n"s,
       "Nom;Société\r\nHélène;Café de la Gare\r\nFrançois;Crédit général\r\n"},
      {Encoding::windows_1252,
       "Nombre,Ciudad\r\nMu\xF1oz,M\xE1laga\r\nGarc\xED"
       "a,Le\xF3n\r\n"s,
       "Nombre,Ciudad\r\nMuñoz,Málaga\r\nGarcía,León\r\n"},
      {Encoding::windows_1251,
       "\xC8\xEC\xFF;\xC3\xEE\xF0\xEE\xE4\r\n\xC8\xE2\xE0\xED \xCF\xE5\xF2\xF0\xEE\xE2;\xCC\xEE\xF1\xEA\xE2\xE0\r\n\xC0\xED\xED\xE0 \xD1\xEC\xE8\xF0\xED\xEE\xE2\xE0;\xCA\xE0\xE7\xE0\xED\xFC\r\n"s,
       "Имя;Город\r\nИван Петров;Москва\r\nАнна Смирнова;Казань\r\n"},
  };
  return all;
}

/// Only for the text's own encoding, so that this needs no table: 16 or 32 bits, either end first.
std::string widened(const std::u32string& text, Encoding encoding) {
  const bool little = encoding == Encoding::utf16le || encoding == Encoding::utf32le;
  std::string bytes;
  const auto put = [&](char32_t value, int size) {
    for (int i = 0; i < size; ++i)
      bytes += static_cast<char>(value >> 8 * (little ? i : size - 1 - i) & 0xFF);
  };
  for (const char32_t c : text) {
    if (encoding == Encoding::utf32le || encoding == Encoding::utf32be) {
      put(c, 4);
    } else if (c < 0x10000) {
      put(c, 2);
    } else {
      put(0xD800 + ((c - 0x10000) >> 10), 2);
      put(0xDC00 + ((c - 0x10000) & 0x3FF), 2);
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("encoding: names go both ways and aliases are known") {
  for (int i = 0; i < 12; ++i) {
    const auto encoding = static_cast<Encoding>(i);
    CHECK(encoding_from_name(name(encoding)) == encoding);
  }
  CHECK(name(Encoding::utf8_bom) == "UTF-8 with BOM");
  CHECK(name(Encoding::gb18030) == "GB18030");
  CHECK(encoding_from_name("utf_8") == Encoding::utf8);
  CHECK(encoding_from_name("GBK") == Encoding::gb18030);
  CHECK(encoding_from_name("cp936") == Encoding::gb18030);
  CHECK(encoding_from_name("ISO-8859-1") == Encoding::windows_1252);
  CHECK(encoding_from_name("Shift-JIS") == Encoding::shift_jis);
  CHECK(encoding_from_name("UTF-16") == Encoding::utf16le);
  CHECK(encoding_from_name("KOI8-R") == std::nullopt);
  CHECK(encoding_from_name("") == std::nullopt);
}

TEST_CASE("encoding: every sample is recognised and decoded, in pieces of any size") {
  for (const Sample& sample : samples()) {
    INFO(sample.text);
    const Detection found = detection(sample.bytes);
    CHECK(shown(found.encoding) == name(sample.encoding));
    CHECK(found.certain == (sample.encoding == Encoding::utf8));
    CHECK(found.bad_line_count == 0);
    for (std::size_t chunk = 1; chunk <= sample.bytes.size(); ++chunk) {
      REQUIRE(decoded(sample.bytes, sample.encoding, chunk) == Decoded{sample.text});
    }
  }
}

TEST_CASE("encoding: wide encodings, with a BOM or without") {
  const std::u32string text = U"客户,phone\r\n示例😀,1\r\n";
  const std::string utf8 = "客户,phone\r\n示例😀,1\r\n";
  for (const Encoding encoding :
       {Encoding::utf16le, Encoding::utf16be, Encoding::utf32le, Encoding::utf32be}) {
    const std::string plain = widened(text, encoding);
    const std::string marked = widened(U"\uFEFF" + text, encoding);
    CHECK(shown(detection(marked).encoding) == name(encoding));
    CHECK(detection(marked).certain);
    if (encoding < Encoding::utf32le) CHECK(shown(detection(plain).encoding) == name(encoding));
    for (std::size_t chunk = 1; chunk <= marked.size(); ++chunk) {
      REQUIRE(decoded(plain, encoding, chunk) == Decoded{utf8});
      REQUIRE(decoded(marked, encoding, chunk) == Decoded{utf8});
    }
  }
  // A BOM overrules the byte order that was asked for.
  CHECK(decoded(widened(U"\uFEFFa", Encoding::utf16be), Encoding::utf16le) == Decoded{"a"});
  CHECK(decoded(widened(U"\uFEFFa", Encoding::utf32be), Encoding::utf32le) == Decoded{"a"});
}

TEST_CASE("encoding: what detection says of UTF-8") {
  CHECK(detection("").encoding == Encoding::utf8);
  CHECK(detection("a,b\n").encoding == Encoding::utf8);
  CHECK(detection("\xEF\xBB\xBFname\n").encoding == Encoding::utf8_bom);
  CHECK(detection("a\0b,c\n1,2\n"s).encoding == Encoding::utf8);

  const Detection bad = detection("中,1\r\n中,2\r\n\xC0\xEE,3\r\n中,4\r\n");
  CHECK(bad.encoding == Encoding::utf8);
  CHECK(bad.certain);
  CHECK(bad.bad_line_count == 1);
  REQUIRE(bad.bad_lines.size() == 1);
  CHECK(bad.bad_lines[0].line == 3);
  CHECK(bad.bad_lines[0].byte == 14);

  const Detection cut = detection("中,1\n中\xE4\xB8");
  CHECK(cut.encoding == Encoding::utf8);
  REQUIRE(cut.bad_lines.size() == 1);
  CHECK(cut.bad_lines[0].line == 2);
  CHECK(cut.bad_lines[0].byte == 9);

  CHECK(detection("Name\nJos\xC3\x83\xC2\xA9,M\xC3\x83\xC2\xBCnchen\n").double_encoded);
  CHECK_FALSE(detection("Name\nJosé,München\n").double_encoded);
}

TEST_CASE("encoding: the one bad line is found wherever it is, and noise stays without a name") {
  std::string file;
  for (int i = 0; i < 60000; ++i) file += "plain,row,13800138000\n";
  file += "\xD0\xD5\xC3\xFB,\xD5\xC5\xC8\xFD\n";
  const Detection late = detection(file);
  CHECK(late.encoding == Encoding::gb18030);
  CHECK_FALSE(late.certain);
  REQUIRE_FALSE(late.candidates.empty());
  CHECK(late.candidates[0].encoding == Encoding::gb18030);
  const Detection noise = detection("\x81\xFF\xFE\x80\x83,\x9D\xF8\x81\x8D\n");
  CHECK(noise.encoding == std::nullopt);
  CHECK_FALSE(noise.certain);
  CHECK(noise.bad_line_count == 1);
}

TEST_CASE("encoding: detection goes back to where the stream stood") {
  std::istringstream in("skip\xE4\xB8\xAD\n");
  in.seekg(4);
  CHECK(detect_encoding(in).encoding == Encoding::utf8);
  CHECK(in.tellg() == std::istream::pos_type(4));
}

TEST_CASE("encoding: bytes that are no text are shown and told with their place") {
  CHECK(decoded("a\xFF"
                "b",
                Encoding::utf8) == Decoded{"a\\xFFb", {{1, 1}}});
  CHECK(decoded("\xEF\xBB\xBF\xC0\xAF\n", Encoding::utf8_bom) == Decoded{"\\xC0\\xAF\n", {{0, 3}, {4, 4}}});
  CHECK(decoded("\xED\xA0\x80", Encoding::utf8).damage.size() == 3);
  CHECK(decoded("\xE4\xB8", Encoding::utf8) == Decoded{"\\xE4\\xB8", {{0, 0}}});
  CHECK(decoded("\xF4\x90\x80\x80", Encoding::utf8).damage.size() == 4);
  CHECK(decoded("\x00\xD8\x41\x00"s, Encoding::utf16le) == Decoded{"\\x00\\xD8A", {{0, 0}}});
  CHECK(decoded("a\0b"s, Encoding::utf16le) == Decoded{"a\\x62", {{1, 2}}});
  CHECK(decoded("\x00\x00\x11\x00"s, Encoding::utf32le) == Decoded{"\\x00\\x00\\x11\\x00", {{0, 0}}});
  CHECK(decoded("x\x81\n", Encoding::windows_1252) == Decoded{"x\\x81\n", {{1, 1}}});
  CHECK(decoded("\x98", Encoding::windows_1251) == Decoded{"\\x98", {{0, 0}}});
  // A half character never takes the separator or the line end with it.
  for (const Encoding encoding : {Encoding::gb18030, Encoding::big5, Encoding::shift_jis, Encoding::euc_kr}) {
    INFO(name(encoding));
    CHECK(decoded("\x81,\x84\n", encoding) == Decoded{"\\x81,\\x84\n", {{0, 0}, {5, 2}}});
    CHECK(decoded("\x88", encoding) == Decoded{"\\x88", {{0, 0}}});
  }
}

TEST_CASE("encoding: the corners of the code pages") {
  CHECK(decoded("\x80\xA3", Encoding::windows_1252).text == "€£");
  CHECK(decoded("\x83\x5C\x95\x5C", Encoding::shift_jis).text == "ソ表");
  CHECK(decoded("\xB1", Encoding::shift_jis).text == "ｱ");
  CHECK(decoded("\xA5\x5C\xB3\x5C", Encoding::big5).text == "功許");
  CHECK(decoded("\x81\x30\x81\x30\x90\x30\x81\x30\xE3\x32\x9A\x35", Encoding::gb18030).text ==
        "\xC2\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
  CHECK(decoded("\xE3\x32\x9A\x36", Encoding::gb18030).damage.size() == 2);
  CHECK(decoded("\x82\x30\x81", Encoding::gb18030) == Decoded{"\\x82\\x30\\x81", {{0, 0}}});
  CHECK(decoded("\x80", Encoding::gb18030).text == "€");
  // Of two editions of the standard, in four bytes and in two.
  CHECK(decoded("\x82\x35\x90\x37\x82\x35\x91\x34\x84\x31\x82\x36\x84\x31\x83\x35", Encoding::gb18030).text ==
        "\u9FB4\u9FBB\uFE10\uFE19");
  CHECK(decoded("\xFE\x59\xA6\xD9", Encoding::gb18030).text == "\u9FB4\uFE10");
  CHECK(decoded("\xC6\xE7\xC7\x5A", Encoding::big5).text == "ぁび");
  CHECK(decoded("\x80", Encoding::big5).damage.size() == 1);
}

TEST_CASE("encoding: random bytes give the same in pieces of every size") {
  std::mt19937 random(936);
  for (int round = 0; round < 600; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 3 == 0 ? random() % 128 : 0x80 + random() % 128);
    const auto encoding = static_cast<Encoding>(round % 12);
    const Decoded whole = decoded(bytes, encoding);
    REQUIRE(decoded(bytes, encoding, 1 + random() % 6) == whole);
    REQUIRE(decoded(whole.text, Encoding::utf8).damage.empty());
    const Detection found = detection(bytes);
    CHECK((found.encoding || !found.certain));
  }
}

TEST_CASE("encoding: what cannot be read is an error") {
  const fs::path nowhere = fs::path(CRMLITE_SOURCE_DIR) / "no such file";
  CHECK_THROWS_AS(detect_encoding(nowhere), crmlite::Error);
  CHECK_THROWS_AS(TextSource(nowhere, Encoding::utf8), crmlite::Error);
  CHECK_THROWS_AS(detect_encoding(fs::path(CRMLITE_SOURCE_DIR)), crmlite::Error);
}

TEST_CASE("encoding: the encodings folder") {
  const fs::path folder = fs::path(CRMLITE_SOURCE_DIR) / "../shared/data/encodings";
  if (!fs::exists(folder)) {
    WARN("the encodings folder is not here: skipped");
    return;
  }
  const std::map<std::string, std::string> expected{
      {"zh-utf8.csv", "UTF-8"},
      {"zh-utf8-bom.csv", "UTF-8 with BOM"},
      {"zh-utf16le-bom.csv", "UTF-16LE"},
      {"zh-utf16be-bom.csv", "UTF-16BE"},
      {"zh-utf16le-nobom.csv", "UTF-16LE"},
      {"zh-utf32le-bom.csv", "UTF-32LE"},
      {"zh-gbk.csv", "GB18030"},
      {"zh-gb18030-4byte.csv", "GB18030"},
      {"zh-gbk-one-row.csv", "GB18030"},
      {"ascii-then-gbk-at-end.csv", "GB18030"},
      {"tw-big5.csv", "Big5"},
      {"ja-shift_jis-5c-trail.csv", "Shift_JIS"},
      {"ko-euckr.csv", "EUC-KR"},
      {"de-cp1252.csv", "windows-1252"},
      {"de-utf8.csv", "UTF-8"},
      {"ru-cp1251.csv", "windows-1251"},
      {"excel-unicode-text-utf16le-tab.txt", "UTF-16LE"},
      {"excel-sep-line.csv", "windows-1252"},
      {"ascii.csv", "UTF-8"},
      {"mojibake-double-utf8.csv", "UTF-8"},
      {"mixed-gbk-row-in-utf8.csv", "UTF-8"},
      {"truncated-multibyte.csv", "UTF-8"},
      {"nul-bytes.csv", "UTF-8"},
      {"utf8-overlong.csv", "none"},
      {"cr-only-classic-mac.csv", "UTF-8"},
      {"no-final-newline.csv", "UTF-8"},
      {"formula-injection.csv", "UTF-8"},
  };
  for (const auto& [file, encoding] : expected) {
    INFO(file);
    const Detection found = detect_encoding(folder / file);
    CHECK(shown(found.encoding) == encoding);
    CHECK(found.double_encoded == (file == "mojibake-double-utf8.csv"));
  }
  // One text, nine encodings.
  const std::string zh = bytes_of(folder / "zh-utf8.csv");
  for (const std::string file : {"zh-utf8-bom.csv", "zh-utf16le-bom.csv", "zh-utf16be-bom.csv",
                                 "zh-utf16le-nobom.csv", "zh-utf32le-bom.csv", "zh-gb18030-4byte.csv"}) {
    INFO(file);
    const std::string bytes = bytes_of(folder / file);
    for (const std::size_t chunk : {std::size_t{1}, std::size_t{5}, bytes.size()}) {
      CHECK(decoded(bytes, *detection(bytes).encoding, chunk) == Decoded{zh});
    }
  }
  CHECK(decoded(bytes_of(folder / "de-cp1252.csv"), Encoding::windows_1252) ==
        Decoded{bytes_of(folder / "de-utf8.csv")});
}
