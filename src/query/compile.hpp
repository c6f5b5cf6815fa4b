// From a filter to SQL: fields are looked up in the kind's description, values are checked against their type and
// only ever bound.
#pragma once

#include <string>
#include <vector>

#include <crmlite/filter.hpp>
#include <crmlite/list.hpp>

#include "record/cell.hpp"
#include "record/session.hpp"

namespace crmlite::query {

/// A condition and the values of its parameters, in order.
struct Sql {
  std::string text;
  std::vector<record::Cell> binds;

  void append(const Sql& other) {
    text += other.text;
    binds.insert(binds.end(), other.binds.begin(), other.binds.end());
  }
};

void bind_all(sqlite::Statement& q, const std::vector<record::Cell>& binds, int first = 1);

/// The condition, "1" for the empty filter.
/// @throws Invalid naming the field and the rule
Sql compile(record::Session& s, const record::KindDef& def, const Filter& filter);
/// With the archived records that the question leaves out.
Sql compile(record::Session& s, const record::KindDef& def, const Filter& filter, Archived archived);

/// `customer.sort_name`: what an order by this field sorts by.
std::string sort_column(const record::KindDef& def, const record::FieldDef& field);

}  // namespace crmlite::query
