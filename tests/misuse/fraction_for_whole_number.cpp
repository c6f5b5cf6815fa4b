// A fraction is not cut down in silence.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};

crm::Change<crm::Customer> misuse() {
#ifdef RIGHT
  return score = 7;
#endif
#ifdef WRONG
  return score = 7.5;
#endif
}
