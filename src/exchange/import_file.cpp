#include "exchange/import_file.hpp"

#include <algorithm>

#include <crmlite/error.hpp>

#include "base/text.hpp"

namespace crmlite::exchange {
namespace {

constexpr std::size_t most_rows_above = 20;  // in which the headings are looked for

std::size_t filled(const std::vector<std::string>& cells) {
  return static_cast<std::size_t>(std::count_if(
      cells.begin(), cells.end(), [](const std::string& c) { return !base::trimmed(c).empty(); }));
}

}  // namespace

ImportFile::ImportFile(const std::string& path, const std::string& encoding) : path_(path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path_, error)) throw NotFound("there is no such file");
  bytes_ = std::filesystem::file_size(path_, error);
  if (!encoding.empty()) {
    const auto named = encoding_from_name(encoding);
    if (!named) throw Invalid("encoding: none of this name is known");
    encoding_ = *named;
    detected_ = false;
    return;
  }
  const Detection detection = detect_encoding(path_);
  encoding_ = detection.encoding.value_or(Encoding::utf8);
  if (!detection.encoding)
    doubt_ = "the encoding could not be found out: name it if rows are rejected for it";
  if (detection.double_encoded) doubt_ = "the text looks as if it had been encoded twice";
}

void ImportFile::find_headings(const Known& known) {
  TextSource source(path_, encoding_);
  CsvReader reader(source);
  CsvRow row;
  bool single = false;
  for (std::size_t n = 0; n < most_rows_above && reader.next(row); ++n) {
    std::vector<std::string> cells(row.fields.begin(), row.fields.end());
    const bool first = headings_.empty();
    if (first) single = filled(cells) <= 1;
    if (!first && (filled(cells) < 2 || known(cells) < 2)) continue;
    if (first) first_line_ = row.line;
    if (first && row.error) throw Invalid(message(*row.error));
    headings_ = std::move(cells);
    heading_record_ = row.record;
    heading_line_ = row.line;
    if (!first || !single) break;
  }
  if (headings_.empty()) throw Invalid("the file has no row of headings");
}

ImportRows::ImportRows(const ImportFile& file, StopRequest stop)
    : source_(file.path_, file.encoding_), reader_(source_), stop_(std::move(stop)) {
  CsvRow row;
  while (reader_.next(row) && row.record < file.heading_record_) {
  }
}

bool ImportRows::next(CsvRow& row) {
  do {
    if (stop_.stop_requested()) throw Stopped(StopReason::requested);
    if (!reader_.next(row)) return false;
  } while (!row.error && std::all_of(row.fields.begin(), row.fields.end(), [](std::string_view cell) {
    return cell.find_first_not_of(" \t") == std::string_view::npos;
  }));
  return true;
}

}  // namespace crmlite::exchange
