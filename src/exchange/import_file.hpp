// The file an import reads: its encoding, its heading row, and its rows as often as they are needed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <crmlite/bulk.hpp>

#include "exchange/csv.hpp"

namespace crmlite::exchange {

/// A file of which nothing is kept but its headings.
class ImportFile {
 public:
  /// How many of a row's cells are headings that somebody knows.
  using Known = std::function<std::size_t(const std::vector<std::string>&)>;

  /// @throws NotFound when there is no such file; Invalid for an unknown encoding; Error when it cannot be
  /// read
  ImportFile(const std::string& path, const std::string& encoding);

  const std::filesystem::path& path() const noexcept { return path_; }
  std::uint64_t bytes() const noexcept { return bytes_; }
  Encoding encoding() const noexcept { return encoding_; }
  bool detected() const noexcept { return detected_; }
  /// What is doubtful about the encoding; empty when nothing is.
  const std::string& doubt() const noexcept { return doubt_; }

  /// Finds the row with the headings: the first, unless that is a single cell and one below it has headings.
  /// @throws Invalid for a file without any row
  void find_headings(const Known& known);
  const std::vector<std::string>& headings() const noexcept { return headings_; }
  std::uint64_t heading_line() const noexcept { return heading_line_; }
  std::uint64_t first_line() const noexcept { return first_line_; }

 private:
  friend class ImportRows;
  std::filesystem::path path_;
  std::uint64_t bytes_ = 0;
  Encoding encoding_ = Encoding::utf8;
  bool detected_ = true;
  std::string doubt_;
  std::vector<std::string> headings_;
  std::uint64_t heading_record_ = 0;
  std::uint64_t heading_line_ = 0;
  std::uint64_t first_line_ = 0;
};

/// One pass over the rows below the headings.
class ImportRows {
 public:
  ImportRows(const ImportFile& file, StopRequest stop);

  /// The next row with anything in it; false at the end.
  /// @throws Stopped on request
  bool next(CsvRow& row);
  std::uint64_t bytes_read() const noexcept { return source_.bytes_read(); }

 private:
  TextSource source_;
  CsvReader reader_;
  StopRequest stop_;
};

}  // namespace crmlite::exchange
