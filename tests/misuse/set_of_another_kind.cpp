// `set` takes a field of the writer's own kind.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

void misuse(crm::WriteTx& tx, crm::CustomerId id) {
#ifdef RIGHT
  tx.customers().clear(id, crm::customer::city);
#endif
#ifdef WRONG
  tx.customers().clear(id, crm::user::team);
#endif
}
