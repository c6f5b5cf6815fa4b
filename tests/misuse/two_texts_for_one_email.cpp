// Two addresses are two elements; in one pair of brackets they are not.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::NewCustomer misuse() {
#ifdef RIGHT
  return {.name = "Acme", .emails = {{"a@x.example"}, {"b@x.example"}}};
#endif
#ifdef WRONG
  return {.name = "Acme", .emails = {{"a@x.example", "b@x.example"}}};
#endif
}
