// The descriptions of kinds in the code and the tables of the file say the same.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "dump.hpp"
#include "record/catalogue.hpp"
#include "record/kind.hpp"
#include "schema/migrate.hpp"

namespace {

namespace crm = crmlite;
using crm::record::Child;
using crm::record::Column;
using crm::record::Kind;
using crm::sqlite::Connection;
using crm::sqlite::Statement;

struct Stored {
  std::string name, type;
  bool required = false;
  int key = 0;  // place in the primary key, from 1
  friend bool operator==(const Stored&, const Stored&) = default;
};

std::ostream& operator<<(std::ostream& out, const Stored& s) {
  return out << s.name << ' ' << s.type << (s.required ? " NOT NULL" : "")
             << (s.key ? " key " + std::to_string(s.key) : "");
}

std::vector<Stored> columns_of(Connection& db, std::string_view table) {
  std::vector<Stored> found;
  Statement q(db, "SELECT name, type, \"notnull\", pk FROM pragma_table_info('" + std::string(table) +
                      "') ORDER BY cid");
  while (q.step())
    found.push_back(
        {std::string(q.text(0)), std::string(q.text(1)), q.int64(2) != 0, static_cast<int>(q.int64(3))});
  return found;
}

std::string storage_of(const Column& c) {
  switch (c.type) {
    case crm::FieldType::boolean:
    case crm::FieldType::integer:
    case crm::FieldType::date_time:
    case crm::FieldType::reference:
      return "INTEGER";
    default:
      return "TEXT";
  }
}

/// An enumeration whose first name is empty has no value there.
bool always_filled(const Column& c) { return c.rules.required || c.always; }

std::vector<Stored> described(const Kind& kind) {
  std::vector<Stored> columns = {{"id", "INTEGER", false, 1},   {"code", "TEXT"},
                                 {"revision", "INTEGER", true}, {"created", "INTEGER", true},
                                 {"updated", "INTEGER", true},  {"archived", "INTEGER"},
                                 {"parts", "INTEGER", true}};
  for (const Column& c : kind.columns)
    columns.push_back({std::string(c.name), storage_of(c), always_filled(c)});
  for (const auto& derived : kind.derived) columns.push_back({std::string(derived.column), "TEXT", true});
  for (const Column& c : kind.kept) columns.push_back({std::string(c.name), storage_of(c), always_filled(c)});
  return columns;
}

/// Of a list table that several lists may share.
struct ListTable {
  std::map<std::string, std::string> columns = {};  // name → type
  std::vector<std::string> key = {"owner"};
};

std::map<std::string, ListTable> described_lists() {
  std::map<std::string, ListTable> tables;
  for (const Kind* kind : crm::record::kinds())
    for (const Child& list : kind->lists) {
      ListTable& t = tables[std::string(list.table)];
      t.columns["owner"] = t.columns["pos"] = "INTEGER";
      t.key = list.list.empty() ? std::vector<std::string>{"owner", "pos"}
                                : std::vector<std::string>{"owner", "list", "pos"};
      if (!list.list.empty()) t.columns["list"] = "TEXT";
      if (list.with_kind) t.columns["kind"] = "INTEGER";
      if (list.normal) t.columns["normal"] = "TEXT";
      for (const Column& c : list.columns) t.columns[std::string(c.name)] = storage_of(c);
    }
  return tables;
}

using JournalColumns = std::vector<std::pair<std::string, std::string>>;  // name, type

JournalColumns journal_columns(Connection& db, int tab) {
  JournalColumns found;
  Statement q(db, "SELECT physical, type FROM journal_column WHERE tab = " + std::to_string(tab) +
                      " ORDER BY physical");
  while (q.step()) found.emplace_back(q.text(0), q.text(1));
  return found;
}

std::string journal_type(crm::FieldType type) {
  std::string name(to_string(type));
  std::replace(name.begin(), name.end(), ' ', '_');
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

JournalColumns described_journal(const Kind& kind) {
  JournalColumns columns = {
      {"code", "text"}, {"archived", "date_time"}, {"created", "date_time"}, {"tags", "tags"}};
  for (const Column& c : kind.columns) columns.emplace_back(c.name, journal_type(c.type));
  for (const Child& list : kind.lists) columns.emplace_back(list.name, "list");
  std::sort(columns.begin(), columns.end());
  return columns;
}

struct Fixture {
  Connection db{":memory:", {.create = true}};
  Fixture() { crm::schema::migrate(db, ":memory:"); }
};

}  // namespace

TEST_CASE("each kind's table has the columns of its description, in their order") {
  Fixture f;
  for (const Kind* kind : crm::record::kinds()) {
    INFO(kind->name);
    CHECK(columns_of(f.db, kind->table) == described(*kind));
  }
}

TEST_CASE("each list's table has the columns of its elements") {
  Fixture f;
  for (const auto& [table, wanted] : described_lists()) {
    INFO(table);
    std::map<std::string, std::string> columns;
    std::vector<std::string> key(wanted.key.size());
    for (const Stored& c : columns_of(f.db, table)) {
      columns[c.name] = c.type;
      if (c.key > 0) key.at(static_cast<std::size_t>(c.key) - 1) = c.name;
    }
    CHECK(columns == wanted.columns);
    CHECK(key == wanted.key);
    CHECK(f.db.int64_of("SELECT wr FROM pragma_table_list('" + table + "')") ==
          1);  // clustered: rows of an owner lie together
  }
}

TEST_CASE("the bits of `parts` tell tables apart") {
  for (const Kind* kind : crm::record::kinds()) {
    std::map<int, std::set<std::string>> tables = {{crm::record::part::tags, {"record_tag"}},
                                                   {crm::record::part::choices, {"record_choice"}}};
    for (const Child& list : kind->lists) tables[list.part].insert(std::string(list.table));
    for (const auto& [bit, names] : tables) {
      INFO(kind->name << " " << bit);
      CHECK(names.size() == 1);
      CHECK((bit > 0 && (bit & (bit - 1)) == 0));
    }
  }
}

TEST_CASE("the file knows the kinds") {
  Fixture f;
  std::size_t rows = 0;
  Statement q(f.db, "SELECT id, name, tab FROM kind ORDER BY id");
  for (; q.step(); ++rows) {
    const Kind& kind = *crm::record::kinds()[rows];
    CHECK(q.int64(0) == kind.number);
    CHECK(q.text(1) == kind.name);
    CHECK(q.text(2) == kind.table);
  }
  CHECK(rows == crm::record::kinds().size());
}

TEST_CASE("the journal knows every column of every kind") {
  Fixture f;
  for (const Kind* kind : crm::record::kinds()) {
    INFO(kind->name);
    CHECK(journal_columns(f.db, kind->number) == described_journal(*kind));
    CHECK(f.db.text_of("SELECT name FROM journal_table WHERE id = " + std::to_string(kind->number)) ==
          kind->table);
  }
}

TEST_CASE("the journal knows every column of the definitions") {
  Fixture f;
  Statement tables(f.db, "SELECT id, name FROM journal_table WHERE id > 101 ORDER BY id");
  int seen = 0;
  for (; tables.step(); ++seen) {
    const std::string table(tables.text(1));
    INFO(table);
    std::set<std::string> stored, known;
    for (const Stored& c : columns_of(f.db, table))
      if (c.name != "id" && c.name != "usage") stored.insert(c.name);  // counts are not journaled
    for (const auto& [name, type] : journal_columns(f.db, static_cast<int>(tables.int64(0))))
      known.insert(name);
    CHECK(known == stored);
  }
  CHECK(seen == 6);
  CHECK(journal_columns(f.db, 101) == JournalColumns{{"tag", "integer"}});
}

TEST_CASE("fields whose orders are promised to be quick have an index") {
  Fixture f;
  const std::map<std::string, std::vector<std::string>> promised = {
      {"customer", {"sort_name", "company", "city", "industry", "stage"}}, {"user", {"sort_name", "team"}}};
  for (const auto& [table, columns] : promised)
    for (const std::string& column : columns) {
      INFO(table << '.' << column);
      CHECK(f.db.int64_of("SELECT count(*) FROM pragma_index_list('" + table +
                          "') i, pragma_index_info(i.name) c "
                          "WHERE c.seqno = 0 AND c.name = '" +
                          column + "'") == 1);
    }
}
