// Custom fields of users are not given to customers.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};
constexpr crm::Field<crm::User, std::int64_t> room{"room"};

crm::NewCustomer misuse() {
#ifdef RIGHT
  return {.name = "Acme", .fields = {score = 72}};
#endif
#ifdef WRONG
  return {.name = "Acme", .fields = {room = 72}};
#endif
}
