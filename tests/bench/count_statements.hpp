// Counts the statements that run on connections opened while a counter lives, whoever opens them.
#pragma once

#include <cstddef>

namespace bench {

class StatementCounter {
 public:
  StatementCounter();
  ~StatementCounter();
  StatementCounter(const StatementCounter&) = delete;
  StatementCounter& operator=(const StatementCounter&) = delete;

  std::size_t count() const;
};

}  // namespace bench
