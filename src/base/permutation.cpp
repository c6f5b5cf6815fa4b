// The network permutes pairs (high, low) of a rectangle that is just large enough for the domain. What falls
// into the few places beyond the domain is permuted again until it is inside (cycle walking), which leaves a
// permutation of the domain itself.
#include "base/permutation.hpp"

#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

namespace crmlite::base {
namespace {

// Four rounds make a Feistel network a strong pseudo-random permutation while its halves are large (Luby and
// Rackoff). Small halves need more: SP 800-38G takes ten for FF1 and eight for FF3. Ten it is, as a call
// still costs little.
constexpr unsigned round_count = 10;

void append(std::string& out, std::uint64_t number) {
  for (unsigned shift = 64; shift > 0; shift -= 8) out += static_cast<char>(number >> (shift - 8) & 0xffU);
}

/// A key of its own for each domain, apart from every other use of the key.
Hmac rounds_of(std::string_view key, std::uint64_t domain) {
  std::string message = "crmlite permutation 1";
  append(message, domain);
  const Sha256::Digest derived = Hmac(key).of(message);
  return Hmac(std::string_view(reinterpret_cast<const char*>(derived.data()), derived.size()));
}

/// The least number whose square is not below n.
std::uint64_t root_above(std::uint64_t n) {
  auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(n)));
  while (root * root < n) ++root;
  while (root > 1 && (root - 1) * (root - 1) >= n) --root;
  return root;
}

std::uint64_t checked(std::uint64_t domain) {
  if (domain < Permutation::least_domain || domain > Permutation::greatest_domain)
    throw std::invalid_argument("a permutation's domain is 2 to 2^62");
  return domain;
}

}  // namespace

Permutation::Permutation(std::string_view key, std::uint64_t domain)
    : rounds_(rounds_of(key, domain)),
      domain_(checked(domain)),
      high_(root_above(domain)),
      low_((domain + high_ - 1) / high_) {}

std::uint64_t Permutation::forward(std::uint64_t value) const {
  expect_inside(value);
  do value = step_forward(value);
  while (value >= domain_);
  return value;
}

std::uint64_t Permutation::inverse(std::uint64_t value) const {
  expect_inside(value);
  do value = step_back(value);
  while (value >= domain_);
  return value;
}

/// 64 bits against halves of at most 2^31: their remainder is uniform but for one part in 2^33.
std::uint64_t Permutation::round(unsigned number, std::uint64_t half) const noexcept {
  std::array<char, 9> message;
  message[0] = static_cast<char>(number);
  for (unsigned i = 1; i < 9; ++i) message[i] = static_cast<char>(half >> (64 - 8 * i) & 0xffU);
  const Sha256::Digest digest = rounds_.of({message.data(), message.size()});
  std::uint64_t word = 0;
  for (unsigned i = 0; i < 8; ++i) word = word << 8U | digest[i];
  return word;
}

std::uint64_t Permutation::step_forward(std::uint64_t value) const noexcept {
  std::uint64_t high = value / low_, low = value % low_;
  for (unsigned i = 0; i < round_count; i += 2) {
    high = (high + round(i, low) % high_) % high_;
    low = (low + round(i + 1, high) % low_) % low_;
  }
  return high * low_ + low;
}

std::uint64_t Permutation::step_back(std::uint64_t value) const noexcept {
  std::uint64_t high = value / low_, low = value % low_;
  for (unsigned i = round_count; i > 0; i -= 2) {
    low = (low + low_ - round(i - 1, high) % low_) % low_;
    high = (high + high_ - round(i - 2, low) % high_) % high_;
  }
  return high * low_ + low;
}

void Permutation::expect_inside(std::uint64_t value) const {
  if (value >= domain_) throw std::out_of_range("outside the permutation's domain");
}

}  // namespace crmlite::base
