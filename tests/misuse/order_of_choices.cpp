// Choices have no order to compare by.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

constexpr crm::Field<crm::Customer, crm::Choice> tier{"tier"};

crm::FilterOf<crm::Customer> misuse() {
#ifdef RIGHT
  return tier == "gold";
#endif
#ifdef WRONG
  return tier > "gold";
#endif
}
