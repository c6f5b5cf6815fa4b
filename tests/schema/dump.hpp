// A database as text: what `sqlite3 FILE .dump` would print, in an order that does not depend on how it came
// about.
#pragma once

#include <string>
#include <vector>

#include "sqlite/connection.hpp"
#include "sqlite/statement.hpp"

/// The statements of the schema by kind and name.
inline std::string schema_of(crmlite::sqlite::Connection& db) {
  std::string text;
  crmlite::sqlite::Statement q(
      db,
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' "
      "ESCAPE '\\' ORDER BY type DESC, name");
  while (q.step()) text += std::string(q.text(0)) + ";\n";
  return text;
}

inline std::vector<std::string> names_in(crmlite::sqlite::Connection& db, const std::string& sql) {
  std::vector<std::string> names;
  crmlite::sqlite::Statement q(db, sql);
  while (q.step()) names.emplace_back(q.text(0));
  return names;
}

inline std::vector<std::string> tables_of(crmlite::sqlite::Connection& db) {
  return names_in(
      db,
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE "
      "'sqlite\\_schema' ESCAPE '\\' ORDER BY name");
}

inline std::string rows_of(crmlite::sqlite::Connection& db, const std::string& table) {
  std::string values;
  for (const std::string& column : names_in(db, "SELECT name FROM pragma_table_info('" + table + "')"))
    values += (values.empty() ? "quote(" : " || ', ' || quote(") + column + ")";
  std::string text;
  for (const std::string& row : names_in(db, "SELECT " + values + " FROM " + table + " NOT INDEXED"))
    text += "INSERT INTO " + table + " VALUES (" + row + ");\n";
  return text;
}

/// Everything, to be run on an empty database.
inline std::string dump(crmlite::sqlite::Connection& db) {
  std::string text = "PRAGMA foreign_keys = OFF;\nBEGIN;\n" + schema_of(db);
  for (const std::string& table : tables_of(db)) text += rows_of(db, table);
  for (const char* pragma : {"application_id", "user_version"})
    text += std::string("PRAGMA ") + pragma + " = " +
            std::to_string(db.int64_of(std::string("PRAGMA ") + pragma)) + ";\n";
  return text + "COMMIT;\n";
}
