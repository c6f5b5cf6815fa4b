// Writing delimited text: exact bytes, and that whatever cell is written comes back as it was.
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <crmlite/error.hpp>

#include "catch.hpp"
#include "exchange/csv.hpp"

namespace {

using namespace crmlite::exchange;
using namespace std::string_literals;

using Fields = std::vector<std::string>;

std::string written(const std::vector<Fields>& rows, CsvDialect dialect = {}) {
  std::ostringstream out;
  CsvWriter writer(out, dialect);
  for (const Fields& row : rows) writer.row(std::vector<std::string_view>(row.begin(), row.end()));
  return out.str();
}

std::vector<Fields> read(const std::string& bytes, std::optional<CsvDialect> dialect) {
  std::istringstream in(bytes);
  TextSource source(in, Encoding::utf8, 7);
  CsvReader reader(source, dialect);
  std::vector<Fields> rows;
  CsvRow row;
  while (reader.next(row)) {
    CHECK_FALSE(row.error);
    CHECK_FALSE(row.repair);
    rows.emplace_back(row.fields.begin(), row.fields.end());
  }
  return rows;
}

const CsvDialect safe{.formulas_escaped = true};

}  // namespace

TEST_CASE("csv writer: quotes only where they are needed") {
  CHECK(written({{"a", "b"}, {"1", "two words"}}) == "a,b\r\n1,two words\r\n");
  CHECK(written({{"a,b", "c\"d", "e\nf", "g\rh", ";", "'", ""}}) ==
        "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\",;,',\r\n");
  CHECK(written({{"a,b", "c;d"}}, {.separator = ';'}) == "a,b;\"c;d\"\r\n");
  CHECK(written({{"it's", "\""}}, {.quote = '\''}) == "'it''s',\"\r\n");
  CHECK(written({{"a"}}, {.line_end = LineEnd::lf}) == "a\n");
  CHECK(written({{""}, {"", ""}, {}}) == "\"\"\r\n,\r\n\r\n");
  CHECK(written({{"\"\"\""}}) == "\"\"\"\"\"\"\"\"\r\n");
}

TEST_CASE("csv writer: the byte order mark stands once, and before the first row") {
  CHECK(written({{"a"}, {"b"}}, {.byte_order_mark = true}) ==
        "\xEF\xBB\xBF"
        "a\r\nb\r\n");
  CHECK(written({}, {.byte_order_mark = true}).empty());
}

TEST_CASE("csv writer: a first cell that would be taken for a BOM or a sep= line is quoted") {
  CHECK(written({{"sep=;"}, {"sep=;"}}) == "\"sep=;\"\r\nsep=;\r\n");
  CHECK(written({{"\xEF\xBB\xBFx"}}) == "\"\xEF\xBB\xBFx\"\r\n");
  const std::vector<Fields> rows{{"sep=", ""}, {"a", "b"}};
  CHECK(read(written(rows, {.separator = ';'}), std::nullopt) == rows);
}

TEST_CASE("csv writer: cells a spreadsheet would run get an apostrophe, numbers and phones do not") {
  for (const std::string cell :
       {"=1+1", "@SUM(1)", "-cmd", "+a",    "\t=1", "\r=1", "\n=1",   "=",    "-",   "+",   "-1+1",
        "'=A1", "''@x",    "＝1",  "＠SUM", "－1",  "＋1",  "-5 EUR", "+1=2", "-1e", "-e5", "-."}) {
    INFO(cell);
    CHECK(needs_formula_escape(cell));
    CHECK(without_formula_escape("'" + cell) == cell);
  }
  for (const std::string cell : {"",
                                 "a",
                                 "'",
                                 "'a",
                                 "5",
                                 "-5",
                                 "+5",
                                 "-5.5",
                                 "+1.234,56",
                                 "-1e3",
                                 "-1.5E-3",
                                 "+12%",
                                 "+44 20 7946 0000",
                                 "+33 6 00",
                                 "+44 (0)20 7946-0000",
                                 "+12",
                                 "'+33 6",
                                 "'-5",
                                 " =1",
                                 "a=b",
                                 "x@example.org"}) {
    INFO(cell);
    CHECK_FALSE(needs_formula_escape(cell));
    CHECK(without_formula_escape(cell) == cell);
  }
  CHECK(written({{"=cmd|' /C calc'!A0", "+44 20 7946 0000", "-5", "@SUM(1,2)", "'=1"}}, safe) ==
        "'=cmd|' /C calc'!A0,+44 20 7946 0000,-5,\"'@SUM(1,2)\",''=1\r\n");
  CHECK(written({{"=1+1", "@x"}}) == "=1+1,@x\r\n");
}

