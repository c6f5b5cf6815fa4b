// Tags on records.
#include "base/text.hpp"
#include "record/engine.hpp"
#include "record/journal.hpp"
#include "record/plans.hpp"

namespace crmlite::record {

const TagDef* check_tag(Session& s, std::string_view name, Issues& issues) {
  std::string form;
  const std::string trimmed = base::is_valid_utf8(name) ? base::trimmed(name) : std::string(name);
  if (const TextRule* rule = check_text(trimmed, 100, form)) {
    issues.add("tags", rule->name, rule->message, std::string(name));
  } else if (base::fold(trimmed).empty()) {
    issues.add("tags", "required", "a tag without a name", std::string(name));
  } else if (const TagDef* tag = s.catalogue->tags->find(trimmed)) {
    if (tag->retired) issues.add("tags", "retired", "a tag that is retired", std::string(name));
    return tag;
  }
  return nullptr;
}

void check_room_for_tag(Session& s, std::int64_t record, const TagDef* tag, Issues& issues) {
  auto q = s.take("SELECT count(*), sum(tag = ?) FROM record_tag WHERE record = ?");
  q->bind_all(tag ? tag->id : 0, record);
  q->step();
  if (q->int64(0) >= static_cast<std::int64_t>(max_list) && q->int64(1) == 0)
    issues.add("tags", "max_length", "more than " + std::to_string(max_list) + " tags");
}

std::int64_t ensure_tag(Session& s, std::string_view name) {
  const std::string stored = base::nfc(base::trimmed(name));
  if (const TagDef* tag = s.catalogue->tags->find(stored)) return tag->id;
  TagDef tag{0, stored, base::fold(stored), 0, {}, false};
  TagBook& book = defining_tags(s);
  const NamedCell values[] = {
      {"name", tag.name}, {"folded", tag.folded}, {"grp", Cell{}}, {"colour", Cell{}}, {"retired", std::int64_t{0}}};
  const std::int64_t id = insert_definition(s, tab::tag, values);
  tag.id = id;
  book.by_folded.emplace(tag.folded, id);
  book.by_id.emplace(id, std::move(tag));
  return id;
}

std::vector<std::int64_t> stored_tags(Session& s, std::int64_t id) {
  auto q = s.take("SELECT tag FROM record_tag WHERE record = ? ORDER BY tag");
  q->bind(1, id);
  std::vector<std::int64_t> ids;
  while (q->step()) ids.push_back(q->int64(0));
  return ids;
}

namespace {

void check_group(Session& s, std::int64_t record, const TagDef& tag) {
  if (!tag.group || !s.catalogue->tags->groups.at(tag.group).exclusive) return;
  for (const std::int64_t other : stored_tags(s, record)) {
    const TagDef* held = s.catalogue->tags->find(other);
    if (held && held->group == tag.group && held->id != tag.id)
      throw Conflict(Issue{record_name(record), "tags", "exclusive", "another tag of a group that allows one", {}});
  }
}

}  // namespace

bool tag_record(Session& s, const KindDef& def, std::int64_t id, std::int64_t tag, bool carried) {
  s.writing();
  if (!exists(s, def, id)) throw NotFound("no " + std::string(def.kind->name) + " " + record_name(id));
  {
    auto q = s.take("SELECT 1 FROM record_tag WHERE record = ? AND tag = ?");
    q->bind_all(id, tag);
    if (q->step() == carried) return false;
  }
  Canon canon;
  if (carried) {
    check_group(s, id, *s.catalogue->tags->find(tag));
    auto q = s.take("INSERT INTO record_tag (record, tag, kind) VALUES (?, ?, ?)");
    q->bind_all(id, tag, def.kind->number);
    q->step();
    auto p = s.take("UPDATE " + std::string(def.kind->table) + " SET parts = parts | " + std::to_string(part::tags) +
                    " WHERE id = ? AND parts & " + std::to_string(part::tags) + " = 0");
    p->bind(1, id);
    p->step();
    canon.column(s.catalogue->journal_column(tab::record_tag, "tag"));
    canon.integer(tag);
  } else {
    auto q = s.take("DELETE FROM record_tag WHERE record = ? AND tag = ?");
    q->bind_all(id, tag);
    q->step();
  }
  s.write->tag_usage[tag] += carried ? 1 : -1;
  journal(s, tab::record_tag, id, tag, carried ? Op::insert : Op::remove, {}, canon.bytes());
  return true;
}

}  // namespace crmlite::record
