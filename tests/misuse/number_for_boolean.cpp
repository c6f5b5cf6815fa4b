// Numbers are neither true nor false.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::FilterOf<crm::User> misuse() {
#ifdef RIGHT
  return crm::user::active == true;
#endif
#ifdef WRONG
  return crm::user::active == 1;
#endif
}
