// Tags: short names on records of any kind, in groups where wanted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/records.hpp>

namespace crmlite {

/// A tag and how many records carry it. Names are unique in their folded form ("VIP" is "ｖｉｐ").
struct TagInfo {
  std::int64_t id = 0;
  std::string name = {};
  std::string group = {};
  std::string colour = {};  ///< `#rrggbb`, or empty
  bool retired = false;     ///< stays where it is, is not given any more
  std::uint64_t usage = 0;
};

struct TagOptions {
  std::string group = {};
  std::string colour = {};
};

/// Whether a record may carry several tags of a group.
enum class GroupMode : std::uint8_t { any_number, exclusive };

/// Reads the tags.
class TagReader {
 public:
  explicit TagReader(detail::Handle handle) : handle_(handle) {}

  /// All tags by name, with their counts: one read of the tag table.
  CRMLITE_EXPORT std::vector<TagInfo> list() const;
  /// @throws NotFound
  CRMLITE_EXPORT TagInfo get(std::string_view name) const;

 protected:
  detail::Handle handle_;
};

/// Defines and changes tags.
class TagWriter : public TagReader {
 public:
  using TagReader::TagReader;

  /// Makes sure that the tag exists.
  CRMLITE_EXPORT void ensure(std::string_view name, const TagOptions& options = {});
  /// Touches no record.
  /// @throws Conflict when another tag has the name
  CRMLITE_EXPORT void rename(std::string_view name, std::string_view to);
  /// Gives every record that carries `name` the tag `into` and removes `name`.
  CRMLITE_EXPORT BulkResult merge(std::string_view name, std::string_view into);
  CRMLITE_EXPORT void set_colour(std::string_view name, std::string_view colour);
  /// Puts the tag into a group, which is made where it is new; the empty group is none.
  /// @throws Conflict when the group is exclusive and a record carries another tag of it
  CRMLITE_EXPORT void set_group(std::string_view name, std::string_view group);
  /// @throws Conflict when records carry several tags of a group that is to be exclusive
  CRMLITE_EXPORT void ensure_group(std::string_view group, GroupMode mode);
  CRMLITE_EXPORT void retire(std::string_view name);
  /// Brings a retired tag back.
  CRMLITE_EXPORT void revive(std::string_view name);
};

}  // namespace crmlite
