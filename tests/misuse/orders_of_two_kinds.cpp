// Sort keys of one order belong to one kind.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::Page<crm::Customer> misuse(const crm::ReadTx& tx) {
#ifdef RIGHT
  return tx.customers().list(
      {.order = {crm::ascending(crm::customer::city), crm::descending(crm::customer::name)}});
#endif
#ifdef WRONG
  return tx.customers().list(
      {.order = {crm::ascending(crm::customer::city), crm::descending(crm::user::team)}});
#endif
}
