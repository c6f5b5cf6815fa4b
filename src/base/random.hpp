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
  // Bytes fetched ahead, because a call of the system costs more than they do. A copy fetches its own.
  struct Ahead {
    std::array<std::uint8_t, 256> bytes{};
    std::size_t left = 0;

    Ahead() = default;
    Ahead(const Ahead&) noexcept {}
    Ahead& operator=(const Ahead&) noexcept {
      left = 0;
      return *this;
    }
  };

  void fill_ahead(std::uint8_t* out, std::size_t size);

  std::array<std::uint64_t, 4> state_{};
  bool system_ = false;
  Ahead ahead_;
};

}  // namespace crmlite::base
