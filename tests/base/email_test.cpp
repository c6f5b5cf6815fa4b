// E-mail and web addresses: good and bad ones by table, the
// limits to the octet, and that folding once is enough.
#include "base/email.hpp"

#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "catch.hpp"

using crmlite::base::is_url;
using crmlite::base::normalise_email;
using crmlite::base::normalise_url;

namespace {

using Table = std::vector<std::pair<std::string_view, std::string_view>>;

std::string repeated(std::string_view text, int count) {
  std::string out;
  for (; count > 0; --count) out += text;
  return out;
}

}  // namespace

TEST_CASE("e-mail addresses folded") {
  const Table rows{
      {"a@b.c", "a@b.c"},
      {"Li.Wei@Example.COM", "li.wei@example.com"},
      {"  li@example.com\t", "li@example.com"},
      {"mailto:li@example.com", "li@example.com"},
      {"MAILTO:Li@Example.com", "li@example.com"},
      {"<li@example.com>", "li@example.com"},
      {" <mailto:li@example.com> ", "li@example.com"},
      {"ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ", "li@example.com"},
      {"li+crm@example.co.uk", "li+crm@example.co.uk"},
      {"o'brien@example.ie", "o'brien@example.ie"},
      {"!#$%&'*+-/=?^_`{|}~@example.com", "!#$%&'*+-/=?^_`{|}~@example.com"},
      {"123456@qq.com", "123456@qq.com"},
      {"a@1.cn", "a@1.cn"},
      {"a@x-1.example", "a@x-1.example"},
      {"a@xn--fiqs8s.xn--fiqs8s", "a@xn--fiqs8s.xn--fiqs8s"},
      {"李伟@例子.中国", "李伟@例子.中国"},
      {"JÜRGEN@BÜCHER.example", "jürgen@bücher.example"},
      {"ju\u0308rgen@example.com", "jürgen@example.com"},
      {"अनु@उदाहरण.भारत", "अनु@उदाहरण.भारत"},
  };
  for (const auto& [text, address] : rows) {
    CAPTURE(text);
    CHECK(normalise_email(text).value_or("nothing") == address);
  }
}

