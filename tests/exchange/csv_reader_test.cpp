// Reading delimited text: exact rows for well-formed and broken input, the same for every chunk size, and
// nothing that random bytes can do to it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.hpp"
#include "exchange/csv.hpp"

namespace {

namespace fs = std::filesystem;
using namespace crmlite::exchange;
using namespace std::string_literals;

using Fields = std::vector<std::string>;

struct Read {
  std::vector<Fields> rows = {};
  std::vector<std::uint64_t> lines = {};
  std::vector<std::string> raws = {};
  std::vector<std::string> errors = {};   // message(), empty for a good row
  std::vector<std::string> repairs = {};  // rule(), empty for a row that needed none
  char separator = ',';

  bool operator==(const Read&) const = default;
};

Read read(const std::string& bytes, std::optional<CsvDialect> dialect = std::nullopt,
          std::size_t chunk = TextSource::default_chunk, Encoding encoding = Encoding::utf8) {
  std::istringstream in(bytes);
  TextSource source(in, encoding, chunk);
  CsvReader reader(source, dialect);
  Read all;
  all.separator = reader.dialect().separator;
  CsvRow row;
  while (reader.next(row)) {
    all.rows.emplace_back(row.fields.begin(), row.fields.end());
    all.lines.push_back(row.line);
    all.raws.emplace_back(row.raw);
    all.errors.push_back(row.error ? message(*row.error) : "");
    all.repairs.emplace_back(row.repair ? rule(row.repair->fault) : "");
    CHECK(row.record == all.rows.size());
  }
  return all;
}

const CsvDialect comma{};
CsvDialect with_separator(char separator) { return CsvDialect{.separator = separator}; }

std::vector<Fields> rows_of(const std::string& bytes) { return read(bytes, comma).rows; }

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The heading and the values of one object or a list of equal objects whose values are all strings.
std::vector<Fields> table_of(const std::string& json) {
  Fields strings;
  for (std::size_t i = json.find('"'); i != json.npos; i = json.find('"', i + 1)) {
    std::string text;
    while (++i < json.size() && json[i] != '"') {
      const bool escaped = json[i] == '\\';
      const char c = json[escaped ? ++i : i];
      text += escaped && c == 'n' ? '\n' : escaped && c == 'r' ? '\r' : c;
    }
    strings.push_back(text);
  }
  std::vector<Fields> rows(1);
  for (std::size_t i = 0; i + 1 < strings.size(); i += 2) {
    if (rows.size() == 1 || strings[i] == rows[0][0]) rows.emplace_back();
    if (rows.size() == 2) rows[0].push_back(strings[i]);
    rows.back().push_back(strings[i + 1]);
  }
  return rows;
}

}  // namespace

TEST_CASE("csv reader: plain and quoted fields") {
  CHECK(rows_of("a,b,c\r\n1,2,3\r\n") == std::vector<Fields>{{"a", "b", "c"}, {"1", "2", "3"}});
  CHECK(rows_of("a,b") == std::vector<Fields>{{"a", "b"}});
  CHECK(rows_of(",") == std::vector<Fields>{{"", ""}});
  CHECK(rows_of("\"\"") == std::vector<Fields>{{""}});
  CHECK(rows_of("\"a,b\",\"c\"\"d\",\"\"\"\",\"\"") == std::vector<Fields>{{"a,b", "c\"d", "\"", ""}});
  CHECK(rows_of("\"one\r\ntwo\",x\n") == std::vector<Fields>{{"one\r\ntwo", "x"}});
  CHECK(rows_of(" a , b ") == std::vector<Fields>{{" a ", " b "}});
  CHECK(rows_of("").empty());
  CHECK(rows_of("\r\n\n\r").empty());
}

TEST_CASE("csv reader: line ends of every kind, and lines as an editor counts") {
  const Read all = read("a\rb\nc\r\n\r\n\"d\r\ne\nf\rg\",1\nh", comma);
  CHECK(all.rows == std::vector<Fields>{{"a"}, {"b"}, {"c"}, {"d\r\ne\nf\rg", "1"}, {"h"}});
  CHECK(all.lines == std::vector<std::uint64_t>{1, 2, 3, 5, 9});
  CHECK(all.raws[3] == "\"d\r\ne\nf\rg\",1");
}

