// Every refusal and warning of the pattern language: its rule, its words, and a text that shows it.
#include <set>

#include "base/text.hpp"
#include "code_patterns.hpp"

namespace {

using namespace code_patterns;
using crm::PatternContext;
using crm::domain::common_text;

/// Breaks this rule and no other; gives the witness.
std::string only(const std::string& rule, const std::string& pattern, const PatternContext& context = {}) {
  INFO(pattern);
  CHECK(refusals(pattern, context) == rule);
  const crm::PatternFinding f = finding(pattern, rule, context);
  CHECK_FALSE(f.message.empty());
  const auto report = crm::check_pattern(pattern, context);
  CHECK_FALSE(report.accepted());
  CHECK(report.samples.empty());
  return f.witness;
}

bool is_clean(const std::string& pattern, const PatternContext& context = {}) {
  const auto report = crm::check_pattern(pattern, context);
  UNSCOPED_INFO(pattern << ": " << (report.findings.empty() ? "" : report.findings[0].rule));
  return report.findings.empty();
}

/// All ways to cut the text into what the parts print, tried one by one.
int readings(const CodePattern& p, std::string_view text, std::size_t part = 0) {
  if (part == p.parts().size()) return text.empty() ? 1 : 0;
  int count = 0;
  for (std::size_t length = 0; length <= text.size(); ++length)
    if (p.shape(part).matches(text.substr(0, length)) ||
        (length == 0 && p.parts()[part].token == Token::soft))
      count += readings(p, text.substr(length), part + 1);
  return count;
}

}  // namespace

TEST_CASE("E1: a code with two readings is shown") {
  for (const auto& [pattern, witness] : std::vector<std::pair<std::string, std::string>>{
           // Numbers of several widths have no leading zeros, so these are not as short as one might think.
           {"{F:no:1-3D}{SEQ:3+;per=no}", "11000"},
           {"{MAP:kind;company=C;coop=CO}{F:region:1-2U}{SEQ:3}", "COA000"},
           {"{SEQ:3+}{F:sz:1-2D}", "10010"},
           {"{F:a:1-2U}{F:b:1-2U}{SEQ:1}", "AAA0"},
           {"{F:a:1-2X}{SEQ:1+}", "010"},
           {"A{F:a:1-3U}A{F:b:1-3U}{SEQ:1}", "AAAAA0"},
           {"{MAP:k;x=1;y=11}{SEQ:2+}", "1100"},
           {"{YYYY}{MAP:k;x=0;y=00}{SEQ:1+}", ""},
           {"{MAP:k;x=企;y=企业}{MAP:l;x=A;y=业A}{SEQ:2}", "企业A00"}}) {
    if (witness.empty()) {
      CHECK(is_clean(pattern));
      continue;
    }
    CHECK(only("E1", pattern) == witness);
    CHECK(readings(parsed(pattern), witness) >= 2);
  }
  for (const char* pattern : {"{F:no:1-3D}{SEQ:3;per=no}", "{F:a:1-2U}{SEQ:3+}", "{SEQ:3+}-{F:a:1-2D}",
                              "{F:a:1-2U}-{F:b:1-2U}{SEQ:1}", "{MAP:k;x=C;y=CO}{SEQ:3}",
                              "{F:a:1-2D}{F:b:1-2U}{SEQ:3}", "{F:a:1-2X}{SEQ:1}"})
    CHECK(is_clean(pattern));
}

TEST_CASE("E1: the text that shows two readings has the right check character") {
  for (const char* pattern :
       {"{F:no:1-3D}{SEQ:3+;per=no}{CHK}", "{F:a:1-2U}{F:b:1-2U}{SEQ:1}{CHK:mod1271-36}",
        "{MAP:k;x=企;y=企业}{MAP:l;x=A;y=业A}{SEQ:2}{CHK}"}) {
    const std::string witness = only("E1", pattern);
    CHECK(read(parsed(pattern), witness) == Reading::fits);
    CHECK(readings(parsed(pattern), witness) >= 2);
  }
}

