// What a reading function is given cannot be made to write.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

void rename(crm::WriteTx& tx);
void count(const crm::ReadTx& tx);

void misuse(crm::Store& store) {
#ifdef RIGHT
  store.write([&](crm::WriteTx& tx) {
    count(tx);
    rename(tx);
  });
#endif
#ifdef WRONG
  store.read([&](const crm::ReadTx& tx) { rename(tx); });
#endif
}
