#include "exchange/import_rejects.hpp"

#include <crmlite/error.hpp>

#include "exchange/import_columns.hpp"

namespace crmlite::exchange {

RejectsFile::RejectsFile(std::filesystem::path path, std::vector<std::string> headings)
    : path_(std::move(path)), part_(path_), headings_(std::move(headings)) {
  part_ += ".part";
}

RejectsFile::~RejectsFile() {
  if (!writer_) return;
  out_.close();
  std::error_code ignored;
  std::filesystem::remove(part_, ignored);
}

void RejectsFile::open() {
  out_.open(part_, std::ios::binary | std::ios::trunc);
  if (!out_) throw Error("the rejects file cannot be written");
  // A spreadsheet, where rows are corrected, expects a mark before UTF-8.
  writer_ = std::make_unique<CsvWriter>(out_, CsvDialect{.line_end = LineEnd::lf, .byte_order_mark = true});
  std::vector<std::string_view> cells(headings_.begin(), headings_.end());
  cells.insert(cells.end(), std::begin(reject_headings), std::end(reject_headings));
  writer_->row(cells);
}

void RejectsFile::add(const CsvRow& row, std::string_view column, std::string_view reason) {
  if (path_.empty()) return;
  if (!writer_) open();
  const std::string line = std::to_string(row.line);
  std::vector<std::string_view> cells(row.fields.begin(), row.fields.end());
  if (cells.size() < headings_.size()) cells.resize(headings_.size());
  const auto end = cells.begin() + static_cast<std::ptrdiff_t>(headings_.size());
  cells.insert(end, {line, column, reason});
  writer_->row(cells);
}

void RejectsFile::finish() {
  if (path_.empty()) return;
  std::error_code error;
  if (!writer_) {
    std::filesystem::remove(path_, error);
    return;
  }
  out_.close();
  if (out_.fail()) throw Error("the rejects file cannot be written");
  std::filesystem::rename(part_, path_, error);
  if (error) throw Error("the rejects file cannot be put in its place");
  writer_.reset();
}

}  // namespace crmlite::exchange