TEST_CASE("E2: no value is lost in a map") {
  CHECK(only("E2", "{MAP:kind;company=C;corp=C}{SEQ:4}") == "C");
  CHECK(only("E2", "{MAP:kind;company=C;*=c}{SEQ:4}") == "C");
  CHECK(only("E2", "{MAP:kind;company=C;corp=Ｃ}{SEQ:4}") == "C");  // full width
  CHECK(only("E2", "{MAP:kind;company=C;corp=C;lossy}{SEQ:4;per=kind}") == "C");
  CHECK(is_clean("{MAP:kind;company=C;corp=C;lossy}{SEQ:4}"));
  CHECK(is_clean("{MAP:kind;company=C;*=X}{SEQ:4;per=kind}"));
}

TEST_CASE("E3: what numbers count by is printed") {
  CHECK(only("E3", "INV-{SEQ:4;per=year}") == "INV-0001");
  CHECK(only("E3", "INV-{MM}-{SEQ:4;per=month}") == "INV-09-0001");
  CHECK(only("E3", "{YYYY}-{SEQ:4;per=quarter}") == "2026-0001");
  CHECK(only("E3", "{YYYY}{MM}-{SEQ:4;per=day}") == "202609-0001");
  CHECK(only("E3", "{YYYY}-{SEQ:4;per=week}") == "2026-0001");
  CHECK(only("E3", "{FYYY}W{WW}-{SEQ:4;per=week}") == "2026W36-0001");
  CHECK(only("E3", "{YYYY}{MM}W{WW}-{SEQ:4;per=week}") == "202609W36-0001");
  CHECK(only("E3", "{YYYY}-{SEQ:4;per=fy}", {.fiscal_start = "04-01"}) == "2026-0001");
  CHECK(only("E3", "{SEQ:4;per=region}") == "0001");
  CHECK(only("E3", "{F:a:1D}{SEQ:4;per=a+region}") == "10001");
  CHECK(only("E3", "{SEQ:4;per=number}") == "0001");
  CHECK(only("E3", "{RAND:2}{SEQ:4;per=random}") == "000001");
  CHECK(is_clean("{YY}{DOY}-{SEQ:4;per=quarter}"));
  CHECK(is_clean("{YYYY}-{SEQ:4;per=fy}"));  // from 1 January: the same year
}

TEST_CASE("E4: something makes codes unique") {
  CHECK(only("E4", "{F:country:2U}-{F:grade:1U}") == "AA-A");
  CHECK(only("E4", "") == "");
  CHECK(only("E4", "A{CHK}") == printed(parsed("A{CHK}"), 0));
  CHECK(is_clean("{RAND:6}"));
  CHECK(is_clean("{UID}"));
}

TEST_CASE("E5: nothing counts by what may change") {
  CHECK(only("E5", "{F:grade:1U;dyn}{SEQ:4;per=grade}") == "A0001");
  CHECK(only("E5", "{MAP:k;a=A;b=B;dyn}{SEQ:4;per=k}") == "A0001");
  // The code keeps what was printed, or the field keeps its value.
  CHECK(is_clean("{MAP:k;a=A;b=B;dyn=freeze}{SEQ:4;per=k}"));
  CHECK(is_clean("{MAP:k;a=A;b=B;dyn=deny}{SEQ:4;per=k}"));
  CHECK(is_clean("{F:grade:1U;dyn}{SEQ:4}"));
}

