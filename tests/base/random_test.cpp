// Random bytes: the seeded ones against the published generators' reference outputs, the system's ones for
// being there.
#include "base/random.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "catch.hpp"

using namespace crmlite::base;

namespace {

std::uint64_t next(Random& random) {
  std::array<std::uint8_t, 8> bytes{};
  random.fill(bytes.data(), bytes.size());
  std::uint64_t word = 0;
  for (std::size_t i = 8; i-- > 0;) word = word << 8U | bytes[i];
  return word;
}

}  // namespace

TEST_CASE("a seed gives the words of xoshiro256** filled by splitmix64, lowest byte first") {
  Random zero(0);
  CHECK(next(zero) == 0x99EC5F36CB75F2B4U);
  CHECK(next(zero) == 0xBF6E1F784956452AU);
  CHECK(next(zero) == 0x1A5F849D4933E6E0U);
  CHECK(next(zero) == 0x6AA594F1262D2D2CU);
}

TEST_CASE("the same seed repeats, another does not, and a copy continues") {
  Random a(7), b(7), c(8);
  const std::uint64_t first = next(a);
  CHECK(first == next(b));
  CHECK(first != next(c));
  Random copy = a;
  CHECK(next(copy) == next(a));
  CHECK(next(a) != first);
}

TEST_CASE("exactly the bytes asked for are filled") {
  for (std::size_t size = 0; size <= 33; ++size) {
    for (Random random : {Random(3), Random::system()}) {
      // A byte that stays zero in 64 tries was not filled.
      std::vector<std::uint8_t> seen(size + 1);
      for (int i = 0; i < 64; ++i) {
        std::vector<std::uint8_t> bytes(size + 1);
        random.fill(bytes.data(), size);
        CHECK(bytes[size] == 0);
        for (std::size_t k = 0; k < size; ++k) seen[k] = static_cast<std::uint8_t>(seen[k] | bytes[k]);
      }
      CAPTURE(size);
      CHECK(std::count(seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(size), 0) == 0);
    }
  }
}

TEST_CASE("the system's bytes differ each time and look evenly spread") {
  Random a = Random::system();
  Random b = Random::system();
  CHECK(next(a) != next(b));
  Random copy = a;
  CHECK(next(copy) != next(a));
  b = a;
  CHECK(next(b) != next(a));

  std::vector<std::uint8_t> bytes(1 << 16);
  a.fill(bytes.data(), bytes.size());
  std::array<int, 256> counts{};
  for (const std::uint8_t byte : bytes) ++counts[byte];
  // 256 expected of each, standard deviation 16: beyond 10 of them never happens.
  const auto [least, most] = std::minmax_element(counts.begin(), counts.end());
  CHECK(*least > 96);
  CHECK(*most < 416);
}
