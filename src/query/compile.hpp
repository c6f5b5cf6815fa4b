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
  int depth = 12;  ///< symbols that SQLite's parser holds while it reads the condition; so many for a single one

  void append(const Sql& other) {
    text += other.text;
    binds.insert(binds.end(), other.binds.begin(), other.binds.end());
  }
};

/// A text as LIKE takes it literally, with `\` as the escape.
std::string escaped(std::string_view part);

void bind_all(sqlite::Statement& q, const std::vector<record::Cell>& binds, int first = 1);

/// The condition, with the archived records that the question leaves out and without the part of the filter that is
/// `settled` otherwise.
/// @throws Invalid naming the field and the rule
Sql compile(record::Session& s, const record::KindDef& def, const Filter& filter, Archived archived,
            const detail::FilterNode* settled = nullptr);

/// The part of the filter that asks for a tag which every record selected carries; null where none does.
const detail::FilterNode* required_tag(record::Session& s, const Filter& filter);

/// Whether the filter leaves out every record whose field is empty.
bool wants_value(const record::KindDef& def, const Filter& filter, const record::FieldDef& field);

/// `customer.sort_name`: what an order by this field sorts by.
std::string sort_column(const record::KindDef& def, const record::FieldDef& field);

}  // namespace crmlite::query
