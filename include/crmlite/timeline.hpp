// Timelines: everything that concerns a customer, in the order of time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <crmlite/customer.hpp>
#include <crmlite/interaction.hpp>
#include <crmlite/list.hpp>

namespace crmlite {

/// One line of a timeline.
struct TimelineEntry {
  CustomerId customer = {};  ///< whose it is: the customer asked for, a person there or a subsidiary
  Timestamp at = {};
  RecordId record = {};   ///< the interaction or other record behind it
  std::string kind = {};  ///< "call", "meeting"
  std::optional<Direction> direction = {};
  bool planned = false;      ///< it has not taken place yet
  std::string summary = {};  ///< its subject
};

/// Which part of a timeline is wanted.
struct TimelineSpec {
  std::vector<std::string> kinds = {};  ///< of entries; empty: all
  std::optional<Direction> direction = {};
  RecordId person = {};                 ///< only what this customer or user took part in
  std::optional<Timestamp> since = {};  ///< included
  std::optional<Timestamp> until = {};  ///< left out
  std::string text = {};                ///< a part of the summary; case matters outside ASCII only
  bool people = true;         ///< with what concerns those who work at the customer, by current relations
  bool subsidiaries = false;  ///< with what concerns the companies below the customer, and their people
  bool oldest_first = false;
  std::size_t limit = 50;  ///< 1 to 10,000
  std::string after = {};  ///< `next` of the page before
};

/// Reads timelines. A page costs the same however long the timeline is, and a look-up for each person and
/// subsidiary; conditions are tested along it. What concerns several of them is there once: as the customer's own
/// if it is, else of the one with the smallest id.
class TimelineReader {
 public:
  explicit TimelineReader(detail::Handle handle) : handle_(handle) {}

  /// One page of a customer's timeline, newest first.
  /// @throws NotFound; Invalid for a limit or a cursor that does not fit
  CRMLITE_EXPORT Page<TimelineEntry> list(CustomerId customer, const TimelineSpec& spec = {}) const;

 private:
  detail::Handle handle_;
};

/// Reads interactions.
class InteractionReader : public Reader<Interaction> {
 public:
  using Reader<Interaction>::Reader;

  /// One page of the interactions that concern a customer, their people and, on request, subsidiaries; newest
  /// first, in full.
  /// @throws NotFound; Invalid for a limit or a cursor that does not fit
  CRMLITE_EXPORT Page<Interaction> timeline(CustomerId customer, const TimelineSpec& spec = {}) const;
};

/// Reads and changes interactions.
class InteractionWriter : public Writer<Interaction> {
 public:
  using Writer<Interaction>::Writer;

  /// Stores what happened, or what is planned; `insert` by its usual name.
  InteractionId log(const NewInteraction& interaction) { return insert(interaction); }
  Page<Interaction> timeline(CustomerId customer, const TimelineSpec& spec = {}) const {
    return InteractionReader(handle_).timeline(customer, spec);
  }
};

}  // namespace crmlite
