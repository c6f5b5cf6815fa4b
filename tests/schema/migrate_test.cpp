// The runner of migrations: all steps or none, from wherever a file stands, with a copy of what was there.
#include "schema/migrate.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "catch.hpp"
#include "dump.hpp"

namespace {

namespace crm = crmlite;
namespace fs = std::filesystem;
using crm::sqlite::Connection;

const char* const second = "CREATE TABLE second (id INTEGER PRIMARY KEY) STRICT; UPDATE store SET format = 2";
const char* const third =
    "ALTER TABLE second ADD COLUMN a TEXT; INSERT INTO second (a) VALUES ('x'); UPDATE store SET format = 3";

std::vector<const char*> steps_with(std::vector<const char*> more) {
  std::vector<const char*> all(crm::schema::steps().begin(), crm::schema::steps().end());
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

/// A file of the present format with records in it.
struct Fixture {
  TempFile file;
  std::string copy = file.path() + ".format" + std::to_string(crm::schema::format);

  Fixture() {
    crm::Store store(file.path(), fixture::options("ada"));
    store.write([](crm::WriteTx& tx) {
      const auto owner = tx.users().insert({.name = "bo"});
      tx.customers().insert({.name = "Acme", .owners = {{.user = owner}}, .tags = {"vip"}});
    });
  }
  std::string dumped() const {
    auto db = file.open();
    return dump(db);
  }
  void migrate(const std::vector<const char*>& all) const {
    auto db = file.open();
    crm::schema::migrate(db, file.path(), all);
  }
  /// The steps fail, and nothing is different afterwards.
  template <class E>
  void check_failing(const std::vector<const char*>& all) const {
    const std::string before = dumped();
    auto db = file.open();
    CHECK_THROWS_AS(crm::schema::migrate(db, file.path(), all), E);
    CHECK_FALSE(db.in_transaction());
    CHECK(db.settings().foreign_keys);
    CHECK(dump(db) == before);
  }
};

std::size_t files_in(const TempFile& file) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(file.directory()), {}));
}

}  // namespace

TEST_CASE("there is a step for each format") {
  CHECK(crm::schema::steps().size() == static_cast<std::size_t>(crm::schema::format));
}

TEST_CASE("an empty file gets all steps, and no copy") {
  const TempFile file;
  {
    auto db = file.open();
    crm::schema::migrate(db, file.path(), steps_with({second, third}));
    CHECK(db.int64_of("PRAGMA user_version") == crm::schema::format + 2);
    CHECK(db.int64_of("PRAGMA application_id") == crm::schema::application_id);
    CHECK(db.text_of("SELECT a FROM second") == "x");
    CHECK(db.settings().foreign_keys);
  }
  CHECK(files_in(file) == 1);
}

TEST_CASE("a file gets the steps it lacks, and a copy of what it was stays beside it") {
  const Fixture f;
  const std::string before = f.dumped();
  f.migrate(steps_with({second, third}));
  auto db = f.file.open();
  CHECK(db.int64_of("PRAGMA user_version") == crm::schema::format + 2);
  CHECK(db.text_of("SELECT a FROM second") == "x");
  CHECK(db.int64_of("SELECT count(*) FROM customer") == 1);

  Connection copy(f.copy, {});
  CHECK(dump(copy) == before);
  CHECK(fs::status(f.copy).permissions() == fs::status(f.file.path()).permissions());
  const crm::Store store(f.copy, fixture::options());
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("step by step or at once, it becomes the same file") {
  const Fixture at_once, one_by_one;
  at_once.migrate(steps_with({second, third}));
  one_by_one.migrate(steps_with({second}));
  one_by_one.migrate(steps_with({second, third}));
  const auto schema = [](const Fixture& f) {
    auto db = f.file.open();
    return schema_of(db);
  };
  CHECK(schema(at_once) == schema(one_by_one));
}

TEST_CASE("a file that has all steps is left alone") {
  const Fixture f;
  f.migrate(steps_with({second}));
  fs::remove(f.copy);
  const std::string before = f.dumped();
  f.migrate(steps_with({second}));
  f.migrate(steps_with({}));  // an older release
  CHECK(f.dumped() == before);
  CHECK_FALSE(fs::exists(f.copy));
}

TEST_CASE("a step that fails leaves the file as it was") {
  const Fixture f;
  f.check_failing<crm::Error>(steps_with({second, "CREATE TABLE customer (id)"}));
  f.check_failing<crm::Error>(
      steps_with({second, "INSERT INTO second (id) VALUES (1); UPDATE nothing SET a = 1"}));
  f.check_failing<crm::Conflict>(steps_with({second, "INSERT INTO store SELECT * FROM store"}));
  f.migrate(steps_with({second, third}));  // the next release has it right
  auto db = f.file.open();
  CHECK(db.int64_of("PRAGMA user_version") == crm::schema::format + 2);
}

TEST_CASE("a step that breaks a reference leaves the file as it was") {
  const Fixture f;
  f.check_failing<crm::Damaged>(steps_with({second, "DELETE FROM user"}));
  f.check_failing<crm::Damaged>(steps_with({"UPDATE record_tag SET tag = 99"}));
}

TEST_CASE("a step may build a table anew that others refer to") {
  const Fixture f;
  f.migrate(steps_with(
      {"CREATE TABLE new_tag (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL "
       "UNIQUE,"
       " grp INTEGER, colour TEXT, retired INTEGER NOT NULL, usage INTEGER NOT NULL, shape TEXT) STRICT;"
       "INSERT INTO new_tag SELECT *, NULL FROM tag; DROP TABLE tag; ALTER TABLE new_tag RENAME TO tag"}));
  auto db = f.file.open();
  CHECK(db.int64_of("SELECT count(*) FROM record_tag JOIN tag ON tag.id = record_tag.tag") == 1);
  CHECK(db.text_of("SELECT \"table\" FROM pragma_foreign_key_list('record_tag') WHERE \"from\" = 'tag'") ==
        "tag");
}

TEST_CASE("a copy that an earlier upgrade left is replaced by what the file is now") {
  const Fixture f;
  f.check_failing<crm::Error>(steps_with({"no SQL"}));
  REQUIRE(fs::exists(f.copy));
  crm::Store(f.file.path(), fixture::options()).write([](crm::WriteTx& tx) {
    tx.customers().insert({.name = "Bo"});
  });
  f.migrate(steps_with({second}));
  Connection copy(f.copy, {});
  CHECK(copy.int64_of("SELECT count(*) FROM customer") == 2);
  CHECK(files_in(f.file) <= 4);  // the file, the copy, and what SQLite keeps beside an open one
}

TEST_CASE("an upgrade waits for another process's writer, and gives up in its time") {
  const Fixture f;
  auto other = f.file.open();
  other.execute("BEGIN IMMEDIATE");
  auto db = f.file.open({.busy_timeout_ms = 0});
  CHECK_THROWS_AS(crm::schema::migrate(db, f.file.path(), steps_with({second})), crm::Busy);
  CHECK(db.settings().foreign_keys);
  other.execute("ROLLBACK");
  crm::schema::migrate(db, f.file.path(), steps_with({second}));
  CHECK(db.int64_of("PRAGMA user_version") == crm::schema::format + 1);
}