TEST_CASE("csv reader: stray quotes are text and swallow nothing") {
  const Read inside = read("Round 48\",x\ny,z", comma);
  CHECK(inside.rows == std::vector<Fields>{{"Round 48\"", "x"}, {"y", "z"}});
  CHECK(inside.errors == std::vector<std::string>{"", ""});
  CHECK(inside.repairs == std::vector<std::string>{"stray_quote", ""});
  const Read literal = read("\"\"Throw,x\n\"a,b\"c,d\n", comma);
  CHECK(literal.rows == std::vector<Fields>{{"\"\"Throw", "x"}, {"\"a,b\"c", "d"}});
  CHECK(literal.errors == std::vector<std::string>{"", ""});
  CHECK(literal.repairs == std::vector<std::string>{"text_after_quote", "text_after_quote"});
  const Read blank = read("\"a\"  ,\"b\nc\"\t\nx,\"y\"\n", comma);
  CHECK(blank.rows == std::vector<Fields>{{"a", "b\nc"}, {"x", "y"}});
  CHECK(blank.repairs == std::vector<std::string>{"text_after_quote", ""});
}

TEST_CASE("csv reader: rules have stable names") {
  CHECK(rule(RowFault::undecodable) == "undecodable");
  CHECK(rule(RowFault::nul_character) == "nul_character");
  CHECK(rule(RowFault::unterminated_quote) == "unterminated_quote");
  CHECK(rule(RowFault::text_after_quote) == "text_after_quote");
  CHECK(rule(RowFault::stray_quote) == "stray_quote");
  CHECK(rule(RowFault::field_too_long) == "field_too_long");
  CHECK(rule(RowFault::row_too_long) == "row_too_long");
}

TEST_CASE("csv reader: a repair says where") {
  std::istringstream in("a,b\n\"1\n2\",\"x\"y\n");
  TextSource source(in, Encoding::utf8);
  CsvReader reader(source, comma);
  CsvRow row;
  REQUIRE(reader.next(row));
  CHECK_FALSE(row.repair);
  REQUIRE(reader.next(row));
  REQUIRE(row.repair);
  CHECK(message(*row.repair) == "line 3, column 2: something stands behind a closing quote");
  CHECK_FALSE(reader.next(row));
}

TEST_CASE("csv reader: a quote that is not closed costs its own line") {
  const Read at_end = read("a,b\n1,\"open\n2,x\n", comma);
  CHECK(at_end.rows == std::vector<Fields>{{"a", "b"}, {"1", "\"open"}, {"2", "x"}});
  CHECK(at_end.lines == std::vector<std::uint64_t>{1, 2, 3});
  CHECK(at_end.errors == std::vector<std::string>{"", "line 2, column 2: a quote is not closed", ""});
  const Read before_another = read("\"13/02,01:00,x\n\"a b\",c\n\"d\",e\n", comma);
  CHECK(before_another.rows == std::vector<Fields>{{"\"13/02,01:00,x"}, {"a b", "c"}, {"d", "e"}});
  CHECK(before_another.errors == std::vector<std::string>{"line 1, column 1: a quote is not closed", "", ""});
  const Read in_a_later_field = read("\"a\nb\",\"open\nc,d\n", comma);
  CHECK(in_a_later_field.rows == std::vector<Fields>{{"a\nb", "\"open"}, {"c", "d"}});
  CHECK(in_a_later_field.errors == std::vector<std::string>{"line 2, column 2: a quote is not closed", ""});
  CHECK(read("\"", comma).errors == std::vector<std::string>{"line 1, column 1: a quote is not closed"});
}

TEST_CASE("csv reader: NUL and bytes that are no text are errors of their row") {
  const Read nul = read("a,b\n\"1\nx\0y\",2\n3,4"s, comma);
  CHECK(nul.rows == std::vector<Fields>{{"a", "b"}, {"1\nx\0y"s, "2"}, {"3", "4"}});
  CHECK(nul.errors == std::vector<std::string>{"", "line 3, column 1: a NUL character", ""});
  const Read bad = read("a,b\n1,x\xC0y\n2,\xE4\xB8\n3,\xE4\xB8\xAD", comma);
  CHECK(bad.rows == std::vector<Fields>{{"a", "b"}, {"1", "x\\xC0y"}, {"2", "\\xE4\\xB8"}, {"3", "中"}});
  CHECK(bad.errors ==
        std::vector<std::string>{
            "", "line 2, column 2: bytes that are no text in the file's encoding (byte 7 of the file)",
            "line 3, column 2: bytes that are no text in the file's encoding (byte 12 of the file)", ""});
  const Read two = read("\xFF,\0\n\0,\xFF\n"s, comma);
  CHECK(two.errors ==
        std::vector<std::string>{
            "line 1, column 1: bytes that are no text in the file's encoding (byte 0 of the file)",
            "line 2, column 1: a NUL character"});
}

