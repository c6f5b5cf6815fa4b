// What the engine needs from the domain.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "record/session.hpp"

namespace crmlite::record {

struct IssuedCode {
  std::string text;
  std::int64_t series = 0;  // 0: none, a code from elsewhere
  std::int64_t number = 0;
  std::int64_t before = 0;  // the number that was to come when this one was taken; 0: numbering did not move
  bool former = false;      // the record had it once
};

/// The next code of the kind's series; nothing where it has none.
/// @throws Conflict when the series is exhausted
std::optional<IssuedCode> next_code(Session& s, const KindDef& kind);
/// A code typed by hand for this record (0: a new one): numbering goes on after it where it fits the kind's series. A
/// record may have a code again that it had before.
/// @throws Conflict when another record has or had it
IssuedCode given_code(Session& s, const KindDef& kind, std::int64_t record, std::string_view text);
/// Enters a code into the registry.
/// @throws Conflict when the code was ever issued to another record
void register_code(Session& s, std::int64_t record, const IssuedCode& code);
/// Lets numbering go on as if the code had not been taken.
void return_number(Session& s, const IssuedCode& code);
/// Takes back a registration whose record could not be written, and its number.
void forget_code(Session& s, const IssuedCode& code);
/// From now on the record's code is another one, or it is gone: the old code still finds it.
void supersede_code(Session& s, std::string_view code);

/// Makes sure that the person who acts in this transaction is among the users.
void ensure_actor(Session& s);
/// Who that is; nothing where nobody is named.
std::optional<std::int64_t> actor_user(Session& s);

/// Takes codes apart from everything else people write.
std::string canonical_code(std::string_view text);

}  // namespace crmlite::record
