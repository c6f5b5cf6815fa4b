// Rows and columns on their way out: as text for a terminal, CSV, TSV or JSON.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/export.hpp>
#include <crmlite/value.hpp>

namespace crmlite {

enum class TableFormat : std::uint8_t {
  text,  ///< columns side by side for a terminal, Chinese at its right width; rows wait until `finish`
  csv,   ///< RFC 4180, UTF-8, LF; `to_string` of each value
  tsv,   ///< the same with tabs
  json,  ///< one array of objects, keys as given, numbers and booleans as such, several values as arrays
};

/// `text` (also `table`), `csv`, `tsv`, `json`; nothing for another name.
CRMLITE_EXPORT std::optional<TableFormat> table_format(std::string_view name) noexcept;

/// A column: its key in JSON and its heading elsewhere.
struct TableColumn {
  std::string key;
  std::string heading = {};  ///< empty: the key
  /// Of a list field: what its elements' values are called in JSON, where each element becomes an object
  /// (`FieldInfo::list_columns`). Empty: elements are their texts.
  std::vector<std::string> parts = {};
};

/// Columns a text takes in a terminal: 2 for wide characters, 0 for combining ones and controls.
CRMLITE_EXPORT std::size_t display_width(std::string_view text) noexcept;

/// Writes one table. CSV, TSV and JSON go out row by row; text at the end.
class TableWriter {
 public:
  /// `max_width` is the most terminal columns one column of a text table takes; longer values end in `…`.
  /// The stream must outlive the writer.
  CRMLITE_EXPORT TableWriter(std::ostream& out, TableFormat format, std::vector<TableColumn> columns,
                             std::size_t max_width = 40);
  CRMLITE_EXPORT ~TableWriter();
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;

  /// One value per column.
  /// @throws std::logic_error for another number of values; Error when the stream takes no more
  CRMLITE_EXPORT void row(std::span<const Value> values);
  /// Writes what is left; nothing can be added afterwards. A table without rows still has its headings.
  /// @throws Error when the stream takes no more
  CRMLITE_EXPORT void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace crmlite
