// An assignment to a handle changes nothing by itself; dropped, it is reported (an error in these builds).
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

void misuse(crm::WriteTx& tx, crm::CustomerId id) {
#ifdef RIGHT
  tx.customers().update(id, {crm::customer::name = "Acme AG"});
#endif
#ifdef WRONG
  (void)tx;
  (void)id;
  crm::customer::name = "Acme AG";
#endif
}
