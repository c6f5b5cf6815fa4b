// The operating system's generator by its shortest way on each platform, and xoshiro256** (Blackman and
// Vigna), its state filled by splitmix64, for bytes that a seed repeats. The seeded bytes are the same on
// every platform.
#if defined(_WIN32)
#define _CRT_RAND_S  // must stand before the first <stdlib.h>
#endif

#include "base/random.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <crmlite/error.hpp>

#if defined(__linux__)
#include <sys/random.h>
#elif defined(__unix__) || defined(__APPLE__)
#include <stdlib.h>
#endif

namespace crmlite::base {
namespace {

#if defined(_WIN32)

void fill_from_system(std::uint8_t* out, std::size_t size) {
  while (size > 0) {
    unsigned int word = 0;
    if (rand_s(&word) != 0) throw Error("the operating system gives no random bytes");
    const std::size_t count = std::min(size, sizeof word);
    std::memcpy(out, &word, count);
    out += count;
    size -= count;
  }
}

#elif defined(__linux__)

void fill_from_system(std::uint8_t* out, std::size_t size) {
  while (size > 0) {
    const auto count = ::getrandom(out, size, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw Error("the operating system gives no random bytes");
    out += count;
    size -= static_cast<std::size_t>(count);
  }
}

#else

void fill_from_system(std::uint8_t* out, std::size_t size) { ::arc4random_buf(out, size); }

#endif

std::uint64_t splitmix64(std::uint64_t& state) noexcept {
  state += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state;
  z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9U;
  z = (z ^ z >> 27U) * 0x94D049BB133111EBU;
  return z ^ z >> 31U;
}

std::uint64_t next(std::array<std::uint64_t, 4>& s) noexcept {
  const std::uint64_t result = std::rotl(s[1] * 5, 7) * 9;
  const std::uint64_t t = s[1] << 17U;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = std::rotl(s[3], 45);
  return result;
}

}  // namespace

Random::Random(std::uint64_t seed) noexcept {
  for (std::uint64_t& word : state_) word = splitmix64(seed);
}

Random Random::system() noexcept {
  Random random(0);
  random.system_ = true;
  return random;
}

void Random::fill_ahead(std::uint8_t* out, std::size_t size) {
  if (size > ahead_.bytes.size()) return fill_from_system(out, size);
  if (size > ahead_.left) {
    fill_from_system(ahead_.bytes.data(), ahead_.bytes.size());
    ahead_.left = ahead_.bytes.size();
  }
  ahead_.left -= size;
  std::memcpy(out, ahead_.bytes.data() + ahead_.left, size);
}

void Random::fill(void* out, std::size_t size) {
  auto* bytes = static_cast<std::uint8_t*>(out);
  if (system_) return fill_ahead(bytes, size);
  for (std::size_t i = 0; i < size;) {
    std::uint64_t word = next(state_);
    for (const std::size_t end = std::min(size, i + 8); i < end; word >>= 8U) {
      bytes[i++] = static_cast<std::uint8_t>(word);
    }
  }
}

}  // namespace crmlite::base
