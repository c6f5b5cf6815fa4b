#include "base/fork.hpp"

#if defined(__unix__) || defined(__APPLE__)

#include <atomic>

#include <pthread.h>

namespace crmlite::base {
namespace {

std::atomic<std::uint32_t> counted = 0;
static_assert(std::atomic<std::uint32_t>::is_always_lock_free, "a child may do nothing else after a fork");

[[maybe_unused]] const int registered =
    ::pthread_atfork(nullptr, nullptr, [] { counted.fetch_add(1, std::memory_order_relaxed); });

}  // namespace

std::uint32_t forks() noexcept { return counted.load(std::memory_order_relaxed); }

}  // namespace crmlite::base

#else

namespace crmlite::base {

std::uint32_t forks() noexcept { return 0; }

}  // namespace crmlite::base

#endif
