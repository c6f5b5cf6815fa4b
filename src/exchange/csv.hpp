// Delimited text, streaming in both directions: RFC 4180, and what real files do instead of it. A row that
// cannot be read is a row with an error, never the end of the file; a quote that was never closed costs its
// own line, not the rows after it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/encoding.hpp"

namespace crmlite::exchange {

enum class LineEnd : std::uint8_t { crlf, lf };

/// How a file is written. `separator` and `quote` are ASCII, differ, and are neither NUL nor a line end; with
/// `formulas_escaped` neither is an apostrophe.
struct CsvDialect {
  char separator = ',';
  char quote = '"';
  /// Spreadsheets run cells that begin with = + - @ (also full-width ones), tab, CR or LF. When set, the
  /// writer puts one apostrophe before such a cell and the reader takes it away again, exactly: also from
  /// cells that had apostrophes of their own. Plain numbers (-5, +1.5e3) and phone numbers (+44 20 7946 0000)
  /// are never touched. Off: every cell is verbatim.
  bool formulas_escaped = false;
  LineEnd line_end = LineEnd::crlf;  ///< for writing; the reader takes CRLF, LF and CR, also mixed
  bool byte_order_mark = false;      ///< for writing: without it Excel expects the local code page

  bool operator==(const CsvDialect&) const = default;
};

/// The separator that fits the first rows best: one of , ; tab | or what a `sep=` line names. For a text
/// without any of them a comma. The sample may end anywhere; 64 KiB are plenty.
CsvDialect detect_dialect(std::string_view sample);

/// Excel's first line that names the separator, unquoted and alone on its line: the `;` of `sep=;`. It is
/// `sep_line_size` bytes long.
std::optional<char> separator_of_sep_line(std::string_view text) noexcept;
inline constexpr std::size_t sep_line_size = 5;

enum class RowFault : std::uint8_t {
  undecodable,         ///< bytes that are no text in the encoding; in the fields they are written `\xHH`
  nul_character,       ///< a NUL, which text cannot hold
  unterminated_quote,  ///< an opening quote without its end; the row is that line, its last field the rest
  text_after_quote,    ///< something behind a closing quote; only ever a repair
  stray_quote,         ///< a quote inside an unquoted field; only ever a repair
  field_too_long,      ///< over `CsvReader::max_field`
  row_too_long,        ///< over `CsvReader::max_row` or `max_fields`; the row has no fields
};

/// Stable and machine-readable, as in `Issue::rule`: "unterminated_quote".
std::string_view rule(RowFault fault) noexcept;

/// For people, without any value: "a quote is not closed".
std::string_view message(RowFault fault) noexcept;

struct RowError {
  RowFault fault = RowFault::undecodable;
  std::uint64_t line = 0;  ///< where it is, from 1: not always the row's first line
  std::size_t field = 0;   ///< index of the field it is in; row_too_long: 0
  std::uint64_t byte = 0;  ///< undecodable: where the first bad byte is in the file; else 0
};

/// For people, without any value: "line 17, column 3: a quote is not closed". Columns count from 1.
std::string message(const RowError& error);

/// One row. Everything in it lives until the next row is read.
struct CsvRow {
  std::vector<std::string_view> fields = {};  ///< without quotes
  std::string_view raw = {};                  ///< the row as it stands in the text, without its line end
  std::uint64_t line = 0;                     ///< the first line it is on, from 1, as an editor counts
  std::uint64_t record = 0;                   ///< from 1, blank lines not counted: usually the heading is 1
  std::optional<RowError> error = {};         ///< the first thing wrong; the fields are then only for showing
  std::optional<RowError> repair = {};  ///< the first thing that is not RFC 4180 but was read all the same
};

/// Reads rows one by one, without an allocation per row once the buffers have grown. Memory: the longest row
/// and a few hundred KiB. Rows of different width are the caller's business, a `sep=` line and blank lines
/// are skipped. A quote inside an unquoted field is kept as typed. So is a quoted field with text behind its
/// closing quote, quotes and all; blanks there are dropped. Each is a `repair`.
class CsvReader {
 public:
  static constexpr std::size_t max_field = 1024 * 1024;     ///< bytes of UTF-8
  static constexpr std::size_t max_row = 16 * 1024 * 1024;  ///< bytes of UTF-8
  static constexpr std::size_t max_fields = 65536;

