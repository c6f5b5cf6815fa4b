// Tables as they are written: exact text in all four formats.
#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <crmlite/error.hpp>
#include <crmlite/table.hpp>

#include "catch.hpp"

namespace {

using namespace crmlite;

using Rows = std::vector<std::vector<Value>>;

std::string written(TableFormat format, const std::vector<TableColumn>& columns, const Rows& rows,
                    std::size_t width = 40) {
  std::ostringstream out;
  TableWriter table(out, format, columns, width);
  for (const auto& row : rows) table.row(row);
  table.finish();
  return out.str();
}

const std::vector<TableColumn> people = {{"name", "姓名"}, {"city"}, {"score", "Score"}};
const Rows some = {{"张三", "上海", 7}, {"Zoë \"Z\" Dunhurst", "Boston, MA", 112}, {"李", {}, {}}};

}  // namespace

TEST_CASE("table formats have names") {
  CHECK(table_format("text") == TableFormat::text);
  CHECK(table_format("table") == TableFormat::text);
  CHECK(table_format("csv") == TableFormat::csv);
  CHECK(table_format("tsv") == TableFormat::tsv);
  CHECK(table_format("json") == TableFormat::json);
  CHECK_FALSE(table_format("CSV"));
  CHECK_FALSE(table_format(""));
}

TEST_CASE("a text table lines up whatever the script, numbers to the right") {
  CHECK(written(TableFormat::text, people, some) ==
        "姓名              city        Score\n"
        "----------------  ----------  -----\n"
        "张三              上海            7\n"
        "Zoë \"Z\" Dunhurst  Boston, MA    112\n"
        "李\n");
}

TEST_CASE("a text table keeps each value on its line and within its width") {
  CHECK(written(TableFormat::text, {{"a"}, {"b"}}, {{"one\ntwo\tthree", "x"}, {"\x1b[31m", "一二三四五六"}},
                9) ==
        "a          b\n"
        "---------  ---------\n"
        "one two …  x\n"
        " [31m      一二三四…\n");
}

TEST_CASE("a column of a text table that holds another value than numbers stays to the left") {
  CHECK(written(TableFormat::text, {{"n"}}, {{Decimal{1250, 2}}, {"none"}, {Money{5, "EUR"}}}) ==
        "n\n--------\n12.50\nnone\n0.05 EUR\n");
}

TEST_CASE("CSV and TSV quote only what needs it") {
  CHECK(written(TableFormat::csv, people, some) ==
        "姓名,city,Score\n张三,上海,7\n\"Zoë \"\"Z\"\" Dunhurst\",\"Boston, MA\",112\n李,,\n");
  CHECK(written(TableFormat::tsv, {{"a"}, {"b"}}, {{"x,y", "t\tab"}}) == "a\tb\nx,y\t\"t\tab\"\n");
}

TEST_CASE("JSON keeps types: numbers and truths as such, several values as arrays, nothing as null") {
  const ValueRows points = {{"a@b.example", "work", true, {}}, {"c@d.example", {}, {}, {}}};
  CHECK(written(TableFormat::json,
                {{"n"},
                 {"d"},
                 {"b"},
                 {"t"},
                 {"when"},
                 {"none"},
                 {"tags"},
                 {"points", "", {"value", "use", "is_primary", "label"}}},
                {{std::int64_t{-5},
                  Decimal{1250, 2},
                  true,
                  "say \"hi\"\n",
                  Date{2026, 3, 1},
                  {},
                  Value::Texts{"a", "b"},
                  Value(points)},
                 {std::numeric_limits<std::int64_t>::max(), Money{1250, "EUR"}, false, "", Timestamp{0},
                  RecordId{17}, Value::Texts{}, Value(ValueRows{})}}) ==
        "[\n"
        "  {\"n\": -5, \"d\": 12.50, \"b\": true, \"t\": \"say \\\"hi\\\"\\n\", \"when\": \"2026-03-01\", "
        "\"none\": null, "
        "\"tags\": [\"a\", \"b\"], \"points\": [{\"value\": \"a@b.example\", \"use\": \"work\", "
        "\"is_primary\": true}, "
        "{\"value\": \"c@d.example\"}]},\n"
        "  {\"n\": 9223372036854775807, \"d\": \"12.50 EUR\", \"b\": false, \"t\": \"\", \"when\": "
        "\"1970-01-01T00:00:00.000Z\", "
        "\"none\": \"#17\", \"tags\": [], \"points\": []}\n"
        "]\n");
}

TEST_CASE("elements without names are texts in JSON") {
  const ValueRows points = {{"a@b.example", "work"}, {"c@d.example", {}}};
  CHECK(written(TableFormat::json, {{"e"}}, {{Value(points)}}) ==
        "[\n  {\"e\": [\"a@b.example\", \"c@d.example\"]}\n]\n");
}

TEST_CASE("a table without rows still says what it would hold") {
  CHECK(written(TableFormat::text, people, {}) == "姓名  city  Score\n----  ----  -----\n");
  CHECK(written(TableFormat::csv, people, {}) == "姓名,city,Score\n");
  CHECK(written(TableFormat::json, people, {}) == "[]\n");
}

TEST_CASE("a row of another width, and a row after the end, are misuse") {
  std::ostringstream out;
  TableWriter table(out, TableFormat::csv, people);
  const std::vector<Value> two = {"a", "b"}, three = {"a", "b", "c"};
  CHECK_THROWS_AS(table.row(two), std::logic_error);
  table.row(three);
  table.finish();
  table.finish();
  CHECK_THROWS_AS(table.row(three), std::logic_error);
  CHECK(out.str() == "姓名,city,Score\na,b,c\n");
}

TEST_CASE("a stream that takes no more is an error at once") {
  for (const TableFormat format : {TableFormat::csv, TableFormat::json}) {
    std::ostringstream out;
    TableWriter table(out, format, {{"a"}});
    out.setstate(std::ios::badbit);
    const std::vector<Value> row = {"x"};
    CHECK_THROWS_AS(table.row(row), Error);
  }
  std::ostringstream out;
  TableWriter table(out, TableFormat::text, {{"a"}});
  out.setstate(std::ios::badbit);
  CHECK_THROWS_AS(table.finish(), Error);
}

TEST_CASE("terminal widths") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("张三") == 4);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("") == 0);
}
