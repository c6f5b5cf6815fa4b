// Handles are constants: one handle cannot be made to name another field.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};
constexpr crm::Field<crm::Customer, std::int64_t> rank{"rank"};

crm::Change<crm::Customer> misuse() {
#ifdef RIGHT
  return score = 7;
#endif
#ifdef WRONG
  return score = rank;
#endif
}
