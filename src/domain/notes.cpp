// Notes: the whole kind, but for its migration step.
#include <crmlite/note.hpp>

#include "domain/kinds.hpp"
#include "record/hooks.hpp"
#include "record/kind.hpp"

namespace crmlite {
namespace domain {
namespace {

using namespace detail;

constexpr Column columns[] = {
    column<&NewNote::record>(note::record,
                             {.required = true, .references = any_kind, .on_remove = OnRemove::remove_along}),
    column<&NewNote::text>(note::text,
                           {.required = true, .searchable = true, .personal = true, .max_length = 100'000}),
    column<&NewNote::author>(note::author, {.references = 2, .on_remove = OnRemove::set_none}),
    column<&NewNote::pinned>(note::pinned, {.required = true}),
    column<&NewNote::follow_up>(note::follow_up),
};

void settle(Draft& draft) {
  if (draft.is_new() && record::is_null(draft.value("author")))
    if (const auto actor = record::actor_user(draft.session())) draft.set("author", *actor);
}

}  // namespace

static_assert(arity<NewNote>() == std::size(columns) + 3 /* tags, fields, code */);

constinit const Kind note_kind = describe<Note, NewNote>(
    {.number = 4, .name = "note", .table = "note", .display = "text", .columns = columns, .settle = settle});

}  // namespace domain

const detail::Kind& KindTraits<Note>::kind() noexcept { return domain::note_kind; }

Page<Note> NoteReader::of(RecordId record, std::size_t limit, const std::string& after) const {
  return list({.where = note::record == record,
               .order = std::vector<AnySort>{{"pinned", true}, {"id", true}},
               .limit = limit,
               .after = after,
               .with = With::everything});
}

}  // namespace crmlite
