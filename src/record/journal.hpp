// The journal: one row for each statement that changes a record or a definition, with the values from before, chained
// by salted hashes. Nothing else in the library keeps a log.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/cell.hpp"
#include "record/session.hpp"

namespace crmlite::record {

enum class Op : std::uint8_t { insert = 1, update = 2, remove = 3 };

/// Tables of the journal that are no kinds.
namespace tab {
inline constexpr int record_tag = 101, tag = 102, tag_group = 103, field = 104, choice = 105, code_series = 106,
                     setting = 107;
}

/// Builds the `before` object: {column id: old value}.
class Before {
 public:
  void cell(std::int64_t column, const Cell& value);
  /// A value that is JSON already: a list.
  void json(std::int64_t column, std::string_view value);
  bool empty() const { return text_.empty(); }
  std::string take();

 private:
  void key(std::int64_t column);
  std::string text_;
};

/// Appends one row. `canon` and `more` are the after-values in column order.
void journal(Session& s, int tab, std::int64_t owner, std::int64_t row, Op op, std::string_view before,
             std::string_view canon, std::string_view more = {});

/// Rows of definition tables (tag, field, choice …): written and journaled by one piece of code.
using NamedCell = std::pair<std::string_view, Cell>;
std::int64_t insert_definition(Session& s, int tab, std::span<const NamedCell> values);
void update_definition(Session& s, int tab, std::int64_t id, std::span<const NamedCell> values);
/// A setting of the file gets this value.
void set_setting(Session& s, const std::string& name, const std::string& value);
void remove_definition(Session& s, int tab, std::int64_t id);

}  // namespace crmlite::record
