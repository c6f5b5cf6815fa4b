// What SQLite's failures become: the kind, the rule of the table, and no value in any text.
#include "sqlite/errors.hpp"

#include <sqlite3.h>

#include <new>
#include <stdexcept>

#include "catch.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/statement.hpp"
#include "temp_file.hpp"

using namespace crmlite;
using namespace crmlite::sqlite;
using Kind = ConstraintViolation::Kind;
using Names = std::vector<std::string>;

namespace {

constexpr auto schema = R"(
  CREATE TABLE person(
    id INTEGER PRIMARY KEY, first TEXT, last TEXT NOT NULL DEFAULT 'x', "odd, name" TEXT UNIQUE, year INTEGER,
    boss INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT person_year CHECK (year > 0), CHECK (first <> 'nobody'), UNIQUE (first, last)) STRICT;
  CREATE UNIQUE INDEX person_folded ON person(lower(last)) WHERE year = 7;
  CREATE TABLE pair(a INTEGER, b INTEGER, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
  INSERT INTO person(id, first, last, "odd, name", year) VALUES (1, 'SECRET', 'SECRET', 'SECRET', 7);
  INSERT INTO pair VALUES (1, 2);
)";

// Runs the SQL, which must break a constraint with an error of this kind.
template <class Expected>
ConstraintViolation violation_of(Connection& c, const char* sql) {
  try {
    c.execute(sql);
  } catch (const Expected& e) {
    CHECK(std::string(e.what()).find("SECRET") == std::string::npos);
    CHECK((e.sqlite_code() & 0xff) == SQLITE_CONSTRAINT);
    REQUIRE(e.issues().size() == 1);
    CHECK_FALSE(e.issues()[0].rule.empty());
    const auto* violated = dynamic_cast<const Violated*>(&e);
    REQUIRE(violated != nullptr);
    return violated->violation();
  }
  FAIL("no constraint was broken by " << sql);
  return {};
}

}  // namespace

TEST_CASE("a broken constraint is told with table, columns and rule") {
  Connection c(":memory:", {});
  c.execute(schema);

  auto v = violation_of<Conflict>(c, "INSERT INTO person(first, last) VALUES ('SECRET', 'SECRET')");
  CHECK(v.kind == Kind::unique);
  CHECK(v.table == "person");
  CHECK(v.columns == Names{"first", "last"});

  v = violation_of<Conflict>(c, "INSERT INTO person(\"odd, name\") VALUES ('SECRET')");
  CHECK(v.columns == Names{"odd, name"});

  v = violation_of<Conflict>(c, "INSERT INTO person(first, last, year) VALUES ('a', 'secret', 7)");
  CHECK(v.kind == Kind::unique);
  CHECK(v.rule == "person_folded");
  CHECK(v.columns.empty());

  v = violation_of<Conflict>(c, "INSERT INTO person(id) VALUES (1)");
  CHECK(v.kind == Kind::primary_key);
  CHECK(v.columns == Names{"id"});

  v = violation_of<Conflict>(c, "INSERT INTO pair VALUES (1, 2)");
  CHECK(v.kind == Kind::primary_key);
  CHECK(v.table == "pair");
  CHECK(v.columns == Names{"a", "b"});

  v = violation_of<Invalid>(c, "INSERT INTO person(last) VALUES (NULL)");
  CHECK(v.kind == Kind::not_null);
  CHECK(v.table == "person");
  CHECK(v.columns == Names{"last"});

  v = violation_of<Invalid>(c, "INSERT INTO person(year) VALUES (-1)");
  CHECK(v.kind == Kind::check);
  CHECK(v.rule == "person_year");

  v = violation_of<Invalid>(c, "INSERT INTO person(first) VALUES ('nobody')");
  CHECK(v.kind == Kind::check);

  v = violation_of<Invalid>(c, "INSERT INTO person(year) VALUES ('SECRET')");
  CHECK(v.kind == Kind::datatype);
  CHECK(v.table == "person");
  CHECK(v.columns == Names{"year"});

  v = violation_of<Conflict>(c, "BEGIN; INSERT INTO person(boss) VALUES (99); COMMIT");
  CHECK(v.kind == Kind::foreign_key);
  CHECK(c.in_transaction());  // a deferred key can still be repaired
  c.execute("ROLLBACK");

  CHECK(c.int64_of("SELECT count(*) FROM person") == 1);
}

TEST_CASE("untranslated, a constraint is named by table and column; a named check by its name") {
  Connection c(":memory:", {});
  c.execute(schema);
  CHECK_THROWS_WITH(c.execute("INSERT INTO person(id) VALUES (1)"), "field \"person.id\": is taken");
  CHECK_THROWS_WITH(c.execute("INSERT INTO person(year) VALUES (0)"), "breaks a rule of the file: person_year");
  CHECK_THROWS_WITH(c.execute("INSERT INTO person(first) VALUES ('nobody')"), "breaks a rule of the file: check");
}

