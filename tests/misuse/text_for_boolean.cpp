// A pointer is not true.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::Change<crm::User> misuse() {
#ifdef RIGHT
  return crm::user::active = false;
#endif
#ifdef WRONG
  return crm::user::active = "no";
#endif
}
