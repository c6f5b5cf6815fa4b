// A relation is a record, but neither of the customers it joins.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::Page<crm::TimelineEntry> misuse(const crm::ReadTx& tx, crm::CustomerId customer, crm::RelationId relation) {
#ifdef RIGHT
  (void)relation;
  return tx.timeline().list(customer);
#endif
#ifdef WRONG
  (void)customer;
  return tx.timeline().list(relation);
#endif
}
