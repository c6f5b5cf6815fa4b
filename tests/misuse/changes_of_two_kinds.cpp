// A list of changes belongs to one kind, also as a vector.
#include <vector>

#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

void misuse(crm::WriteTx& tx, crm::CustomerId id) {
#ifdef RIGHT
  std::vector<crm::Change<crm::Customer>> changes;
  changes.push_back(crm::customer::city = "Wien");
#endif
#ifdef WRONG
  std::vector<crm::Change<crm::Customer>> changes;
  changes.push_back(crm::user::team = "Sales");
#endif
  tx.customers().update(id, changes);
}
