// Two hashes, each begun with one block that is the key under a mask of its own.
#include "base/hmac.hpp"

#include <algorithm>

namespace crmlite::base {
namespace {

constexpr std::size_t block_size = 64;

}  // namespace

Hmac::Hmac(std::string_view key) noexcept {
  std::array<std::uint8_t, block_size> block{};
  if (key.size() > block_size) {
    Sha256 hash;
    hash.update(key.data(), key.size());
    const Sha256::Digest digest = hash.finish();
    std::copy(digest.begin(), digest.end(), block.begin());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  for (std::uint8_t& byte : block) byte ^= 0x36U;
  inner_.update(block.data(), block.size());
  for (std::uint8_t& byte : block) byte ^= 0x36U ^ 0x5cU;
  outer_.update(block.data(), block.size());
}

Sha256::Digest Hmac::of(std::string_view message) const noexcept {
  Sha256 inner = inner_, outer = outer_;
  inner.update(message.data(), message.size());
  const Sha256::Digest digest = inner.finish();
  outer.update(digest.data(), digest.size());
  return outer.finish();
}

}  // namespace crmlite::base
