// Transactions come from a store.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

void misuse(crm::Store& store) {
#ifdef RIGHT
  crm::WriteTx tx = store.begin_write();
#endif
#ifdef WRONG
  crm::WriteTx tx{crm::detail::Handle{}, &store, 0};
#endif
  tx.commit();
}