TEST_CASE("csv writer: hostile cells come back exactly") {
  const std::vector<std::string> cells{"",
                                       "a",
                                       "\"",
                                       "\"\"",
                                       "\"\"\"",
                                       ",",
                                       ";",
                                       "\t",
                                       "|",
                                       "\r",
                                       "\n",
                                       "\r\n",
                                       "\n\n",
                                       " ",
                                       " a ",
                                       "\"a\",b",
                                       "a\"\n\"b",
                                       "=1",
                                       "'=1",
                                       "''=1",
                                       "'",
                                       "''",
                                       "'a",
                                       "'-5",
                                       "-5",
                                       "+44 20 7946 0000",
                                       "@",
                                       "\t=1",
                                       "\r=",
                                       "＝1",
                                       "'＝1",
                                       "sep=;",
                                       "sep=,",
                                       "\xEF\xBB\xBF",
                                       "\xEF\xBB\xBF=1",
                                       "\xEF\xBB\xBFsep=;",
                                       "\\",
                                       "\\\"",
                                       "\\xE4",
                                       "中文",
                                       "😀",
                                       "NULL",
                                       "\x1A",
                                       "\x7F"};
  const std::vector<CsvDialect> dialects{
      {},
      safe,
      {.separator = ';', .formulas_escaped = true, .byte_order_mark = true},
      {.separator = '\t', .line_end = LineEnd::lf},
      {.separator = '|', .quote = '\'', .line_end = LineEnd::lf},
      {.separator = ' ', .formulas_escaped = true}};
  for (const CsvDialect& dialect : dialects) {
    std::vector<Fields> rows;
    for (const std::string& first : cells) {
      CHECK(read(written({{first}}, dialect), dialect) == std::vector<Fields>{{first}});
      for (const std::string& second : cells) rows.push_back({first, second});
    }
    CHECK(read(written(rows, dialect), dialect) == rows);
  }
}

TEST_CASE("csv writer: random cells come back exactly") {
  std::mt19937 random(4180);
  const std::string alphabet = "\"\"',;\t|\r\n =+-@1.a\\";
  for (int round = 0; round < 300; ++round) {
    std::vector<Fields> rows(1 + random() % 4, Fields(1 + random() % 4));
    for (Fields& row : rows) {
      for (std::string& cell : row) {
        cell.resize(random() % 8);
        for (char& c : cell) c = alphabet[random() % alphabet.size()];
      }
    }
    const CsvDialect dialect{.separator = ",;\t|"[random() % 4],
                             .formulas_escaped = random() % 2 == 0,
                             .line_end = random() % 2 == 0 ? LineEnd::lf : LineEnd::crlf,
                             .byte_order_mark = random() % 2 == 0};
    REQUIRE(read(written(rows, dialect), dialect) == rows);
  }
}

TEST_CASE("csv writer: a stream that takes no more and a dialect that cannot work are told") {
  std::ostringstream out;
  CsvWriter writer(out);
  out.setstate(std::ios::badbit);
  CHECK_THROWS_AS(writer.row(std::vector<std::string_view>{"a"}), crmlite::Error);
  CHECK_THROWS_AS(CsvWriter(out, CsvDialect{.separator = '"'}), std::logic_error);
  CHECK_THROWS_AS(CsvWriter(out, CsvDialect{.separator = '\'', .formulas_escaped = true}), std::logic_error);
}
