// What a store's file holds, seen from outside: a second connection to the file, and everything in it as
// text, so that a test can say "nothing changed".
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "sqlite/connection.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/temp_file.hpp"
#include "store_fixture.hpp"

namespace fixture {

/// A store in a file that another connection may look at.
class FileStore {
 public:
  explicit FileStore(crmlite::StoreOptions with = options())
      : store_(file_.path(), relaxed(std::move(with))) {}

  crmlite::Store& operator*() { return store_; }
  crmlite::Store* operator->() { return &store_; }
  crmlite::sqlite::Connection look() const { return file_.open({.read_only = true}); }

 private:
  static crmlite::StoreOptions relaxed(crmlite::StoreOptions options) {
    options.durability = crmlite::Durability::relaxed;
    return options;
  }

  TempFile file_;
  crmlite::Store store_;
};

inline std::string cell_text(const crmlite::sqlite::Statement& q, int column) {
  using crmlite::sqlite::Type;
  switch (q.type(column)) {
    case Type::null:
      return "-";
    case Type::integer:
      return std::to_string(q.int64(column));
    case Type::blob: {
      std::string hex = "x";
      for (const std::byte b : q.blob(column))
        for (const int digit : {std::to_integer<int>(b) / 16, std::to_integer<int>(b) % 16})
          hex += "0123456789abcdef"[digit];
      return hex;
    }
    default:
      return "'" + std::string(q.text(column)) + "'";
  }
}

/// Every row of a query, one a line.
inline std::string rows(crmlite::sqlite::Connection& db, const std::string& sql) {
  crmlite::sqlite::Statement q(db, sql);
  std::string out;
  while (q.step()) {
    for (int c = 0; c < q.columns(); ++c) out += (c ? "|" : "") + cell_text(q, c);
    out += '\n';
  }
  return out;
}

/// Every row of every table, but for table `store`: a failed insert may have used up an id.
inline std::string everything(crmlite::sqlite::Connection& db) {
  std::vector<std::string> tables;
  {
    crmlite::sqlite::Statement q(
        db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'store' ORDER BY name");
    while (q.step()) tables.emplace_back(q.text(0));
  }
  std::string out;
  for (const std::string& table : tables)
    out += table + "\n" + rows(db, "SELECT * FROM " + table + " ORDER BY 1, 2");
  return out;
}

}  // namespace fixture
