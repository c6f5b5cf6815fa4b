// The pattern language as it is written: every part, every option, and everything that is not the language.
#include <set>

#include "code_patterns.hpp"

namespace {

using namespace code_patterns;
using crm::domain::Dynamic;
using crm::domain::Growth;

/// `at byte N` of a refusal's message, or 0.
int refused_at(const std::string& pattern) {
  const auto report = crm::check_pattern(pattern);
  REQUIRE(report.findings.size() == 1);
  const crm::PatternFinding& f = report.findings[0];
  CHECK(f.rule == "syntax");
  CHECK(f.refused);
  CHECK_FALSE(report.accepted());
  CHECK(report.samples.empty());
  const std::string begin = "at byte ";
  return f.message.rfind(begin, 0) == 0 ? std::stoi(f.message.substr(begin.size())) : 0;
}

std::string times(const std::string& pattern, crm::domain::LocalTime time,
                  std::string_view fiscal = "01-01") {
  return printed(parsed(pattern + "_{SEQ:1}", fiscal), 1, {}, time);
}

}  // namespace

TEST_CASE("What is not the language of patterns is refused at its place") {
  const std::vector<std::pair<std::string, int>> wrong = {
      // Brackets and characters.
      {"A}", 2},
      {"A{SEQ:1}}", 9},
      {"A{", 2},
      {"A{SEQ:1", 2},
      {"{{SEQ:1}", 2},
      {"A{SEQ:{1}}", 7},
      {"A\\", 2},
      {"A{SEQ:1\\", 8},
      {"A B{SEQ:1}", 2},
      {"A\tB{SEQ:1}", 2},
      {"A\x01{SEQ:1}", 2},
      {"A\x7F{SEQ:1}", 2},
      {" {SEQ:1}", 1},
      {"{SEQ:1} ", 1},
      {"A\xFF{SEQ:1}", 1},
      {std::string("A\0{SEQ:1}", 9), 2},
      {"A\xE3\x80\x80{SEQ:1}", 2},
      {"\xCC\x81{SEQ:1}", 1},
      {"{SEQ:1}\xE1\x85\xA1", 8},
      {std::string(2001, 'A'), 2001},
      {"{MAP:a;x=A\n}{SEQ:1}", 11},
      // Parts.
      {"{}", 1},
      {"{seq:1}", 1},
      {"{SEQ }", 1},
      {"{NO:3}", 1},
      {"{_}{SEQ:1}", 1},
      {"{--}{SEQ:1}", 1},
      {"A{YYY}", 2},
      // Widths.
      {"{SEQ}", 1},
      {"{SEQ:}", 1},
      {"{SEQ:0}", 1},
      {"{SEQ:13}", 1},
      {"{SEQ:-1}", 1},
      {"{SEQ:+}", 1},
      {"{SEQ:^}", 1},
      {"{SEQ:3+^}", 1},
      {"{SEQ:3^+}", 1},
      {"{SEQ:3x}", 1},
      {"{SEQ: 3}", 1},
      {"{SEQ:99999999999}", 1},
      {"A{SEQ:1}{SEQ:2}", 9},
      {"{NODE}", 1},
      {"{NODE:0}", 1},
      {"{NODE:7}", 1},
      {"{RAND}", 1},
      {"{RAND:0}", 1},
      {"{RAND:27}", 1},
      {"{UID:5}", 1},
      {"{UID:}", 1},
      {"{YYYY:4}", 1},
      {"{DOY:}", 1},
      {"{SS:2}", 1},
      // Fields.
      {"{F}", 1},
      {"{F:a}", 1},
      {"{F:a:}", 1},
      {"{F:a:3}", 1},
      {"{F:a:3d}", 1},
      {"{F:a:D}", 1},
      {"{F:a:0D}", 1},
      {"{F:a:13D}", 1},
      {"{F:a:65U}", 1},
      {"{F:a:65X}", 1},
      {"{F:a:2-1U}", 1},
      {"{F:a:1-U}", 1},
      {"{F:a:-2U}", 1},
      {"{F:a:1-13D}", 1},
      {"{F:a:1-2-3U}", 1},
      {"{F::3D}", 1},
      {"{F:a.:3D}", 1},
      {"{F:.a:3D}", 1},
      {"{F:a..b:3D}", 1},
      {"{F:a b:3D}", 1},
      {"{F:a-b:3D}", 1},
      {"{F:a:b:3D}", 1},
      // Maps.
      {"{MAP}", 1},
      {"{MAP:}", 1},
      {"{MAP:a}", 1},
      {"{MAP:a;}", 1},
      {"{MAP:a;dyn}", 1},
      {"{MAP:a;x}", 1},
      {"{MAP:a;x=}", 1},
      {"{MAP:a;=X}", 1},
      {"{MAP:a;x=X;x=Y}", 1},
      {"{MAP:a;*=X;*=Y}", 1},
      {"{MAP:a;x=A B}", 1},
      {"{MAP:a;x=\xCC\x81}", 1},
      {"{MAP:a;x=X;lossy=1}{MAP}", 20},
      // Marks.
      {"{SEQ:1}{MAC}", 8},
      {"{SEQ:1}{MAC:0;key=k1}", 8},
      {"{SEQ:1}{MAC:17;key=k1}", 8},
      {"{SEQ:1}{MAC:4}", 8},
      {"{SEQ:1}{MAC:4;key=}", 8},
      {"{SEQ:1}{MAC:4;key}", 8},
      {"{SEQ:1}{CHK:}", 8},
      {"{SEQ:1}{CHK:crc}", 8},
      {"{SEQ:1}{CHK:none}", 8},
      {"{SEQ:1}{CHK:iban}", 8},
      {"{SEQ:1}{CHK:id-cn}", 8},
      {"{SEQ:1}{CHK}{CHK}", 13},
      {"{CHK}{SEQ:1}", 6},
      {"{SEQ:1}{CHK}-", 13},
      {"{SEQ:1}{MAC:4;key=k1}X", 22},
      {"{SEQ:1}{MAC:4;key=k1}{MAC:4;key=k1}", 22},
      {"{SEQ:1}{CHK}{-}{MAC:4;key=k1}", 16},
      // Options.
      {"{SEQ:3;}", 1},
      {"{SEQ:3;base}", 1},
      {"{SEQ:3;base=}", 1},
      {"{SEQ:3;base=8}", 1},
      {"{SEQ:3;base=-16}", 1},
      {"{SEQ:3^;base=32}", 1},
      {"{SEQ:3;from=}", 1},
      {"{SEQ:3;from=-1}", 1},
      {"{SEQ:3;from=x}", 1},
      {"{SEQ:3;from=99999999999999999999}", 1},
      {"{SEQ:3;step=0}", 1},
      {"{SEQ:3;step=1000001}", 1},
      {"{SEQ:3;per}", 1},
      {"{SEQ:3;per=}", 1},
      {"{SEQ:3;per=+a}", 1},
      {"{SEQ:3;per=a+}", 1},
      {"{SEQ:3;per=a++b}", 1},
      {"{SEQ:3;dyn}", 1},
      {"{SEQ:3;gapless=1}", 1},
      {"{SEQ:3;key=}", 1},
      {"{SEQ:3+;key=k1}", 1},
      {"{SEQ:3;Gapless}", 1},
      {"{F:a:3D;dyn=no}", 1},
      {"{F:a:3D;lossy}", 1},
      {"{RAND:3;base=2}", 1},
      {"{RAND:3;base}", 1},
      {"{RAND:3;key=k1}", 1},
      {"{YYYY;dyn}", 1},
      {"{-;dyn}", 1},
      {"{CHK:damm;dyn}", 1},
      {"{NODE:2;dyn}", 1},
  };
  for (const auto& [pattern, at] : wrong) {
    INFO(pattern);
    CHECK(refused_at(pattern) == at);
  }
}

