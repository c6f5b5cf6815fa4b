// A dry run is asked for by name; a stray `false` would hide what is meant.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::BulkOptions misuse() {
#ifdef RIGHT
  return {.dry_run = crm::DryRun::yes};
#endif
#ifdef WRONG
  return {.dry_run = true};
#endif
}
