// A read block gives a snapshot to read from, not to write to.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

void misuse(crm::Store& store, crm::CustomerId id) {
#ifdef RIGHT
  store.write([&](crm::WriteTx& tx) { tx.customers().archive(id); });
#endif
#ifdef WRONG
  store.read([&](const crm::ReadTx& tx) { tx.customers().archive(id); });
#endif
}
