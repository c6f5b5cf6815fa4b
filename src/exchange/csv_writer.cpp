// The writer, and the apostrophe that keeps a spreadsheet from running a cell. G is the set of cells that
// need it: any number of apostrophes, then what a spreadsheet would run. Escaping adds one apostrophe to
// every cell in G and stays in G; what is left when one is taken away is in G again: so taking one away
// undoes it exactly.
#include <algorithm>
#include <iterator>
#include <ostream>

#include <crmlite/error.hpp>

#include "exchange/csv.hpp"

namespace crmlite::exchange {

namespace {

constexpr char apostrophe = '\'';
constexpr std::string_view bom = "\xEF\xBB\xBF";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_and_points(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789.,"), text.size());
}

/// -5, +1.234,56, -1e-3, +12%: a sign, digits with points and commas, an exponent or a per cent sign.
bool is_signed_number(std::string_view cell) {
  if (cell.size() < 2 || (cell[0] != '-' && cell[0] != '+')) return false;
  cell.remove_prefix(1);
  const std::size_t mantissa = digits_and_points(cell);
  if (std::none_of(cell.begin(), cell.begin() + static_cast<std::ptrdiff_t>(mantissa), is_digit))
    return false;
  cell.remove_prefix(mantissa);
  if (cell.empty() || cell == "%") return true;
  if (cell[0] != 'e' && cell[0] != 'E') return false;
  cell.remove_prefix(cell.size() > 1 && (cell[1] == '-' || cell[1] == '+') ? 2 : 1);
  return !cell.empty() && std::all_of(cell.begin(), cell.end(), is_digit);
}

/// +44 (0)20 7946-0000: a plus, then only digits and what people put between them.
bool is_phone(std::string_view cell) {
  constexpr std::size_t longest = 32;
  constexpr std::ptrdiff_t fewest_digits = 3;
  if (cell.size() > longest || !cell.starts_with('+')) return false;
  cell.remove_prefix(1);
  return cell.find_first_not_of("0123456789 ()-./") == cell.npos &&
         std::count_if(cell.begin(), cell.end(), is_digit) >= fewest_digits;
}

}  // namespace

bool needs_formula_escape(std::string_view cell) noexcept {
  cell.remove_prefix(std::min(cell.find_first_not_of(apostrophe), cell.size()));
  constexpr std::string_view full_width[] = {"＝", "＋", "－", "＠"};  // run by spreadsheets in East Asia
  const auto begins_cell = [cell](std::string_view mark) { return cell.starts_with(mark); };
  if (std::any_of(std::begin(full_width), std::end(full_width), begins_cell)) return true;
  if (cell.empty() || std::string_view("=+-@\t\r\n").find(cell[0]) == std::string_view::npos) return false;
  return !is_signed_number(cell) && !is_phone(cell);
}

std::string_view without_formula_escape(std::string_view cell) noexcept {
  if (!cell.starts_with(apostrophe)) return cell;
  const std::string_view inside = cell.substr(1);
  return needs_formula_escape(inside) ? inside : cell;
}

CsvWriter::CsvWriter(std::ostream& out, CsvDialect dialect) : out_(out), dialect_(dialect) {
  check(dialect);
  for (const char c : {dialect.separator, dialect.quote, '\r', '\n'})
    special_[static_cast<unsigned char>(c)] = true;
}

void CsvWriter::row(std::span<const std::string_view> fields) {
  line_.clear();
  if (first_ && dialect_.byte_order_mark) out_ << bom;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) line_ += dialect_.separator;
    add(fields[i], fields.size() == 1);
  }
  line_ += dialect_.line_end == LineEnd::crlf ? "\r\n" : "\n";
  first_ = false;
  out_.write(line_.data(), static_cast<std::streamsize>(line_.size()));
  if (!out_) throw Error("cannot write the file");
}

void CsvWriter::add(std::string_view field, bool alone) {
  const bool escape = dialect_.formulas_escaped && needs_formula_escape(field);
  // At the top of a file a BOM and a `sep=` line would be taken for something else than a cell.
  const bool misread = first_ && line_.empty() && (field.starts_with(bom) || field.starts_with("sep="));
  const bool blank = alone && field.empty();
  const bool quoted = blank || misread || std::any_of(field.begin(), field.end(), [this](char c) {
                        return special_[static_cast<unsigned char>(c)];
                      });
  if (quoted) line_ += dialect_.quote;
  if (escape) line_ += apostrophe;
  for (std::size_t quote = 0; quoted && (quote = field.find(dialect_.quote)) != field.npos;) {
    line_ += field.substr(0, quote + 1);
    line_ += dialect_.quote;
    field.remove_prefix(quote + 1);
  }
  line_ += field;
  if (quoted) line_ += dialect_.quote;
}

}  // namespace crmlite::exchange
