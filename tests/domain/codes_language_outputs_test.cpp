// Codes as patterns print them, and all the ways in which people write them down.
#include <set>

#include "code_patterns.hpp"
#include "domain/codes/number.hpp"

namespace {

using namespace code_patterns;

/// The number of a code that reads.
std::int64_t number_in(const CodePattern& pattern, std::string_view text, bool lenient = false) {
  Pieces out;
  REQUIRE(read(pattern, text, out, lenient) == Reading::fits);
  return pattern.number(out);
}

}  // namespace

TEST_CASE("The patterns of the language's description print what stands there") {
  struct Line {
    std::string pattern;
    std::int64_t number;
    Values values;
    std::string code;
    crm::Date day = {2026, 9, 5};
    std::string fiscal = "01-01";
  };
  const std::string five = "{MAP:kind;company=C;person=P}{SEQ:6^}{CHK}",
                    thirteen = "{F:parent:1-10X}-{SEQ:2+;per=parent}";
  const std::string six = "{SEQ:7;base=31;key=k1}{CHK:f31}",
                    eleven = "GC{SEQ:6;base=32;key=k1}{-}{MAC:4;key=k1}{CHK:f32}";
  const std::vector<Line> lines = {
      {"{F:customer.no:3D}{MAP:customer.kind;company=C;person=P}{SEQ:3;per=customer.no}",
       2,
       {{"customer.no", "1"}, {"customer.kind", "company"}},
       "001C002"},
      {"{F:customer.no:3D}{MAP:customer.kind;company=CO;person=PE}{SEQ:3;per=customer.no+customer.kind}",
       2,
       {{"customer.no", "1"}, {"customer.kind", "company"}},
       "001CO002"},
      {"{F:country:2U}{SEQ:5}{F:grade:1U;dyn}", 12345, {{"country", "US"}, {"grade", "A"}}, "US12345A"},
      {"INV-{YYYY}-{SEQ:5;per=year;gapless}", 1, {}, "INV-2026-00001"},
      {"QUO{YY}{MM}-{SEQ:4+;per=month}", 1, {}, "QUO2609-0001"},
      {"QUO{YY}{MM}-{SEQ:4+;per=month}", 10000, {}, "QUO2609-10000"},
      {five, 42, {{"kind", "company"}}, "C000042J"},
      {five, 999999, {{"kind", "company"}}, "C999999B"},
      {five, 1000000, {{"kind", "company"}}, "C99999AD"},
      {five, 1000001, {{"kind", "company"}}, "C99999BF"},
      {"{NODE:2}{-}{SEQ:7;per=node}{-}{CHK:damm}", 42, {{"node", "7"}}, "07-0000042-6"},
      {"{F:region:2U}/{FYYY}/{SEQ:4+;per=fy+region}",
       1,
       {{"region", "SH"}},
       "SH/2027/0001",
       {2026, 9, 5},
       "04-01"},
      {"LEAD-{RAND:6;base=32}", 0, {{"random", "7K3M9Q"}}, "LEAD-7K3M9Q"},
      {"{GGGG}W{WW}-{SEQ:3;per=week}", 1, {}, "2026W53-001", {2027, 1, 1}},
      {"{MAP:type;customer=1;deal=2;ticket=3}{SEQ:8}{CHK:mod97-10}", 1543, {{"type", "deal"}}, "20000154327"},
      {thirteen, 1, {{"parent", "C0000420"}}, "C0000420-01"},
      {thirteen, 100, {{"parent", "C0000420"}}, "C0000420-100"},
      {"{F:no:1-3D}{SEQ:3;per=no}", 7, {{"no", "12"}}, "12007"},
      // Ours from here on: keyed parts have no outputs that others could know.
      {six, 1, {}, "92WG0DLC"},
      {six, 2, {}, "CWK0Q61L"},
      {six, 3, {}, "MYR2KE0H"},
      {eleven, 1, {}, "GC396WKS-4VQ7A"},
      {eleven, 2, {}, "GCY2Q25Z-ERHHX"},
      {"客户{YYYY}第{MAP:kind;企业=企;个人=个}{SEQ:3}", 5, {{"kind", "企业"}}, "客户2026第企005"},
  };
  for (const Line& line : lines) {
    INFO(line.pattern);
    CHECK(refusals(line.pattern, {.fiscal_start = line.fiscal}).empty());
    const auto pattern = parsed(line.pattern, line.fiscal);
    CHECK(printed(pattern, line.number, line.values, {line.day, 0}) == line.code);
    CHECK(number_in(pattern, line.code) == line.number);
  }
}

