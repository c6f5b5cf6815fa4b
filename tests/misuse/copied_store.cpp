// A store is one open file: it is passed by reference.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

void misuse(crm::Store& store) {
#ifdef RIGHT
  crm::Store& same = store;
  same.maintain();
#endif
#ifdef WRONG
  crm::Store other = store;
  other.maintain();
#endif
}
