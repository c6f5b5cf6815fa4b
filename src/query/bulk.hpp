// One change for every record that a filter selects, within the caller's transaction.
#pragma once

#include <functional>

#include <crmlite/bulk.hpp>

#include "query/compile.hpp"

namespace crmlite::query {

/// Calls `change` with the id of each record selected; true counts as changed. A dry run does everything and undoes
/// it. When a call throws, the transaction is broken.
BulkResult each_selected(record::Session& s, const record::KindDef& def, const Filter& filter, Archived archived,
                         const BulkOptions& options, const std::function<bool(std::int64_t)>& change);

}  // namespace crmlite::query
