// Who a file is: ours says so, a stranger's or a newer one is refused for the right reason and stays as it
// was.
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "catch.hpp"
#include "schema/steps.hpp"

namespace {

namespace crm = crmlite;
namespace fs = std::filesystem;
using crm::Access;
using crm::OpenReason;

/// Every file of the folder with its content.
std::map<std::string, std::string> content(const TempFile& file) {
  std::map<std::string, std::string> found;
  for (const auto& entry : fs::directory_iterator(file.directory()))
    found[entry.path().filename().string()] = bytes_of(entry.path().string());
  return found;
}

std::optional<OpenReason> refusal(const TempFile& file, Access access) {
  auto options = fixture::options();
  options.access = access;
  try {
    const crm::Store store(file.path(), options);
    return std::nullopt;
  } catch (const crm::OpenError& e) {
    return e.reason();
  }
}

/// Refused either way, and nothing in its folder is different afterwards.
void check_stranger(const TempFile& file) {
  const auto before = content(file);
  for (const Access access : {Access::read_write, Access::read_only}) {
    CHECK((refusal(file, access) == OpenReason::not_ours));
    CHECK((content(file) == before));
  }
}

/// Refused, and the file is what it was; who only reads a store of ours may leave an empty log beside it.
void check_refused(const TempFile& file, Access access, OpenReason reason) {
  const std::string before = bytes_of(file.path());
  CHECK((refusal(file, access) == reason));
  CHECK((bytes_of(file.path()) == before));
}

crm::sqlite::Connection stranger(const TempFile& file) {
  return file.open({.create = true, .journal_mode = crm::sqlite::JournalMode::keep});
}

void make_store(const TempFile& file) {
  crm::Store store(file.path(), fixture::options());
  store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Ada"}); });
}

}  // namespace

TEST_CASE("a new file says who it is") {
  const TempFile file;
  make_store(file);
  const std::string bytes = bytes_of(file.path());
  CHECK(bytes.substr(68, 4) == "CRML");  // where other programs look for it
  auto db = file.open();
  CHECK(db.int64_of("PRAGMA application_id") == 0x43524D4C);
  CHECK(db.int64_of("PRAGMA user_version") == crm::schema::format);
  CHECK(db.text_of("PRAGMA journal_mode") == "wal");
  CHECK(db.text_of("PRAGMA encoding") == "UTF-8");
  CHECK(db.int64_of("SELECT format FROM store") == crm::schema::format);
  CHECK(db.int64_of("SELECT least_reader FROM store") == 6);
  CHECK(db.int64_of("SELECT least_writer FROM store") == 6);
  CHECK(db.int64_of("SELECT copy FROM store") == 0);
}

TEST_CASE("another program's database is refused and stays as it is") {
  const TempFile file;
  SECTION("with tables") {
    stranger(file).execute("CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT)");
  }
  SECTION("with tables of our names") {
    stranger(file).execute("CREATE TABLE store (id, least_reader); CREATE TABLE record (id, kind)");
  }
  SECTION("with nothing but a version") { stranger(file).execute("PRAGMA user_version = 7"); }
  SECTION("with an application's id and nothing else") {
    stranger(file).execute("PRAGMA application_id = 252006673");
  }
  SECTION("with an application's id and our tables") {
    make_store(file);
    file.open().execute("PRAGMA application_id = 252006673");
  }
  SECTION("with our id and other tables") {
    stranger(file).execute("PRAGMA application_id = 1129467212; CREATE TABLE t (a)");
  }
  SECTION("with a write-ahead log") { file.open().execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)"); }
  check_stranger(file);
}

TEST_CASE("a log that another program left behind is not moved") {
  const TempFile crashed;
  {
    const TempFile file;
    auto db = file.open();
    db.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    fs::copy_file(file.path(), crashed.path());
    fs::copy_file(file.wal(), crashed.wal());
  }
  const auto before = content(crashed);
  for (const Access access : {Access::read_write, Access::read_only}) {
    CHECK((refusal(crashed, access) == OpenReason::not_ours));
    for (const auto& [name, bytes] : before) CHECK((content(crashed)[name] == bytes));
  }
  CHECK(crashed.open().int64_of("SELECT count(*) FROM t") == 1);  // it is still whole
}

TEST_CASE("a file that is no database is refused and stays as it is") {
  const TempFile file;
  SECTION("a letter") { write_bytes(file.path(), "x"); }
  SECTION("a line") { write_bytes(file.path(), "name,phone\n"); }
  SECTION("a long text") {
    std::string text;
    while (text.size() < 100'000) text += "Ada,+49 30 123456,ada@example.org\n";
    write_bytes(file.path(), text);
  }
  SECTION("zeros") { write_bytes(file.path(), std::string(10'000, '\0')); }
  check_stranger(file);
}

TEST_CASE("a file of a newer format is refused by what it says of itself") {
  const TempFile file;
  make_store(file);
  const auto say = [&](const std::string& sql) { file.open().execute(sql); };

  say("PRAGMA user_version = 9; UPDATE store SET format = 9, least_reader = 9, least_writer = 9");
  check_refused(file, Access::read_write, OpenReason::too_new);
  check_refused(file, Access::read_only, OpenReason::too_new);
  try {
    const crm::Store store(file.path(), fixture::options());
    FAIL("it was opened");
  } catch (const crm::OpenError& e) {
    CHECK(std::string(e.what()).find("format 9") != std::string::npos);  // a person can see what is missing
  }

  say("UPDATE store SET least_reader = 1");  // what came with format 9 does not concern readers of format 1
  check_refused(file, Access::read_write, OpenReason::too_new);
  CHECK_FALSE(refusal(file, Access::read_only));

  say("UPDATE store SET least_writer = 1");
  CHECK_FALSE(refusal(file, Access::read_write));
  CHECK(file.open().int64_of("PRAGMA user_version") == 9);  // not taken back
}

TEST_CASE("a file of an older format is not upgraded by somebody who only reads") {
  const TempFile file;
  make_store(file);
  file.open().execute("PRAGMA user_version = 0");
  check_refused(file, Access::read_only, OpenReason::cannot_open);
}

TEST_CASE("a store without its own row is damaged") {
  const TempFile file;
  make_store(file);
  file.open().execute("DELETE FROM store");
  CHECK_THROWS_AS(crm::Store(file.path(), fixture::options()), crm::Error);
}
