// The kinds there are. A new one is added here, once.
#include "domain/kinds.hpp"

#include <array>

#include "record/kind.hpp"

namespace crmlite::record {

std::span<const Kind* const> kinds() {
  static constexpr std::array<const Kind*, 9> all{
      &domain::customer_kind, &domain::user_kind,       &domain::interaction_kind,   &domain::note_kind,    &domain::task_kind,
      &domain::reminder_kind, &domain::attachment_kind, &domain::relation_type_kind, &domain::relation_kind};
  return all;
}

}  // namespace crmlite::record
