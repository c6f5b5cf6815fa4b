// The plan of an import: which column fills which field. Made once from the headings; every row follows it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/exchange.hpp>
#include <crmlite/fields.hpp>

namespace crmlite::exchange {

/// What a column does.
enum class Role : std::uint8_t {
  left_out,
  id,       ///< names the record by its id
  value,    ///< fills its slot
  contact,  ///< each piece is a telephone number or an e-mail address
  last_contact,  ///< the time of a contact with the customer, which becomes an interaction
};

/// A field that the file fills, from one column or from several.
struct Slot {
  FieldInfo field = {};
  std::vector<std::size_t> columns = {};
};

struct PlannedColumn {
  std::string heading = {};
  Role role = Role::left_out;
  std::string field = {};  ///< as the report names it
  std::size_t slot = 0;    ///< of a contact column: that of the telephone numbers
  std::size_t second = 0;  ///< of a contact column: the slot of the e-mail addresses
  std::string part = {};   ///< of a list's element: which of its values
  std::string key = {};    ///< of a list: the system, the service
  bool verbatim =
      false;  ///< the heading is the field's own name, as exports write it: texts keep their blanks
  bool named_out = false;  ///< the map says to leave it out
  bool new_field = false;
};

struct Plan {
  std::string kind = {};
  std::vector<PlannedColumn> columns = {};  ///< without those that a rejects file adds
  std::size_t width = 0;                    ///< cells of a row in the file
  std::vector<Slot> slots = {};
  bool companies = false;  ///< the column of names is one of company names
  std::string match = {};  ///< the field a row finds its record by; empty: none
  std::size_t match_slot = 0;
  std::string match_key = {};

  /// The slot of a field; nothing when no column fills it.
  std::optional<std::size_t> slot_of(std::string_view field) const;
  /// Adds a column's new field.
  void add_new_field(std::size_t column, FieldInfo field);
};

/// The columns that a rejects file has behind its own.
inline constexpr std::string_view reject_headings[] = {"line", "column", "reason"};

/// The list column that a key of `external_id:KEY` and `messaging:KEY` fills; empty for lists without keys.
std::string_view key_column(std::string_view list);

/// How many of the cells a heading row could have are words for fields: what tells it from the rows above it.
std::size_t known_headings(const std::vector<FieldInfo>& fields, const std::vector<std::string>& cells);

/// @throws Invalid for a map or a match that names what is not there
Plan plan_columns(const std::vector<FieldInfo>& fields, std::vector<std::string> headings,
                  const ImportOptions& options);

}  // namespace crmlite::exchange
