// A time zone by its IANA name, read from the system's compiled files (RFC 8536): when does a local day
// begin? UTC and fixed offsets (`UTC+8`, `+08:00`) need no file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <crmlite/date.hpp>

namespace crmlite::base {

class Zone {
 public:
  static Zone utc();
  /// Nothing for a name without a file, for a path that leads out of the folder and for a file that is not
  /// one.
  static std::optional<Zone> load(std::string_view name);
  /// The same without a look at the file when the thread's last call named this zone, as rows of a list do.
  static std::optional<Zone> recall(std::string_view name);

  const std::string& name() const noexcept;
  /// Seconds east of UTC at the instant, daylight saving included.
  int offset_at(Timestamp instant) const noexcept;
  Date local_date(Timestamp instant) const noexcept;
  /// Milliseconds since 1970-01-01T00:00 of the zone's wall clock.
  std::int64_t local_ms(Timestamp instant) const noexcept;
  /// The instant of a wall-clock time; the earlier of two where the clock is put back, the instant just after
  /// the gap moved by the gap's length where it is put forward (as RFC 5545 reads it). `ms` is the time of
  /// day.
  Timestamp from_local(Date date, std::int64_t ms) const noexcept;
  /// RFC 3339 with the zone's offset, to seconds: `2026-03-01T17:30:00+08:00`.
  std::string format(Timestamp instant) const;

 private:
  struct Rules;
  explicit Zone(std::shared_ptr<const Rules> rules);
  std::shared_ptr<const Rules> rules_;  // shared, so that a copy costs nothing
};

}  // namespace crmlite::base
