// Which separator a file uses: read the first rows with each and see which gives a table.
#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>

#include "exchange/csv.hpp"

namespace crmlite::exchange {

namespace {

constexpr std::array separators{',', ';', '\t', '|'};  // the more usual one wins a tie
constexpr std::size_t rows_tried = 100;

std::vector<std::size_t> widths(const std::string& sample, char separator) {
  std::istringstream in(sample);
  TextSource source(in, Encoding::utf8);
  CsvReader reader(source, CsvDialect{.separator = separator});
  std::vector<std::size_t> found;
  CsvRow row;
  while (found.size() < rows_tried && reader.next(row)) {
    // Quotes in odd places show the wrong separator: such a row has no width that could agree with others.
    if (!row.error) found.push_back(row.repair ? 0 : row.fields.size());
  }
  return found;
}

double share_of(std::size_t width, const std::vector<std::size_t>& rows) {
  return static_cast<double>(std::count(rows.begin(), rows.end(), width)) / static_cast<double>(rows.size());
}

// Of two separators that give every row the same width, the one with more columns is right: the other one
// stands inside a cell of each row.
double table_score(std::size_t width, double share) {
  return share * share * (1 - 1 / static_cast<double>(width));
}

// The heading row says how wide the table is; where it has one column, there may be a preamble above the
// heading.
double score(const std::vector<std::size_t>& rows) {
  if (rows.empty()) return 0;
  if (rows.front() > 1) return table_score(rows.front(), share_of(rows.front(), rows));
  constexpr double doubt = 0.5;
  double best = 0;
  for (const std::size_t width : rows) {
    if (width > 1) best = std::max(best, doubt * table_score(width, share_of(width, rows)));
  }
  return best;
}

bool is_line_end(char c) { return c == '\r' || c == '\n'; }

bool may_separate(char c) { return c == '\t' || (c > ' ' && c < 0x7F && c != '"'); }

}  // namespace

void check(const CsvDialect& dialect) {
  const auto usable = [&dialect](char c) {
    const bool ascii = c != '\0' && static_cast<unsigned char>(c) < 0x80;
    return ascii && !is_line_end(c) && !(dialect.formulas_escaped && c == '\'');
  };
  if (!usable(dialect.separator) || !usable(dialect.quote) || dialect.separator == dialect.quote) {
    throw std::logic_error("a CSV separator and quote must be two different ASCII characters");
  }
}

std::optional<char> separator_of_sep_line(std::string_view text) noexcept {
  if (!text.starts_with("sep=") || text.size() < sep_line_size || !may_separate(text[sep_line_size - 1])) {
    return std::nullopt;
  }
  const bool alone = text.size() == sep_line_size || is_line_end(text[sep_line_size]);
  return alone ? std::optional(text[sep_line_size - 1]) : std::nullopt;
}

CsvDialect detect_dialect(std::string_view sample) {
  CsvDialect best;
  if (const auto named = separator_of_sep_line(sample)) {
    best.separator = *named;
    return best;
  }
  const bool cut = !sample.ends_with('\n') && !sample.ends_with('\r');
  const std::string text(sample);
  double best_score = 0;
  for (const char separator : separators) {
    std::vector<std::size_t> rows = widths(text, separator);
    if (cut && rows.size() > 1 && rows.size() < rows_tried) rows.pop_back();
    const double found = score(rows);
    if (found <= best_score) continue;
    best_score = found;
    best.separator = separator;
  }
  return best;
}

}  // namespace crmlite::exchange
