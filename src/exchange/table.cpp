// The four ways to write a table. What is common to them is here: columns are counted, and a stream that
// takes no more is an error at once.
#include <algorithm>
#include <ostream>
#include <stdexcept>

#include <crmlite/error.hpp>
#include <crmlite/table.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "exchange/csv.hpp"
#include "exchange/json_text.hpp"

namespace crmlite {
namespace {

constexpr std::string_view gap = "  ";

/// On one line of a terminal: line ends, tabs and what could steer the terminal become blanks.
std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  // C1 controls are two bytes in UTF-8: C2 80 to C2 9F.
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (text[i] == '\xC2' && static_cast<unsigned char>(text[i + 1]) < 0xA0) text[i] = text[i + 1] = ' ';
  return text;
}

bool is_number(const Value& v) {
  return v.get_if<std::int64_t>() || v.get_if<Decimal>() || v.get_if<Money>();
}

}  // namespace

std::optional<TableFormat> table_format(std::string_view name) noexcept {
  if (name == "text" || name == "table") return TableFormat::text;
  if (name == "csv") return TableFormat::csv;
  if (name == "tsv") return TableFormat::tsv;
  if (name == "json") return TableFormat::json;
  return std::nullopt;
}

std::size_t display_width(std::string_view text) noexcept { return base::display_width(text); }

struct TableWriter::Impl {
  Impl(std::ostream& o, TableFormat f, std::vector<TableColumn> c, std::size_t w)
      : out(o), format(f), columns(std::move(c)), max_width(std::max<std::size_t>(w, 1)) {}

  std::ostream& out;
  TableFormat format;
  std::vector<TableColumn> columns;
  std::size_t max_width;
  std::optional<exchange::CsvWriter> csv;
  std::vector<std::string> texts;
  std::vector<std::string_view> cells;
  std::string line;
  std::vector<std::vector<std::string>> waiting;  // rows of a text table
  std::vector<bool> numbers;                      // columns of a text table that hold nothing else
  bool any = false;
  bool finished = false;

  const std::string& heading(std::size_t i) const {
    return columns[i].heading.empty() ? columns[i].key : columns[i].heading;
  }

  void begin() {
    numbers.assign(columns.size(), true);
    if (format != TableFormat::csv && format != TableFormat::tsv) return;
    csv.emplace(out, exchange::CsvDialect{.separator = format == TableFormat::tsv ? '\t' : ',',
                                          .line_end = exchange::LineEnd::lf});
    for (std::size_t i = 0; i < columns.size(); ++i) cells.push_back(heading(i));
    csv->row(cells);
  }

  void csv_row(std::span<const Value> values) {
    texts.clear();
    for (const Value& v : values) texts.push_back(to_string(v));
    cells.assign(texts.begin(), texts.end());
    csv->row(cells);
  }

  void json_row(std::span<const Value> values) {
    line = any ? ",\n  {" : "[\n  {";
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) line += ", ";
      base::append_json_string(line, columns[i].key);
      line += ": ";
      exchange::append_json(line, values[i], columns[i].parts);
    }
    line += '}';
    put();
  }

  void text_row(std::span<const Value> values) {
    std::vector<std::string>& row = waiting.emplace_back();
    for (std::size_t i = 0; i < values.size(); ++i) {
      row.push_back(base::fit(one_line(to_string(values[i])), max_width));
      if (!values[i].empty() && !is_number(values[i])) numbers[i] = false;
    }
  }

  void put_text_row(const std::vector<std::string>& row, const std::vector<std::size_t>& widths) {
    line.clear();
    std::size_t wanted = 0;  // blanks that only stand if something follows
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::size_t room = widths[i] - std::min(widths[i], base::display_width(row[i]));
      const std::size_t before = numbers[i] ? room : 0;
      if (!row[i].empty()) {
        line.append(wanted + before, ' ');
        line += row[i];
        wanted = room - before;
      } else {
        wanted += room;
      }
      wanted += gap.size();
    }
    line += '\n';
    put();
  }

  void finish_text() {
    std::vector<std::string> headings, rule;
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      headings.push_back(base::fit(one_line(heading(i)), max_width));
      widths.push_back(base::display_width(headings[i]));
      for (const auto& row : waiting) widths[i] = std::max(widths[i], base::display_width(row[i]));
      rule.emplace_back(widths[i], '-');
    }
    put_text_row(headings, widths);
    put_text_row(rule, widths);
    for (const auto& row : waiting) put_text_row(row, widths);
  }

  void put() {
    out.write(line.data(), static_cast<std::streamsize>(line.size()));
    check();
  }
  void check() const {
    if (!out) throw Error("the table could not be written");
  }
};

TableWriter::TableWriter(std::ostream& out, TableFormat format, std::vector<TableColumn> columns,
                         std::size_t max_width)
    : impl_(std::make_unique<Impl>(out, format, std::move(columns), max_width)) {
  impl_->begin();
}
TableWriter::~TableWriter() = default;

void TableWriter::row(std::span<const Value> values) {
  if (impl_->finished) throw std::logic_error("crmlite: a row for a table that is finished");
  if (values.size() != impl_->columns.size()) throw std::logic_error("crmlite: a table row of another width");
  switch (impl_->format) {
    case TableFormat::csv:
    case TableFormat::tsv:
      impl_->csv_row(values);
      break;
    case TableFormat::json:
      impl_->json_row(values);
      break;
    case TableFormat::text:
      impl_->text_row(values);
      break;
  }
  impl_->any = true;
}

void TableWriter::finish() {
  if (impl_->finished) return;
  impl_->finished = true;
  if (impl_->format == TableFormat::text) impl_->finish_text();
  if (impl_->format == TableFormat::json) {
    impl_->line = impl_->any ? "\n]\n" : "[]\n";
    impl_->put();
  }
  impl_->out.flush();
  impl_->check();
}

}  // namespace crmlite
