// Bringing a file to the present format.
#pragma once

#include <span>
#include <string>

#include "schema/steps.hpp"
#include "sqlite/connection.hpp"

namespace crmlite::schema {

/// Runs all pending steps in one transaction: foreign keys are off while it runs and checked before it
/// commits. A file that holds records is copied first, beside itself; the copy stays.
/// @throws StorageFull before anything is done when less than three times the file's size is free on the disk
void migrate(sqlite::Connection& db, const std::string& path, std::span<const char* const> all = steps());

}  // namespace crmlite::schema
