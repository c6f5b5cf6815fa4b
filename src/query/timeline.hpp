// Pages of timelines. Two shapes of one question: the entries, or the interactions behind them.
#pragma once

#include <string>
#include <vector>

#include <crmlite/timeline.hpp>

#include "record/session.hpp"

namespace crmlite::query {

using record::Session;

/// Fills the page with entries.
void timeline_page(Session& s, std::int64_t customer, const TimelineSpec& spec, Page<TimelineEntry>& page);
/// Fills the page with interactions, in full.
void timeline_page(Session& s, std::int64_t customer, const TimelineSpec& spec, Page<Interaction>& page);

}  // namespace crmlite::query