TEST_CASE("E7: two series of one file never print the same code") {
  const auto common = [](const std::string& a, const std::string& b) {
    const auto text = common_text(parsed(a), parsed(b)), other = common_text(parsed(b), parsed(a));
    CHECK(text.has_value() == other.has_value());
    if (text) {
      CHECK(text->size() == other->size());
      CHECK(readings(parsed(a), parsed(a).without_soft(*text)) >= 1);
      CHECK(readings(parsed(b), parsed(b).without_soft(*text)) >= 1);
    }
    return text.value_or("none");
  };
  CHECK(common("C{SEQ:6}", "{F:x:1U}{SEQ:6}") == "C000000");
  CHECK(common("C{SEQ:4+}", "C{SEQ:6}{CHK:f36}") == "C1000000");
  CHECK(common("C{SEQ:6}", "P{SEQ:6}") == "none");
  CHECK(common("C{SEQ:6}", "C{SEQ:5}") == "none");
  CHECK(common("{YYYY}{MM}{SEQ:3}", "{SEQ:9}") == "000001000");
  CHECK(common("{SEQ:3}", "{SEQ:3}") == "000");
  CHECK(common("{SEQ:3^}", "99A") == "99A");
  CHECK(common("{SEQ:3^}", "98A") == "none");
  // Soft separators do not tell codes apart, even where they count for the other series.
  CHECK(common("C{-}{SEQ:6}", "C{SEQ:6}") == "C000000");
  CHECK(common("C{-}{SEQ:6}", "C-{SEQ:6}") == "C-000000");
  CHECK(common("C{-}{SEQ:6}", "C/{SEQ:6}") == "none");
  CHECK(common("A{/}B-{SEQ:1}", "A/B{-}{SEQ:1}") == "A/B-0");
  CHECK(common("C{SEQ:2}{-}", "C{SEQ:2}-") == "C00-");
  CHECK(common("{-}C{SEQ:2}", "-C{SEQ:2}") == "-C00");
}

TEST_CASE("E8: check characters cover what stands before") {
  CHECK(only("E8", "{F:x:2X}{SEQ:4}{CHK:mod97-10}") == "A");
  CHECK(only("E8", "C{SEQ:4}{CHK:damm}") == "C");
  CHECK(only("E8", "I{SEQ:4}{CHK:f32}") == "I");
  CHECK(only("E8", "Z{SEQ:4}{CHK:f31}") == "Z");
  CHECK(only("E8", "{SEQ:4}{CHK:uscc}").empty());
  CHECK(only("E8", "12-4567890123456{F:a:1D}{SEQ:1}{CHK:uscc}")
            .empty());  // 18 characters, but one is none of theirs
  CHECK(is_clean("9{F:a:8D}{SEQ:8}{CHK:uscc}"));
  for (const char* system : {"damm", "luhn", "verhoeff", "mod11-2", "mod11,10", "mod97-10", "mod37-2",
                             "mod37,36", "mod1271-36", "gs1", "f31", "f32", "f36"})
    CHECK(is_clean("12-{SEQ:4}{CHK:" + std::string(system) + "}"));
}

TEST_CASE("E9: codes have at most 64 characters") {
  only("E9", "{F:a:60U}{SEQ:9}");
  CHECK(finding("{F:a:60U}{SEQ:9}", "E9").message.find("69") != std::string::npos);
  CHECK(is_clean("{F:a:60U}{SEQ:4}"));
  only("E9", "{F:a:60U}{SEQ:4}{-}");
  CHECK(is_clean("{F:a:52U}{SEQ:4+}"));
  only("E9", "{F:a:53U}{SEQ:4+}");
  std::string wide;
  for (int i = 0; i < 60; ++i) wide += "企";
  CHECK(is_clean(wide + "{SEQ:4}"));
  only("E9", wide + "{SEQ:5}");
  CHECK(is_clean("{MAP:k;a=" + wide + "}{SEQ:4}"));
  only("E9", "{MAP:k;a=" + wide + "}{SEQ:5}");
  // Characters that are read as several count as those.
  std::string packed;
  for (int i = 0; i < 30; ++i) packed += "㎏";
  only("E9", packed + "{SEQ:5}{CHK}");
  only("E9", "{MAP:k;a=" + packed + "}{SEQ:5}{CHK}");
  // As long as a pattern can be.
  std::string longest;
  for (int i = 0; i < 220; ++i) longest += "{F:a:64X}";
  CHECK(refusals(longest) == "E4 E9");
}

