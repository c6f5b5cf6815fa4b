// Numbers that look random and are the same everywhere: a function of the seed, the purpose and the record's
// number. So any record can be made again on its own, without those before it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace generate {

/// What the numbers are for; different purposes do not disturb each other.
enum class Purpose : std::uint8_t { language, name, email, details, dirt, interaction };

class Random {
 public:
  Random(std::uint64_t seed, Purpose purpose, std::uint64_t number)
      : state_(mix(mix(seed) + static_cast<std::uint64_t>(purpose)) + mix(number)) {}

  std::uint64_t next() { return mix(state_ += 0x9E3779B97F4A7C15u); }
  /// 0 … limit - 1; the slight preference for low numbers does no harm here.
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  bool percent(std::uint64_t chance) { return below(100) < chance; }
  /// 0 ≤ x < 1.
  double fraction() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

  template <class T, std::size_t N>
  const T& pick(const T (&values)[N]) {
    return values[below(N)];
  }

 private:
  static constexpr std::uint64_t mix(std::uint64_t x) {  // splitmix64
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
  }

  std::uint64_t state_;
};

}  // namespace generate
