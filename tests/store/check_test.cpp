// The check finds damage that others do to the file, names where it is, and never says a value.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "catch.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::string> badge{"badge"};
constexpr crm::Field<crm::Customer, crm::Choices> likes{"likes"};
constexpr crm::Field<crm::Customer, crm::CustomerId> parent{"parent"};

using Problems = std::vector<std::string>;

/// A store with one of everything that a check looks at.
struct Fixture {
  TempFile file;
  crm::Store store{file.path(), fixture::options("ada")};

  Fixture() {
    store.write([](crm::WriteTx& tx) {
      tx.codes().ensure("customer", {.pattern = "C{SEQ:3}"});
      tx.fields().ensure(badge, {.unique = true});
      tx.fields().ensure(likes, {.choices = {"tea", "coffee"}});
      tx.fields().ensure(parent);
    });
    store.write([](crm::WriteTx& tx) {
      const auto first = tx.customers().insert(
          {.name = "Nemo Secret",
           .emails = {{.value = "nemo@secret.example"}},
           .phones = {{.value = "+49 30 123456"}},
           .anniversaries = {{.label = "founded", .date = *crm::PartialDate::parse("1999")}},
           .external_ids = {{.system = "erp", .value = "4711"}},
           .tags = {"vip"},
           .fields = {badge = "Secret 7", likes = crm::Choices{"tea"}}});
      tx.customers().insert({.name = "Acme", .city = "Zanzibarville", .fields = {parent = first}});
    });
  }

  void damage(const std::string& sql) {
    auto db = file.open();
    db.execute("PRAGMA foreign_keys = OFF; " + sql);
  }
  Problems found(crm::CheckDepth depth) const {
    Problems problems = store.check(depth).problems;
    for (const std::string& p : problems)
      for (const char* value : {"Nemo", "secret", "Secret", "4711", "123456", "Zanzibar"})
        CHECK(p.find(value) == std::string::npos);
    return problems;
  }
};

bool mentions(const Problems& problems, std::string_view text) {
  return std::any_of(problems.begin(), problems.end(),
                     [&](const std::string& p) { return p.find(text) != std::string::npos; });
}

struct Damage {
  const char* sql;
  const char* said;
};

}  // namespace

TEST_CASE("a sound store has no problems") {
  const Fixture f;
  CHECK(f.found(crm::CheckDepth::quick) == Problems{});
  CHECK(f.found(crm::CheckDepth::full) == Problems{});
}

TEST_CASE("a full check finds derived values that do not follow") {
  const auto damage = GENERATE(values<Damage>({
      {"UPDATE contact_point SET normal = 'other' WHERE list = 'email'",
       "a stale normalised form in emails of #"},
      {"UPDATE contact_point SET normal = NULL WHERE list = 'phone'",
       "a stale normalised form in phones of #"},
      {"UPDATE contact_point SET value = '+49 30 7' WHERE list = 'phone'",
       "a stale normalised form in phones of #"},
      {"UPDATE customer SET sort_name = 'other' WHERE code = 'C001'", "a stale sort_name of #"},
      {"UPDATE customer SET name = 'Other' WHERE code = 'C001'", "a stale sort_name of #"},
      {"UPDATE user SET sort_name = 'other'", "a stale sort_name of #"},
      {"UPDATE customer SET x_badge$key = 'other' WHERE code = 'C001'",
       "a stale normalised form of badge of #"},
      {"UPDATE customer SET x_badge$key = NULL WHERE code = 'C001'", "a stale normalised form of badge of #"},
      {"UPDATE customer SET x_badge = NULL WHERE code = 'C001'", "a stale normalised form of badge of #"},
      {"UPDATE tag SET usage = usage + 1", "a wrong count of tag 1"},
      {"DELETE FROM record_tag", "a wrong count of tag 1"},
      {"UPDATE customer SET parts = parts & ~1", "`parts` deny in record_tag of #"},
      {"UPDATE customer SET parts = parts & ~2", "`parts` deny in record_choice of #"},
      {"UPDATE customer SET parts = parts & ~4", "`parts` deny in contact_point of #"},
      {"UPDATE customer SET parts = parts & ~16", "`parts` deny in anniversary of #"},
      {"UPDATE customer SET parts = parts & ~32", "`parts` deny in external_id of #"},
  }));
  Fixture f;
  INFO(damage.sql);
  f.damage(damage.sql);
  CHECK(f.found(crm::CheckDepth::quick) == Problems{});
  CHECK(mentions(f.found(crm::CheckDepth::full), damage.said));
}

TEST_CASE("a full check finds records and codes that do not know each other") {
  const auto damage = GENERATE(values<Damage>({
      {"DELETE FROM code WHERE canon = 'C001'", "a code that the registry does not know of #"},
      {"UPDATE code SET record = 1 WHERE canon = 'C001'", "a code that the registry does not know of #"},
      {"UPDATE code SET state = 1 WHERE canon = 'C001'", "a code that the registry does not know of #"},
      {"UPDATE customer SET code = 'C002' WHERE code = 'C001'", "that the registry knows otherwise"},
      {"UPDATE customer SET code = 'forged' WHERE code = 'C001'", "that the registry knows otherwise"},
      {"UPDATE code SET n = 7 WHERE canon = 'C001'", "that its series does not read so"},
      {"UPDATE code SET canon = 'X001' WHERE canon = 'C001'", "that its series does not read so"},
      {"UPDATE code_counter SET next = 1", "that would give a number twice"},
      {"INSERT INTO code (canon, record, series, n, state) VALUES ('C009', 99, 1, 9, 0)",
       "a code that no record has of #99"},
      {"INSERT INTO record (id, kind) VALUES (50, 1)", "no row in table customer of #50"},
      {"UPDATE record SET kind = 2 WHERE id = 2", "another kind in table record of #2"},
      {"UPDATE record_tag SET kind = 2", "a tag of another kind of #2"},
      {"UPDATE external_id SET kind = 2", "another kind in table external_id of #2"},
  }));
  Fixture f;
  INFO(damage.sql);
  f.damage(damage.sql);
  CHECK(mentions(f.found(crm::CheckDepth::full), damage.said));
}

