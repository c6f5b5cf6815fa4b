// Work on every record a filter selects, and the reins of any call that can take long.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <crmlite/callback.hpp>

namespace crmlite {

/// Asked from time to time whether to stop: any token that says so, a std::stop_token above all, whose header is not
/// pulled in for it.
class StopRequest {
 public:
  StopRequest() = default;
  template <class Token>
    requires(!std::same_as<Token, StopRequest> && requires(const Token& t) {
      { t.stop_requested() } -> std::same_as<bool>;
    })
  StopRequest(Token token) : asked_([held = std::move(token)] { return held.stop_requested(); }) {}

  bool stop_requested() const { return asked_ && asked_(); }

 private:
  Callback<bool()> asked_ = {};
};

/// Reins of a long call. A stopped call throws Stopped and leaves nothing half done: the transaction it ran in is
/// rolled back, slices it had already committed (imports) stay.
struct Progress {
  Callback<void(std::uint64_t done, std::uint64_t total)> report = {};  ///< total 0 = not known
  StopRequest stop = {};
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
