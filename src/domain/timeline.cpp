// The faces of timelines.
#include "query/timeline.hpp"

#include <algorithm>

#include <crmlite/timeline.hpp>

#include "domain/kinds.hpp"
#include "query/related.hpp"
#include "record/engine.hpp"

namespace crmlite {
namespace {

/// The customer, then those whose entries stand beside theirs, in the order of their ids.
std::vector<std::int64_t> concerned(detail::Session& s, std::int64_t customer, const TimelineSpec& spec) {
  std::vector<std::int64_t> found{customer};
  if (spec.subsidiaries)
    for (const Relative& r :
         query::walk(s, customer, RelationKind::subsidiary_of, query::Way::down, SIZE_MAX))
      found.push_back(r.record.value());
  const std::size_t companies = spec.people ? found.size() : 0;
  for (std::size_t i = 0; i < companies; ++i)
    for (const std::int64_t person : query::step(s, found[i], RelationKind::works_at, query::Way::down))
      if (person != customer) found.push_back(person);
  std::sort(found.begin() + 1, found.end());
  found.erase(std::unique(found.begin() + 1, found.end()), found.end());
  return found;
}

template <class T>
Page<T> timeline_of(detail::Handle handle, CustomerId customer, const TimelineSpec& spec) {
  detail::Session& s = detail::session_of(handle);
  Page<T> page;
  query::timeline_page(s, concerned(s, customer.value(), spec), spec, page);
  // Who has an entry is there.
  if (page.empty() && !record::exists(s, s.def(domain::customer_kind), customer.value()))
    throw NotFound("no customer " + record::record_name(customer.value()));
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
