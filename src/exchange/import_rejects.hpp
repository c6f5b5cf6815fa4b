// The file of the rows that were not taken: as they were, and what is wrong with them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/csv.hpp"

namespace crmlite::exchange {

/// Written beside its place and moved there at the end, so that a failed import leaves none.
class RejectsFile {
 public:
  /// With an empty path nothing is written.
  RejectsFile(std::filesystem::path path, std::vector<std::string> headings);
  ~RejectsFile();
  RejectsFile(const RejectsFile&) = delete;
  RejectsFile& operator=(const RejectsFile&) = delete;

  /// Cells beyond the headings stand behind the reason, so that nothing is out of its column.
  void add(const CsvRow& row, std::string_view column, std::string_view reason);
  /// Puts the file in its place; without rejects takes away one of an earlier run.
  /// @throws Error when that fails
  void finish();

 private:
  void open();

  std::filesystem::path path_;
  std::filesystem::path part_;
  std::vector<std::string> headings_;
  std::ofstream out_;
  std::unique_ptr<CsvWriter> writer_;
};

}  // namespace crmlite::exchange
