// The page that describes the language of codes (src/domain/codes/README.md) says what the library says: the
// first code of each example, and the message of each rule.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

/// A row of a table: what its first cell says, and what stands as code in the last two.
struct Row {
  std::string first = {}, example = {}, answer = {};
  std::string beside = {};  // the text beside the example
};

/// The code in a cell, between one backtick at each end or two.
std::string code_in(const std::string& cell) {
  const bool two = cell.find("`` ") != std::string::npos;
  const std::string mark = two ? "``" : "`";
  const std::size_t begin = cell.find(mark), end = cell.rfind(mark);
  if (begin == std::string::npos || end == begin) return {};
  const std::string code = cell.substr(begin + mark.size(), end - begin - mark.size());
  return two ? code.substr(1, code.size() - 2) : code;
}

Row row_of(const std::string& line) {
  std::vector<std::string> cells;
  for (std::size_t at = 0, next = 0; next != std::string::npos; at = next + 2) {
    next = line.find("| ", at);
    cells.push_back(line.substr(at, next == std::string::npos ? next : next - at));
  }
  const std::string& example = cells[cells.size() - 2];
  return {cells[1].substr(0, cells[1].find(' ')), code_in(example), code_in(cells.back()),
          example.substr(example.rfind('`') + 1)};
}

/// The rows of the table with this heading.
std::vector<Row> table(const std::string& heading) {
  std::ifstream in(std::filesystem::path(CRMLITE_SOURCE_DIR) / "src/domain/codes/README.md");
  std::vector<Row> rows;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("| " + heading, 0) == 0)
      inside = true;
    else if (line.empty())
      inside = false;
    else if (inside && line.rfind("| --", 0) != 0)
      rows.push_back(row_of(line));
    if (!rows.empty() && rows.back().first.empty() && rows.size() > 1)
      rows.back().first = rows[rows.size() - 2].first;
  }
  return rows;
}

std::string text_of(const crm::PatternFinding& finding) {
  return finding.message + (finding.witness.empty() ? "" : ": " + finding.witness);
}

/// What a rule says of a pattern; empty where it says nothing.
std::string said(const std::vector<crm::PatternFinding>& findings, const std::string& rule) {
  for (const crm::PatternFinding& finding : findings)
    if (finding.rule == rule) return text_of(finding);
  return {};
}

crm::PatternContext context(const Row& row) {
  crm::PatternContext context{.keys = std::vector<std::string>{"k1"}};
  const std::string volume = " with a volume of ";
  if (row.beside.rfind(volume, 0) == 0) context.volume = std::stoll(row.beside.substr(volume.size()));
  return context;
}

/// The same of a definition in a file.
std::string said(crm::WriteTx& tx, const Row& row) {
  try {
    return said(tx.codes().ensure("customer", {.pattern = row.example}).findings, row.first);
  } catch (const crm::Invalid& error) {
    for (const crm::Issue& issue : error.issues())
      if (issue.rule == row.first) return issue.message;
    return {};
  }
}

}  // namespace

TEST_CASE("the page of the language shows what each part prints") {
  const auto rows = table("part | prints");
  CHECK(rows.size() > 30);
  for (const Row& row : rows) {
    INFO(row.example);
    const crm::PatternReport report = crm::check_pattern(row.example, context(row));
    REQUIRE(report.accepted());
    CHECK(report.samples.front() == row.answer);
  }
}

TEST_CASE("the page of the language shows each rule with its message") {
  std::set<std::string> rules;
  for (const Row& row : table("rule | refused because | example | message")) {
    INFO(row.example);
    rules.insert(row.first);
    CHECK(said(crm::check_pattern(row.example, context(row)).findings, row.first) == row.answer);
  }
  for (const Row& row : table("example | message")) {
    INFO(row.example);
    CHECK(said(crm::check_pattern(row.example).findings, "syntax") == row.answer);
  }
  CHECK(rules == std::set<std::string>{"E1", "E2", "E3", "E4", "E5", "E8", "E9", "E10", "E11", "E12", "E13"});
}

TEST_CASE("the page of the language shows what a file refuses and warns of") {
  fixture::MemoryStore store;
  std::set<std::string> rules;
  store.write([&](crm::WriteTx& tx) {
    tx.fields().ensure("customer", "grade", {.type = crm::FieldType::choice, .choices = {"A", "B", "C"}});
    tx.fields().ensure("customer", "parent", {.type = crm::FieldType::reference, .target = "customer"});
    tx.codes().ensure("user", {.pattern = "C{SEQ:6}"});
    for (const char* heading : {"rule | refused because | example of", "rule | warned because"})
      for (const Row& row : table(heading)) {
        INFO(row.example);
        rules.insert(row.first);
        CHECK(said(tx, row) == row.answer);
      }
  });
  CHECK(rules == std::set<std::string>{"E7", "W1", "W2", "dyn", "field"});
}