TEST_CASE("csv reader: fields and rows over the limits are refused, the rest is read") {
  const std::string megabyte(CsvReader::max_field, 'x');
  const Read fields =
      read("1," + megabyte + "\n2," + megabyte + "x\n3,\"" + megabyte + "x\"\n4,y\n", comma, 100000);
  CHECK(fields.errors == std::vector<std::string>{"", "line 2, column 2: a field is longer than 1 MiB",
                                                  "line 3, column 2: a field is longer than 1 MiB", ""});
  CHECK(fields.rows[3] == Fields{"4", "y"});

  const std::string commas(CsvReader::max_fields - 1, ',');
  const Read many = read(commas + "\n" + commas + ",\nz\n", comma);
  CHECK(many.rows[0].size() == CsvReader::max_fields);
  CHECK(many.rows[1].empty());
  CHECK(many.errors == std::vector<std::string>{
                           "", "line 2: the row is longer than 16 MiB or has more than 65,536 fields", ""});
  CHECK(many.rows[2] == Fields{"z"});

  std::string longest = megabyte;
  for (int i = 0; i < 15; ++i) longest += "," + megabyte.substr(1);
  REQUIRE(longest.size() == CsvReader::max_row);
  for (const std::size_t chunk : {std::size_t{100000}, 2 * CsvReader::max_row}) {
    const Read edge = read(longest + "\n" + longest + ",\nz\n", comma, chunk);
    REQUIRE(edge.rows.size() == 3);
    CHECK(edge.rows[0].size() == 16);
    CHECK(edge.errors == std::vector<std::string>{
                             "", "line 2: the row is longer than 16 MiB or has more than 65,536 fields", ""});
  }

  const std::string long_row(2 * CsvReader::max_row, 'x');
  for (const std::string& start : {"a,"s, "a,\""s}) {
    const Read rows = read(start + long_row + "\nb,\"c\nd\"\ne\n", comma);
    REQUIRE(rows.rows.size() == 3);
    CHECK(rows.rows[1] == Fields{"b", "c\nd"});
    CHECK(rows.lines == std::vector<std::uint64_t>{1, 2, 4});
    CHECK(rows.errors[0] == "line 1: the row is longer than 16 MiB or has more than 65,536 fields");
    CHECK(rows.errors[1].empty());
  }
}

TEST_CASE("csv reader: a quote left open over more than the longest row costs one line") {
  std::string text = "a,\"open\n";
  std::string line(1024, 'y');
  line.back() = '\n';
  for (std::size_t i = 0; i < CsvReader::max_row / line.size() + 10; ++i) text += line;
  const Read all = read(text, comma);
  CHECK(all.rows.size() == CsvReader::max_row / line.size() + 11);
  CHECK(all.errors[0] == "line 1, column 2: a quote is not closed");
  CHECK(
      std::all_of(all.errors.begin() + 1, all.errors.end(), [](const auto& error) { return error.empty(); }));
}

TEST_CASE("csv reader: every chunk size gives the same") {
  const std::vector<std::string> texts{
      "\xEF\xBB\xBF\xEF\xBB\xBF\xEF\xBB\xBFname;x\r\n\"a\r\n\"\"b\"\";\";1\r\n\r\n2;\"\"\r\n",
      "sep=|\r\na|\"b|\r\nc\"|d\r\r\n\"open|1\nx|\"y\" |z\n\"p\"q|2",
      "a,b\r\n\"1\nx\0y\",\xE4\xB8\r\n\xE4\xB8\xAD\xE5\x9B\xBD,\xF0\x9F\x98\x80\r\n\xC3"s,
      "\"a\r\nb\" \t,\"c\"\r\n\"", "\r\r\n\n\r"};
  for (const std::string& text : texts) {
    for (const Encoding encoding : {Encoding::utf8, Encoding::gb18030}) {
      const Read whole = read(text, std::nullopt, TextSource::default_chunk, encoding);
      const Read given = read(text, with_separator('|'), TextSource::default_chunk, encoding);
      for (std::size_t chunk = 1; chunk <= text.size(); ++chunk) {
        INFO("chunk " << chunk);
        REQUIRE(read(text, std::nullopt, chunk, encoding) == whole);
        REQUIRE(read(text, with_separator('|'), chunk, encoding) == given);
      }
    }
  }
  CHECK(read(texts[0]).rows == std::vector<Fields>{{"name", "x"}, {"a\r\n\"b\";", "1"}, {"2", ""}});
  CHECK(read(texts[1]).rows ==
        std::vector<Fields>{{"a", "b|\r\nc", "d"}, {"\"open|1"}, {"x", "y", "z"}, {"\"p\"q", "2"}});
  CHECK(read(texts[1]).lines == std::vector<std::uint64_t>{2, 5, 6, 7});
}

