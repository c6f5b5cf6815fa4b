// A number is no id until somebody says so.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::Customer misuse(const crm::ReadTx& tx) {
#ifdef RIGHT
  return tx.customers().get(crm::CustomerId{17});
#endif
#ifdef WRONG
  return tx.customers().get(17);
#endif
}
