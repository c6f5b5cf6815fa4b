// The SQL of a kind as one version of the catalogue shapes it, prepared once and kept while that version lasts.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/session.hpp"

namespace crmlite::record {

/// One child table with all the lists that are kept in it.
struct ListTable {
  std::string_view table;
  int part = 0;
  bool listed = false;                       // has a column `list`
  bool twins = false;                        // has a column `normal`
  std::vector<std::string_view> columns;     // of all its lists together
  std::vector<std::uint32_t> fields;         // the lists, by index among the kind's fields
  std::vector<std::vector<int>> positions;   // of each list's columns in a selected row
  std::string of_one;                        // SELECT owner, [list,] columns …, [normal] FROM table, of one record
  std::string of_many;                       // and of all in a JSON array of ids
  std::vector<std::string> insert;           // per list
};

/// The statements that read and change some columns of a row.
struct RowChange {
  std::vector<const FieldDef*> fields;       // in the order of the columns
  sqlite::Slot read;                         // SELECT revision, parts, columns …
  sqlite::Slot write;                        // UPDATE of updated, parts, the columns and those derived from them
};

struct KindPlans {
  KindPlans(Session& s, const KindDef& kind);

  const KindDef* def = nullptr;
  std::shared_ptr<const KindDef> kept;      // what `def` points to

  // Reading a row: engine columns, `parts`, built-in columns, live custom columns (money takes two).
  std::string columns;                       // the select list
  static constexpr int parts_column = 6;
  static constexpr int first_column = 7;
  std::vector<const FieldDef*> customs;      // live, kept in columns
  std::vector<const FieldDef*> written;      // the same in the order of the journal's columns
  std::vector<const FieldDef*> multiples;    // live multiple choices, in that order
  std::vector<const FieldDef*> demanding;    // live custom fields that are required or have a default
  std::vector<ListTable> lists;
  sqlite::Slot get;

  // Writing a row.
  static constexpr std::size_t most_bound = 64;  // custom columns that one fixed statement binds
  sqlite::Slot insert_plain;                 // without custom columns
  sqlite::Slot insert_full;                  // with all of them
  std::string insert_sql(const std::vector<const FieldDef*>& customs) const;

  /// The statements for these fields of the row; those used lately are kept.
  RowChange& row_change(std::span<const FieldDef* const> fields);

  const ListTable& table_of(const FieldDef& list, std::size_t& which) const;

 private:
  static constexpr std::size_t most_changes = 32;  // sets of fields whose statements are kept

  sqlite::Connection& db_;
  std::vector<std::unique_ptr<RowChange>> changes_;  // the latest used last
};

/// How many columns of a row a field takes.
inline int width_of(const FieldDef& f) { return f.type == FieldType::money ? 2 : 1; }

}  // namespace crmlite::record
