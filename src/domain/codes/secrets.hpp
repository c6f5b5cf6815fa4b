// The keyed parts of a pattern at work.
#pragma once

#include <optional>

#include "base/hmac.hpp"
#include "base/permutation.hpp"
#include "domain/codes/pattern.hpp"

namespace crmlite::domain {

struct CodePattern::Secrets {
  std::optional<base::Permutation> order;  // of the running number
  std::optional<base::Hmac> seal;          // of {MAC:n}
};

}  // namespace crmlite::domain
