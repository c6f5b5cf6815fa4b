// A reference field names the kind it refers to.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

constexpr crm::Field<crm::Customer, crm::CustomerId> parent{"parent"};

crm::Change<crm::Customer> misuse(crm::CustomerId customer, crm::UserId user) {
#ifdef RIGHT
  (void)user;
  return parent = customer;
#endif
#ifdef WRONG
  (void)customer;
  return parent = user;
#endif
}
