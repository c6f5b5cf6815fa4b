// Is this process still the one that opened something? What a fork leaves in the child (locks, threads,
// connections) cannot be used there.
#pragma once

#include <cstdint>

namespace crmlite::base {

/// How many forks lie between this process and the one that loaded the library. Costs a load, unlike the
/// process's id, which is a call of the system.
std::uint32_t forks() noexcept;

}  // namespace crmlite::base
