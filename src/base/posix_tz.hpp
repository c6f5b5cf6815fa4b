// The rule at the end of a compiled time zone file, which holds for all times after those the file lists:
// `CET-1CEST,M3.5.0,M10.5.0/3`, the form of POSIX's TZ variable as RFC 8536 extends it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace crmlite::base {

class PosixTz {
 public:
  /// Nothing for another form; daylight saving needs both its rules.
  static std::optional<PosixTz> parse(std::string_view text) noexcept;

  /// Seconds east of UTC at the instant, given in seconds since 1970.
  int offset_at(std::int64_t instant) const noexcept;

  /// When one of the two changes happens in a year.
  struct Change {
    enum class Kind : std::uint8_t {
      month_week,   ///< the n-th of a weekday in a month, 5 = the last
      day_no_leap,  ///< 1 to 365; February 29 is never counted
      day,          ///< 0 to 365
    };
    Kind kind = Kind::day;
    int month = 0;
    int week = 0;
    int day = 0;      ///< the weekday from Sunday = 0, or the day of the year
    int time = 7200;  ///< seconds from midnight of the clock before the change
  };

 private:
  int standard_ = 0;
  int daylight_ = 0;
  bool has_daylight_ = false;
  Change start_;
  Change end_;
};

}  // namespace crmlite::base
