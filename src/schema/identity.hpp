// Who a file is: looked at from outside first, so that a stranger's file and its folder stay as they are.
#pragma once

#include <cstdint>
#include <string>

#include "sqlite/connection.hpp"

namespace crmlite::schema {

enum class Identity : std::uint8_t { empty, ours };

/// Reads the head of a file that is there and not empty, without opening it as a database.
/// @throws OpenError when that is enough to see that it is no store
void check_head(const std::string& path, bool to_write);

/// Looks at an open file without changing it.
/// @throws OpenError when it is another program's, too new, or too old to be read without being upgraded
Identity identify(sqlite::Connection& db, bool to_write);

}  // namespace crmlite::schema
