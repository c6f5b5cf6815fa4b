// Every customer is a record; not every record is a customer.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

void misuse(crm::CustomerId customer, crm::RecordId record) {
#ifdef RIGHT
  record = customer;
#endif
#ifdef WRONG
  customer = record;
#endif
  (void)customer;
  (void)record;
}