TEST_CASE("E10: there is room for the numbers") {
  only("E10", "{SEQ:3;from=1000}");
  only("E10", "{SEQ:3}", {.volume = 1000});
  only("E10", "{SEQ:4;step=10}", {.volume = 1001});
  only("E10", "{SEQ:3;from=9223372036854775807}");
  CHECK(is_clean("{SEQ:3;from=999}"));
  CHECK(is_clean("{SEQ:3}", {.volume = 999}));
  CHECK(is_clean("{SEQ:4;step=10}", {.volume = 1000}));
  CHECK(is_clean("{SEQ:1+}", {.volume = 999'999'999'999}));
}

TEST_CASE("E11: keys are there, and what they hide is large enough") {
  only("E11", "{SEQ:7;key=k1}", {.keys = std::vector<std::string>{}});
  only("E11", "{SEQ:7}{MAC:4;key=k2}", {.keys = std::vector<std::string>{"k1"}});
  only("E11", "{SEQ:5;key=k1}");
  CHECK(is_clean("{SEQ:5;key=k1;weak}"));
  CHECK(is_clean("{SEQ:6;key=k1}"));
  CHECK(is_clean("{SEQ:5^;key=k1}"));
  CHECK(is_clean("{SEQ:7;key=k1}{MAC:4;key=k2}", {.keys = std::vector<std::string>{"k2", "k1"}}));
}

TEST_CASE("E12: a week is printed with the year that it belongs to") {
  CHECK(only("E12", "{YYYY}-W{WW}-{SEQ:3;per=week}") == "2024-W01-001");
  CHECK(only("E12", "{YY}W{WW}{SEQ:3}") == "24W01001");
  CHECK(is_clean("{YYYY}{MM}W{WW}-{SEQ:3;per=month}"));  // the month tells the two apart
  CHECK(is_clean("{YYYY}{MM}{DD}W{WW}-{SEQ:3;per=week}"));
  CHECK(is_clean("{GGGG}-W{WW}-{SEQ:3;per=week}"));
  CHECK(is_clean("W{WW}-{SEQ:3}"));
}

TEST_CASE("E13: a separator counts everywhere or nowhere") {
  CHECK(only("E13", "CB-{SEQ:5}{-}{MAC:3;key=k1}") == "-");
  CHECK(only("E13", "{MAP:k;a=A/B}{/}{SEQ:5}") == "/");
  CHECK(is_clean("CB-{SEQ:5}{/}{MAC:3;key=k1}"));
}

TEST_CASE("W1: what is personal is said") {
  const PatternContext context{.personal = {"birthday", "customer.name"}};
  const auto report = crm::check_pattern("{F:customer.name:1-9U}-{MAP:birthday;a=A}{SEQ:3}", context);
  CHECK(report.accepted());
  REQUIRE(report.findings.size() == 2);
  for (const auto& f : report.findings) {
    CHECK(f.rule == "W1");
    CHECK_FALSE(f.refused);
  }
  CHECK(report.findings[0].message.find("customer.name") != std::string::npos);
  CHECK_FALSE(report.samples.empty());
  CHECK(is_clean("{F:name:1-9U}{SEQ:3}", context));
}

TEST_CASE("Texts that would join with what stands beside them are refused") {
  // A combining mark, a vowel and a final consonant of Hangul, an Indic vowel sign.
  for (const char* text : {"\xCC\x81", "\xE1\x85\xA1", "\xE1\x86\xA8", "\xE0\xA6\xBE"}) {
    CHECK(refusals("{SEQ:3}" + std::string(text)) == "syntax");
    CHECK(refusals("{MAP:k;a=" + std::string(text) + "}{SEQ:3}") == "syntax");
  }
  CHECK(is_clean("e\xCC\x81{SEQ:3}"));
  CHECK(is_clean("각{MAP:k;a=가}{SEQ:3}"));
}
