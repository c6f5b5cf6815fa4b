#include "output.hpp"

#include <algorithm>
#include <iostream>
#include <numeric>

#include <unistd.h>

namespace cli {
namespace {

std::vector<crm::TableColumn> columns_of(const std::vector<std::string>& keys) {
  std::vector<crm::TableColumn> columns;
  for (const std::string& key : keys) columns.push_back({.key = key});
  return columns;
}

/// The places of the wanted columns; of all where none is named.
std::vector<std::size_t> chosen(const std::vector<crm::TableColumn>& columns,
                                const std::vector<std::string>& wanted) {
  std::vector<std::size_t> places(columns.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  if (wanted.empty()) return places;
  places.clear();
  for (const std::string& key : wanted) {
    const auto it =
        std::find_if(columns.begin(), columns.end(), [&](const auto& column) { return column.key == key; });
    if (it == columns.end()) throw UsageError("--columns: no column \"" + key + "\" here");
    places.push_back(static_cast<std::size_t>(it - columns.begin()));
  }
  return places;
}

std::vector<crm::TableColumn> picked(const std::vector<crm::TableColumn>& columns,
                                     const std::vector<std::size_t>& places) {
  std::vector<crm::TableColumn> found;
  for (const std::size_t place : places) found.push_back(columns[place]);
  return found;
}

/// Without control characters, which a terminal might obey; further lines are indented.
std::string for_terminal(const std::string& text, const std::string& further) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n')
      out += "\n" + further;
    else if (byte(i) == 0xC2 && byte(i + 1) < 0xA0)
      ++i;  // a control character of two bytes
    else if (byte(i) >= 0x20 && byte(i) != 0x7F)
      out += text[i];
  }
  return out;
}

}  // namespace

crm::TableFormat format_of(const Program& program, crm::TableFormat usual) {
  const std::string& name = program.options().format;
  if (name.empty()) return usual;
  const auto format = crm::table_format(name);
  if (!format) throw UsageError("--format: table, csv, tsv or json");
  return *format;
}

Table::Table(Program& program, const std::vector<crm::TableColumn>& columns, std::vector<std::size_t> chosen,
             std::size_t max_width)
    : program_(program),
      format_(format_of(program)),
      chosen_(std::move(chosen)),
      writer_(program.out(), format_, picked(columns, chosen_), max_width) {}

Table::Table(Program& program, std::vector<crm::TableColumn> columns, Choosing choosing,
             std::size_t max_width)
    : Table(program, columns,
            chosen(columns,
                   choosing == Choosing::here ? program.options().columns : std::vector<std::string>{}),
            max_width) {}

Table::Table(Program& program, const std::vector<std::string>& keys, std::size_t max_width)
    : Table(program, columns_of(keys), Choosing::here, max_width) {}

Table::Table(Program& program, const std::vector<std::string>& keys, const std::vector<std::string>& usual,
             std::size_t max_width)
    : Table(program, columns_of(keys),
            chosen(columns_of(keys), program.options().columns.empty() ? usual : program.options().columns),
            max_width) {}

void Table::row(std::vector<crm::Value> values) {
  std::vector<crm::Value> cells;
  for (const std::size_t place : chosen_) {
    crm::Value& value = values[place];
    if (const auto* instant = value.get_if<crm::Timestamp>())
      value = program_.time(*instant);
    else if (const auto* flag = value.get_if<bool>(); flag && format_ == crm::TableFormat::text)
      value = *flag ? "yes" : "no";
    cells.push_back(value);
  }
  writer_.row(cells);
}

std::string spaced(std::string_view key) {
  std::string text(key);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

void report(Program& program, const Figures& figures) {
  std::vector<std::string> keys;
  for (const auto& figure : figures) keys.push_back(figure.first);
  if (format_of(program) != crm::TableFormat::text) {
    Table table(program, keys);
    std::vector<crm::Value> values;
    for (const auto& figure : figures) values.push_back(figure.second);
    table.row(std::move(values));
    return table.finish();
  }
  std::vector<std::pair<std::string, std::string>> lines;
  for (const std::size_t place : chosen(columns_of(keys), program.options().columns)) {
    const auto& [key, value] = figures[place];
    const auto* flag = value.get_if<bool>();
    lines.emplace_back(spaced(key), flag ? (*flag ? "yes" : "no") : crm::to_string(value));
  }
  print_aligned(program.out(), lines);
}

void answer(Program& program, const std::string& key, const crm::Value& value) {
  if (format_of(program) != crm::TableFormat::text) return report(program, {{key, value}});
  program.out() << crm::to_string(value) << "\n";
}

void print_aligned(std::ostream& out, const std::vector<std::pair<std::string, std::string>>& lines,
                   const std::string& indent) {
  std::size_t width = 0;
  for (const auto& line : lines) width = std::max(width, crm::display_width(line.first));
  const std::string further = indent + std::string(width + 2, ' ');
  for (const auto& [label, text] : lines) {
    out << indent << for_terminal(label, indent);
    if (!text.empty())
      out << std::string(width - crm::display_width(label) + 2, ' ') << for_terminal(text, further);
    out << "\n";
  }
}

crm::Value mark(const Program& program, bool set) {
  if (!set && format_of(program) == crm::TableFormat::text) return crm::none;
  return set;
}

ProgressLine::ProgressLine(std::string what)
    : what_(std::move(what)), watched_(::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  if (!shown_.empty()) std::cerr << "\r\x1b[K" << std::flush;
}

crm::Progress ProgressLine::progress() {
  if (!watched_) return {};
  return {.report = [this](std::uint64_t done, std::uint64_t total) { show(done, total); }};
}

void ProgressLine::show(std::uint64_t done, std::uint64_t total) {
  const std::string text =
      total > 0 ? std::to_string(done * 100 / total) + " %" : std::to_string(done - done % 1000);
  if (text == shown_) return;
  shown_ = text;
  std::cerr << "\r" << what_ << " " << text << "\x1b[K" << std::flush;
}

}  // namespace cli
