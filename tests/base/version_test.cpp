// The version in the headers is the one that the build gives the library and its package.
#include <crmlite/version.hpp>

#include "catch.hpp"

TEST_CASE("headers and build tell the same version") { CHECK(crmlite::version == CRMLITE_PROJECT_VERSION); }
