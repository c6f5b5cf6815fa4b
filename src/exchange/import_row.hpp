// One row of a file becomes the values of one record.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <crmlite/exchange.hpp>
#include <crmlite/record.hpp>

#include "base/zone.hpp"
#include "exchange/csv.hpp"
#include "exchange/import_columns.hpp"

namespace crmlite::exchange {

/// Something worth saying about a row that is taken.
struct RowWarning {
  std::size_t column = 0;
  std::string_view reason = {};
};

/// Reads rows by a plan, one after the other. The other functions tell what the latest one says.
class RowReader {
 public:
  /// `country` is where a telephone number without country code is; `zone` that of times without an offset.
  /// The plan must outlive the reader.
  RowReader(const Plan& plan, std::string country, base::Zone zone);

  void read(const CsvRow& row);

  /// Takes the texts of a field to the description instead, with a warning; false where it has none.
  bool set_aside(std::string_view field, std::string_view reason);

  /// What a new record gets.
  std::vector<AnyChange> for_new() const;
  /// What the stored record gets. A list is replaced by what the file gives for it; where a column is about
  /// one system or service only, so is the replacement.
  std::vector<AnyChange> for_stored(const AnyRecord& stored, Blank blank) const;
  const std::vector<std::string>& tags() const noexcept { return tags_; }
  /// When the customer was in contact, and how the file's column is called that says so.
  struct ContactTime {
    Timestamp at = {};
    std::size_t column = 0;
  };
  const std::optional<ContactTime>& last_contact() const noexcept { return last_contact_; }
  const std::vector<RowWarning>& warnings() const noexcept { return warnings_; }

  /// The values the plan's match looks for; none where the row has none.
  std::vector<Value> match_values() const;
  const std::string& id() const noexcept { return id_; }
  /// By which texts another row could refer to this one or be referred to: those of a field of one value, of
  /// an e-mail, of an external id.
  std::vector<std::string> texts_of(std::size_t slot) const;

 private:
  struct Found {
    bool given = false;                                           // a cell was not blank
    bool filled = false;                                          // and held something for the field
    Value value = {};                                             // of a field of one value, or of choices
    std::vector<std::string> texts = {};                          // of a list: plain elements
    ValueRows exact = {};                                         // elements with all their marks
    std::vector<std::pair<std::string, std::string>> keyed = {};  // values of one system or service
    std::vector<Value> parts = {};                                // for the list's first element
    void clear();
  };

  void take(std::size_t column, std::string_view cell);
  void take_last_contact(std::size_t column, std::string_view cell);
  void take_contact(std::size_t column, std::string_view cell);
  void take_list(std::size_t column, const FieldInfo& field, Found& found, std::string_view cell);
  void take_scalar(std::size_t column, const FieldInfo& field, Found& found, std::string_view cell);
  void keep(std::size_t column, std::string_view cell, std::string_view reason);
  void check_point(std::size_t column, std::string_view list, std::string_view value);
  static void set_keyed(const FieldInfo& field, const Found& found, const ValueRows* stored,
                        const std::vector<std::string>& keys, ValueRows& rows);
  static Value list_of(const FieldInfo& field, const Found& found, const ValueRows* stored,
                       const std::vector<std::string>& keys);
  std::vector<std::string> keys_of(std::size_t slot, bool blank_too) const;
  std::string described(std::string text) const;

  const Plan& plan_;
  std::string country_;
  base::Zone zone_;
  std::vector<Found> found_;  // by slot
  std::vector<std::string> tags_;
  std::vector<std::string> kept_;  // lines for the description
  std::string id_;
  std::optional<ContactTime> last_contact_;
  std::vector<RowWarning> warnings_;
};

}  // namespace crmlite::exchange
