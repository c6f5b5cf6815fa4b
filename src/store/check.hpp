// Is the file sound? What SQLite can tell, what the engine derives, and the journal's chain.
#pragma once

#include <crmlite/store.hpp>

namespace crmlite::store {

CheckReport check(detail::Session& s, CheckDepth depth, const Progress& progress);

}  // namespace crmlite::store
