// Language tags: the examples of RFC 5646 and what its grammar does not allow.
#include <random>
#include <string>
#include <string_view>

#include "base/country.hpp"
#include "catch.hpp"

using crmlite::base::is_language_tag;

TEST_CASE("well-formed language tags") {
  for (const std::string_view tag : {"zh",
                                     "zh-CN",
                                     "zh-Hant-TW",
                                     "de",
                                     "fr",
                                     "ja",
                                     "ZH-cn",
                                     "zh-Hant",
                                     "sr-Cyrl",
                                     "zh-cmn-Hans-CN",
                                     "cmn-Hans-CN",
                                     "zh-yue-HK",
                                     "yue-HK",
                                     "sr-Latn-RS",
                                     "sl-rozaj",
                                     "sl-rozaj-biske",
                                     "sl-nedis",
                                     "de-CH-1901",
                                     "sl-IT-nedis",
                                     "hy-Latn-IT-arevela",
                                     "es-419",
                                     "de-CH-x-phonebk",
                                     "az-Arab-x-AZE-derbend",
                                     "x-whatever",
                                     "x-a-1",
                                     "qaa-Qaaa-QM-x-southern",
                                     "de-Qaaa",
                                     "sr-Qaaa-RS",
                                     "en-US-u-islamcal",
                                     "zh-CN-a-myext-x-private",
                                     "en-a-myext-b-another",
                                     "i-klingon",
                                     "I-Default",
                                     "en-GB-oed",
                                     "art-lojban",
                                     "zh-min-nan",
                                     "zh-xiang",
                                     "abcde",
                                     "abcdefgh",
                                     "de-1996",
                                     "de-1abc"}) {
    CAPTURE(tag);
    CHECK(is_language_tag(tag));
  }
}

TEST_CASE("what is no language tag") {
  for (const std::string_view tag : {"",
                                     "-",
                                     "z",
                                     "zh-",
                                     "-zh",
                                     "zh--CN",
                                     "zh_CN",
                                     "zh CN",
                                     "zh-CN ",
                                     "1a",
                                     "419-de",
                                     "de-419-DE",
                                     "a-DE",
                                     "x",
                                     "x-",
                                     "i",
                                     "i-unknown",
                                     "en-x",
                                     "en-a",
                                     "en-a-b-cc",
                                     "abcdefghi",
                                     "zh-abcdefghi",
                                     "zh-Hant-Hans",
                                     "zh-CN-TW",
                                     "zh-abc1",
                                     "de-1ab",
                                     "zh-aaa-bbb-ccc-ddd",
                                     "中文",
                                     "zh-中国",
                                     "zh-CN\n",
                                     "x-abcdefghi",
                                     "en-US-u-1-x-a"}) {
    CAPTURE(tag);
    CHECK_FALSE(is_language_tag(tag));
  }
  CHECK_FALSE(is_language_tag(std::string_view("zh\0CN", 5)));
}

TEST_CASE("no text does harm to language tags") {
  std::mt19937 random(5646);
  int good = 0;
  for (int round = 0; round < 100000; ++round) {
    std::string text;
    for (auto count = random() % 12; count > 0; --count)
      text +=
          random() % 3 == 0 ? "-x1aZ"[random() % 5] : static_cast<char>(random() % 16 == 0 ? random() : 'a');
    if (!is_language_tag(text)) continue;
    ++good;
    if (text.empty() || text.front() == '-' || text.back() == '-' || text.find("--") != std::string::npos)
      FAIL("taken for a tag: " << text);
  }
  CHECK(good > 1000);
}
