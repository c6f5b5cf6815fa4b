// References to rows further down in the same file: which texts some row answers to, and what is to be set at
// the end.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "exchange/import_columns.hpp"
#include "exchange/import_file.hpp"
#include "exchange/import_row.hpp"

namespace crmlite::exchange {

/// The texts by which rows refer to records of their own kind. Memory grows with their number, not with the
/// file.
class LaterRows {
 public:
  /// Reads the file twice where a column refers to the kind that is imported, else not at all: which texts
  /// are looked for, and which of them some row has as its name, code, e-mail address or external id.
  LaterRows(const ImportFile& file, const Plan& plan, const StopRequest& stop);

  /// The slots that can refer to a row of the file.
  const std::vector<std::size_t>& slots() const noexcept { return slots_; }
  /// Whether a row of the file has this name, code, e-mail address or external id.
  bool answers(const std::string& text) const;

 private:
  void note_row(const Plan& plan, const RowReader& reader);

  std::vector<std::size_t> slots_;
  std::unordered_map<std::string, bool> wanted_;  // by what a text comes to; true: a row has it
};

}  // namespace crmlite::exchange
