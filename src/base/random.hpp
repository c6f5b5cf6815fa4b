// Random bytes: from the operating system, or from a seed so that tests can repeat them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace crmlite::base {

class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept;
  /// Every byte comes from the operating system's generator.
  static Random system() noexcept;

  /// @throws Error when the operating system gives no random bytes
  void fill(void* out, std::size_t size);

 private:
  std::array<std::uint64_t, 4> state_{};
  bool system_ = false;
};

}  // namespace crmlite::base
