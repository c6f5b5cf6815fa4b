// The public way to show an instant in a zone. The zone last used is kept, because lists ask for one again and again.
#include <crmlite/date.hpp>

#include "base/zone.hpp"

namespace crmlite {

std::optional<std::string> format_in_zone(Timestamp instant, std::string_view zone) {
  thread_local std::string name;
  thread_local std::optional<base::Zone> kept;
  if (!kept || name != zone) {
    kept = base::Zone::load(zone);
    name = zone;
  }
  if (!kept) return std::nullopt;
  return kept->format(instant);
}

}  // namespace crmlite
