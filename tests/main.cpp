// The test programs' main function, compiled once. Catch2 3 brings its own and ignores the macro.
#define CATCH_CONFIG_MAIN
#include "catch.hpp"