TEST_CASE("The start of fiscal years is a day that every year has") {
  for (const char* day : {"", "1-1", "02-29", "13-01", "04-31", "04", "04-01-01"}) {
    INFO(day);
    CHECK(refusals("{SEQ:3}", {.fiscal_start = day}) == "syntax");
  }
  CHECK(refusals("{SEQ:3}", {.fiscal_start = "02-28"}).empty());
}

TEST_CASE("Every part and option of a pattern is understood") {
  const auto p = parsed(
      "A\\{{F:a.b:2-3U;dyn}{MAP:c;x=X;y\\;z=Y\\;;*=Z;dyn=deny;lossy}{-}{SEQ:4+;base=16;from=5;step=3;per="
      "year+c;"
      "chrono;fast;weak}{YYYY}{NODE:2}{RAND:3;base=20}{UID}{MAC:5;key=k2}{CHK:mod37-2}");
  REQUIRE(p.parts().size() == 11);
  CHECK(p.parts()[0].text == "A{");
  CHECK(p.parts()[1].path == "a.b");
  CHECK(p.parts()[1].least == 2);
  CHECK(p.parts()[1].most == 3);
  CHECK(p.parts()[1].letters == 'U');
  CHECK(p.parts()[1].dynamic == Dynamic::alias);
  const auto& map = p.parts()[2];
  REQUIRE(map.map.size() == 2);
  CHECK(map.map[1].value == "y;z");
  CHECK(map.map[1].text == "Y;");
  CHECK(map.otherwise->text == "Z");
  CHECK(map.dynamic == Dynamic::deny);
  CHECK(map.lossy);
  CHECK(p.soft() == "-");
  CHECK(p.parts()[4].growth == Growth::widens);
  CHECK(p.parts()[4].base == 16);
  CHECK(p.parts()[4].most == 12);
  CHECK(p.numbering().part == 4);
  CHECK(p.numbering().from == 5);
  CHECK(p.numbering().step == 3);
  CHECK(p.numbering().per == std::vector<std::string>{"year", "c"});
  CHECK(p.numbering().chronological);
  CHECK(p.numbering().fast);
  CHECK(p.numbering().weak);
  CHECK(p.parts()[7].base == 20);
  CHECK(p.parts()[8].least == 26);
  CHECK(p.parts()[9].key == "k2");
  CHECK(p.parts()[10].check == crm::CheckSystem::mod37_2);
  CHECK(p.parts()[1].at == 3);

  CHECK_FALSE(parsed("{SEQ:3;fast;gapless}").numbering().fast);
  CHECK(parsed("{F:a:1D;dyn=freeze}{SEQ:3}").parts()[0].dynamic == Dynamic::freeze);
  CHECK(parsed("{F:a:1D;dyn=alias}{SEQ:3}").parts()[0].dynamic == Dynamic::alias);
  CHECK(parsed("{RAND:6}").parts()[0].base == 32);
  CHECK(parsed("{F:等级:1D}{SEQ:3}").part_named("等级") == 0);
  CHECK(parsed("{F:a:1D}{YY}{SEQ:3}").part_named("year") == 1);
  CHECK(parsed("{F:number:1D}{SEQ:3}").part_named("number") == 0);  // a field's own name goes first
  CHECK_FALSE(parsed("X{SEQ:3}").part_named("month"));
}

