#include "query/related.hpp"

#include <algorithm>
#include <unordered_set>

#include <crmlite/error.hpp>

#include "query/compile.hpp"
#include "query/cursor.hpp"

namespace crmlite::query {
namespace {

using record::Cell;

constexpr std::size_t largest_page = 10'000;

std::optional<PartialDate> date_in(sqlite::RowValue value) { return PartialDate::parse(value.text()); }

/// The relations that have the record at one end, in the order of that end's index.
Sql side(std::int64_t record, const Sides& sides, Way way, const RelatedSpec& spec, const std::string& today,
         const Cursor* after) {
  const std::string end = way == Way::up ? "from_record" : "to_record";
  const std::string other = way == Way::up ? "to_record" : "from_record";
  Sql sql{"SELECT type, " + other + " AS other, id, " + (way == Way::up ? "0" : "1") +
              ", role, since, until, " + std::string(current) +
              ", (SELECT kind FROM record WHERE id = " + other + ") FROM relation WHERE " + end + " = ?",
          {Cell{today}, Cell{record}}};
  if (!sides.type.empty()) sql.append({" AND type = ?", {Cell{sides.type}}});
  if (!spec.former) sql.append({" AND " + std::string(current), {Cell{today}}});
  if (after && sides.type.empty())
    sql.append(
        {" AND (type, " + other + ", id) > (?, ?, ?)", {after->keys[0], after->keys[1], Cell{after->id}}});
  else if (after)  // named once: else the index would not give the order
    sql.append({" AND (" + other + ", id) > (?, ?)", {after->keys[1], Cell{after->id}}});
  return sql;
}

std::uint64_t question(std::int64_t record, const Sides& sides, const RelatedSpec& spec) {
  std::string asked = "relations|" + std::to_string(record) + "|" + sides.type;
  for (const bool flag : {sides.up, sides.down, spec.former}) asked += flag ? "|1" : "|0";
  return fingerprint(asked);
}

}  // namespace

std::string today(Session& s) { return to_string(s.env.zone.local_date(s.now())); }

std::vector<std::int64_t> step(Session& s, std::int64_t record, std::string_view type, Way way,
                               std::int64_t without) {
  const std::string from = way == Way::up ? "from_record" : "to_record";
  const std::string to = way == Way::up ? "to_record" : "from_record";
  auto q = s.take("SELECT " + to + " FROM relation WHERE " + from + " = ? AND type = ? AND id <> ? AND " +
                  std::string(current) + " ORDER BY " + to);
  const std::string day = today(s);
  q->bind_all(record, type, without, std::string_view(day));
  std::vector<std::int64_t> found;
  while (q->step()) found.push_back(q->int64(0));
  return found;
}

std::vector<Relative> walk(Session& s, std::int64_t record, std::string_view type, Way way, std::size_t limit,
                           std::int64_t without) {
  std::vector<Relative> found;
  std::unordered_set<std::int64_t> seen{record};
  Relative at{RecordId{record}, 0};
  for (std::size_t next = 0;; ++next) {
    for (const std::int64_t id : step(s, at.record.value(), type, way, without)) {
      if (found.size() == limit) return found;
      if (seen.insert(id).second) found.push_back({RecordId{id}, at.depth + 1});
    }
    if (next == found.size()) return found;
    at = found[next];
  }
}

void related_page(Session& s, std::int64_t record, const Sides& sides, const RelatedSpec& spec,
                  Page<Related>& page, std::vector<bool>& down) {
  if (spec.limit == 0 || spec.limit > largest_page) throw Invalid("limit: from 1 to 10,000");
  const std::uint64_t asked = question(record, sides, spec);
  std::optional<Cursor> after;
  if (!spec.after.empty()) after = cursor_from(spec.after, asked);
  if (after && after->keys.size() != 2) throw Invalid("cursor: of another question");
  const std::string day = today(s);
  Sql sql;
  for (const Way way : {Way::up, Way::down}) {
    if (!(way == Way::up ? sides.up : sides.down)) continue;
    if (!sql.text.empty()) sql.text += " UNION ALL ";
    sql.append(side(record, sides, way, spec, day, after ? &*after : nullptr));
  }
  sql.append({" ORDER BY type, other, id LIMIT ?", {Cell{static_cast<std::int64_t>(spec.limit) + 1}}});
  auto q = s.take(sql.text);
  bind_all(*q, sql.binds);
  while (q->step()) {
    if (page.items.size() == spec.limit) {
      const Related& last = page.items.back();
      page.next =
          to_text({asked, false, last.relation.value(), {Cell{last.type}, Cell{last.record.value()}}});
      return;
    }
    const record::KindDef* kind = s.catalogue->find_kind(static_cast<int>(q->int64(8)));
    page.items.push_back({RelationId{q->int64(2)}, RecordId{q->int64(1)},
                          std::string(kind ? kind->kind->name : ""), std::string(q->text(0)),
                          std::string(q->text(4)), date_in(q->value(5)), date_in(q->value(6)),
                          q->int64(7) != 0});
    down.push_back(q->int64(3) != 0);
  }
}

}  // namespace crmlite::query
