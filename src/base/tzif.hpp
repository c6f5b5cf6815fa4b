// A compiled time zone file (TZif, RFC 8536, versions 1 to 4) in memory: from when which offset holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/posix_tz.hpp"

namespace crmlite::base {

struct ZoneTable {
  /// An offset, in seconds east of UTC, and from when it holds, in seconds since 1970.
  struct Entry {
    std::int64_t from;
    int offset;
  };

  int first_offset = 0;         ///< before the first entry
  std::vector<Entry> entries;   ///< ascending
  std::optional<PosixTz> rule;  ///< from the last entry on, or always when there is none

  int offset_at(std::int64_t instant) const noexcept;
};

/// Nothing for bytes of another form, and for a file that counts leap seconds.
std::optional<ZoneTable> parse_tzif(std::string_view bytes);

}  // namespace crmlite::base