TEST_CASE("no e-mail addresses") {
  for (const std::string_view text : {"",
                                      " ",
                                      "@",
                                      "a",
                                      "a@",
                                      "@b.c",
                                      "a@b",
                                      "a@localhost",
                                      "a@@b.c",
                                      "a@b@c.d",
                                      "a b@c.d",
                                      "a@b .c",
                                      "a@b..c",
                                      "a@.b.c",
                                      "a@b.c.",
                                      ".a@b.c",
                                      "a.@b.c",
                                      "a..b@c.d",
                                      "a@-b.c",
                                      "a@b-.c",
                                      "a@b_c.d",
                                      "a@1.2.3.4",
                                      "a@[1.2.3.4]",
                                      "\"a\"@b.c",
                                      "a(b)@c.d",
                                      "a,b@c.d",
                                      "a@b.c,d@e.f",
                                      "a@b.c;",
                                      "a@b.c d@e.f",
                                      "Li Wei <a@b.c>",
                                      "<a@b.c",
                                      "a@b.c>",
                                      "<>",
                                      "<@>",
                                      "mailto:",
                                      "mailto:mailto:a@b.c",
                                      "https://a@b.c",
                                      "a@b.c?subject=x",
                                      "a\\b@c.d",
                                      "a:b@c.d",
                                      "li＠",
                                      "无",
                                      "a@b.c，",
                                      "a@b。c",
                                      "a@例，子.中国",
                                      "a\u200B@b.c",
                                      "a@b\u00ADc.d",
                                      "\xFF@b.c",
                                      "a@b.c\xFF",
                                      "a\xC3@b.c"}) {
    CAPTURE(text);
    CHECK_FALSE(normalise_email(text));
  }
  CHECK_FALSE(normalise_email(std::string_view("a\0@b.c", 6)));
  CHECK_FALSE(normalise_email("a\n@b.c"));
  std::string endless(100'000, 'a');
  endless += "@b.c";  // g++ 12 raises a false alarm on the sum
  CHECK_FALSE(normalise_email(endless));
}

TEST_CASE("the limits of e-mail addresses") {
  const std::string local(64, 'a');
  CHECK(normalise_email(local + "@b.c"));
  CHECK_FALSE(normalise_email(local + "a@b.c"));
  CHECK(normalise_email("a@" + std::string(63, 'b') + ".c"));
  CHECK_FALSE(normalise_email("a@" + std::string(64, 'b') + ".c"));

  const std::string longest = local + "@" + repeated("bcdefgh.", 23) + "bcdef";
  REQUIRE(longest.size() == 254);
  CHECK(normalise_email(longest));
  CHECK_FALSE(normalise_email(longest + "g"));

  const std::string han = repeated("李", 21);
  CHECK(normalise_email(han + "@b.c"));
  CHECK_FALSE(normalise_email(han + "李@b.c"));  // 66 octets
}

TEST_CASE("web addresses") {
  const Table rows{
      {"https://example.com", "example.com"},
      {"http://example.com/", "example.com"},
      {"HTTPS://WWW.Example.COM/", "example.com"},
      {"example.com", "example.com"},
      {"www.example.com", "example.com"},
      {" example.com \n", "example.com"},
      {"https://example.com/About/Us", "example.com/About/Us"},
      {"https://example.com/About/", "example.com/About"},
      {"example.com//", "example.com"},
      {"example.com?Q=1", "example.com?Q=1"},
      {"example.com#Top", "example.com#Top"},
      {"example.com/a?b=https://c.d", "example.com/a?b=https://c.d"},
      {"https://example.com:8443/a", "example.com:8443/a"},
      {"http://localhost:8080/", "localhost:8080"},
      {"http://127.0.0.1/a", "127.0.0.1/a"},
      {"https://www.com", "www.com"},
      {"https://例子.中国/路径", "例子.中国/路径"},
      {"ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ", "example.com"},
      {"https://BÜCHER.example/Ä", "bücher.example/Ä"},
      {"weibo.com/u/123", "weibo.com/u/123"},
  };
  for (const auto& [text, address] : rows) {
    CAPTURE(text);
    CHECK(is_url(text));
    CHECK(normalise_url(text).value_or("nothing") == address);
  }
}

TEST_CASE("no web addresses") {
  for (const std::string_view text : {"",
                                      " ",
                                      "example",
                                      "localhost",
                                      "http://",
                                      "https:///a",
                                      "http:/example.com",
                                      "https:example.com",
                                      "ftp://example.com",
                                      "javascript:alert(1)",
                                      "mailto:a@b.c",
                                      "a@b.c",
                                      "https://user:secret@example.com",
                                      "1.5",
                                      "127.0.0.1",
                                      "example.com.",
                                      "example..com",
                                      ".example.com",
                                      "-example.com",
                                      "exa mple.com",
                                      "example.com/a b",
                                      "example.com/<b>",
                                      "example.com/\"",
                                      "example.com:",
                                      "example.com:0",
                                      "example.com:65536",
                                      "example.com:123456",
                                      "example.com:80a",
                                      "http://[::1]/",
                                      "http://a_b.c",
                                      "无",
                                      "/a/b.c",
                                      "?a.b",
                                      "例子。中国",
                                      "example.com/\x01",
                                      "example.com/\xFF",
                                      "\xFF.com"}) {
    CAPTURE(text);
    CHECK_FALSE(is_url(text));
    CHECK_FALSE(normalise_url(text));
  }
  CHECK_FALSE(is_url(std::string_view("example.com/\0a", 14)));
  CHECK_FALSE(is_url(std::string(300, 'a') + ".com"));
  CHECK(is_url("example.com:65535"));
}

TEST_CASE("no text does harm, and normal addresses stay as they are") {
  std::mt19937 random(5321);
  const std::vector<std::string> pieces{"@",       ".",   "a", "B",  "www.", "http://", "https://",
                                        "mailto:", "<",   ">", "中", "ü",    "\u200B",  "\xE3\x80",
                                        "\xFF",    ":80", "/", "．", "ſ",    "com"};
  int emails = 0;
  int urls = 0;
  for (int round = 0; round < 50000; ++round) {
    std::string text;
    for (auto count = random() % 9; count > 0; --count)
      text += random() % 8 == 0 ? std::string(1, static_cast<char>(random() % 256))
                                : pieces[random() % pieces.size()];
    if (const auto email = normalise_email(round % 2 == 0 ? text : text + "@b.c")) {
      ++emails;
      if (normalise_email(*email) != email) FAIL("not normal: " << *email);
    }
    const auto url = normalise_url(text);
    if (url.has_value() != is_url(text)) FAIL("not of one mind: " << text);
    if (url) {
      ++urls;
      if (!crmlite::base::is_valid_utf8(*url)) FAIL("not UTF-8");
    }
  }
  CHECK(emails > 100);
  CHECK(urls > 100);
}
