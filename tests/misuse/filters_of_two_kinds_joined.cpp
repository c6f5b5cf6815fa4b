// Conditions on different kinds have no record in common.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::Filter misuse() {
#ifdef RIGHT
  return crm::customer::city == "Wien" && crm::has_tag("vip");
#endif
#ifdef WRONG
  return crm::customer::city == "Wien" && crm::user::team == "Sales";
#endif
}
