// What a block returns must outlive it.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

void misuse(crm::Store& store, crm::CustomerId id) {
  crm::Customer found;
#ifdef RIGHT
  found = store.read([&](const crm::ReadTx& tx) { return tx.customers().get(id); });
#endif
#ifdef WRONG
  found = store.read([&](const crm::ReadTx& tx) -> const crm::Customer& {
    static crm::Customer kept;
    return kept = tx.customers().get(id);
  });
#endif
}
