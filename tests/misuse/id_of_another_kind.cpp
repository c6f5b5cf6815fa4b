// A user's id names no customer.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::Customer misuse(const crm::ReadTx& tx, crm::CustomerId customer, crm::UserId user) {
#ifdef RIGHT
  (void)user;
  return tx.customers().get(customer);
#endif
#ifdef WRONG
  (void)customer;
  return tx.customers().get(user);
#endif
}
