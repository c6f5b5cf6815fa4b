// Customers are not sorted by a field of users.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::Page<crm::Customer> misuse(const crm::ReadTx& tx) {
#ifdef RIGHT
  return tx.customers().list({.order = crm::ascending(crm::customer::city)});
#endif
#ifdef WRONG
  return tx.customers().list({.order = crm::ascending(crm::user::team)});
#endif
}
