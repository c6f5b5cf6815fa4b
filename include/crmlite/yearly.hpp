// Dates that come round every year, over all records: birthdays, anniversaries, and custom fields marked yearly.
#pragma once

#include <optional>
#include <string>

#include <crmlite/date.hpp>
#include <crmlite/id.hpp>

namespace crmlite {

/// A date of a record and the day on which it comes round next.
struct YearlyDate {
  RecordId record = {};
  std::string kind = {};   ///< of the record
  std::string field = {};  ///< "birthday", "anniversaries", or a custom field
  std::string label = {};  ///< of an anniversary
  PartialDate date = {};
  Date next = {};
  std::optional<int> years = {};  ///< how often it will have come round by then, where its year is known
};

}  // namespace crmlite
