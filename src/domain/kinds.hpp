// The descriptions of the built-in kinds, by name.
#pragma once

#include "record/kind.hpp"

namespace crmlite::domain {

extern const detail::Kind customer_kind;
extern const detail::Kind user_kind;
extern const detail::Kind interaction_kind;
extern const detail::Kind note_kind;
extern const detail::Kind task_kind;
extern const detail::Kind reminder_kind;
extern const detail::Kind attachment_kind;
extern const detail::Kind relation_type_kind;
extern const detail::Kind relation_kind;

}  // namespace crmlite::domain
