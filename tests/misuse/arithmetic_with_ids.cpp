// Ids are names: the next customer is not this one plus one.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::CustomerId misuse(crm::CustomerId id) {
#ifdef RIGHT
  return crm::CustomerId{id.value()};
#endif
#ifdef WRONG
  return id + 1;
#endif
}