TEST_CASE("csv reader: the separator is found out") {
  const auto separator = [](const std::string& text) { return detect_dialect(text).separator; };
  CHECK(separator("a,b\n1,2\n") == ',');
  CHECK(separator("a;b\n1,5;2,5\n3,5;4,5\n") == ';');
  CHECK(separator("a\tb,c\n1\t2\n3\t4\n") == '\t');
  CHECK(separator("a|b|c\n1|2|3\n") == '|');
  CHECK(separator("a;\"b,c,d\"\n1;\"e,f,g\"\n") == ';');
  CHECK(separator("one column\nonly\n") == ',');
  CHECK(separator("") == ',');
  CHECK(separator("Notes:\nsome words\n\na;b;c\n1;2;3\n4;5;6\n") == ';');
  CHECK(separator("sep=#\r\na;b\n") == '#');
  CHECK(separator("a;b;c\n1;2;3\n4;\"cut off, at, the, end") == ';');

  const Read sep = read("sep=;\r\na,b;c\r\n");
  CHECK(sep.rows == std::vector<Fields>{{"a,b", "c"}});
  CHECK(sep.lines == std::vector<std::uint64_t>{2});
  CHECK(read("sep=;\na;b", comma).rows == std::vector<Fields>{{"a;b"}});
  CHECK(read("sep=;x\n").rows == std::vector<Fields>{{"sep=", "x"}});
  CHECK(separator_of_sep_line("sep=\t") == '\t');
  CHECK_FALSE(separator_of_sep_line("sep="));
  CHECK_FALSE(separator_of_sep_line("sep=\"\n"));
}

TEST_CASE("csv reader: a dialect that cannot work is misuse") {
  std::istringstream in("a");
  TextSource source(in, Encoding::utf8);
  for (const CsvDialect& dialect :
       {CsvDialect{.separator = '"'}, CsvDialect{.separator = '\n'}, CsvDialect{.separator = '\0'},
        CsvDialect{.separator = '\xE4'}, CsvDialect{.quote = '\r'},
        CsvDialect{.quote = '\'', .formulas_escaped = true}}) {
    CHECK_THROWS_AS(CsvReader(source, dialect), std::logic_error);
  }
  CHECK_NOTHROW(CsvReader(source, CsvDialect{.quote = '\''}));
}

TEST_CASE("csv reader: random bytes never crash it and every byte size gives the same") {
  std::mt19937 random(20240229);
  const std::string alphabet = "\"\"\"\",,;\t|\r\n\n ='a\xE4\xB8\xAD\x81\x30\xFF\0"s;
  for (int round = 0; round < 400; ++round) {
    std::string text(random() % 80, ' ');
    for (char& c : text)
      c = random() % 8 == 0 ? static_cast<char>(random() % 256) : alphabet[random() % alphabet.size()];
    const auto encoding = static_cast<Encoding>(random() % 12);
    const CsvDialect dialect{.separator = ";,"[random() % 2], .formulas_escaped = random() % 2 == 0};
    const Read whole = read(text, dialect, TextSource::default_chunk, encoding);
    CHECK(read(text, dialect, 1 + random() % 9, encoding) == whole);
    CHECK(std::is_sorted(whole.lines.begin(), whole.lines.end()));
  }
}

TEST_CASE("csv reader: the csv-spectrum files") {
  const fs::path folder = fs::path(CRMLITE_SOURCE_DIR) / "../shared/data/csv-spectrum/csvs";
  if (!fs::exists(folder)) {
    WARN("csv-spectrum is not here: skipped");
    return;
  }
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string stem = entry.path().stem().string();
    INFO(stem);
    ++files;
    std::vector<Fields> expected = table_of(bytes_of(folder / "../json" / (stem + ".json")));
    Read all = read(bytes_of(entry.path()));
    CHECK(std::count(all.errors.begin(), all.errors.end(), "") ==
          static_cast<std::ptrdiff_t>(all.rows.size()));
    CHECK(read(bytes_of(entry.path()), std::nullopt, 3) == all);
    REQUIRE(all.rows.size() == expected.size());
    if (stem == "location_coordinates") {  // its number is another one in the two files
      expected[1].erase(expected[1].begin());
      all.rows[1].erase(all.rows[1].begin());
    }
    CHECK(all.rows == expected);
  }
  CHECK(files == 12);
}
