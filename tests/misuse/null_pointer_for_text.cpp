// Nothing is said by `none`, never by a null pointer.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::Change<crm::Customer> misuse() {
#ifdef RIGHT
  return crm::customer::city = crm::none;
#endif
#ifdef WRONG
  return crm::customer::city = nullptr;
#endif
}
