// Where numbers come from: a counter for each scope of a series, read at its first use in a transaction and
// written once before the commit; and why a number stayed unused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/codes/series.hpp"

namespace crmlite::domain {

/// The first number of the series' own from this one on.
std::int64_t own_number(const Numbering& n, std::int64_t number);

/// The counter of a scope, made where the scope is new.
std::int64_t counter_of(Session& s, const Series& series, const std::string& scope);
/// Its state in this transaction.
record::Counter& counter_state(Session& s, std::int64_t counter);

struct TakenNumber {
  std::int64_t counter = 0;
  std::int64_t number = 0;
  std::optional<std::int64_t> before = {};   // set where the counter can go back
  std::optional<std::int64_t> last_at = {};  // of the code numbered before, where this one came after it
};
/// The next number. @throws Conflict when the series prints no greater one, or its codes would get out of the
/// order of their dates
TakenNumber take_number(Session& s, const Series& series, const std::string& scope, Timestamp at);
/// This number was taken from elsewhere: numbering goes on after it.
TakenNumber number_taken(Session& s, const Series& series, const std::string& scope, std::int64_t number);

/// Whether the number was set aside for a device that has not returned its block.
bool set_aside(Session& s, const Series& series, const std::string& scope, std::int64_t number);

void note_gap(Session& s, std::int64_t counter, std::int64_t first, std::int64_t last, std::string_view why);

}  // namespace crmlite::domain
