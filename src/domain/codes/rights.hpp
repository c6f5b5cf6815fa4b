// Who may do what with codes, asked at one place. Everybody may, until roles exist.
#pragma once

#include "record/session.hpp"

namespace crmlite::domain {

enum class CodeRight : std::uint8_t { define, issue, by_hand, change, withdraw, explain };

/// @throws Forbidden
inline void require(const record::Session&, CodeRight) {}

}  // namespace crmlite::domain
