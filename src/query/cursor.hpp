// Where a page ended: the sort keys of its last record as SQLite compares them, its id, and which phase of the order
// it was in; sealed with a fingerprint of the question, so that it does not continue another one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "record/cell.hpp"

namespace crmlite::query {

struct Cursor {
  std::uint64_t question = 0;
  bool empties = false;  // the records without a sort key, which come last
  std::int64_t id = 0;
  std::vector<record::Cell> keys;
};

std::string to_text(const Cursor& cursor);
/// @throws Invalid when the text is no cursor of this question
Cursor cursor_from(std::string_view text, std::uint64_t question);
std::uint64_t fingerprint(std::string_view text);

}  // namespace crmlite::query
