// What the engine needs from the domain.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "record/session.hpp"

namespace crmlite::record {

struct IssuedCode {
  std::string text;            // as people see it
  std::string canon;           // as the registry knows it
  std::int64_t series = 0;     // 0: none, a code from elsewhere
  int version = 0;             // of the series' pattern
  std::int64_t counter = 0;    // 0: the code has no running number
  std::int64_t number = 0;
  std::optional<std::int64_t> before = {};  // the number that was to come when this one was taken
  std::optional<std::int64_t> last_at = {};  // the counter's before, where the code has moved it on
  std::int64_t at = 0;         // the business date, as an instant
  bool former = false;         // the record had it once
};

/// The next code of the kind's series for what is about to be written; nothing where it has none.
/// @throws Conflict when the series is exhausted; Invalid where a field that the code prints is missing or does not fit
std::optional<IssuedCode> next_code(Session& s, const KindDef& kind, const Draft& draft);
/// A code typed by hand for this record (0: a new one): numbering goes on after it where it fits the kind's series. A
/// record may have a code again that it had before.
/// @throws Conflict when another record has or had it; Invalid when its check character is wrong, or when the series
/// takes no such code, or when a part of it that follows a field says something else than the record
IssuedCode given_code(Session& s, const KindDef& kind, std::int64_t record, std::string_view text, const Draft& draft);
/// The code that a stored record gets because a dynamic part of its code changes; nothing where none does.
/// @throws Invalid where the part may not change
std::optional<IssuedCode> renewed_code(Session& s, const KindDef& kind, const Draft& draft);
/// Enters a code into the registry.
/// @throws Conflict when the code was ever issued to another record
void register_code(Session& s, std::int64_t record, const IssuedCode& code);
/// Whether a text, however written, is the code that the record has.
bool is_code_of(Session& s, std::int64_t record, std::string_view text);
/// Lets numbering go on as if the code had not been taken.
void return_number(Session& s, const IssuedCode& code);
/// The number stays unused, because its code was taken by other means before.
/// @throws Conflict when chance alone, tried so often, finds no free code
void pass_over(Session& s, const IssuedCode& code, int tries = 0);
/// Takes back a registration whose record could not be written, and its number.
void forget_code(Session& s, const IssuedCode& code);
/// From now on the record's code is another one, or it is gone: the old code still finds it.
void supersede_code(Session& s, std::int64_t record);

/// The record that has or had the code, whose spelling may be a careless one; 0: it was never issued.
std::int64_t record_of_code(Session& s, std::string_view text);

/// Makes sure that the person who acts in this transaction is among the users.
void ensure_actor(Session& s);
/// Who that is; nothing where nobody is named.
std::optional<std::int64_t> actor_user(Session& s);

/// A code as it is stored when no series knows it.
std::string canonical_code(std::string_view text);

}  // namespace crmlite::record
