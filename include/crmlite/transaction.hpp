// Blocks: one snapshot to read, one transaction to write. A transaction belongs to its block and its thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <crmlite/attachment.hpp>
#include <crmlite/code.hpp>
#include <crmlite/customer.hpp>
#include <crmlite/export.hpp>
#include <crmlite/fields.hpp>
#include <crmlite/note.hpp>
#include <crmlite/relation.hpp>
#include <crmlite/reminder.hpp>
#include <crmlite/tag.hpp>
#include <crmlite/task.hpp>
#include <crmlite/timeline.hpp>
#include <crmlite/user.hpp>
#include <crmlite/view.hpp>
#include <crmlite/yearly.hpp>

namespace crmlite {

class Store;

/// One snapshot of the file: everything read inside sees the same state.
class ReadTx {
 public:
  ReadTx(const ReadTx&) = delete;
  ReadTx& operator=(const ReadTx&) = delete;
  CRMLITE_EXPORT ~ReadTx();

  Reader<Customer> customers() const { return Reader<Customer>(handle_); }
  Reader<User> users() const { return Reader<User>(handle_); }
  InteractionReader interactions() const { return InteractionReader(handle_); }
  NoteReader notes() const { return NoteReader(handle_); }
  TaskReader tasks() const { return TaskReader(handle_); }
  ReminderReader reminders() const { return ReminderReader(handle_); }
  AttachmentReader attachments() const { return AttachmentReader(handle_); }
  /// A content that Store::put has taken in, to be read by ranges.
  /// @throws NotFound
  CRMLITE_EXPORT BlobReader blob(BlobId id) const;
  RelationReader relations() const { return RelationReader(handle_); }
  /// The types of relations that the host has added to those of RelationKind.
  Reader<RelationType> relation_types() const { return Reader<RelationType>(handle_); }
  /// What concerns a customer, in the order of time.
  TimelineReader timeline() const { return TimelineReader(handle_); }
  /// Records of a kind that is named at run time.
  /// @throws Invalid for an unknown kind
  AnyReader records(std::string_view kind) const { return AnyReader(handle_, detail::kind_named(handle_, kind)); }
  /// The names of the kinds of records that the file has.
  CRMLITE_EXPORT std::vector<std::string> kinds() const;
  /// The record of any kind that a person means by this text, as Reader::find_named has it. A removed one is
  /// found by the codes it had and by `#17`, if it is asked for.
  /// @throws Conflict when several records have it, be they of different kinds
  CRMLITE_EXPORT std::optional<NamedRecord> find_named(std::string_view reference,
                                                       Removed removed = Removed::left_out) const;
  FieldReader fields() const { return FieldReader(handle_); }
  TagReader tags() const { return TagReader(handle_); }
  CodeReader codes() const { return CodeReader(handle_); }
  /// The dates that come round in the `days` days from `from` on, it included, in the order of those days; 29 February
  /// on the 28th where there is no 29th. Birthdays and anniversaries are found by an index, custom fields are read whole.
  /// Archived records are left out.
  /// @throws Invalid unless `days` is from 1 to 366
  CRMLITE_EXPORT std::vector<YearlyDate> yearly_dates(Date from, int days) const;
  /// The whole picture of a customer in this snapshot.
  /// @throws NotFound
  CRMLITE_EXPORT CustomerView view(CustomerId id) const;
  /// When this snapshot's transaction took place: the time a record written in it gets; in a read block, now.
  CRMLITE_EXPORT Timestamp now() const;

 protected:
  friend class Store;
  explicit ReadTx(detail::Handle handle) : handle_(handle) {}
  detail::Handle handle_;
};

/// One transaction: committed as a whole or not at all.
class WriteTx : public ReadTx {
 public:
  CRMLITE_EXPORT ~WriteTx();

  Writer<Customer> customers() { return Writer<Customer>(handle_); }
  Writer<User> users() { return Writer<User>(handle_); }
  InteractionWriter interactions() { return InteractionWriter(handle_); }
  NoteWriter notes() { return NoteWriter(handle_); }
  TaskWriter tasks() { return TaskWriter(handle_); }
  ReminderWriter reminders() { return ReminderWriter(handle_); }
  AttachmentWriter attachments() { return AttachmentWriter(handle_); }
  RelationWriter relations() { return RelationWriter(handle_); }
  Writer<RelationType> relation_types() { return Writer<RelationType>(handle_); }
  AnyWriter records(std::string_view kind) { return AnyWriter(handle_, detail::kind_named(handle_, kind)); }
  FieldWriter fields() { return FieldWriter(handle_); }
  TagWriter tags() { return TagWriter(handle_); }
  CodeWriter codes() { return CodeWriter(handle_); }

  /// Ends the transaction and makes it durable. For transactions of `begin_write`; a block commits by itself.
  /// @throws Error when it cannot be committed; nothing is changed then
  CRMLITE_EXPORT void commit();
  /// Runs the block as a part of this transaction that is undone alone when it throws.
  template <class F>
  decltype(auto) savepoint(F&& block) {
    const int level = open_savepoint();
    try {
      if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
        std::forward<F>(block)();
        release_savepoint(level);
      } else {
        auto result = std::forward<F>(block)();
        release_savepoint(level);
        return result;
      }
    } catch (...) {
      undo_savepoint(level);
      throw;
    }
  }

 private:
  friend class Store;
  WriteTx(detail::Handle handle, Store* store, int unwinding)
      : ReadTx(handle), store_(store), unwinding_(unwinding) {}
  CRMLITE_EXPORT int open_savepoint();
  CRMLITE_EXPORT void release_savepoint(int level);
  CRMLITE_EXPORT void undo_savepoint(int level) noexcept;

  Store* store_;
  int unwinding_;  // exceptions in flight when the transaction began
};

}  // namespace crmlite
