// What holds for every table of the file, the custom fields' columns included: a scan of sqlite_schema.
#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "catch.hpp"
#include "dump.hpp"
#include "schema/migrate.hpp"

namespace {

namespace crm = crmlite;
using crm::sqlite::Connection;
using crm::sqlite::Statement;
using Names = std::vector<std::string>;

std::size_t matches(const std::string& text, const char* pattern) {
  const std::regex regex(pattern, std::regex::icase);
  return static_cast<std::size_t>(std::distance(std::sregex_iterator(text.begin(), text.end(), regex), {}));
}

/// What is wrong with the statement that made a table or an index; empty: nothing.
std::string fault(const std::string& sql) {
  if (matches(sql, R"(\bON\s+(DELETE|UPDATE)\b)")) return "acts along a reference";
  if (matches(sql, R"(\bCHECK\b)") != matches(sql, R"(\bCONSTRAINT\s+\w+\s+CHECK\b)"))
    return "a CHECK without a name";
  if (matches(sql, R"(\bCHECK\s*\([^)]*')")) return "a CHECK that lists texts";
  if (matches(sql, R"(\bREFERENCES\b)") !=
      matches(sql, R"(\bREFERENCES\s+\w+\s+\(id\)\s+DEFERRABLE\s+INITIALLY\s+DEFERRED\b)"))
    return "a reference that is not deferred";
  if (matches(sql, R"(\bON\s+CONFLICT\b|\bCOLLATE\b|\bGENERATED\b)")) return "something that acts by itself";
  return {};
}

Names faults(Connection& db) {
  Names found;
  Statement q(db, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
  while (q.step())
    if (const std::string what = fault(std::string(q.text(1))); !what.empty())
      found.push_back(std::string(q.text(0)) + ": " + what);
  return found;
}

Names tables_that_are_not_strict(Connection& db) {
  return names_in(
      db,
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 "
      "AND name NOT IN ('sqlite_schema', 'sqlite_sequence') ORDER BY name");
}

/// References to rows that can be removed, and no index that finds who refers to them.
Names references_without_index(Connection& db) {
  return names_in(db, R"(
    SELECT t.name || '.' || f."from" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
    WHERE t.schema = 'main' AND f."table" NOT IN ('kind', 'journal_table')
      AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) c
                      WHERE c.name = f."from" AND c.pk = 1)
      AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) i, pragma_index_info(i.name) c
                      WHERE c.seqno = 0 AND c.name = f."from")
    ORDER BY 1)");
}

void check_rules(Connection& db) {
  CHECK(names_in(db, "SELECT name FROM sqlite_schema WHERE type NOT IN ('table', 'index')") == Names{});
  CHECK(tables_that_are_not_strict(db) == Names{});
  CHECK(faults(db) == Names{});
  CHECK(
      names_in(
          db,
          R"(SELECT t.name FROM pragma_table_list t, pragma_foreign_key_list(t.name) f WHERE t.schema = 'main'
                        AND (f.on_update <> 'NO ACTION' OR f.on_delete <> 'NO ACTION' OR f.match <> 'NONE'))") ==
      Names{});
  CHECK(references_without_index(db) == Names{});
}

/// As the steps make it, without a store around it.
Connection fresh() {
  Connection db(":memory:", {.create = true});
  crm::schema::migrate(db, ":memory:");
  return db;
}

}  // namespace

TEST_CASE("the scan sees what it is for") {
  CHECK(fault("CREATE TABLE t (a INTEGER REFERENCES r (id) DEFERRABLE INITIALLY DEFERRED, b TEXT CONSTRAINT "
              "t_b CHECK (b > 0))")
            .empty());
  CHECK_FALSE(fault("CREATE TABLE t (a INTEGER REFERENCES r (id))").empty());
  CHECK_FALSE(
      fault("CREATE TABLE t (a INTEGER REFERENCES r (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)")
          .empty());
  CHECK_FALSE(
      fault("CREATE TABLE t (a INTEGER REFERENCES r (id) on update set null DEFERRABLE INITIALLY DEFERRED)")
          .empty());
  CHECK_FALSE(fault("CREATE TABLE t (a TEXT CHECK (a <> b))").empty());
  CHECK_FALSE(fault("CREATE TABLE t (a TEXT CONSTRAINT t_a CHECK (a IN ('x', 'y')))").empty());
  CHECK_FALSE(fault("CREATE TABLE t (a TEXT UNIQUE ON CONFLICT REPLACE)").empty());

  Connection db(":memory:", {.create = true});
  db.execute(
      "CREATE TABLE kind (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE parent (id INTEGER PRIMARY KEY);"
      "CREATE TABLE child (id INTEGER PRIMARY KEY REFERENCES parent (id), k INTEGER REFERENCES kind (id),"
      " a INTEGER REFERENCES parent (id), b INTEGER REFERENCES parent (id), c INTEGER REFERENCES parent "
      "(id)) STRICT;"
      "CREATE INDEX child_a ON child (a) WHERE a IS NOT NULL; CREATE INDEX child_b ON child (a, b)");
  CHECK(references_without_index(db) == Names{"child.b", "child.c"});
  CHECK(tables_that_are_not_strict(db) == Names{"parent"});
  CHECK(faults(db) == Names{"child: a reference that is not deferred"});
}

TEST_CASE("the rules of the schema hold in a new file") {
  Connection db = fresh();
  check_rules(db);
}

TEST_CASE("the rules of the schema hold with custom fields of every type") {
  const TempFile file;
  crm::Store store(file.path(), fixture::options());
  store.write([](crm::WriteTx& tx) {
    for (const auto* kind : {"customer", "user"})
      for (int type = 0; type < static_cast<int>(crm::FieldType::list); ++type) {
        crm::FieldSpec spec;
        spec.type = static_cast<crm::FieldType>(type);
        if (spec.type == crm::FieldType::reference) spec.target = "customer";
        if (spec.type == crm::FieldType::choice || spec.type == crm::FieldType::choices)
          spec.choices = {"a", "b"};
        const std::string name = "my " + std::string(to_string(spec.type));
        tx.fields().ensure(kind, name, spec);
        if (spec.type == crm::FieldType::choices) continue;
        spec.indexed = true;
        tx.fields().ensure(kind, name + " indexed", spec);
        if (spec.type == crm::FieldType::boolean || spec.type == crm::FieldType::long_text) continue;
        spec.unique = true;
        tx.fields().ensure(kind, name + " unique", spec);
      }
  });
  auto db = file.open();
  check_rules(db);
  CHECK(store.check(crm::CheckDepth::full).ok());
  // Added without touching a row: nullable, no default.
  CHECK(names_in(db,
                 "SELECT name FROM pragma_table_info('customer') WHERE name LIKE 'x\\_%' ESCAPE '\\' AND "
                 "(\"notnull\" OR dflt_value IS NOT NULL)") == Names{});
}

TEST_CASE("every table has a name of its own world, and ids that are found") {
  Connection db = fresh();
  for (const std::string& table : tables_of(db)) {
    CHECK(std::regex_match(table, std::regex("[a-z][a-z_]*")));
    CHECK_FALSE(names_in(db, "SELECT name FROM pragma_table_info('" + table + "') WHERE pk > 0").empty() !=
                (table == "sqlite_sequence"));
  }
}

TEST_CASE("any SQLite can open and check the file: nothing of ours is needed") {
  Connection db = fresh();
  CHECK(db.text_of("PRAGMA integrity_check") == "ok");
  CHECK(names_in(db, "SELECT name FROM sqlite_schema WHERE sql LIKE '%VIRTUAL%'") == Names{});
}
