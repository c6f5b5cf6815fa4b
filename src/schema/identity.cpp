#include "schema/identity.hpp"

#include <filesystem>
#include <fstream>
#include <string_view>

#include "schema/steps.hpp"

namespace crmlite::schema {
namespace {

[[noreturn]] void refuse_stranger() {
  throw OpenError(OpenReason::not_ours, "the file belongs to another program");
}

bool has_bytes(const std::string& path) {
  std::error_code absent;
  return std::filesystem::file_size(path, absent) > 0 && !absent;
}

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace

void check_head(const std::string& path, bool to_write) {
  using namespace std::string_view_literals;
  // What SQLite has not yet moved into the file can be another first page.
  if (has_bytes(path + "-wal") || has_bytes(path + "-journal")) return;
  std::string head(100, '\0');
  std::ifstream file(path, std::ios::binary);
  if (!file) return;  // opening it will say why
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  if (!head.starts_with("SQLite format 3\0"sv)) throw OpenError(OpenReason::not_ours, "not a database");
  const auto id = big_endian(std::string_view(head).substr(68, 4));
  const bool could_be_empty = id == 0 && to_write;
  if (id != application_id && !could_be_empty) refuse_stranger();
}

Identity identify(sqlite::Connection& db, bool to_write) {
  const std::int64_t application = db.int64_of("PRAGMA application_id");
  const std::int64_t objects = db.int64_of("SELECT count(*) FROM sqlite_schema");
  const std::int64_t found = db.int64_of("PRAGMA user_version");
  if (application == 0 && objects == 0 && found == 0) return Identity::empty;
  if (application != application_id ||
      db.int64_of("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'store'") == 0)
    refuse_stranger();
  const std::string formats =
      "the file has format " + std::to_string(found) + ", this release has " + std::to_string(format);
  if (db.int64_of("SELECT least_reader FROM store WHERE id = 1") > format)
    throw OpenError(OpenReason::too_new, formats);
  if (to_write && db.int64_of("SELECT least_writer FROM store WHERE id = 1") > format)
    throw OpenError(OpenReason::too_new, formats + " and may only read it");
  if (!to_write && found < format)
    throw OpenError(OpenReason::cannot_open, formats + ": open it for writing once, which upgrades it");
  return Identity::ours;
}

}  // namespace crmlite::schema
