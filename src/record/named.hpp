// From what people call a record to the record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "record/session.hpp"

namespace crmlite::record {

/// The record that a text names.
struct Named {
  std::int64_t id = 0;            // 0: none
  const KindDef* kind = nullptr;  // null where nothing is known of it
  bool removed = false;
  bool several = false;  // more than one is called so: none of them is meant

  explicit operator bool() const { return id != 0; }
};

/// Which names count: those that a rule keeps unique, or any that no other record has.
enum class Names : std::uint8_t { unique, any };

/// The record of the kind with this `#id`, code (even one of the past), external id, e-mail or name.
Named find_named(Session& s, const KindDef& kind, std::string_view text, Names names);
/// The record of whatever kind; a removed one, too, by `#id` or code. What a rule keeps unique comes before
/// other names.
Named find_named(Session& s, std::string_view text, Names names);
/// The number in `#17`.
std::optional<std::int64_t> id_in(std::string_view text);

bool exists(Session& s, const KindDef& kind, std::int64_t id);
/// Whether the record is there and of the kind of this number, which may be any_kind; for stored_content, the content.
bool names_record(Session& s, int kind, std::int64_t id);
/// What to say when it is not.
std::string names_no(Session& s, int kind);
/// The kind of a removed record, which the journal remembers; null where there was none.
const KindDef* kind_of_removed(Session& s, std::int64_t id);

}  // namespace crmlite::record