TEST_CASE("every check finds references to nothing") {
  const auto damage = GENERATE(values<Damage>({
      {"INSERT INTO contact_point (owner, list, pos, value) VALUES (77, 'email', 0, 'nemo@secret.example')",
       "contact_point"},
      {"INSERT INTO record_tag (record, tag, kind) VALUES (1, 88, 1)", "record_tag"},
      {"DELETE FROM tag", "record_tag"},
      {"DELETE FROM record WHERE id = 2", "customer"},
      {"UPDATE customer SET x_parent = 99 WHERE code = 'C002'", "customer"},
      {"DELETE FROM choice", "record_choice"},
  }));
  Fixture f;
  INFO(damage.sql);
  f.damage(damage.sql);
  CHECK(mentions(f.found(crm::CheckDepth::quick), std::string("table ") + damage.said));
  CHECK(mentions(f.found(crm::CheckDepth::full), std::string("table ") + damage.said));
}

TEST_CASE("a full check finds a journal that was tampered with") {
  const auto damage = GENERATE(values<Damage>({
      {"UPDATE txn SET hash = zeroblob(32) WHERE id = 2", "journal transaction 2: its hash does not fit"},
      {"UPDATE txn SET hash = x'00' WHERE id = 2", "journal transaction 2: its hash does not fit"},
      {"UPDATE txn SET actor = 'eve' WHERE id = 2", "journal transaction 2: its hash does not fit"},
      {"UPDATE txn SET label = 'harmless' WHERE id = 3", "journal transaction 3: its hash does not fit"},
      {"UPDATE txn SET wall = wall + 1 WHERE id = 3", "journal transaction 3: its hash does not fit"},
      {"UPDATE txn SET at = 5 WHERE id = 3", "journal transaction 3: its time runs backwards"},
      {"UPDATE change SET leaf = zeroblob(32) WHERE id = 3", "its hash does not fit"},
      {"UPDATE change SET txn = 3 WHERE id = 3", "holds a change of another"},
      {"DELETE FROM change WHERE id = 4", "changes are missing"},
      {"DELETE FROM change WHERE txn = 3", "journal transaction 3: changes are missing"},
      {"DELETE FROM txn WHERE id = 2", "journal transaction 3: does not begin where the one before ends"},
      {"DELETE FROM txn WHERE id = 3", "the journal holds changes of no transaction"},
      {"INSERT INTO change (id, txn, tab, owner, row, op, leaf) VALUES (999, 3, 1, 1, 1, 2, zeroblob(32))",
       "the journal holds changes of no transaction"},
  }));
  Fixture f;
  INFO(damage.sql);
  f.damage(damage.sql);
  CHECK(f.found(crm::CheckDepth::quick) == Problems{});
  CHECK(mentions(f.found(crm::CheckDepth::full), damage.said));
}

TEST_CASE("a full check compares indexes with their tables, a quick one does not") {
  Fixture f;
  f.store.compact();
  std::string bytes = bytes_of(f.file.path());
  const auto first = bytes.find("Zanzibarville");
  const auto second = bytes.find("Zanzibarville", first + 1);
  REQUIRE(second != std::string::npos);  // the row and its entry in the index
  bytes[second] = 'Y';
  const TempFile copy;
  write_bytes(copy.path(), bytes);
  const crm::Store damaged(copy.path(), fixture::options());
  CHECK(damaged.check(crm::CheckDepth::quick).ok());
  const Problems problems = damaged.check(crm::CheckDepth::full).problems;
  CHECK(mentions(problems, "customer_city"));
}

TEST_CASE("every check finds a page that is no page") {
  Fixture f;
  f.store.write([](crm::WriteTx& tx) {
    for (int i = 0; i < 200; ++i)
      tx.customers().insert({.name = "Customer", .description = std::string(500, 'x')});
  });
  f.store.compact();
  std::string bytes = bytes_of(f.file.path());
  const auto page = bytes.find(std::string(500, 'x')) / 4096 * 4096;
  REQUIRE(page > 4096);
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(page), 4096, '\xee');
  const TempFile copy;
  write_bytes(copy.path(), bytes);
  const crm::Store damaged(copy.path(), fixture::options());
  for (const auto depth : {crm::CheckDepth::quick, crm::CheckDepth::full}) {
    const Problems problems = damaged.check(depth).problems;
    CHECK_FALSE(problems.empty());
    CHECK(problems.size() <= 100);
  }
}

TEST_CASE("a report does not grow without end") {
  Fixture f;
  f.store.write([](crm::WriteTx& tx) {
    for (int i = 0; i < 500; ++i) tx.customers().insert({.name = "Customer"});
  });
  f.damage("UPDATE customer SET sort_name = 'other'");
  CHECK(f.found(crm::CheckDepth::full).size() == 100);
}

TEST_CASE("a damaged file is not opened, or says that it is damaged") {
  Fixture f;
  f.store.compact();
  std::string bytes = bytes_of(f.file.path());
  std::fill(bytes.begin() + 4096, bytes.end(), '\xee');
  const TempFile copy;
  write_bytes(copy.path(), bytes);
  CHECK_THROWS_AS(crm::Store(copy.path(), fixture::options()), crm::Damaged);
  bytes.resize(5000);
  write_bytes(copy.path(), bytes);
  CHECK_THROWS_AS(crm::Store(copy.path(), fixture::options()), crm::Damaged);
}
