// Reminders: told to one person at one time, once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/records.hpp>
#include <crmlite/user.hpp>

namespace crmlite {

struct Reminder;
using ReminderId = Id<Reminder>;

/// `waiting` for its time, `delivered` by ReminderWriter::due, `acknowledged` by the person.
enum class ReminderState : std::uint8_t { waiting, delivered, acknowledged };
CRMLITE_EXPORT std::string_view to_string(ReminderState state) noexcept;

/// A reminder to be stored, for one person: who is to remind several makes one for each. It is removed with
/// the record that it is about.
struct NewReminder {
  RecordId record = {};              ///< required: a task, a planned interaction or any other record
  UserId person = {};                ///< left out: the user who acts in the transaction
  std::optional<Timestamp> at = {};  ///< either at a time …
  std::optional<std::int64_t> minutes_before =
      {};  ///< … or so long before the task is due or the interaction begins
  std::string message = {};
  std::vector<std::string> tags = {};
  std::vector<Change<Reminder>> fields = {};
  std::string code = {};
};

/// A stored reminder. What it has beyond NewReminder is kept by the library.
struct Reminder : NewReminder {
  ReminderId id = {};
  std::int64_t revision = 0;
  Timestamp created = {};
  Timestamp updated = {};
  std::optional<Timestamp> archived = {};
  ReminderState state = ReminderState::waiting;
  /// When it is to be delivered; follows the record's time. None while the record has no time, and once it is
  /// closed.
  std::optional<Timestamp> rings = {};
  std::optional<Timestamp> delivered = {};
  FieldValues custom = {};
};

/// Handles of the built-in fields.
namespace reminder {
inline constexpr Field<Reminder, RecordId> record{"record"};
inline constexpr Field<Reminder, UserId> person{"person"};
inline constexpr Field<Reminder, Timestamp> at{"at"};
inline constexpr Field<Reminder, std::int64_t> minutes_before{"minutes_before"};
inline constexpr Field<Reminder, std::string> message{"message"};
inline constexpr Field<Reminder, ReminderState> state{"state"};
inline constexpr Field<Reminder, Timestamp> rings{"rings"};
inline constexpr Field<Reminder, Timestamp> delivered{"delivered"};
inline constexpr Field<Reminder, std::string> code{"code"};
inline constexpr Field<Reminder, Timestamp> created{"created"};
inline constexpr Field<Reminder, Timestamp> updated{"updated"};
}  // namespace reminder

template <>
struct KindTraits<Reminder> {
  using Id = ReminderId;
  using New = NewReminder;
  CRMLITE_EXPORT static const detail::Kind& kind() noexcept;
};

/// Reads reminders.
class ReminderReader : public Reader<Reminder> {
 public:
  using Reader<Reminder>::Reader;

  /// What was delivered to a person and not acknowledged: what a program shows again when it starts anew,
  /// since it may have ended between the delivery and the person's seeing it.
  CRMLITE_EXPORT Page<Reminder> unacknowledged(UserId person, std::size_t limit = 50,
                                               const std::string& after = {}) const;
};

/// Whose reminders are to be delivered, and how many at most.
struct RemindSpec {
  UserId person = {};  ///< none: everybody's
  std::size_t limit = 100;
};

/// Delivers and changes reminders.
class ReminderWriter : public Writer<Reminder> {
 public:
  using Writer<Reminder>::Writer;

  /// Delivers the reminders whose time has come at `now`, the earliest first: each is marked and returned by
  /// exactly one committed transaction, whatever the number of programs that ask. If the block is rolled
  /// back, or the program ends before it commits, they are still waiting.
  CRMLITE_EXPORT std::vector<Reminder> due(Timestamp now, const RemindSpec& spec = {});
  /// The person has seen it.
  /// @throws NotFound
  CRMLITE_EXPORT void acknowledge(ReminderId id);
  /// Delivers it once more at this time.
  /// @throws NotFound
  CRMLITE_EXPORT void snooze(ReminderId id, Timestamp until);
  /// Another person is to be reminded instead: at once, if it was delivered already.
  /// @throws NotFound; Invalid where there is no such user
  CRMLITE_EXPORT void hand_on(ReminderId id, UserId person);
};

}  // namespace crmlite
