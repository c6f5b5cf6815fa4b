// Which type of field fits all values of a column.
#pragma once

#include <cstddef>
#include <string_view>

#include <crmlite/fields.hpp>

namespace crmlite::exchange {

/// Looks at one value after the other and keeps the types that fit all of them. Digits that name something
/// instead of counting it (a leading zero, more than 15 of them) are text.
class ColumnType {
 public:
  /// An empty cell says nothing.
  void see(std::string_view cell);
  /// The narrowest type that fits: whole number, decimal, day, point in time, truth; text for all others and
  /// for no value.
  FieldSpec spec() const;

 private:
  void see_number(std::string_view cell);

  bool any_ = false;
  bool integer_ = true;
  bool decimal_ = true;
  bool date_ = true;
  bool instant_ = true;
  bool boolean_ = true;
  bool long_ = false;
  std::size_t whole_digits_ = 0;
  std::size_t scale_ = 0;
};

}  // namespace crmlite::exchange
