// Opening: what cannot be opened says why, and a path keeps its meaning.
#include <filesystem>
#include <optional>
#include <string>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "catch.hpp"

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

namespace {

namespace crm = crmlite;
namespace fs = std::filesystem;

std::optional<crm::OpenReason> refusal(const std::string& path,
                                       crm::Access access = crm::Access::read_write) {
  auto options = fixture::options();
  options.access = access;
  options.busy_timeout_ms = 0;
  try {
    const crm::Store store(path, options);
    return std::nullopt;
  } catch (const crm::OpenError& e) {
    CHECK(std::string(e.what()).starts_with("open store: "));
    return e.reason();
  }
}

std::uint64_t customers_in(const crm::Store& store) {
  return store.read([](const crm::ReadTx& tx) { return tx.customers().count(); });
}

/// The current folder, for one test.
class CurrentFolder {
 public:
  explicit CurrentFolder(const fs::path& to) : before_(fs::current_path()) { fs::current_path(to); }
  ~CurrentFolder() { fs::current_path(before_); }

 private:
  fs::path before_;
};

}  // namespace

TEST_CASE("a path that cannot be a file") {
  const TempFile file;
  CHECK(refusal(file.directory().string()) == crm::OpenReason::cannot_open);
  CHECK(refusal((file.directory() / "missing" / "a.crm").string()) == crm::OpenReason::cannot_open);
  CHECK(refusal("") == crm::OpenReason::cannot_open);
  CHECK(refusal(std::string("a\0b", 3)) == crm::OpenReason::cannot_open);
  CHECK(fs::is_empty(file.directory()));
}

TEST_CASE("a file that is not there is not made for reading") {
  const TempFile file;
  CHECK(refusal(file.path(), crm::Access::read_only) == crm::OpenReason::cannot_open);
  CHECK(fs::is_empty(file.directory()));
}

TEST_CASE("an empty file becomes a store, except for reading") {
  const TempFile file;
  write_bytes(file.path(), "");
  CHECK(refusal(file.path(), crm::Access::read_only) == crm::OpenReason::not_ours);
  CHECK(bytes_of(file.path()).empty());
  CHECK(refusal(file.path()) == std::nullopt);
  CHECK(bytes_of(file.path()).starts_with("SQLite format 3"));
}

#if defined(__unix__) || defined(__APPLE__)
TEST_CASE("a file without permission") {
  if (::geteuid() == 0) {
    WARN("permissions do not hold for root: skipped");
    return;
  }
  const TempFile file;
  { const crm::Store store(file.path(), fixture::options()); }
  fs::permissions(file.path(), fs::perms::none);
  CHECK(refusal(file.path()) == crm::OpenReason::cannot_open);
  fs::permissions(file.path(), fs::perms::owner_read);
  CHECK(refusal(file.path()) == crm::OpenReason::cannot_open);
  CHECK(refusal(file.path(), crm::Access::read_only) == std::nullopt);
}
#endif

TEST_CASE("a path is a path: it has no options in it") {
  const TempFile folder;
  const CurrentFolder current(folder.directory());
  { const crm::Store store("file:a.crm?mode=memory", fixture::options()); }
  CHECK(fs::exists(folder.directory() / "file:a.crm?mode=memory"));
}

TEST_CASE("a relative path keeps its meaning when the current folder changes") {
  const TempFile folder, elsewhere;
  std::optional<CurrentFolder> current(std::in_place, folder.directory());
  crm::Store store("a.crm", fixture::options());
  current.emplace(elsewhere.directory());
  store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Ada"}); });
  CHECK(customers_in(store) == 1);
  CHECK(store.stats().wal_bytes > 0);
  CHECK(store.path() == "a.crm");
  CHECK(fs::is_empty(elsewhere.directory()));
  current.reset();
}

TEST_CASE("a link leads to its file, and the log lies beside the file") {
  const TempFile folder, links;
  const std::string link = (links.directory() / "link.crm").string();
  write_bytes(folder.path(), "");
  fs::create_symlink(folder.path(), link);
  crm::Store store(link, fixture::options());
  store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Ada"}); });
  CHECK(customers_in(store) == 1);
  CHECK(store.stats().wal_bytes > 0);
  CHECK(fs::exists(folder.wal()));
  CHECK(customers_in(crm::Store(folder.path(), fixture::options())) == 1);
}

TEST_CASE("a file that another program keeps to itself is locked") {
  const TempFile file;
  { const crm::Store store(file.path(), fixture::options()); }
  auto other = file.open({.journal_mode = crm::sqlite::JournalMode::keep});
  other.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; PRAGMA user_version = 1; COMMIT");
  CHECK(refusal(file.path()) == crm::OpenReason::locked);
  CHECK(refusal(file.path(), crm::Access::read_only) == crm::OpenReason::locked);
}

TEST_CASE("what was committed is there again, also when the log was left behind") {
  const TempFile file, copy;
  {
    crm::Store store(file.path(), fixture::options());
    store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Ada"}); });
    fs::copy_file(file.path(), copy.path());  // as if the computer had stopped here
    fs::copy_file(file.wal(), copy.wal());
  }
  CHECK_FALSE(fs::exists(file.wal()));  // the last one out moves the log into the file
  for (const TempFile* each : {&file, &copy}) {
    const crm::Store store(each->path(), fixture::options());
    CHECK(customers_in(store) == 1);
    CHECK(store.check(crm::CheckDepth::full).ok());
  }
}

TEST_CASE("a file may be open several times, also in one process") {
  const TempFile file;
  crm::Store a(file.path(), fixture::options());
  {
    crm::Store b(file.path(), fixture::options());
    b.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Ada"}); });
    CHECK(customers_in(a) == 1);
  }
  a.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Bo"}); });
  CHECK(customers_in(a) == 2);
}
