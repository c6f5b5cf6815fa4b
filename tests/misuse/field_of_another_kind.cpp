// A customer has no team: changes belong to the kind of their field.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

void misuse(crm::WriteTx& tx, crm::CustomerId id) {
#ifdef RIGHT
  tx.customers().update(id, {crm::customer::department = "Sales"});
#endif
#ifdef WRONG
  tx.customers().update(id, {crm::user::team = "Sales"});
#endif
}
