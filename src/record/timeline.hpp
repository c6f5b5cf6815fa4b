// Timelines are derived: for every customer whom a record concerns there is one row, kept in the order in
// which it is read. Written in the same transaction as the record, never journaled, always recomputable.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "record/session.hpp"

namespace crmlite::record {

/// What a record means for the contact with a customer.
enum class Contact : std::uint8_t { none, done, planned };

struct TimelineRow {
  std::int64_t customer = 0;
  std::int64_t at = 0;
  std::string kind, direction, summary;
  Contact contact = Contact::none;

  friend bool operator==(const TimelineRow&, const TimelineRow&) = default;
};

/// The rows that a record should have, in the order of their customers; none for a kind without a place in
/// timelines.
std::vector<TimelineRow> timeline_rows(Session& s, const KindDef& def, std::int64_t id);

/// One change of one record: knows the rows from before it and writes the difference after it.
class TimelineChange {
 public:
  TimelineChange(Session& s, const KindDef& def, std::int64_t id);
  void apply();
  /// The same for a record that was not there before.
  static void inserted(Session& s, const KindDef& def, std::int64_t id);

 private:
  Session& s_;
  const KindDef& def_;
  std::int64_t id_;
  std::vector<TimelineRow> before_;
};

}  // namespace crmlite::record
