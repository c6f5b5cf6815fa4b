// What every stored record has, and the record whose kind is known only at run time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <crmlite/field.hpp>

namespace crmlite {

/// The values of a record's fields by name; only the filled ones are held. Custom fields in a typed record, all fields
/// in an AnyRecord.
class FieldValues {
 public:
  using Names = std::vector<std::string>;

  FieldValues() = default;
  explicit FieldValues(std::shared_ptr<const Names> names) : names_(std::move(names)) {}

  /// The value of a typed field; nothing when it is empty or of another type.
  template <class R, class T>
  std::optional<T> get(const Field<R, T>& field) const {
    const Value* value = find(field.name());
    if (!value) return std::nullopt;
    if constexpr (std::is_same_v<T, Choice>) {
      if (const auto* name = value->get_if<std::string>()) return Choice(*name);
    } else if constexpr (std::is_same_v<T, Choices>) {
      if (const auto* names = value->get_if<Value::Texts>()) return Choices(*names);
    } else if constexpr (requires { typename T::Record; }) {
      if (const auto* id = value->get_if<RecordId>()) return T{id->value()};
    } else {
      if (const auto* held = value->get_if<T>()) return *held;
    }
    return std::nullopt;
  }
  /// The value of the field with this name; null when it is empty or there is none.
  CRMLITE_EXPORT const Value* find(std::string_view name) const noexcept;

  bool empty() const noexcept { return filled_.empty(); }
  std::size_t size() const noexcept { return filled_.size(); }
  /// Visits (name, value) of each filled field in the order of the catalogue.
  template <class F>
  void each(F&& visit) const {
    for (const auto& [index, value] : filled_) visit(std::string_view((*names_)[index]), value);
  }

  /// For the library: room for so many values, and the value of the field at this place in the list of names.
  CRMLITE_EXPORT void reserve(std::size_t count);
  CRMLITE_EXPORT void add(std::uint32_t index, Value value);

 private:
  std::shared_ptr<const Names> names_;  // shared by the records of one answer
  std::vector<std::pair<std::uint32_t, Value>> filled_;
};

/// A record of any kind with all its fields as run-time values.
struct AnyRecord {
  RecordId id = {};
  std::string kind = {};
  std::string code = {};
  std::int64_t revision = 0;
  Timestamp created = {};
  Timestamp updated = {};
  std::optional<Timestamp> archived = {};
  std::vector<std::string> tags = {};
  FieldValues values = {};
};

/// A record of whatever kind, found by what people call it.
struct NamedRecord {
  RecordId id = {};
  std::string kind = {};
  bool removed = false;  ///< only its history is left
};

/// Removed records are left out unless asked for.
enum class Removed : std::uint8_t { left_out, included };

/// The place of a change in a record's life.
enum class ChangeKind : std::uint8_t { inserted, updated, removed, tagged, untagged };
CRMLITE_EXPORT std::string_view to_string(ChangeKind kind) noexcept;

/// One change of one record, newest first in `history`.
struct HistoryEntry {
  std::int64_t transaction = 0;
  Timestamp at = {};
  std::string actor = {};
  std::string label = {};
  ChangeKind kind = {};
  struct Edit {
    std::string field = {};
    Value before = {};
    Value after = {};
  };
  std::vector<Edit> edits = {};  ///< what an update changed, or the tag
};

}  // namespace crmlite
