// Running numbers as codes print them: padded, growing, or rolling over into letters in the order of their
// texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crmlite::domain {

struct Part;

/// The greatest number that the part prints.
std::int64_t last_number(const Part& part);
/// Appends the number; it must not be beyond last_number.
void append_number(std::string& out, const Part& part, std::int64_t number);
/// The number of a piece that has the part's shape; nothing where it is beyond last_number.
std::optional<std::int64_t> read_number(const Part& part, std::string_view piece);

}  // namespace crmlite::domain
