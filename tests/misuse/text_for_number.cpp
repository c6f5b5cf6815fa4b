// A field of numbers takes numbers.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};

void misuse(crm::WriteTx& tx, crm::CustomerId id) {
#ifdef RIGHT
  tx.customers().set(id, score, 72);
#endif
#ifdef WRONG
  tx.customers().set(id, score, "gold");
#endif
}
