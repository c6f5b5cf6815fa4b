// A content is no record, so nothing can be attached to it.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::AttachmentId misuse(crm::WriteTx& tx, crm::CustomerId customer, crm::BlobId blob) {
#ifdef RIGHT
  return tx.attachments().attach({.record = customer, .blob = blob, .name = "a"});
#endif
#ifdef WRONG
  (void)customer;
  return tx.attachments().attach({.record = blob, .blob = blob, .name = "a"});
#endif
}
