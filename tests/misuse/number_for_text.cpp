// A number is not a character.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::Change<crm::Customer> misuse() {
#ifdef RIGHT
  return crm::customer::city = "65";
#endif
#ifdef WRONG
  return crm::customer::city = 65;
#endif
}
