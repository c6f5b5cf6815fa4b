// Tasks: what is to be done, by whom and until when; once, or again and again by a rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/interaction.hpp>
#include <crmlite/records.hpp>
#include <crmlite/user.hpp>

namespace crmlite {

struct Task;
using TaskId = Id<Task>;

enum class TaskPriority : std::uint8_t { low, normal, high, urgent };
CRMLITE_EXPORT std::string_view to_string(TaskPriority priority) noexcept;

/// The last two close a task.
enum class TaskStatus : std::uint8_t { open, in_progress, waiting, done, cancelled };
CRMLITE_EXPORT std::string_view to_string(TaskStatus status) noexcept;

/// One line of a task's checklist.
struct ChecklistItem {
  std::string text = {};
  bool done = false;

  friend bool operator==(const ChecklistItem&, const ChecklistItem&) = default;
};
CRMLITE_EXPORT Value list_value(const std::vector<ChecklistItem>& items);

/// A task to be stored.
struct NewTask {
  std::string subject = {};       ///< required
  std::string description = {};   ///< up to 100,000 characters
  std::vector<About> about = {};  ///< records of any kind; one that is removed is let go
  UserId assignee = {};
  TaskPriority priority = TaskPriority::normal;
  TaskStatus status = TaskStatus::open;
  /// Due on a day or at a time, not both; giving a stored task one takes the other away.
  std::optional<Date> due_date = {};
  std::optional<Timestamp> due_at = {};
  std::string zone = {};  ///< IANA name: whose days and clock count; empty: the store's
  /// A rule as Recurrence::parse reads it: when the stored task is done, the next one is made, without what
  /// is not given any more (retired tags and choices, archived fields) and without unique values. Needs a day
  /// or time to start from.
  std::string recurrence = {};
  std::vector<ChecklistItem> checklist = {};
  std::vector<std::string> tags = {};
  std::vector<Change<Task>> fields = {};
  std::string code = {};
};

/// A stored task. What it has beyond NewTask is kept by the library.
struct Task : NewTask {
  TaskId id = {};
  std::int64_t revision = 0;
  Timestamp created = {};
  Timestamp updated = {};
  std::optional<Timestamp> archived = {};
  std::optional<Timestamp> due = {};     ///< `due_at`, or the beginning of `due_date` in its zone
  std::optional<Timestamp> closed = {};  ///< when it was done or cancelled
  std::optional<Timestamp> starts = {};  ///< of a recurring one: `due` of the first
  TaskId next = {};                      ///< of a recurring one that is done: the task that follows
  FieldValues custom = {};
};

/// Handles of the built-in fields.
namespace task {
inline constexpr Field<Task, std::string> subject{"subject"};
inline constexpr Field<Task, std::string> description{"description"};
inline constexpr Field<Task, std::vector<About>> about{"about"};
inline constexpr Field<Task, UserId> assignee{"assignee"};
inline constexpr Field<Task, TaskPriority> priority{"priority"};
inline constexpr Field<Task, TaskStatus> status{"status"};
inline constexpr Field<Task, Date> due_date{"due_date"};
inline constexpr Field<Task, Timestamp> due_at{"due_at"};
inline constexpr Field<Task, std::string> zone{"zone"};
inline constexpr Field<Task, std::string> recurrence{"recurrence"};
inline constexpr Field<Task, std::vector<ChecklistItem>> checklist{"checklist"};
inline constexpr Field<Task, Timestamp> due{"due"};
inline constexpr Field<Task, Timestamp> closed{"closed"};
inline constexpr Field<Task, Timestamp> starts{"starts"};
inline constexpr Field<Task, TaskId> next{"next"};
inline constexpr Field<Task, std::string> code{"code"};
inline constexpr Field<Task, Timestamp> created{"created"};
inline constexpr Field<Task, Timestamp> updated{"updated"};
}  // namespace task

template <>
struct KindTraits<Task> {
  using Id = TaskId;
  using New = NewTask;
  CRMLITE_EXPORT static const detail::Kind& kind() noexcept;
};

/// Which open tasks are wanted.
struct DueSpec {
  UserId assignee = {};  ///< none: anybody's
  std::size_t limit = 50;
  std::string after = {};  ///< `next` of the page before
};

/// Reads tasks.
class TaskReader : public Reader<Task> {
 public:
  using Reader<Task>::Reader;

  /// Open tasks whose day or time has come at `now`, the longest due first.
  CRMLITE_EXPORT Page<Task> due(Timestamp now, const DueSpec& spec = {}) const;
  /// Open tasks that should have been done before `now`: their time, or the whole of their day in the store's
  /// zone, is over.
  CRMLITE_EXPORT Page<Task> overdue(Timestamp now, const DueSpec& spec = {}) const;
  /// Open tasks about a record, the earliest due first, those without a time last.
  CRMLITE_EXPORT Page<Task> about(RecordId record, std::size_t limit = 50,
                                  const std::string& after = {}) const;
};

/// Reads and changes tasks.
class TaskWriter : public Writer<Task> {
 public:
  using Writer<Task>::Writer;

  /// Does the task. Returns the task that follows by its rule, if one does.
  /// @throws NotFound
  CRMLITE_EXPORT std::optional<TaskId> complete(TaskId id);

  Page<Task> due(Timestamp now, const DueSpec& spec = {}) const { return TaskReader(handle_).due(now, spec); }
  Page<Task> overdue(Timestamp now, const DueSpec& spec = {}) const {
    return TaskReader(handle_).overdue(now, spec);
  }
  Page<Task> about(RecordId record, std::size_t limit = 50, const std::string& after = {}) const {
    return TaskReader(handle_).about(record, limit, after);
  }
};

}  // namespace crmlite
