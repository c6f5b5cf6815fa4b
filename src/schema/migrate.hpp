// Who a file is, and bringing it to the present format.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "sqlite/connection.hpp"

namespace crmlite::schema {

enum class Identity : std::uint8_t { empty, ours };

/// Looks at a file without changing it.
/// @throws OpenError when it is another program's, or too new
Identity identify(sqlite::Connection& db);

/// Runs all pending steps in one transaction: foreign keys are off while it runs and checked before it commits. A
/// file that holds records is copied first, beside itself.
void migrate(sqlite::Connection& db, const std::string& path, Identity identity);

}  // namespace crmlite::schema
