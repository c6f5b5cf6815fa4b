// Is the registry sound? Part of a full check of the file.
#pragma once

#include <string>

#include <crmlite/callback.hpp>

#include "domain/codes/series.hpp"

namespace crmlite::domain {

/// Tells each problem: codes that differ from what their records say, from their own patterns and counters,
/// and counters that would give a number twice.
void check_codes(Session& s, const Callback<void(std::string)>& problem);

}  // namespace crmlite::domain
