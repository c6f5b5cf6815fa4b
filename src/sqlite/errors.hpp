// What SQLite's result codes mean to us. Constraint failures also carry which rule of which table failed, so
// that the record layer can name fields: catch Violated, throw what it means.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <crmlite/error.hpp>

namespace crmlite::sqlite {

struct ConstraintViolation {
  enum class Kind : std::uint8_t { unique, primary_key, not_null, check, foreign_key, datatype, other };
  Kind kind = Kind::other;
  std::string table = {};                 // empty for check, foreign_key, other
  std::vector<std::string> columns = {};  // physical names, of unique, primary_key, not_null, datatype
  std::string rule = {};  // the CHECK's name; of a unique index over an expression the index's name
};

// Beside crmlite::Conflict (unique, primary_key, foreign_key) or crmlite::Invalid (all others), never alone.
class Violated {
 public:
  const ConstraintViolation& violation() const noexcept { return *violation_; }

 protected:
  explicit Violated(ConstraintViolation violation)
      : violation_(std::make_shared<const ConstraintViolation>(std::move(violation))) {}
  ~Violated() = default;
  Violated(const Violated&) noexcept = default;
  Violated& operator=(const Violated&) noexcept = default;

 private:
  std::shared_ptr<const ConstraintViolation> violation_;  // shared: copying an exception must not throw
};

// Reads SQLite's message of a constraint failure; it names tables, columns and rules, never values.
ConstraintViolation parse_violation(int extended_code, std::string_view message);

// Throws what `extended_code` means. `message` is SQLite's own and used for constraints only: others can hold
// values.
[[noreturn]] void throw_result(int extended_code, std::string_view message, StopReason stop_reason);

}  // namespace crmlite::sqlite
