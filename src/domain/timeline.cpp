// The faces of timelines.
#include "query/timeline.hpp"

#include <crmlite/timeline.hpp>

#include "domain/kinds.hpp"
#include "record/engine.hpp"

namespace crmlite {
namespace {

template <class T>
Page<T> timeline_of(detail::Handle handle, CustomerId customer, const TimelineSpec& spec) {
  detail::Session& s = detail::session_of(handle);
  if (!record::exists(s, s.def(domain::customer_kind), customer.value()))
    throw NotFound("no customer " + record::record_name(customer.value()));
  Page<T> page;
  query::timeline_page(s, customer.value(), spec, page);
  return page;
}

}  // namespace

Page<TimelineEntry> TimelineReader::list(CustomerId customer, const TimelineSpec& spec) const {
  return timeline_of<TimelineEntry>(handle_, customer, spec);
}

Page<Interaction> InteractionReader::timeline(CustomerId customer, const TimelineSpec& spec) const {
  return timeline_of<Interaction>(handle_, customer, spec);
}

}  // namespace crmlite
