// Values as JSON: what tables of that format are made of, and what a cell holds when plain text would lose
// something.
#pragma once

#include <span>
#include <string>

#include <crmlite/value.hpp>

namespace crmlite::exchange {

/// Appends the value: numbers and booleans as such, several values as an array, everything else as text,
/// nothing as null. The elements of a list become objects of their filled values under the names in `parts`,
/// or texts where there are none.
void append_json(std::string& out, const Value& value, std::span<const std::string> parts = {});

}  // namespace crmlite::exchange
