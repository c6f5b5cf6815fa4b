// Types of relations: the whole kind, but for its migration step.
#include "domain/relation_types.hpp"

#include <algorithm>

#include <crmlite/relation.hpp>

#include "base/text.hpp"
#include "domain/kinds.hpp"
#include "domain/settling.hpp"
#include "query/related.hpp"
#include "record/encode.hpp"
#include "record/kind.hpp"

namespace crmlite {
namespace domain {
namespace {

using namespace detail;
using record::Cell;
using record::Issues;

struct BuiltIn {
  std::string_view name, reverse;
  bool hierarchical = false;
};
constexpr BuiltIn built_in[] = {{RelationKind::works_at, RelationKind::employs},
                                {RelationKind::subsidiary_of, RelationKind::parent_of, true},
                                {RelationKind::household, {}},
                                {RelationKind::referred_by, RelationKind::referred}};

constexpr Column columns[] = {
    column<&NewRelationType::name>(relation_type::name, {.required = true, .unique = true}),
    column<&NewRelationType::reverse>(relation_type::reverse, {.unique = true}),
    column<&NewRelationType::hierarchical>(relation_type::hierarchical, {.required = true}),
};

constexpr Derived derived[] = {{"sort_name", "name", base::sort_key},
                               {"sort_reverse", "reverse", base::sort_key}};

/// A type as it stands in its row.
struct StoredType {
  std::string name, sort_reverse;
  bool hierarchical = false;
};
std::optional<StoredType> stored(Session& s, std::int64_t id) {
  auto q = s.take("SELECT name, sort_reverse, hierarchical FROM relation_type WHERE id = ?");
  q->bind(1, id);
  if (!q->step()) return std::nullopt;
  return StoredType{std::string(q->text(0)), std::string(q->text(1)), q->int64(2) != 0};
}

/// The name belongs to another type, read from whichever side.
bool is_taken(Session& s, std::string_view key, std::int64_t id) {
  if (key.empty()) return false;
  for (const BuiltIn& b : built_in)
    if (base::sort_key(b.name) == key || base::sort_key(b.reverse) == key) return true;
  auto q = s.take("SELECT 1 FROM relation_type WHERE (sort_name = ?1 OR sort_reverse = ?1) AND id <> ?2");
  q->bind_all(key, id);
  return q->step();
}

bool has_relations(Session& s, std::string_view type) {
  auto q = s.take("SELECT 1 FROM relation WHERE type = ? LIMIT 1");
  q->bind(1, type);
  return q->step();
}

/// Whether somebody stands above themselves.
bool has_cycle(Session& s, std::string_view type) {
  std::vector<std::int64_t> below;
  {
    auto q = s.take("SELECT DISTINCT from_record FROM relation WHERE type = ?");
    q->bind(1, type);
    while (q->step()) below.push_back(q->int64(0));
  }
  for (const std::int64_t id : below)
    for (const std::int64_t above : query::step(s, id, type, query::Way::up))
      for (const Relative& r : query::walk(s, above, type, query::Way::up, SIZE_MAX))
        if (r.record.value() == id) return true;
  return false;
}

/// What relations of the type rest on stays while there are any.
void check_use(Session& s, std::int64_t id, std::string_view name, std::string_view reverse_key,
               bool hierarchical, Issues& issues) {
  const auto old = stored(s, id);
  if (!old || !has_relations(s, old->name)) return;
  const auto keep = [](const char* field) {
    throw Conflict(Issue{{}, field, "referenced", "relations have this type", {}});
  };
  if (old->name != name) keep("name");
  if (old->sort_reverse.empty() != reverse_key.empty()) keep("reverse");
  if (hierarchical && !old->hierarchical && has_cycle(s, name))
    issues.add("hierarchical", "cycle", "relations of this type lead back to where they begin");
}

void check(const Draft& draft, Issues& issues) {
  Session& s = draft.session();
  const std::string name = text_of(draft.value("name")), reverse = text_of(draft.value("reverse"));
  const std::string key = base::sort_key(name), reverse_key = base::sort_key(reverse);
  const bool hierarchical = draft.value("hierarchical") == Cell{std::int64_t{1}};
  if (key == reverse_key)
    issues.add("reverse", "reverse", "the same as the name: leave it empty where both sides read the same");
  if (hierarchical && reverse_key.empty())
    issues.add("hierarchical", "reverse", "a hierarchy has two directions: name the reverse");
  if (!issues.empty()) return;
  for (const auto& [field, taken] : {std::pair{"name", &key}, std::pair{"reverse", &reverse_key}})
    if (is_taken(s, *taken, draft.id()))
      throw Conflict(Issue{{}, field, "unique", "another type of relations has this name", {}});
  if (!draft.is_new()) check_use(s, draft.id(), name, reverse_key, hierarchical, issues);
}

}  // namespace

static_assert(arity<NewRelationType>() == std::size(columns) + 3 /* tags, fields, code */);

constinit const Kind relation_type_kind =
    describe<RelationType, NewRelationType>({.number = 8,
                                             .name = "relation_type",
                                             .table = "relation_type",
                                             .display = "name",
                                             .display_search = "sort_name",
                                             .columns = columns,
                                             .derived = derived,
                                             .check = check});

std::optional<TypeOfRelation> relation_type_named(Session& s, std::string_view name) {
  const std::string key = base::is_valid_utf8(name) ? base::sort_key(name) : std::string();
  if (key.empty()) return std::nullopt;
  for (const BuiltIn& b : built_in) {
    const bool turned = base::sort_key(b.reverse) == key;
    if (turned || base::sort_key(b.name) == key)
      return TypeOfRelation{std::string(b.name), std::string(b.reverse), b.hierarchical, turned};
  }
  auto q = s.take(
      "SELECT name, reverse, hierarchical, sort_name <> ?1 FROM relation_type WHERE sort_name = ?1 OR "
      "(sort_reverse = ?1 AND sort_reverse <> '')");  // as the partial index has it
  q->bind(1, std::string_view(key));
  if (!q->step()) return std::nullopt;
  return TypeOfRelation{std::string(q->text(0)), std::string(q->text(1)), q->int64(2) != 0, q->int64(3) != 0};
}

}  // namespace domain

const detail::Kind& KindTraits<RelationType>::kind() noexcept { return domain::relation_type_kind; }

}  // namespace crmlite
