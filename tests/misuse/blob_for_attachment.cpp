// The name of a content names no attachment.
#include <crmlite/crmlite.hpp>
namespace crm = crmlite;

crm::Attachment misuse(const crm::ReadTx& tx, crm::AttachmentId attachment, crm::BlobId blob) {
#ifdef RIGHT
  (void)blob;
  return tx.attachments().get(attachment);
#endif
#ifdef WRONG
  (void)attachment;
  return tx.attachments().get(blob);
#endif
}