TEST_CASE("A check character without a name is chosen by what it has to cover") {
  const auto chosen = [](const std::string& pattern) { return parsed(pattern).parts().back().check; };
  CHECK(chosen("12-{SEQ:3}{CHK}") == crm::CheckSystem::damm);
  CHECK(chosen("C{SEQ:3}{CHK}") == crm::CheckSystem::f32);
  CHECK(chosen("L{SEQ:3}{CHK}") == crm::CheckSystem::f31);
  CHECK(chosen("LZ{SEQ:3}{CHK}") == crm::CheckSystem::f36);
  CHECK(chosen("{F:a:2U}{SEQ:3}{CHK}") == crm::CheckSystem::f36);
  CHECK(chosen("{SEQ:3^}{CHK}") == crm::CheckSystem::f32);
  CHECK(chosen("{SEQ:3;base=31}{CHK}") == crm::CheckSystem::f31);
  CHECK(chosen("{SEQ:3}{MAC:3;key=k1}{CHK}") == crm::CheckSystem::f32);
  CHECK(chosen("客户{SEQ:3}{CHK}") == crm::CheckSystem::damm);
  CHECK(chosen("{MAP:k;company=企;person=个}{SEQ:3}{CHK}") == crm::CheckSystem::damm);
}

TEST_CASE("What has no letter or digit is left aside by check characters") {
  for (const char* pattern : {"{MAP:k;a=企;b=个人;c=-;d=é}{SEQ:3}{CHK}", "客-/户{F:f:1-2U}.{SEQ:3}{CHK:f36}",
                              "{MAP:k;a=1-;b=_2}{SEQ:4}{MAC:4;key=k1}{CHK:mod37,36}"}) {
    INFO(pattern);
    CHECK(refusals(pattern).empty());
    const auto p = parsed(pattern);
    for (const char* kind : {"a", "b"}) {
      const std::string code = printed(p, 42, {{"k", kind}, {"f", "Q"}});
      CHECK(read(p, code) == Reading::fits);
      std::string wrong = code;
      wrong.back() = wrong.back() == '0' ? '1' : '0';
      CHECK(read(p, wrong) != Reading::fits);
    }
  }
}

