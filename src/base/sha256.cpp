// SHA-256: cutting a message into blocks, and the portable loop over them.
#include "base/sha256.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/sha256_blocks.hpp"

namespace crmlite::base {

const std::uint32_t sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

namespace {

constexpr std::size_t block_size = 64;

std::uint32_t read_word(const std::uint8_t* p) noexcept {
  return static_cast<std::uint32_t>(p[0]) << 24U | static_cast<std::uint32_t>(p[1]) << 16U |
         static_cast<std::uint32_t>(p[2]) << 8U | static_cast<std::uint32_t>(p[3]);
}

/// One store, not four: compilers turn four into a detour that costs a short message half its time again.
void write_word(std::uint8_t* p, std::uint32_t word) noexcept {
  if constexpr (std::endian::native == std::endian::little)
    word = word << 24U | (word & 0xff00U) << 8U | (word >> 8U & 0xff00U) | word >> 24U;
  std::memcpy(p, &word, sizeof word);
}

void one_block(std::uint32_t* state, const std::uint8_t* block) noexcept {
  std::uint32_t w[64];
  for (std::size_t i = 0; i < 16; ++i) w[i] = read_word(block + 4 * i);
  for (std::size_t i = 16; i < 64; ++i) {
    const std::uint32_t s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ w[i - 15] >> 3U;
    const std::uint32_t s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ w[i - 2] >> 10U;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  std::uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  std::uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint32_t s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const std::uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + sha256_constants[i] + w[i];
    const std::uint32_t s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const std::uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  const std::uint32_t sums[8] = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < 8; ++i) state[i] += sums[i];
}

void take_blocks(std::uint32_t* state, const std::uint8_t* blocks, std::size_t count) noexcept {
  static const Sha256Blocks native = sha256_blocks_native();
  (native != nullptr ? native : sha256_blocks_portable)(state, blocks, count);
}

}  // namespace

void sha256_blocks_portable(std::uint32_t* state, const std::uint8_t* blocks, std::size_t count) noexcept {
  for (; count > 0; --count, blocks += block_size) one_block(state, blocks);
}

Sha256::Sha256() noexcept
    : state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
      block_{} {}

void Sha256::update(const void* data, std::size_t size) noexcept {
  if (size == 0) return;
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  const std::size_t waiting = length_ % block_size;
  length_ += size;
  if (waiting > 0) {
    const std::size_t count = std::min(size, block_size - waiting);
    std::memcpy(block_.data() + waiting, bytes, count);
    if (waiting + count < block_size) return;
    take_blocks(state_.data(), block_.data(), 1);
    bytes += count;
    size -= count;
  }
  if (size >= block_size) take_blocks(state_.data(), bytes, size / block_size);
  const std::size_t left = size % block_size;
  if (left > 0) std::memcpy(block_.data(), bytes + (size - left), left);
}

Sha256::Digest Sha256::finish() noexcept {
  const std::uint64_t bits = length_ * 8;
  std::size_t waiting = length_ % block_size;
  block_[waiting++] = 0x80;
  if (waiting > block_size - 8) {
    std::fill(block_.begin() + static_cast<std::ptrdiff_t>(waiting), block_.end(), std::uint8_t{0});
    take_blocks(state_.data(), block_.data(), 1);
    waiting = 0;
  }
  std::fill(block_.begin() + static_cast<std::ptrdiff_t>(waiting), block_.end(), std::uint8_t{0});
  write_word(block_.data() + block_size - 8, static_cast<std::uint32_t>(bits >> 32U));
  write_word(block_.data() + block_size - 4, static_cast<std::uint32_t>(bits));
  take_blocks(state_.data(), block_.data(), 1);

  Digest digest;
  for (std::size_t i = 0; i < state_.size(); ++i) write_word(digest.data() + 4 * i, state_[i]);
  return digest;
}

}  // namespace crmlite::base
