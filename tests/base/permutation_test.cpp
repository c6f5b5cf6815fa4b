// Keyed permutations: every number has one image and one way back, and images tell nothing of the order.
#include "base/permutation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "catch.hpp"

using crmlite::base::Permutation;
using crmlite::base::Random;

namespace {

/// How many of the domain's numbers have no image of their own, or do not come back from it.
std::size_t faults(std::string_view key, std::uint64_t domain) {
  const Permutation p(key, domain);
  std::vector<bool> taken(domain);
  std::size_t wrong = 0;
  for (std::uint64_t x = 0; x < domain; ++x) {
    const std::uint64_t y = p.forward(x);
    if (y >= domain || taken[y] || p.inverse(y) != x) {
      ++wrong;
      continue;
    }
    taken[y] = true;
  }
  return wrong;
}

}  // namespace

TEST_CASE("whole domains are permuted") {
  for (std::uint64_t domain = 2; domain <= 300; ++domain) {
    INFO(domain);
    CHECK(faults("key", domain) == 0);
  }
  for (const std::uint64_t domain : {1'000U, 1'023U, 1'024U, 1'025U, 9'999U, 29'791U, 65'537U, 100'000U}) {
    INFO(domain);
    CHECK(faults("another key", domain) == 0);
  }
}

TEST_CASE("numbers come back from large domains") {
  Random random(7);
  for (int round = 0; round < 300; ++round) {
    std::array<std::uint64_t, 2> words{};
    random.fill(words.data(), sizeof words);
    const std::uint64_t domain =
        Permutation::least_domain + (words[0] >> (2 + round % 60)) % (Permutation::greatest_domain - 1);
    const Permutation p("key", domain);
    for (const std::uint64_t x : {std::uint64_t{0}, domain - 1, words[1] % domain}) {
      INFO(x << " of " << domain);
      const std::uint64_t y = p.forward(x);
      CHECK(y < domain);
      CHECK(p.inverse(y) == x);
      CHECK(p.forward(p.inverse(x)) == x);
    }
  }
  const Permutation greatest("key", Permutation::greatest_domain);
  CHECK(greatest.inverse(greatest.forward(Permutation::greatest_domain - 1)) ==
        Permutation::greatest_domain - 1);
}

TEST_CASE("images of consecutive numbers have no order", "[slow]") {
  constexpr std::size_t count = 100'000;
  for (const char* key : {"k1", "k2", "k3"}) {
    const Permutation p(key, 10'000'000);
    std::vector<std::uint64_t> images(count);
    for (std::size_t i = 0; i < count; ++i) images[i] = p.forward(i);
    std::vector<std::size_t> by_image(count);
    std::iota(by_image.begin(), by_image.end(), std::size_t{0});
    std::sort(by_image.begin(), by_image.end(), [&](auto a, auto b) { return images[a] < images[b]; });
    double squares = 0;  // Spearman's rank correlation, without ties
    for (std::size_t rank = 0; rank < count; ++rank) {
      const double apart = static_cast<double>(rank) - static_cast<double>(by_image[rank]);
      squares += apart * apart;
    }
    const double n = count, rho = 1 - 6 * squares / (n * (n * n - 1));
    INFO(key << ": " << rho);
    CHECK(std::abs(rho) < 0.01);
  }
}

TEST_CASE("all permutations of a small domain come about") {
  std::array<std::size_t, 64> places{};
  for (int key = 0; key < 600; ++key) {
    const Permutation p(std::to_string(key), 3);
    ++places.at(p.forward(0) * 16 + p.forward(1) * 4 + p.forward(2));
  }
  for (const std::size_t order : {0 * 16 + 1 * 4 + 2, 0 * 16 + 2 * 4 + 1, 1 * 16 + 0 * 4 + 2,
                                  1 * 16 + 2 * 4 + 0, 2 * 16 + 0 * 4 + 1, 2 * 16 + 1 * 4 + 0})
    CHECK(std::abs(static_cast<double>(places.at(order)) - 100) < 40);
}

TEST_CASE("keys and domains have permutations of their own") {
  std::vector<std::uint64_t> images;
  for (const char* key : {"", "k1", "k2"})
    for (const std::uint64_t domain : {std::uint64_t{1} << 40U, (std::uint64_t{1} << 40U) + 1})
      images.push_back(Permutation(key, domain).forward(1));
  std::sort(images.begin(), images.end());
  CHECK(std::adjacent_find(images.begin(), images.end()) == images.end());
}

TEST_CASE("issued codes stay readable: images never change") {
  const auto images = [](std::uint64_t domain) {
    const Permutation p("k1", domain);
    return std::vector<std::uint64_t>{p.forward(0), p.forward(1), p.forward(domain / 2),
                                      p.forward(domain - 1)};
  };
  CHECK(images(10) == std::vector<std::uint64_t>{2, 3, 7, 1});
  CHECK(images(1'000) == std::vector<std::uint64_t>{370, 76, 702, 698});
  CHECK(images(10'000'000) == std::vector<std::uint64_t>{1'481'074, 6'958'857, 8'737'037, 6'533'994});
  CHECK(images(27'512'614'111) ==
        std::vector<std::uint64_t>{10'507'137'276, 25'324'967'416, 25'508'656'615, 26'981'407'568});  // 31^7
  CHECK(images(Permutation::greatest_domain) ==
        std::vector<std::uint64_t>{1'149'746'616'611'697'018, 772'527'478'988'886'822,
                                   3'940'116'074'311'767'480, 2'824'360'411'028'753'000});
}

TEST_CASE("what is outside a domain is refused") {
  CHECK_THROWS_AS(Permutation("key", 0), std::invalid_argument);
  CHECK_THROWS_AS(Permutation("key", 1), std::invalid_argument);
  CHECK_THROWS_AS(Permutation("key", Permutation::greatest_domain + 1), std::invalid_argument);
  const Permutation p("key", 10);
  CHECK_THROWS_AS(p.forward(10), std::out_of_range);
  CHECK_THROWS_AS(p.inverse(~std::uint64_t{0}), std::out_of_range);
}
