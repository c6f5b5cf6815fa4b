// Work on every record a filter selects, and the reins of any call that can take long.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>

namespace crmlite {

/// Reins of a long call. A stopped call throws Stopped and leaves nothing half done: the transaction it ran in is
/// rolled back, slices it had already committed (imports) stay.
struct Progress {
  std::function<void(std::uint64_t done, std::uint64_t total)> report = {};  ///< total 0 = not known
  std::stop_token stop = {};
};

enum class DryRun : std::uint8_t { no, yes };

struct BulkOptions {
  DryRun dry_run = DryRun::no;  ///< yes: everything is checked and counted, nothing is changed
  Progress progress = {};
};

/// What a bulk call did, or would do.
struct BulkResult {
  std::uint64_t matched = 0;  ///< records the filter selects
  std::uint64_t changed = 0;  ///< of those, records that became different
};

}  // namespace crmlite