TEST_CASE("Reports tell how many codes there are, how long they are and what they look like") {
  const auto report = crm::check_pattern("QUO{YY}{MM}-{SEQ:4+;per=month;from=10;step=5}");
  CHECK(report.accepted());
  CHECK(report.findings.empty());
  CHECK(report.capacity == 199'999'999'998);
  CHECK(report.shortest == 12);
  CHECK(report.longest == 20);
  CHECK(report.samples ==
        std::vector<std::string>{"QUO2609-0010", "QUO2609-0015", "QUO2609-0020", "QUO2609-999999999995"});
  CHECK(crm::check_pattern("{SEQ:3^}").capacity == 24'253);  // from 1 on
  CHECK(crm::check_pattern("{SEQ:3^;from=0}").capacity == 24'254);
  CHECK(crm::check_pattern("{SEQ:4^;from=0}").capacity == 754'150);
  const auto random = crm::check_pattern("LEAD-{RAND:6}");
  CHECK(random.capacity == 0);
  CHECK(random.samples.size() == 1);
  CHECK(crm::check_pattern("{SEQ:1;from=8}").samples == std::vector<std::string>{"8", "9"});
}

TEST_CASE("Numbers that roll over into letters keep their order") {
  for (const int width : {1, 2, 3}) {
    const auto p = parsed("{SEQ:" + std::to_string(width) + "^}");
    std::int64_t count = 0;
    std::string before;
    for (std::int64_t n = 0; n <= p.numbering().last; ++n, ++count) {
      const std::string text = written(p, n).text;
      if (static_cast<int>(text.size()) != width || text <= before) FAIL("at " << n);
      before = text;
      Pieces out;
      if (p.read(text, out) != Reading::fits || p.number(out) != n) FAIL("at " << n);
    }
    CHECK(count == (width == 1 ? 32 : width == 2 ? 826 : 24'254));
    CHECK(before == std::string(static_cast<std::size_t>(width), 'Z'));
    CHECK(written(p, p.numbering().last + 1).text.empty());
  }
  CHECK(parsed("{SEQ:4^}").numbering().last + 1 == 754'150);
  CHECK(printed(parsed("{SEQ:4^}"), 10'000) == "999A");
  CHECK(read(parsed("{SEQ:3^}"), "9O0") == Reading::other);
  CHECK(read(parsed("{SEQ:3^}"), "12A") == Reading::other);  // letters follow nines alone
  CHECK(number_in(parsed("{SEQ:3^}"), "99A") == 1000);
}

TEST_CASE("Every base counts in the order of its texts") {
  const std::map<int, std::string> last = {{10, "99"}, {16, "FF"}, {20, "XX"}, {26, "ZZ"},
                                           {31, "YY"}, {32, "ZZ"}, {36, "ZZ"}};
  for (const auto& [base, text] : last) {
    INFO(base);
    const auto p = parsed("{SEQ:2;base=" + std::to_string(base) + "}");
    REQUIRE(p.numbering().last == base * base - 1);
    std::string before;
    for (std::int64_t n = 0; n < base * base; ++n) {
      const std::string now = written(p, n).text;
      if (now.size() != 2 || now <= before || number_in(p, now) != n) FAIL("at " << n);
      before = now;
    }
    CHECK(before == text);
    const auto wide = parsed("{SEQ:2+;base=" + std::to_string(base) + "}");
    CHECK(written(wide, base * base).text.size() == 3);
    CHECK(number_in(wide, written(wide, wide.numbering().last).text) == wide.numbering().last);
    CHECK(written(wide, wide.numbering().last).text.size() == 12);
    const auto one = parsed("{RAND:1;base=" + std::to_string(base) + "}");
    int fitting = 0;
    for (int c = 0; c < 128; ++c) {
      Pieces out;
      fitting += one.read(std::string(1, static_cast<char>(c)), out) == Reading::fits ? 1 : 0;
    }
    CHECK(fitting == base);
  }
}

TEST_CASE("Codes are read however people write them") {
  const auto p = parsed("Inv{-}{F:country:2U}{.}{SEQ:4}{ }{CHK}");
  const std::string code = printed(p, 42, {{"country", "de"}});
  CHECK(code.rfind("Inv-DE.0042 ", 0) == 0);
  const std::string mark = code.substr(12);
  for (const std::string& text : {code, "INVDE0042" + mark, "inv-de.0042" + mark, "I N V D E 0 0 4 2 " + mark,
                                  "ＩＮＶ－ＤＥ．００４２" + mark, "  inv de-00.42 " + mark + "-",
                                  "\xE3\x80\x80INV-DE-0042\t" + mark}) {
    INFO(text);
    CHECK(number_in(p, text) == 42);
  }
  CHECK(read(p, "INV/DE0042" + mark) == Reading::other);
  CHECK(read(p, "INV_DE0042" + mark) == Reading::other);
  CHECK(read(p, "INVDE0043" + mark) == Reading::wrong_check);
  CHECK(read(p, "") == Reading::other);
  CHECK(number_in(parsed("{MAP:k;a=企业;b=Ⅸ}{SEQ:2}"), "ix07") == 7);
}

TEST_CASE("Look-alikes are taken for digits where no such letter can stand, and only on demand") {
  const auto p = parsed("C{SEQ:6}");
  CHECK(read(p, "COOIL42") == Reading::other);
  CHECK(number_in(p, "COOIL42", true) == 1142);
  Pieces out;
  CHECK(read(p, "cooil42", out, true) == Reading::fits);
  CHECK(out.text == "C001142");
  CHECK(read(parsed("{F:a:3X}{SEQ:3}"), "OIL001", out, true) == Reading::fits);
  CHECK(out.text == "OIL001");
  CHECK(read(parsed("{F:a:2U}{SEQ:2}"), "1O01", true) ==
        Reading::other);  // digits are never taken for letters
  CHECK(read(parsed("{SEQ:6^}{CHK}"), written(parsed("{SEQ:6^}{CHK}"), 100).text, true) == Reading::fits);
  // What fits as it stands is taken as it stands.
  CHECK(read(parsed("{F:a:1-2U}{SEQ:3+}"), "AI234", out, true) == Reading::fits);
  CHECK(out.text == "AI234");
  CHECK(read(parsed("{MAP:k;x=0;y=O}{SEQ:2}"), "O12", out, true) == Reading::fits);
  CHECK(out.text == "O12");
}

TEST_CASE("A part that is printed twice says the same twice") {
  const auto p = parsed("{YYYY}-{F:a:1-2D}-{MM}-{YYYY}-{SEQ:2}-{F:a:1-2D}");
  const std::string code = printed(p, 7, {{"a", "5"}});
  CHECK(code == "2026-5-09-2026-07-5");
  CHECK(read(p, code) == Reading::fits);
  CHECK(read(p, "2026-5-09-2025-07-5") == Reading::other);
  CHECK(read(p, "2026-5-09-2026-07-6") == Reading::other);
}

TEST_CASE("Numbers begin anew with what the pattern counts by") {
  const auto scope = [](const std::string& pattern, const Values& values, crm::Date day = {2026, 9, 5},
                        std::string_view fiscal = "04-01") {
    const auto p = parsed(pattern, fiscal);
    const Pieces out = written(p, 1, values, {day, 0});
    std::vector<std::string> pieces(p.parts().size());
    for (std::size_t i = 0; i < pieces.size(); ++i)
      if (is_given(p.parts()[i].token)) pieces[i] = out.of(i);
    const std::string of_values = p.scope(crm::domain::Ingredients{1, {day, 0}, pieces});
    CHECK(p.scope(out) == of_values);  // what is printed tells as much as what it was printed from
    return of_values;
  };
  CHECK(scope("{SEQ:3}", {}).empty());
  CHECK(scope("{YY}-{SEQ:3;per=year}", {}) == "2026");
  CHECK(scope("{YYYY}{Q}-{SEQ:3;per=quarter}", {}) == "2026Q3");
  CHECK(scope("{YYYY}{MM}-{SEQ:3;per=quarter}", {}) == "2026Q3");
  CHECK(scope("{YYYY}{MM}-{SEQ:3;per=month}", {}) == "2026-09");
  CHECK(scope("{YY}{DOY}-{SEQ:3;per=month}", {}) == "2026-09");
  CHECK(scope("{GG}{WW}-{SEQ:3;per=week}", {}, {2027, 1, 1}) == "2026W53");
  CHECK(scope("{YYYY}{MM}{DD}-{SEQ:3;per=week}", {}, {2027, 1, 1}) == "2026W53");
  CHECK(scope("{YYYY}{DOY}-{SEQ:3;per=day}", {}) == "2026-09-05");
  CHECK(scope("{FY}-{SEQ:3;per=fy}", {}) == "FY2027");
  CHECK(scope("{YYYY}{MM}{DD}-{SEQ:3;per=fy}", {}) == "FY2027");
  CHECK(scope("{YYYY}-{SEQ:3;per=fy}", {}, {2026, 9, 5}, "01-01") == "FY2026");
  CHECK(scope("{F:r:2U}{FYYY}-{SEQ:3;per=fy+r}", {{"r", "sh"}}) == "FY2027|SH");
  CHECK(scope("{F:n:3D}{MAP:k;x=A;y=B}{SEQ:3;per=n+k}", {{"n", "7"}, {"k", "y"}}) == "007|B");
  CHECK(scope("{NODE:2}{SEQ:3;per=node}", {{"node", "7"}}) == "07");
}
