// What can go wrong, as exceptions: one base with rich data, sub-kinds only where callers act differently.
// Absence is not an error (`find` answers with an empty optional), and misuse is std::logic_error. No text in
// here that is meant for printing ever holds a value of a record: customers are people.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <crmlite/export.hpp>

namespace crmlite {

/// The kind of an error, for callers that switch instead of catching.
enum class ErrorCode : std::uint8_t {
  failed,        ///< anything else: the disk, the operating system, a fault of the library
  invalid,       ///< `Invalid`
  not_found,     ///< `NotFound`
  conflict,      ///< `Conflict`
  busy,          ///< `Busy`
  open,          ///< `OpenError`
  damaged,       ///< `Damaged`
  storage_full,  ///< `StorageFull`
  forbidden,     ///< `Forbidden`
  stopped,       ///< `Stopped`
};

/// One rule broken by one field of one record.
struct Issue {
  std::string record = {};   ///< its code or "#id"; empty for a record that has neither yet
  std::string field = {};    ///< as the caller names it; empty when the rule is about the whole record
  std::string rule = {};     ///< stable and machine-readable: "required", "unique", "max_length"
  std::string message = {};  ///< for people, without any value; empty: the rule says it all
  std::string value = {};    ///< what was given. For the caller alone: the library never prints it
};

/// A failed operation. Copying never throws, and nothing was half done unless the documentation of a call
/// says so.
class CRMLITE_EXPORT Error : public std::runtime_error {
 public:
  explicit Error(std::string message, int sqlite_code = 0);
  Error(const Error&) noexcept = default;
  Error& operator=(const Error&) noexcept = default;
  ~Error() override;

  ErrorCode code() const noexcept;
  /// Everything for a person to read, outer context first: `insert customer: field "name": required`.
  const char* what() const noexcept override;
  /// `what()` without operation and record: `field "name": required`.
  const std::string& message() const noexcept;
  /// What was being done, outer context first: `import leads.csv: line 17`. Empty when nobody said.
  const std::string& operation() const noexcept;
  /// The code or "#id" of the record concerned; empty when there is none.
  const std::string& record() const noexcept;
  /// The broken rules one by one; empty for errors that are not about fields.
  const std::vector<Issue>& issues() const noexcept;
  /// SQLite's extended result code where it was the cause, else 0.
  int sqlite_code() const noexcept;

  /// Says what was being done, while the error rises: `catch (Error& e) { e.add_context("line 17"); throw;
  /// }`. Must not hold a value of a record. Copies made before keep their text; without memory nothing is
  /// added.
  void add_context(std::string context) noexcept;
  /// Names the record concerned by its code or "#id", never by anything else that was typed.
  void set_record(std::string record) noexcept;

 protected:
  Error(ErrorCode code, std::string message, std::vector<Issue> issues, int sqlite_code);

 private:
  struct Data;
  std::shared_ptr<const Data> data_;
};

/// Input that breaks rules: `issues()` lists every one that was found, and nothing was written.
class CRMLITE_EXPORT Invalid : public Error {
 public:
  explicit Invalid(std::vector<Issue> issues, int sqlite_code = 0)
      : Error(ErrorCode::invalid, {}, std::move(issues), sqlite_code) {}
  explicit Invalid(Issue issue, int sqlite_code = 0)
      : Invalid(std::vector<Issue>{std::move(issue)}, sqlite_code) {}
  /// For input that is not about a field: a cursor, a pattern.
  explicit Invalid(std::string message, int sqlite_code = 0)
      : Error(ErrorCode::invalid, std::move(message), {}, sqlite_code) {}
};

/// A record, definition or file content that was asked for by name or id and is not there.
class CRMLITE_EXPORT NotFound : public Error {
 public:
  explicit NotFound(std::string message) : Error(ErrorCode::not_found, std::move(message), {}, 0) {}
};

/// The change would contradict what is stored: a value that must be unique, a stale revision, records that
/// refer to the one to remove. The rule of the first issue tells which.
class CRMLITE_EXPORT Conflict : public Error {
 public:
  explicit Conflict(std::vector<Issue> issues, int sqlite_code = 0)
      : Error(ErrorCode::conflict, {}, std::move(issues), sqlite_code) {}
  explicit Conflict(Issue issue, int sqlite_code = 0)
      : Conflict(std::vector<Issue>{std::move(issue)}, sqlite_code) {}
  explicit Conflict(std::string message, int sqlite_code = 0)
      : Error(ErrorCode::conflict, std::move(message), {}, sqlite_code) {}
};

/// Another process held the file longer than the busy timeout. Trying again later may work.
class CRMLITE_EXPORT Busy : public Error {
 public:
  explicit Busy(std::string message, int sqlite_code = 0)
      : Error(ErrorCode::busy, std::move(message), {}, sqlite_code) {}
};

/// Why a file was not opened.
enum class OpenReason : std::uint8_t {
  cannot_open,  ///< missing, a directory, no permission, or read-only where writing was asked for
  not_ours,     ///< not a database, or the database of another program; it was not changed
  too_new,      ///< written by a newer release
  locked,       ///< another process keeps it to itself
  wrong_key,    ///< encrypted, and the key does not fit
};

/// The file was not opened, or can no longer be used as it was opened. `reason()` says why.
class CRMLITE_EXPORT OpenError : public Error {
 public:
  OpenError(OpenReason reason, std::string message, int sqlite_code = 0)
      : Error(ErrorCode::open, std::move(message), {}, sqlite_code), reason_(reason) {}
  OpenReason reason() const noexcept { return reason_; }

 private:
  OpenReason reason_;
};

/// The file's content contradicts itself. Stop writing; restore a backup.
class CRMLITE_EXPORT Damaged : public Error {
 public:
  explicit Damaged(std::string message, int sqlite_code = 0)
      : Error(ErrorCode::damaged, std::move(message), {}, sqlite_code) {}
};

/// No room left on the disk, or the file's limit is reached. The transaction was not committed.
class CRMLITE_EXPORT StorageFull : public Error {
 public:
  explicit StorageFull(std::string message, int sqlite_code = 0)
      : Error(ErrorCode::storage_full, std::move(message), {}, sqlite_code) {}
};

/// The principal may not do this.
class CRMLITE_EXPORT Forbidden : public Error {
 public:
  explicit Forbidden(std::string message) : Error(ErrorCode::forbidden, std::move(message), {}, 0) {}
};

/// Why a call did not run to its end.
enum class StopReason : std::uint8_t {
  requested,     ///< the caller's stop token or progress callback said so
  read_too_old,  ///< the read block was older than `max_read_ms`
};

/// A call was stopped before its end and left nothing half done.
class CRMLITE_EXPORT Stopped : public Error {
 public:
  explicit Stopped(StopReason reason, int sqlite_code = 0)
      : Error(ErrorCode::stopped,
              reason == StopReason::requested ? "stopped on request"
                                              : "stopped: the read block was open for too long",
              {}, sqlite_code),
        reason_(reason) {}
  StopReason reason() const noexcept { return reason_; }

 private:
  StopReason reason_;
};

}  // namespace crmlite
