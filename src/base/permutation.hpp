// A keyed permutation of the numbers below a bound: consecutive numbers come out in an order that shows
// neither how many there are nor which is next, and go back exactly.
//
// It is a Feistel network, the construction of the format-preserving modes in NIST SP 800-38G, with
// HMAC-SHA-256 as its round function; it is not one of those modes. Whoever lacks the key cannot compute it,
// but a small domain can be written down: who sees a good part of it, or may ask for values at will, learns
// the rest. SP 800-38G asks for at least a million values. Below that this is obfuscation, and nowhere does
// it authenticate: see Hmac.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/hmac.hpp"

namespace crmlite::base {

class Permutation {
 public:
  static constexpr std::uint64_t least_domain = 2, greatest_domain = std::uint64_t{1} << 62U;

  /// Of the numbers 0 to `domain` - 1. Another domain is another permutation under the same key.
  /// @throws std::invalid_argument for a domain outside the two bounds
  Permutation(std::string_view key, std::uint64_t domain);

  /// @throws std::out_of_range for a value outside the domain
  std::uint64_t forward(std::uint64_t value) const;
  /// @throws std::out_of_range for a value outside the domain
  std::uint64_t inverse(std::uint64_t value) const;

 private:
  std::uint64_t round(unsigned number, std::uint64_t half) const noexcept;
  std::uint64_t step_forward(std::uint64_t value) const noexcept;
  std::uint64_t step_back(std::uint64_t value) const noexcept;
  void expect_inside(std::uint64_t value) const;

  Hmac rounds_;
  std::uint64_t domain_, high_, low_;
};

}  // namespace crmlite::base
