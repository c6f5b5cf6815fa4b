// Attachments: files on any record. What they name is content that Store::put has taken in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <crmlite/blob.hpp>
#include <crmlite/records.hpp>

namespace crmlite {

struct Attachment;
using AttachmentId = Id<Attachment>;

/// An attachment to be stored. It is removed with the record that it is on.
struct NewAttachment {
  RecordId record = {};        ///< required: what it is on
  BlobId blob = {};            ///< required: its content, from Store::put
  std::string name = {};       ///< required: the file's
  std::string mime_type = {};  ///< "application/pdf"
  std::string role = {};       ///< "contract", "photo", or a word of the host's
  std::string text = {};       ///< what the host has read in it, up to 1,000,000 characters
  std::vector<std::string> tags = {};
  std::vector<Change<Attachment>> fields = {};
  std::string code = {};
};

/// A stored attachment.
struct Attachment : NewAttachment {
  std::int64_t size = 0;  ///< of its content, in bytes
  AttachmentId id = {};
  std::int64_t revision = 0;
  Timestamp created = {};
  Timestamp updated = {};
  std::optional<Timestamp> archived = {};
  FieldValues custom = {};
};

/// Handles of the built-in fields.
namespace attachment {
inline constexpr Field<Attachment, RecordId> record{"record"};
inline constexpr Field<Attachment, BlobId> blob{"blob"};
inline constexpr Field<Attachment, std::string> name{"name"};
inline constexpr Field<Attachment, std::string> mime_type{"mime_type"};
inline constexpr Field<Attachment, std::string> role{"role"};
inline constexpr Field<Attachment, std::string> text{"text"};
inline constexpr Field<Attachment, std::int64_t> size{"size"};
inline constexpr Field<Attachment, std::string> code{"code"};
inline constexpr Field<Attachment, Timestamp> created{"created"};
inline constexpr Field<Attachment, Timestamp> updated{"updated"};
}  // namespace attachment

template <>
struct KindTraits<Attachment> {
  using Id = AttachmentId;
  using New = NewAttachment;
  CRMLITE_EXPORT static const detail::Kind& kind() noexcept;
};

/// Reads attachments.
class AttachmentReader : public Reader<Attachment> {
 public:
  using Reader<Attachment>::Reader;

  /// One page of the attachments on a record, in the order in which they came.
  /// @throws Invalid for a limit or a cursor that does not fit
  CRMLITE_EXPORT Page<Attachment> of(RecordId record, std::size_t limit = 50,
                                     const std::string& after = {}) const;
};

/// Reads and changes attachments.
class AttachmentWriter : public Writer<Attachment> {
 public:
  using Writer<Attachment>::Writer;

  /// Puts a file on a record; `insert` by its usual name.
  AttachmentId attach(const NewAttachment& attachment) { return insert(attachment); }
  Page<Attachment> of(RecordId record, std::size_t limit = 50, const std::string& after = {}) const {
    return AttachmentReader(handle_).of(record, limit, after);
  }
};

}  // namespace crmlite
