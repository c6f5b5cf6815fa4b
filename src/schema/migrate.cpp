#include "schema/migrate.hpp"

#include <array>
#include <filesystem>

#include "schema/steps.hpp"
#include "sqlite/statement.hpp"

namespace crmlite::schema {

std::span<const char* const> steps() {
  static const std::array<const char*, format> all{step_001};
  return all;
}

namespace {

std::int64_t format_of(sqlite::Connection& db) { return db.int64_of("PRAGMA user_version"); }

/// Another file beside the old one, with three times its size left on the disk.
void keep_copy(sqlite::Connection& db, const std::string& path, std::int64_t from) {
  std::error_code ignored;
  const auto size = std::filesystem::file_size(path, ignored);
  const auto space = std::filesystem::space(std::filesystem::absolute(path).parent_path(), ignored);
  if (!ignored && space.available < size * 3)
    throw StorageFull("upgrading the file needs three times its size free on the disk");
  const std::string copy = path + ".format" + std::to_string(from);
  if (std::filesystem::exists(copy)) return;  // of an upgrade that did not end
  sqlite::Statement q(db, "VACUUM INTO ?");
  q.bind(1, std::string_view(copy));
  q.step();
}

}  // namespace

Identity identify(sqlite::Connection& db) {
  const std::int64_t application = db.int64_of("PRAGMA application_id");
  const std::int64_t objects = db.int64_of("SELECT count(*) FROM sqlite_schema");
  if (application == 0 && objects == 0 && format_of(db) == 0) return Identity::empty;
  if (application != application_id) throw OpenError(OpenReason::not_ours, "the file belongs to another program");
  const std::int64_t least = db.int64_of("SELECT least_reader FROM store WHERE id = 1");
  if (least > format)
    throw OpenError(OpenReason::too_new, "the file has format " + std::to_string(format_of(db)) +
                                             "; this release reads up to " + std::to_string(format));
  return Identity::ours;
}

void migrate(sqlite::Connection& db, const std::string& path, Identity identity) {
  const std::int64_t seen = identity == Identity::ours ? format_of(db) : 0;
  if (seen >= format) return;
  if (seen > 0) keep_copy(db, path, seen);
  db.execute("PRAGMA foreign_keys = OFF");
  db.execute("BEGIN IMMEDIATE");
  try {
    // Another process may have done it while this one waited.
    const std::int64_t from = format_of(db);
    for (std::int64_t i = from; i < format; ++i) db.execute(steps()[static_cast<std::size_t>(i)]);
    if (from < format) {
      db.execute("PRAGMA application_id = " + std::to_string(application_id));
      db.execute("PRAGMA user_version = " + std::to_string(format));
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
