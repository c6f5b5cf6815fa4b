// What comes again: tasks by a rule of iCalendar (RFC 5545, RRULE), and dates that come round each year.
// A rule holds no start: the same rule may belong to many tasks, and each names its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <crmlite/date.hpp>
#include <crmlite/export.hpp>

namespace crmlite {

/// How long a rule's period is.
enum class Frequency : std::uint8_t { daily, weekly, monthly, yearly };

/// A day of the week, in the order of ISO 8601.
enum class Weekday : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

/// A weekday, or the n-th of them in a month or year: `{Weekday::friday, -1}` is the last Friday.
struct OrdinalWeekday {
  Weekday weekday = Weekday::monday;
  int ordinal = 0;  ///< 1 = the first, -1 = the last, 0 = each

  friend bool operator==(const OrdinalWeekday&, const OrdinalWeekday&) = default;
};

/// A rule by which a task comes again, with the meaning of the RRULE of RFC 5545 §3.3.10.
///
/// The start is always the first occurrence, even where it does not fit the rule, and it counts. All later
/// ones fit it: what the rule leaves open (the weekday, the day of the month, the month) is the start's, and
/// a day that a month or year does not have is left out, never moved: a monthly rule from 31 January on is
/// for the months of 31 days.
struct Recurrence {
  Frequency frequency = Frequency::daily;
  int interval = 1;  ///< each so many periods, 1 to 99,999
  int count = 0;     ///< so many occurrences, up to 99,999; 0 = without end
  /// The last day or second that may be an occurrence, the start included. Instead of `count`.
  std::variant<std::monostate, Date, Timestamp> until = {};
  std::vector<int> by_month = {};      ///< 1 to 12
  std::vector<int> by_month_day = {};  ///< 1 to 31, or -1 (the last) to -31; not for weekly rules
  /// Ordinals count in the month, to 5, for monthly rules and yearly ones with `by_month`; in the year, to
  /// 53, for other yearly ones; daily and weekly rules have none.
  std::vector<OrdinalWeekday> by_day = {};
  Weekday week_start = Weekday::monday;  ///< where a week begins, for rules of every n-th week

  friend bool operator==(const Recurrence&, const Recurrence&) = default;

  /// True when each part is within its limits, fits the others, and at most one of `count` and `until` is
  /// given. A valid rule may still have no day (30 February).
  CRMLITE_EXPORT bool is_valid() const noexcept;

  /// The rule of a text such as `FREQ=MONTHLY;BYDAY=-1FR;COUNT=6`: capital letters, the parts in any order,
  /// each once; its lists sorted and without repetition. UNTIL is a day `20261231` or a second of UTC
  /// `20261231T230000Z`. Nothing for another form, another part (BYSETPOS, BYWEEKNO, BYYEARDAY, BYHOUR …) and
  /// a rule that is not valid.
  CRMLITE_EXPORT static std::optional<Recurrence> parse(std::string_view text);

  /// The first day after `after` on which a task of whole days comes again; the start itself when `after`
  /// lies before it. Nothing when none follows up to `until` and the year 9999, for a rule that is not valid
  /// and for a start that is no day. An `until` in seconds means its day in UTC. Costs microseconds, some
  /// milliseconds where no day follows; with `count`, all occurrences from the start are counted.
  CRMLITE_EXPORT std::optional<Date> next_after(Date start, Date after) const;

  /// The same for a task at a time of day: its wall-clock time in the zone stays what it is at the start,
  /// whatever daylight saving does. Where the clock is put forward over it, it is later by the gap; where the
  /// clock is put back over it, it is the first of the two. An `until` that is a day means the whole of it in
  /// the zone.
  /// @throws Invalid when this system does not know the zone: an IANA name, `UTC` or `UTC+8`.
  CRMLITE_EXPORT std::optional<Timestamp> next_after(Timestamp start, std::string_view zone,
                                                     Timestamp after) const;
};

/// The form in which Recurrence::parse reads it, the same for equal rules: parts in one order, without those
/// that say nothing, lists sorted. Empty for a rule that is not valid.
CRMLITE_EXPORT std::string to_string(const Recurrence& rule);

/// The first day from `from` on, itself included, on which a date (a birthday, the day of a contract) comes
/// round; never one before the date itself. 29 February comes round on 28 February in years that have no
/// 29th. Nothing for a date without month and day, and after the year 9999.
CRMLITE_EXPORT std::optional<Date> next_yearly(PartialDate date, Date from) noexcept;

/// How often a date has come round up to and including a day: the age of who was born on it. Parts of it may
/// be unknown as long as every day it may be gives the same number; nothing otherwise, and on days before the
/// date.
CRMLITE_EXPORT std::optional<int> years_completed(PartialDate date, Date on) noexcept;

}  // namespace crmlite