TEST_CASE("messages that are not as expected are survived") {
  for (const char* message : {"", "UNIQUE constraint failed: ", "UNIQUE constraint failed: index '", "nonsense.", "."}) {
    for (const int code : {SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_NOTNULL, SQLITE_CONSTRAINT_CHECK,
                           SQLITE_CONSTRAINT_DATATYPE, SQLITE_CONSTRAINT_TRIGGER, SQLITE_CONSTRAINT})
      CHECK_NOTHROW(parse_violation(code, message));
  }
  CHECK_THROWS_AS(throw_result(SQLITE_CONSTRAINT_TRIGGER, "SECRET", StopReason::requested), Invalid);
  CHECK_THROWS_WITH(throw_result(SQLITE_ERROR, "near \"SECRET\"", StopReason::requested), "SQL logic error");
}

TEST_CASE("a file that another connection holds is busy") {
  const TempFile file;
  Connection first = file.open();
  Connection second = file.open({.busy_timeout_ms = 0});
  first.execute("CREATE TABLE t(a INTEGER) STRICT; BEGIN IMMEDIATE");
  CHECK_THROWS_AS(second.execute("BEGIN IMMEDIATE"), Busy);
  first.execute("COMMIT");

  second.execute("BEGIN; SELECT * FROM t");
  first.execute("INSERT INTO t VALUES (1)");
  try {
    second.execute("INSERT INTO t VALUES (2)");  // its snapshot is old: no waiting would help
    FAIL("it wrote");
  } catch (const Busy& e) {
    CHECK(e.sqlite_code() == SQLITE_BUSY_SNAPSHOT);
  }
  second.execute("ROLLBACK");
}

TEST_CASE("a file that is kept to itself cannot be opened now") {
  const TempFile file;
  Connection first = file.open({.journal_mode = JournalMode::keep});
  first.execute("CREATE TABLE t(a); BEGIN EXCLUSIVE");
  try {
    const Connection second = file.open({.busy_timeout_ms = 0});
    FAIL("it was opened");
  } catch (const OpenError& e) {
    CHECK(e.reason() == OpenReason::locked);
  }
}

TEST_CASE("a full file says so and keeps what was committed") {
  const TempFile file;
  Connection c = file.open();
  c.execute("CREATE TABLE t(a TEXT) STRICT; PRAGMA max_page_count = 20");
  CHECK_THROWS_AS(c.execute("INSERT INTO t VALUES (printf('%.*c', 1000000, 'x'))"), StorageFull);
  c.execute("INSERT INTO t VALUES ('small')");
  CHECK(c.int64_of("SELECT count(*) FROM t") == 1);
}

TEST_CASE("a damaged file is told from one that is not ours") {
  const TempFile file;
  {
    Connection c = file.open();
    c.execute("CREATE TABLE t(a TEXT) STRICT; CREATE INDEX ta ON t(a)");
    Statement insert(c, "INSERT INTO t VALUES (?)");
    for (int i = 0; i < 1000; ++i) {
      const Statement::Use s(insert);
      s->bind_copy(1, "row " + std::to_string(i));
      s->step();
    }
  }
  std::string bytes = bytes_of(file.path());
  REQUIRE(bytes.size() > 5 * 4096);
  for (std::size_t i = 2 * 4096; i < bytes.size(); i += 16) bytes[i] = static_cast<char>(i);
  write_bytes(file.path(), bytes);
  Connection c(file.path(), {});
  CHECK_THROWS_AS(c.execute("SELECT sum(length(a)) FROM t"), Damaged);
  CHECK(c.running_statements() == 0);
}

TEST_CASE("results of the system become their kinds") {
  const auto thrown = [](int code) { throw_result(code, "SECRET", StopReason::requested); };
  CHECK_THROWS_AS(thrown(SQLITE_NOMEM), std::bad_alloc);
  CHECK_THROWS_AS(thrown(SQLITE_IOERR_NOMEM), std::bad_alloc);
  CHECK_THROWS_AS(thrown(SQLITE_IOERR_DATA), Damaged);
  CHECK_THROWS_AS(thrown(SQLITE_CORRUPT_VTAB), Damaged);
  CHECK_THROWS_AS(thrown(SQLITE_FULL), StorageFull);
  CHECK_THROWS_AS(thrown(SQLITE_LOCKED), Busy);
  CHECK_THROWS_AS(thrown(SQLITE_PROTOCOL), Busy);
  CHECK_THROWS_AS(thrown(SQLITE_INTERRUPT), Stopped);
  CHECK_THROWS_AS(thrown(SQLITE_READONLY_DBMOVED), OpenError);
  CHECK_THROWS_AS(thrown(SQLITE_CANTOPEN), OpenError);
  CHECK_THROWS_AS(thrown(SQLITE_AUTH), Forbidden);
  CHECK_THROWS_AS(thrown(SQLITE_TOOBIG), Invalid);
  CHECK_THROWS_AS(thrown(SQLITE_RANGE), std::logic_error);
  CHECK_THROWS_AS(thrown(SQLITE_MISUSE), std::logic_error);
  try {
    thrown(SQLITE_IOERR_FSYNC);
    FAIL("nothing was thrown");
  } catch (const Error& e) {
    CHECK(e.code() == ErrorCode::failed);
    CHECK(e.sqlite_code() == SQLITE_IOERR_FSYNC);
    CHECK(std::string(e.what()).find("SECRET") == std::string::npos);
  }
}
