// The public way to show an instant in a zone.
#include <crmlite/date.hpp>

#include "base/zone.hpp"

namespace crmlite {

std::optional<std::string> format_in_zone(Timestamp instant, std::string_view zone) {
  const auto known = base::Zone::recall(zone);
  if (!known) return std::nullopt;
  return known->format(instant);
}

}  // namespace crmlite
