// Stages are an enumeration: a misspelt one is found by the compiler.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::FilterOf<crm::Customer> misuse() {
#ifdef RIGHT
  return crm::customer::stage == crm::LifecycleStage::prospect;
#endif
#ifdef WRONG
  return crm::customer::stage == "prospct";
#endif
}
