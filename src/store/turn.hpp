// Whose turn it is to write: a mutex that serves threads in the order in which they asked.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace crmlite::store {

class Turn {
 public:
  void lock() {
    std::unique_lock lock(mutex_);
    const std::uint64_t ticket = next_++;
    served_.wait(lock, [&] { return serving_ == ticket; });
  }
  void unlock() noexcept {
    {
      const std::lock_guard lock(mutex_);
      ++serving_;
    }
    served_.notify_all();
  }
  /// Threads that wait for it.
  std::uint64_t waiting() const {
    const std::lock_guard lock(mutex_);
    return next_ == serving_ ? 0 : next_ - serving_ - 1;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable served_;
  std::uint64_t next_ = 0, serving_ = 0;
};

}  // namespace crmlite::store
