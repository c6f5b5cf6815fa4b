// Keyed parts: numbers in another order, and seals that nobody without the key can write.
#include <set>

#include "code_patterns.hpp"
#include "domain/codes/alphabet.hpp"

namespace {

using namespace code_patterns;

CodePattern keyed(const std::string& text, const crm::domain::Keys& keys,
                  const std::string& series = "orders") {
  auto pattern = CodePattern::parse(text);
  pattern.use_keys(keys, series);
  return pattern;
}

}  // namespace

TEST_CASE("A keyed number is each number once, in another order, and comes back") {
  for (const char* text : {"{SEQ:3;key=k1;weak}", "{SEQ:2^;key=k1;weak}", "{SEQ:2;base=36;key=k1;weak}",
                           "{SEQ:1;base=20;key=k2;weak}"}) {
    INFO(text);
    const auto p = parsed(text);
    std::set<std::string> codes;
    for (std::int64_t n = 0; n <= p.numbering().last; ++n) {
      const Pieces out = written(p, n);
      codes.insert(out.text);
      Pieces again;
      if (p.read(out.text, again) != Reading::fits || p.number(again) != n) FAIL("at " << n);
    }
    CHECK(static_cast<std::int64_t>(codes.size()) == p.numbering().last + 1);
    CHECK(written(p, 0).text + written(p, 1).text != *codes.begin() + *std::next(codes.begin()));
  }
}

TEST_CASE("Codes of two series under one key have nothing to do with each other") {
  const crm::domain::Keys keys{{"k", "a key"}}, others{{"k", "another key"}};
  const std::string text = "{SEQ:7;key=k}-{MAC:4;key=k}";
  const std::string code = printed(keyed(text, keys), 1);
  CHECK(code == printed(keyed(text, keys), 1));
  CHECK(code != printed(keyed(text, keys, "invoices"), 1));
  CHECK(code != printed(keyed(text, others), 1));
  CHECK(read(keyed(text, keys), code) == Reading::fits);
  CHECK(read(keyed(text, keys, "invoices"), code) == Reading::forged);
  CHECK(read(keyed(text, others), code) == Reading::forged);
}

TEST_CASE("A pattern asks for the keys that it names") {
  auto p = CodePattern::parse("{SEQ:7;key=k1}{MAC:4;key=k2}");
  CHECK_THROWS_AS(p.use_keys({{"k1", "x"}}, "orders"), crm::NotFound);
  CHECK_NOTHROW(p.use_keys({{"k1", "x"}, {"k2", "y"}, {"k3", "z"}}, "orders"));
  auto none = CodePattern::parse("{SEQ:7}");
  CHECK_NOTHROW(none.use_keys({}, "orders"));
}

TEST_CASE("A code without its seal is told from one that is mistyped") {
  const auto p = parsed("GC{SEQ:6}{-}{MAC:4;key=k1}{CHK}");
  const std::string code = written(p, 42).text;
  CHECK(read(p, code) == Reading::fits);
  std::string mistyped = code;
  mistyped[5] = mistyped[5] == '7' ? '8' : '7';
  CHECK(read(p, mistyped) == Reading::wrong_check);
  CHECK(read(p, p.with_check(mistyped)) == Reading::forged);
  // One in 32⁴ seals is right: among those of all first two characters it is the one that was written.
  int right = 0;
  for (const char a : crm::domain::digits_of(32))
    for (const char b : crm::domain::digits_of(32)) {
      std::string forged = code;
      forged[8] = a;
      forged[9] = b;
      forged = p.with_check(forged);
      const bool fits = read(p, forged) == Reading::fits;
      if (fits != (forged == code)) FAIL(forged);
      right += fits ? 1 : 0;
    }
  CHECK(right == 1);
  for (const int width : {1, 8, 16}) {
    const auto wide = parsed("{SEQ:6}{MAC:" + std::to_string(width) + ";key=k1}");
    const std::string sealed = written(wide, 7).text;
    CHECK(sealed.size() == 6 + static_cast<std::size_t>(width));
    CHECK(read(wide, sealed) == Reading::fits);
  }
}
