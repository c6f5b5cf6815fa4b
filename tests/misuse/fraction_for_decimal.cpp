// Binary fractions are not exact: decimals are written as decimals.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

constexpr crm::Field<crm::Customer, crm::Decimal> discount{"discount"};

crm::Change<crm::Customer> misuse() {
#ifdef RIGHT
  return discount = crm::Decimal{75, 1};
#endif
#ifdef WRONG
  return discount = 7.5;
#endif
}
