// The runner of the steps.
#include "schema/migrate.hpp"

#include <array>
#include <filesystem>
#include <random>

#include "sqlite/statement.hpp"

namespace crmlite::schema {

std::span<const char* const> steps() {
  static const std::array<const char*, format> all{step_001, step_002, step_003, step_004, step_005, step_006};
  return all;
}

namespace {

std::int64_t format_of(sqlite::Connection& db) { return db.int64_of("PRAGMA user_version"); }

/// The file as it was, under a name that tells its format. Another process may be doing the same.
void keep_copy(sqlite::Connection& db, const std::string& path, std::int64_t from) try {
  namespace fs = std::filesystem;
  if (fs::space(fs::path(path).parent_path()).available < fs::file_size(path) * 3)
    throw StorageFull("upgrading the file needs three times its size free on the disk");
  const std::string copy = path + ".format" + std::to_string(from);
  const std::string begun = copy + "-" + std::to_string(std::random_device()());
  sqlite::Statement q(db, "VACUUM INTO ?");
  q.bind(1, std::string_view(begun));
  q.step();
  fs::permissions(begun, fs::status(path).permissions());
  fs::rename(begun, copy);
} catch (const std::filesystem::filesystem_error& e) {
  throw Error("cannot copy the file before its upgrade: " + e.code().message());
}

}  // namespace

void migrate(sqlite::Connection& db, const std::string& path, std::span<const char* const> all) {
  const auto wanted = static_cast<std::int64_t>(all.size());
  const std::int64_t seen = format_of(db);
  if (seen >= wanted) return;
  if (seen > 0) keep_copy(db, path, seen);
  db.execute("PRAGMA foreign_keys = OFF");
  try {
    db.execute("BEGIN IMMEDIATE");
    // Another process may have done it while this one waited.
    const std::int64_t from = format_of(db);
    for (std::int64_t i = from; i < wanted; ++i) db.execute(all[static_cast<std::size_t>(i)]);
    if (from < wanted) {
      db.execute("PRAGMA application_id = " + std::to_string(application_id));
      db.execute("PRAGMA user_version = " + std::to_string(wanted));
      sqlite::Statement broken(db, "PRAGMA foreign_key_check");
      if (broken.step()) throw Damaged("an upgrade step left a reference without its target");
    }
    db.execute("COMMIT");
  } catch (...) {
    if (db.in_transaction()) db.execute("ROLLBACK");
    db.execute("PRAGMA foreign_keys = ON");
    throw;
  }
  db.execute("PRAGMA foreign_keys = ON");
}

}  // namespace crmlite::schema
