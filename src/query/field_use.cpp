#include "query/field_use.hpp"

#include <algorithm>

#include <crmlite/error.hpp>

#include "base/text.hpp"

namespace crmlite::query {
namespace {

using record::FieldDef;
using record::KindDef;
using record::Place;
using record::Session;

struct Source {
  std::string from, value, owner;
};

/// Where a field's values are and what tells them apart.
Source source_of(const KindDef& def, const FieldDef& f) {
  const std::string table(def.kind->table);
  if (f.place == Place::choices)
    return {"record_choice v JOIN " + table + " r ON r.id = v.record WHERE v.field = " + std::to_string(f.id), "v.choice",
            "v.record"};
  if (f.place == Place::list) {
    const record::Child& list = *f.list;
    const std::string first(list.columns[0].name);
    std::string from = std::string(list.table) + " v JOIN " + table + " r ON r.id = v.owner";
    from += list.list.empty() ? " WHERE 1" : " WHERE v.list = '" + std::string(list.list) + "'";
    return {from, list.normal ? "coalesce(v.normal, v." + first + ")" : "v." + first, "v.owner"};
  }
  const std::string value = "r." + f.physical;
  return {table + " r WHERE " + value + " IS NOT NULL",
          f.type == FieldType::money ? value + " || ' ' || " + value + "_currency" : value, "r.id"};
}

}  // namespace

FieldStatistics statistics(Session& s, const KindDef& def, const FieldDef& f) {
  FieldStatistics found{.field = f.name};
  {
    auto q = s.take("SELECT count(*) FROM " + std::string(def.kind->table));
    q->step();
    found.records = static_cast<std::uint64_t>(q->int64(0));
  }
  const auto [from, value, owner] = source_of(def, f);
  auto q = s.take("SELECT count(DISTINCT " + owner + "), count(DISTINCT " + value + "), max(r.updated) FROM " + from);
  q->step();
  found.filled = static_cast<std::uint64_t>(q->int64(0));
  found.distinct = static_cast<std::uint64_t>(q->int64(1));
  if (!q->is_null(2)) found.last_written = Timestamp{q->int64(2)};
  return found;
}

std::vector<std::string> suggestions(Session& s, const KindDef& def, const FieldDef& f, std::string_view prefix,
                                     std::size_t limit) {
  const bool chooses = f.type == FieldType::choice || f.type == FieldType::choices;
  const bool texts = record::is_text(f.type) || (f.list && f.list->columns[0].type == FieldType::text);
  if (!chooses && !texts) throw Invalid(Issue{{}, f.name, "text", "holds neither texts nor choices", {}});
  const auto [from, value, owner] = source_of(def, f);
  const std::string shown = f.place == Place::list ? "v." + std::string(f.list->columns[0].name) : value;
  auto q = s.take("SELECT " + shown + ", count(*) FROM " + from + " GROUP BY " + shown + " ORDER BY count(*) DESC, " + shown);
  const std::string wanted = base::fold(prefix);
  std::vector<std::string> found;
  while (found.size() < limit && q->step()) {
    const record::ChoiceDef* choice = chooses ? f.choice(q->int64(0)) : nullptr;
    if (chooses && (!choice || choice->retired)) continue;
    const std::string_view text = chooses ? std::string_view(choice->name) : q->text(0);
    if (!text.empty() && base::fold(text).rfind(wanted, 0) == 0) found.emplace_back(text);
  }
  // Choices that no record has yet can be meant as well.
  for (const record::ChoiceDef& choice : f.choices)
    if (found.size() < limit && !choice.retired && choice.folded.rfind(wanted, 0) == 0 &&
        std::find(found.begin(), found.end(), choice.name) == found.end())
      found.push_back(choice.name);
  return found;
}

}  // namespace crmlite::query
