// HMAC-SHA-256 (RFC 2104, FIPS 198-1). The key is worked in once, so that a message of up to 55 bytes costs
// two compressions of SHA-256, however often it is used.
#pragma once

#include <string_view>

#include "base/sha256.hpp"

namespace crmlite::base {

class Hmac {
 public:
  /// The key may have any length; 32 random bytes are as good as it gets.
  explicit Hmac(std::string_view key) noexcept;
  Sha256::Digest of(std::string_view message) const noexcept;

 private:
  Sha256 inner_, outer_;
};

}  // namespace crmlite::base
