// Records as people name them: of one kind, and of any.
#include "record/named.hpp"

#include <crmlite/transaction.hpp>

namespace crmlite {
namespace {

void refuse_several(const record::Named& found) {
  if (found.several)
    throw Conflict(
        Issue{{}, {}, "ambiguous", "several records are called so: name one by its code or #id", {}});
}

}  // namespace

std::int64_t detail::find_named(Handle h, const Kind& kind, std::string_view reference) {
  Session& s = session_of(h);
  const record::Named found = record::find_named(s, s.def(kind), reference, record::Names::unique);
  refuse_several(found);
  return found.id;
}

std::optional<NamedRecord> ReadTx::find_named(std::string_view reference, Removed removed) const {
  const record::Named found = record::find_named(detail::session_of(handle_), reference, record::Names::unique);
  refuse_several(found);
  if (!found || (found.removed && removed == Removed::left_out)) return std::nullopt;
  return NamedRecord{RecordId{found.id}, std::string(found.kind->kind->name), found.removed};
}

std::vector<std::string> ReadTx::kinds() const {
  std::vector<std::string> names;
  for (const auto& kind : detail::session_of(handle_).catalogue->kinds) names.emplace_back(kind->kind->name);
  return names;
}

}  // namespace crmlite