  /// Without a dialect it is found out from the first rows. The source must outlive the reader.
  /// @throws std::logic_error for a dialect that breaks the rules of `CsvDialect`.
  /// @throws Error when reading the file fails.
  explicit CsvReader(TextSource& source, std::optional<CsvDialect> dialect = std::nullopt);
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  /// False at the end.
  /// @throws Error when reading the file fails.
  bool next(CsvRow& row);

  const CsvDialect& dialect() const noexcept { return dialect_; }

 private:
  enum class Stop : std::uint8_t { separator, line_end, overflow };
  struct Field {
    std::size_t begin;  // relative to the row, as all positions that outlive a fill()
    std::size_t size;
    bool doubled_quotes;
  };
  struct Finding {
    RowFault fault;
    std::size_t field;
    std::size_t at;  // relative to the row
    std::uint64_t byte = 0;
  };

  bool fill();
  bool has(std::size_t at) { return row_ + at < buffer_.size() || fill(); }
  char at(std::size_t position) const { return buffer_[row_ + position]; }
  std::size_t scan(std::size_t from, std::uint8_t stops) const;

  void skip_sep_line();
  bool begin_row(CsvRow& row);
  Stop plain_field(std::size_t begin);
  Stop quoted_field(std::size_t begin);
  Stop after_closing_quote(std::size_t begin, std::uint64_t first_line, bool doubled_quotes);
  Stop give_up_quote(std::size_t begin, std::uint64_t line);
  Stop keep(std::size_t begin, std::size_t end, bool doubled_quotes);
  void take_line_end();
  void skip_line();
  void finish(CsvRow& row, bool overflow);
  void fill_fields(CsvRow& row);
  std::string_view without_doubled_quotes(std::string_view text);
  void note_damage(std::size_t row_size);
  void note(RowFault fault, std::size_t at);
  void note_repair(RowFault fault, std::size_t at);
  std::optional<RowError> placed(const std::optional<Finding>& finding, const CsvRow& row) const;

  TextSource& source_;
  CsvDialect dialect_;
  std::uint8_t kinds_[256] = {};
  std::string buffer_;
  std::string unescaped_;
  std::vector<Field> fields_;
  std::vector<Damage> damage_;  // in order
  std::size_t damage_passed_ = 0;
  std::optional<Finding> error_;
  std::optional<Finding> repair_;
  std::size_t row_ = 0;              // where the row begins in buffer_
  std::size_t cursor_ = 0;           // relative to row_
  std::uint64_t buffer_offset_ = 0;  // of buffer_[0] in the text
  std::uint64_t line_ = 1;
  std::uint64_t record_ = 0;
  bool at_end_ = false;
};

/// Writes rows. Fields are quoted only where needed; a row of one empty field is `""`, so that it is not a
/// blank line. A row without fields is a blank line, which readers skip.
class CsvWriter {
 public:
  /// The stream must outlive the writer.
  /// @throws std::logic_error for a dialect that breaks the rules of `CsvDialect`.
  explicit CsvWriter(std::ostream& out, CsvDialect dialect = {});

  /// @throws Error when the stream takes no more.
  void row(std::span<const std::string_view> fields);

 private:
  void add(std::string_view field, bool alone);

  std::ostream& out_;
  CsvDialect dialect_;
  bool special_[256] = {};
  std::string line_;
  bool first_ = true;
};

/// @throws std::logic_error for a dialect that breaks the rules of `CsvDialect`.
void check(const CsvDialect& dialect);

/// Whether `formulas_escaped` puts an apostrophe before this cell.
bool needs_formula_escape(std::string_view cell) noexcept;
/// The cell before it was escaped. Exact for cells that were; apart from them it only changes cells that look
/// like them, such as `'=A1`.
std::string_view without_formula_escape(std::string_view cell) noexcept;

}  // namespace crmlite::exchange
