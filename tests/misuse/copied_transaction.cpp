// A transaction belongs to its block.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

void misuse(crm::Store& store) {
  crm::WriteTx tx = store.begin_write();
#ifdef RIGHT
  crm::WriteTx& same = tx;
  same.commit();
#endif
#ifdef WRONG
  crm::WriteTx other = tx;
  other.commit();
#endif
}
