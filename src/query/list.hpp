// Pages: keyset paging over any order, at most two statements for the rows, one more for each table of lists asked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/compile.hpp"

namespace crmlite::query {

std::string list_page(record::Session& s, const record::KindDef& def, const detail::ListQuery& query,
                      detail::Sink sink, bool any);
std::uint64_t count(record::Session& s, const record::KindDef& def, const Filter& filter, Archived archived);

/// The statement of a page, of the records that have a sort key or of those that have none: for tests of its plan.
std::string page_sql(record::Session& s, const record::KindDef& def, const detail::ListQuery& query, bool empties = false);

}  // namespace crmlite::query
