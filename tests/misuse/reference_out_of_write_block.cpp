// What a block returns must outlive it.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

void misuse(crm::Store& store) {
#ifdef RIGHT
  store.write([](crm::WriteTx& tx) { return tx.customers().insert({.name = "Acme"}); });
#endif
#ifdef WRONG
  store.write([](crm::WriteTx& tx) -> crm::WriteTx& { return tx; });
#endif
}
