// Relations: the whole kind, but for its migration step, and what its face does beyond the usual.
#include <algorithm>
#include <map>

#include <crmlite/relation.hpp>

#include "domain/kinds.hpp"
#include "domain/relation_types.hpp"
#include "query/related.hpp"
#include "record/engine.hpp"
#include "record/kind.hpp"

namespace crmlite {
namespace domain {
namespace {

using namespace detail;
using query::Way;
using record::Cell;
using record::Issues;

constexpr Rules end{.required = true, .references = any_kind, .on_remove = OnRemove::remove_along};

constexpr Column columns[] = {
    column<&NewRelation::from>(relation::from, end),
    column<&NewRelation::type>(relation::type, {.required = true, .calls = 8}),
    column<&NewRelation::to>(relation::to, end),
    column<&NewRelation::role>(relation::role),
    column<&NewRelation::since>(relation::since),
    column<&NewRelation::until>(relation::until),
    column<&NewRelation::inactive>(relation::inactive, {.required = true}),
};

/// What a relation will be.
struct Wanted {
  std::int64_t from, to;
  std::string type, since, until;
  bool marked;  // inactive or archived

  explicit Wanted(const Draft& draft)
      : from(number(draft.value("from_record"))),
        to(number(draft.value("to_record"))),
        type(text(draft.value("type"))),
        since(text(draft.value("since"))),
        until(text(draft.value("until"))),
        marked(number(draft.value("inactive")) != 0 || !record::is_null(draft.value("archived"))) {}

 private:
  static std::int64_t number(const Cell& cell) {
    const auto* n = std::get_if<std::int64_t>(&cell);
    return n ? *n : 0;
  }
  static std::string text(const Cell& cell) {
    const auto* t = std::get_if<std::string>(&cell);
    return t ? *t : std::string();
  }
};

/// Less as far as both are known: a month is not before a day of it.
bool before(std::string_view a, std::string_view b) {
  const std::size_t known = std::min(a.size(), b.size());
  return a.substr(0, known) < b.substr(0, known);
}

/// One relation is stored in one way, from whichever side it was given.
void settle(Draft& draft) {
  if (!draft.touches("type") && !draft.touches("from_record") && !draft.touches("to_record")) return;
  const Wanted w(draft);
  Session& s = draft.session();
  const auto type = relation_type_named(s, w.type);
  if (!type) return;
  if (type->name != w.type) draft.set("type", type->name);
  const bool turn = type->turned || (type->symmetric() && w.from > w.to);
  // An end that is none is reported of the field where it was given.
  if (!turn || !record::names_record(s, any_kind, w.from) || !record::names_record(s, any_kind, w.to)) return;
  draft.set("from_record", w.to);
  draft.set("to_record", w.from);
}

void check_dates(const Wanted& w, Issues& issues) {
  for (const auto& [field, date] : {std::pair{"since", &w.since}, std::pair{"until", &w.until}})
    if (date->starts_with("--")) issues.add(field, "year", "a day without its year");
  if (!w.since.empty() && !w.until.empty() && before(w.until, w.since))
    issues.add("until", "order", "before the relation began");
}

/// The days of a relation end, so no index can tell which are current: the one writer looks.
bool is_related(Session& s, const Wanted& w, std::int64_t id) {
  auto q =
      s.take("SELECT 1 FROM relation WHERE from_record = ? AND type = ? AND to_record = ? AND id <> ? AND " +
             std::string(query::current));
  const std::string day = query::today(s);
  q->bind_all(w.from, std::string_view(w.type), w.to, id, std::string_view(day));
  return q->step();
}

bool closes_cycle(Session& s, const Wanted& w, std::int64_t id) {
  const auto above = query::walk(s, w.to, w.type, Way::up, SIZE_MAX, id);
  return std::any_of(above.begin(), above.end(),
                     [&](const Relative& r) { return r.record.value() == w.from; });
}

void check(const Draft& draft, Issues& issues) {
  Session& s = draft.session();
  const Wanted w(draft);
  const auto type = relation_type_named(s, w.type);
  if (!type) issues.add("type", "choice", "not a type of relations", w.type);
  if (w.from == w.to) issues.add("to_record", "self", "nothing is related to itself");
  check_dates(w, issues);
  if (!issues.empty() || w.marked || (!w.until.empty() && before(w.until, query::today(s)))) return;
  if (is_related(s, w, draft.id()))
    throw Conflict(Issue{{}, "to_record", "unique", "the two have a current relation of this type", {}});
  if (type->hierarchical && closes_cycle(s, w, draft.id()))
    issues.add("to_record", "cycle", "it would come to stand above itself");
}

}  // namespace

static_assert(arity<NewRelation>() == std::size(columns) + 3 /* tags, fields, code */);

constinit const Kind relation_kind = describe<Relation, NewRelation>({.number = 9,
                                                                      .name = "relation",
                                                                      .table = "relation",
                                                                      .display = "type",
                                                                      .columns = columns,
                                                                      .settle = settle,
                                                                      .check = check});

namespace {

detail::Session& session_with(detail::Handle handle, RecordId record) {
  detail::Session& s = detail::session_of(handle);
  if (!record::names_record(s, any_kind, record.value()))
    throw NotFound("no record " + record::record_name(record.value()));
  return s;
}

TypeOfRelation type_asked(detail::Session& s, std::string_view name) {
  const auto type = relation_type_named(s, name);
  if (!type) throw Invalid(Issue{{}, "type", "choice", "not a type of relations", std::string(name)});
  return *type;
}

std::vector<Relative> relatives(detail::Handle handle, RecordId record, std::string_view name, Way way,
                                std::size_t limit) {
  detail::Session& s = session_with(handle, record);
  const TypeOfRelation type = type_asked(s, name);
  if (type.symmetric())
    throw Invalid(Issue{{}, "type", "reverse", "a type of relations without directions", std::string(name)});
  if (type.turned) way = way == Way::up ? Way::down : Way::up;
  return query::walk(s, record.value(), type.name, way, limit);
}

}  // namespace
}  // namespace domain

const detail::Kind& KindTraits<Relation>::kind() noexcept { return domain::relation_kind; }

Page<Related> RelationReader::of(RecordId record, const RelatedSpec& spec) const {
  detail::Session& s = domain::session_with(handle_, record);
  query::Sides sides;
  if (!spec.type.empty()) {
    const domain::TypeOfRelation type = domain::type_asked(s, spec.type);
    sides = {type.symmetric() || !type.turned, type.symmetric() || type.turned, type.name};
  }
  Page<Related> page;
  std::vector<bool> down;
  query::related_page(s, record.value(), sides, spec, page, down);
  std::map<std::string, std::string> reverses;
  for (std::size_t i = 0; i < page.items.size(); ++i) {
    if (!down[i]) continue;
    std::string& name = page.items[i].type;
    const auto [it, unseen] = reverses.try_emplace(name, name);
    if (unseen)
      if (const auto type = domain::relation_type_named(s, name); type && !type->symmetric())
        it->second = type->reverse;
    name = it->second;
  }
  return page;
}

std::vector<Relative> RelationReader::ancestors(RecordId record, std::string_view type,
                                                std::size_t limit) const {
  return domain::relatives(handle_, record, type, query::Way::up, limit);
}

std::vector<Relative> RelationReader::descendants(RecordId record, std::string_view type,
                                                  std::size_t limit) const {
  return domain::relatives(handle_, record, type, query::Way::down, limit);
}

}  // namespace crmlite
