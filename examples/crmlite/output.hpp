// How answers are printed: tables of any format, single figures, and the line that shows progress.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <crmlite/table.hpp>

#include "program.hpp"

namespace cli {

/// The format asked for with --format; `usual` where nothing was.
crm::TableFormat format_of(const Program& program, crm::TableFormat usual = crm::TableFormat::text);

/// Whether --columns chooses among the columns of a table, or did so already when they were made.
enum class Choosing : std::uint8_t { here, done };

/// A table in the format asked for.
class Table {
 public:
  static constexpr std::size_t usual_width = 40, any_width = 1000;  // the most a column takes of a terminal

  Table(Program& program, std::vector<crm::TableColumn> columns, Choosing choosing,
        std::size_t max_width = usual_width);
  explicit Table(Program& program, const std::vector<std::string>& keys, std::size_t max_width = usual_width);
  /// The usual ones of the keys where --columns names none.
  Table(Program& program, const std::vector<std::string>& keys, const std::vector<std::string>& usual,
        std::size_t max_width);
  /// One value for each of the keys.
  void row(std::vector<crm::Value> values);
  void finish() { writer_.finish(); }

 private:
  Table(Program& program, const std::vector<crm::TableColumn>& columns, std::vector<std::size_t> chosen,
        std::size_t max_width);

  Program& program_;
  crm::TableFormat format_;
  std::vector<std::size_t> chosen_;
  crm::TableWriter writer_;
};

using Figures = std::vector<std::pair<std::string, crm::Value>>;

/// Some figures that belong together: for people a line each, for programs a table of one row.
void report(Program& program, const Figures& figures);
/// A single answer: for people the bare value.
void answer(Program& program, const std::string& key, const crm::Value& value);

/// A key as people read it.
std::string spaced(std::string_view key);
/// Labels in a column, what they say in another.
void print_aligned(std::ostream& out, const std::vector<std::pair<std::string, std::string>>& lines,
                   const std::string& indent = {});

/// A mark that is set. Unset ones are left out for people.
crm::Value mark(const Program& program, bool set);

/// While it lives, shows on standard error how far a call is, provided somebody is watching.
class ProgressLine {
 public:
  explicit ProgressLine(std::string what);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  crm::Progress progress();

 private:
  void show(std::uint64_t done, std::uint64_t total);

  std::string what_;
  bool watched_;
  std::string shown_;
};

}  // namespace cli
