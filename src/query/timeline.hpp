// Pages of timelines. Two shapes of one question: the entries, or the interactions behind them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include <crmlite/timeline.hpp>

#include "record/session.hpp"

namespace crmlite::query {

using record::Session;

/// Fills the page with entries of these customers, as one timeline: the one asked for, then the others in the
/// order of their ids, at least one.
void timeline_page(Session& s, std::span<const std::int64_t> customers, const TimelineSpec& spec,
                   Page<TimelineEntry>& page);
/// Fills the page with interactions, in full.
void timeline_page(Session& s, std::span<const std::int64_t> customers, const TimelineSpec& spec,
                   Page<Interaction>& page);

}  // namespace crmlite::query
