// Notes: free text on any record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <crmlite/records.hpp>
#include <crmlite/user.hpp>

namespace crmlite {

struct Note;
using NoteId = Id<Note>;

/// A note to be stored. It is removed with the record that it is on; its changes are in its history.
struct NewNote {
  RecordId record = {};                ///< required: what it is on
  std::string text = {};               ///< required, up to 100,000 characters
  UserId author = {};                  ///< left out: the user who acts in the transaction
  bool pinned = false;                 ///< shown before the others
  std::optional<Date> follow_up = {};  ///< when to come back to it
  std::vector<std::string> tags = {};
  std::vector<Change<Note>> fields = {};
  std::string code = {};
};

/// A stored note.
struct Note : NewNote {
  NoteId id = {};
  std::int64_t revision = 0;
  Timestamp created = {};
  Timestamp updated = {};
  std::optional<Timestamp> archived = {};
  FieldValues custom = {};
};

/// Handles of the built-in fields.
namespace note {
inline constexpr Field<Note, RecordId> record{"record"};
inline constexpr Field<Note, std::string> text{"text"};
inline constexpr Field<Note, UserId> author{"author"};
inline constexpr Field<Note, bool> pinned{"pinned"};
inline constexpr Field<Note, Date> follow_up{"follow_up"};
inline constexpr Field<Note, std::string> code{"code"};
inline constexpr Field<Note, Timestamp> created{"created"};
inline constexpr Field<Note, Timestamp> updated{"updated"};
}  // namespace note

template <>
struct KindTraits<Note> {
  using Id = NoteId;
  using New = NewNote;
  CRMLITE_EXPORT static const detail::Kind& kind() noexcept;
};

/// Reads notes.
class NoteReader : public Reader<Note> {
 public:
  using Reader<Note>::Reader;

  /// One page of the notes on a record: the pinned ones first, then the newest first.
  /// @throws Invalid for a limit or a cursor that does not fit
  CRMLITE_EXPORT Page<Note> of(RecordId record, std::size_t limit = 50, const std::string& after = {}) const;
};

/// Reads and changes notes.
class NoteWriter : public Writer<Note> {
 public:
  using Writer<Note>::Writer;
  Page<Note> of(RecordId record, std::size_t limit = 50, const std::string& after = {}) const {
    return NoteReader(handle_).of(record, limit, after);
  }
};

}  // namespace crmlite
