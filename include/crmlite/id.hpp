// Names of records. An id is unique over all kinds of a file and is never given twice; each kind has its own type,
// so that one kind's id cannot be passed where another's is meant.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>

namespace crmlite {

struct AnyRecord;
struct Blob;

/// The name of a record of kind `R`. Below 2^53, so every JSON reader keeps it. A default-made id names no record.
template <class R>
class Id {
 public:
  using Record = R;

  constexpr Id() = default;
  constexpr explicit Id(std::int64_t value) : value_(value) {}

  constexpr std::int64_t value() const noexcept { return value_; }
  /// True when the id could name a record.
  constexpr explicit operator bool() const noexcept { return value_ > 0; }
  /// Every record is a record: any kind's id serves where no kind is asked for.
  template <std::same_as<AnyRecord> Any>
    requires(!std::same_as<R, Any> && !std::same_as<R, Blob>)
  constexpr operator Id<Any>() const noexcept {
    return Id<Any>{value_};
  }

  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  std::int64_t value_ = 0;
};

/// The id of a record of any kind.
using RecordId = Id<AnyRecord>;

/// `#17`, the form in which the command line reads it.
template <class R>
std::string to_string(Id<R> id) {
  return "#" + std::to_string(id.value());
}

}  // namespace crmlite

template <class R>
struct std::hash<crmlite::Id<R>> {
  std::size_t operator()(crmlite::Id<R> id) const noexcept { return std::hash<std::int64_t>{}(id.value()); }
};
