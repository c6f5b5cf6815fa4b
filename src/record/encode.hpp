// From values as callers give them to cells as the file holds them, and back; every rule of a field is checked on the
// way in, so nothing is written before everything is known to fit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/error.hpp>

#include "record/cell.hpp"
#include "record/session.hpp"

namespace crmlite::record {

/// What one field holds: one cell, for money also the currency; for a list or a multiple choice its elements.
struct Encoded {
  Cell cell;
  Cell currency;
  Cell twin;                            // of a unique text
  std::vector<std::vector<Cell>> rows;  // lists: the columns of each element, then the twin if the list has one
  std::vector<std::int64_t> choices;    // ids, ascending
  bool texts = false;                   // the list was given as plain texts: equal elements keep their marks

  bool empty() const { return is_null(cell) && rows.empty() && choices.empty(); }
};

inline constexpr const char* several_primaries = "only one element can be the primary one";

/// Collects broken rules of one record.
class Issues {
 public:
  explicit Issues(std::string record) : record_(std::move(record)) {}
  void add(std::string_view field, std::string_view rule, std::string message, std::string value = {}) {
    found_.push_back({record_, std::string(field), std::string(rule), std::move(message), std::move(value)});
  }
  /// Says that the field is missing, unless something else is wrong with it.
  void require(std::string_view field) {
    for (const Issue& issue : found_)
      if (issue.field == field) return;
    add(field, "required", "required");
  }
  bool empty() const { return found_.empty(); }
  /// @throws Invalid when there are any
  void raise() {
    if (!found_.empty()) throw Invalid(std::move(found_));
  }
  std::vector<Issue>& found() { return found_; }

 private:
  std::string record_;
  std::vector<Issue> found_;
};

/// The value as the field holds it. A text given for a field of another type is read in that type's form.
/// `rules` false checks the type alone (values to compare with).
std::optional<Encoded> encode(Session& s, const FieldDef& field, const Value& value, Issues& issues,
                              bool rules = true);
/// Several texts as they may be given: as such, or as one text, divided by `;`. Nothing for a list of rows.
std::optional<std::vector<std::string>> texts_of(const Value& value);
/// What spellings of one text have in common, for fields whose texts are unique.
std::string twin_of(FieldType type, std::string_view text, std::string_view country);
/// What cells of a field mean.
Value decode(const Catalogue& catalogue, const FieldDef& field, const Cell& cell, const Cell& currency);
Value decode_choices(const FieldDef& field, const std::vector<std::int64_t>& ids);
/// A value's cells straight from a row; no value where they are empty.
Value read_value(const FieldDef& field, const sqlite::Statement& q, int column);
Cell read_cell(const sqlite::Statement& q, int column);
void bind_cell(sqlite::Statement& q, int parameter, const Cell& cell);

using detail::TextRule;

/// Why a text cannot be stored in a column of this many characters, or null. An NFC form is put into `replacement`
/// where the text has another one.
const TextRule* check_text(std::string_view text, std::size_t max_length, std::string& replacement);

/// White space alone is no value where one is required.
bool is_blank(std::string_view text);

}  // namespace crmlite::record
