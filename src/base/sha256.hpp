// SHA-256 (FIPS 180-4), for the journal's hash chain. Copyable in the middle, so that a common beginning is
// hashed once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace crmlite::base {

class Sha256 {
 public:
  using Digest = std::array<std::uint8_t, 32>;

  Sha256() noexcept;
  void update(const void* data, std::size_t size) noexcept;
  /// Ends the message; the object must not be used afterwards.
  Digest finish() noexcept;

 private:
  std::array<std::uint32_t, 8> state_;
  std::array<std::uint8_t, 64> block_;
  std::uint64_t length_ = 0;
};

}  // namespace crmlite::base
