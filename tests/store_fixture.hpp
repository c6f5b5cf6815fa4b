// A store as tests want it: its clock and its salts are fixed, so that two runs of a test see the same file.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include <crmlite/crmlite.hpp>

namespace fixture {

inline constexpr std::int64_t noon = 1'772'366'400'000;  // 2026-03-01T12:00:00Z

/// Options with a clock that begins at `noon` and goes on by a second at each look.
inline crmlite::StoreOptions options(std::string actor = {}) {
  crmlite::StoreOptions options;
  options.actor = std::move(actor);
  options.seed = 1;
  options.clock = [now = noon]() mutable { return crmlite::Timestamp{std::exchange(now, now + 1000)}; };
  return options;
}

/// A store in memory.
struct MemoryStore : crmlite::Store {
  explicit MemoryStore(crmlite::StoreOptions with = options()) : Store(":memory:", std::move(with)) {}
};

}  // namespace fixture
