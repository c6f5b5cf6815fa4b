// Points in time as a CRM needs them: a calendar day, a day of which parts are unknown, and an instant.
// A date is never a time and an instant is never a date: each converts only where a zone is named.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <crmlite/export.hpp>

namespace crmlite {

/// A day of the proleptic Gregorian calendar, written `YYYY-MM-DD`. Years 0001 to 9999.
struct Date {
  std::int16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;

  friend constexpr auto operator<=>(const Date&, const Date&) = default;

  /// True when the day exists (2023-02-29 does not).
  CRMLITE_EXPORT bool is_valid() const noexcept;
  /// The day a text in exactly the form `YYYY-MM-DD` names; nothing when it has another form or no such day exists.
  CRMLITE_EXPORT static std::optional<Date> parse(std::string_view text) noexcept;
};

/// A day of which the year, or the day, or month and day may be unknown: `1985-03-07`, `1985-03`, `1985`, `--03-07`.
struct PartialDate {
  std::int16_t year = 0;   ///< 0 = unknown
  std::uint8_t month = 0;  ///< 0 = unknown
  std::uint8_t day = 0;    ///< 0 = unknown

  constexpr PartialDate() = default;
  constexpr PartialDate(int y, int m = 0, int d = 0)
      : year(static_cast<std::int16_t>(y)), month(static_cast<std::uint8_t>(m)), day(static_cast<std::uint8_t>(d)) {}
  constexpr PartialDate(Date d) : year(d.year), month(d.month), day(d.day) {}

  friend constexpr auto operator<=>(const PartialDate&, const PartialDate&) = default;

  /// True for the four forms above with an existing month and day (`--02-29` exists).
  CRMLITE_EXPORT bool is_valid() const noexcept;
  /// The value of a text in one of the four forms; nothing otherwise.
  CRMLITE_EXPORT static std::optional<PartialDate> parse(std::string_view text) noexcept;
};

/// An instant in milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted. Written `2026-03-01T09:30:00.000Z`.
struct Timestamp {
  std::int64_t ms = 0;

  friend constexpr auto operator<=>(Timestamp, Timestamp) = default;

  /// The instant of an RFC 3339 text: `T` or a blank between date and time, seconds and fraction optional, `Z` or an
  /// offset `+08:00` required. Nothing when the form is another one or the instant lies outside the years 0001 to 9999.
  CRMLITE_EXPORT static std::optional<Timestamp> parse(std::string_view text) noexcept;
};

/// `YYYY-MM-DD`.
CRMLITE_EXPORT std::string to_string(Date date);
/// The form in which PartialDate::parse reads it.
CRMLITE_EXPORT std::string to_string(PartialDate date);
/// RFC 3339 in UTC with milliseconds.
CRMLITE_EXPORT std::string to_string(Timestamp instant);
/// RFC 3339 with the offset of a zone, to seconds: `2026-03-01T17:30:00+08:00`. The zone is an IANA name, `UTC` or
/// `UTC+8`; nothing for one this system does not know.
CRMLITE_EXPORT std::optional<std::string> format_in_zone(Timestamp instant, std::string_view zone);
/// The instant that people mean by a text: RFC 3339, or a day with or without a time as it is usually written, by the
/// clock of the zone: `2026-03-01 17:30`, `2026/3/1`, `2026年3月1日 17:30`. A day alone begins at midnight. Nothing for
/// another text and for a zone that this system does not know.
CRMLITE_EXPORT std::optional<Timestamp> parse_in_zone(std::string_view text, std::string_view zone);

}  // namespace crmlite
