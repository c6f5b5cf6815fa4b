// One change for every record that a filter selects, within the caller's transaction.
#pragma once

#include <functional>
#include <span>

#include <crmlite/bulk.hpp>

#include "query/compile.hpp"

namespace crmlite::query {

/// Changes one record of those selected, whose ids are given in their order; true counts as changed.
using Change = std::function<bool(std::int64_t id, std::span<const std::int64_t> selected)>;

/// Calls `change` for each record selected. A dry run does everything and undoes it. When a call throws, the
/// transaction is broken.
BulkResult each_selected(record::Session& s, const record::KindDef& def, const Filter& filter, Archived archived,
                         const BulkOptions& options, const Change& change);

}  // namespace crmlite::query