TEST_CASE("Parts of date and time print what the clock shows") {
  const crm::domain::LocalTime t{{2027, 1, 1}, 9 * 3600 + 5 * 60 + 7};
  CHECK(times("{YYYY}-{YY}-{Q}-{MM}-{DD}", t) == "2027-27-1-01-01_1");
  CHECK(times("{DOY}", t) == "001_1");
  CHECK(times("{DOY}", {{2024, 12, 31}, 0}) == "366_1");
  CHECK(times("{GGGG}W{WW}/{GG}", t) == "2026W53/26_1");
  CHECK(times("{HH}{MI}{SS}", t) == "090507_1");
  CHECK(times("{HH}{MI}{SS}", {{2027, 1, 1}, 86399}) == "235959_1");
  CHECK(times("{FYYY}/{FY}", t, "04-01") == "2027/27_1");
  CHECK(times("{FYYY}/{FY}", {{2027, 3, 31}, 0}, "04-01") == "2027/27_1");
  CHECK(times("{FYYY}/{FY}", {{2027, 4, 1}, 0}, "04-01") == "2028/28_1");
  CHECK(times("{FYYY}/{FY}", t) == "2027/27_1");
  CHECK(times("{Q}", {{2027, 12, 31}, 0}) == "4_1");
}

TEST_CASE("Years of two digits are those from 2000 to 2099") {
  const auto rule = [](const std::string& pattern, crm::Date day, std::string_view fiscal = "01-01") {
    try {
      times(pattern, {day, 0}, fiscal);
      return std::string();
    } catch (const crm::Invalid& e) {
      return e.issues().at(0).rule;
    }
  };
  CHECK(rule("{YY}", {1999, 12, 31}) == "year_window");
  CHECK(rule("{YY}", {2000, 1, 1}).empty());
  CHECK(rule("{YY}", {2099, 12, 31}).empty());
  CHECK(rule("{YY}", {2100, 1, 1}) == "year_window");
  CHECK(rule("{GG}", {2000, 1, 1}) == "year_window");  // of 1999
  CHECK(rule("{FY}", {2099, 12, 31}, "04-01") == "year_window");
  CHECK(rule("{YYYY}", {1999, 12, 31}).empty());
  CHECK(rule("{FYYY}", {9999, 12, 31}, "04-01") == "year_window");
}

TEST_CASE("Values are printed as their part can print them, or not at all") {
  const auto piece = [](const std::string& pattern, const std::string& value) {
    return parsed(pattern).piece(0, value).value_or("none");
  };
  CHECK(piece("{F:a:3D}{SEQ:1}", "7") == "007");
  CHECK(piece("{F:a:3D}{SEQ:1}", "0007") == "007");
  CHECK(piece("{F:a:3D}{SEQ:1}", "1234") == "none");
  CHECK(piece("{F:a:3D}{SEQ:1}", "") == "none");
  CHECK(piece("{F:a:3D}{SEQ:1}", "x") == "none");
  CHECK(piece("{F:a:3D}{SEQ:1}", "-7") == "none");
  CHECK(piece("{F:a:1-3D}{SEQ:1}", "0") == "0");
  CHECK(piece("{F:a:1-3D}{SEQ:1}", "007") == "7");
  CHECK(piece("{F:a:2-3D}{SEQ:1}", "7") == "07");
  CHECK(piece("{F:a:2-3D}{SEQ:1}", "999") == "999");
  CHECK(piece("{F:a:3D}{SEQ:1}", "１２") == "012");
  CHECK(piece("{F:a:2U}{SEQ:1}", "us") == "US");
  CHECK(piece("{F:a:2U}{SEQ:1}", "USA") == "none");
  CHECK(piece("{F:a:2U}{SEQ:1}", "U1") == "none");
  CHECK(piece("{F:a:2U}{SEQ:1}", "U") == "none");
  CHECK(piece("{F:a:1-4X}{SEQ:1}", "ａ1 z") == "A1Z");
  CHECK(piece("{F:a:1-4X}{SEQ:1}", "A-1") == "none");
  CHECK(piece("{F:a:1-4X}{SEQ:1}", "企业") == "none");
  CHECK(piece("{MAP:a;company=C;*=X}{SEQ:1}", "company") == "C");
  CHECK(piece("{MAP:a;company=C;*=X}{SEQ:1}", "Company") == "X");
  CHECK(piece("{MAP:a;company=C}{SEQ:1}", "person") == "none");
  CHECK(piece("{MAP:a;企业=企;个人=个}{SEQ:1}", "企业") == "企");
  CHECK(piece("{NODE:2}{SEQ:1}", "7") == "07");
  CHECK(piece("{NODE:2}{SEQ:1}", "100") == "none");
}
