// Customers cannot be asked for a team of users.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

std::uint64_t misuse(const crm::ReadTx& tx) {
#ifdef RIGHT
  return tx.users().count(crm::user::team == "Sales");
#endif
#ifdef WRONG
  return tx.customers().count(crm::user::team == "Sales");
#endif
}
