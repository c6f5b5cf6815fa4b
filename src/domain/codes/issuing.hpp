// Codes put together for one record.
#pragma once

#include "domain/codes/series.hpp"
#include "record/hooks.hpp"

namespace crmlite::domain {

/// A code of a version's pattern; its number is left to the caller.
record::IssuedCode issued(const Series& series, int version, const CodePattern& pattern, const Pieces& pieces,
                          Timestamp at);
/// The code with the next number of its scope, made from what lacks but the number.
/// @throws Conflict when the series is exhausted; Invalid when the code cannot print the time
record::IssuedCode next_of(Session& s, const Series& series, Ingredients from, Timestamp at);

/// Refuses a code that was taken out of use.
[[noreturn]] void refuse_withdrawn(std::string_view code);

}  // namespace crmlite::domain
