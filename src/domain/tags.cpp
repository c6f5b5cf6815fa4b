// The face of tags: definitions and counts. What tags do on records is the engine's.
#include <crmlite/tag.hpp>

#include "base/text.hpp"
#include "record/engine.hpp"
#include "record/journal.hpp"

namespace crmlite {

using detail::session_of;
using record::Cell;
using record::NamedCell;
using record::TagDef;

namespace {

const TagDef& known(detail::Session& s, std::string_view name) {
  const TagDef* tag = s.catalogue->tags->find(name);
  if (!tag) throw NotFound("no such tag");
  return *tag;
}

std::string checked_name(std::string_view name, const char* what = "name") {
  const std::string trimmed = base::trimmed(name);
  std::string form;
  if (const auto* rule = record::check_text(trimmed, 100, form))
    throw Invalid(Issue{{}, what, rule->name, rule->message, trimmed});
  if (base::fold(trimmed).empty()) throw Invalid(Issue{{}, what, "required", "a name is needed", {}});
  return form.empty() ? trimmed : form;
}

void change(detail::Session& s, std::int64_t id, std::initializer_list<NamedCell> values) {
  record::update_definition(s, record::tab::tag, id, {values.begin(), values.size()});
}

TagInfo info_of(const record::TagBook& book, const TagDef& tag) {
  return {tag.id, tag.name, tag.group ? book.groups.at(tag.group).name : std::string(), tag.colour, tag.retired, 0};
}

bool is_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' &&
         text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

/// Records that carry two tags of one group.
bool carries_several(detail::Session& s, std::int64_t group, std::int64_t joining) {
  auto q = s.take("SELECT 1 FROM record_tag WHERE tag IN (SELECT id FROM tag WHERE grp = ? OR id = ?) "
                  "GROUP BY record HAVING count(*) > 1 LIMIT 1");
  q->bind_all(group, joining);
  return q->step();
}

/// A record that carries the one tag may carry a third that does not go with the other.
void check_merge(detail::Session& s, const TagDef& from, const TagDef& into) {
  if (!into.group || !s.catalogue->tags->groups.at(into.group).exclusive) return;
  auto q = s.take("SELECT 1 FROM record_tag a JOIN record_tag b ON b.record = a.record JOIN tag t ON t.id = b.tag "
                  "WHERE a.tag = ? AND t.grp = ? AND t.id NOT IN (?, ?) LIMIT 1");
  q->bind_all(from.id, into.group, from.id, into.id);
  if (q->step()) throw Conflict(Issue{{}, "tags", "exclusive", "a record carries another tag of a group that allows one", {}});
}

std::int64_t ensured_group(detail::Session& s, std::string_view name) {
  const std::string stored = checked_name(name, "group");
  if (const record::TagGroupDef* group = s.catalogue->tags->group(stored)) return group->id;
  record::TagGroupDef group{0, stored, base::fold(stored), false};
  const NamedCell values[] = {{"name", Cell{group.name}}, {"folded", Cell{group.folded}}, {"exclusive", Cell{std::int64_t{0}}}};
  group.id = record::insert_definition(s, record::tab::tag_group, values);
  record::defining_tags(s).groups.emplace(group.id, group);
  return group.id;
}

}  // namespace

std::vector<TagInfo> TagReader::list() const {
  detail::Session& s = session_of(handle_);
  std::vector<TagInfo> found;
  auto q = s.take("SELECT id, usage FROM tag ORDER BY folded");
  while (q->step())
    if (const TagDef* tag = s.catalogue->tags->find(q->int64(0))) {
      found.push_back(info_of(*s.catalogue->tags, *tag));
      std::int64_t usage = q->int64(1);
      if (s.write)
        if (const auto waiting = s.write->tag_usage.find(tag->id); waiting != s.write->tag_usage.end()) usage += waiting->second;
      found.back().usage = static_cast<std::uint64_t>(usage);
    }
  return found;
}

TagInfo TagReader::get(std::string_view name) const {
  detail::Session& s = session_of(handle_);
  const std::int64_t id = known(s, name).id;
  for (TagInfo& tag : list())
    if (tag.id == id) return tag;
  throw NotFound("no such tag");
}

void TagWriter::ensure(std::string_view name, const TagOptions& options) {
  detail::Session& s = session_of(handle_);
  s.writing();
  const std::string stored = checked_name(name);
  if (!options.colour.empty() && !is_colour(options.colour))
    throw Invalid(Issue{{}, "colour", "form", "a colour is #rrggbb", options.colour});
  if (!options.group.empty()) checked_name(options.group, "group");
  record::ensure_tag(s, stored);
  if (!options.group.empty()) set_group(stored, options.group);  // only a tag that was there can be refused
  if (!options.colour.empty()) set_colour(stored, options.colour);
}

void TagWriter::rename(std::string_view name, std::string_view to) {
  detail::Session& s = session_of(handle_);
  s.writing();
  const TagDef old = known(s, name);
  const std::string stored = checked_name(to);
  const std::string folded = base::fold(stored);
  if (const TagDef* other = s.catalogue->tags->find(stored); other && other->id != old.id)
    throw Conflict(Issue{{}, "name", "unique", "another tag has this name", stored});
  change(s, old.id, {{"name", Cell{stored}}, {"folded", Cell{folded}}});
  record::TagBook& book = record::defining_tags(s);
  book.by_folded.erase(old.folded);
  book.by_folded[folded] = old.id;
  book.by_id[old.id].name = stored;
  book.by_id[old.id].folded = folded;
}

BulkResult TagWriter::merge(std::string_view name, std::string_view into) {
  detail::Session& s = session_of(handle_);
  s.writing();
  const TagDef from = known(s, name), target = known(s, into);
  if (from.id == target.id) throw Invalid("a tag cannot be merged into itself");
  check_merge(s, from, target);
  std::vector<std::pair<std::int64_t, int>> carriers;
  {
    auto q = s.take("SELECT record, kind FROM record_tag WHERE tag = ? ORDER BY record");
    q->bind(1, from.id);
    while (q->step()) carriers.emplace_back(q->int64(0), static_cast<int>(q->int64(1)));
  }
  record::Unfinished unfinished(s);
  BulkResult result{carriers.size(), 0};
  for (const auto& [id, kind] : carriers) {
    const record::KindDef& def = *s.catalogue->find_kind(kind);
    result.changed += record::tag_record(s, def, id, from.id, false) ? 1 : 0;
    record::tag_record(s, def, id, target.id, true);
  }
  record::remove_definition(s, record::tab::tag, from.id);
  s.write->tag_usage.erase(from.id);
  record::TagBook& book = record::defining_tags(s);
  book.by_folded.erase(from.folded);
  book.by_id.erase(from.id);
  unfinished.finished();
  return result;
}

void TagWriter::set_colour(std::string_view name, std::string_view colour) {
  detail::Session& s = session_of(handle_);
  s.writing();
  const std::int64_t id = known(s, name).id;
  if (!colour.empty() && !is_colour(colour))
    throw Invalid(Issue{{}, "colour", "form", "a colour is #rrggbb", std::string(colour)});
  change(s, id, {{"colour", colour.empty() ? Cell{} : Cell{std::string(colour)}}});
  record::defining_tags(s).by_id[id].colour = colour;
}

void TagWriter::set_group(std::string_view name, std::string_view group) {
  detail::Session& s = session_of(handle_);
  s.writing();
  const std::int64_t id = known(s, name).id;
  const std::int64_t to = group.empty() ? 0 : ensured_group(s, group);
  if (to && s.catalogue->tags->groups.at(to).exclusive && carries_several(s, to, id))
    throw Conflict(Issue{{}, "group", "exclusive", "a record carries another tag of this group", {}});
  change(s, id, {{"grp", to ? Cell{to} : Cell{}}});
  record::defining_tags(s).by_id[id].group = to;
}

void TagWriter::ensure_group(std::string_view group, GroupMode mode) {
  detail::Session& s = session_of(handle_);
  s.writing();
  const std::int64_t id = ensured_group(s, group);
  const bool exclusive = mode == GroupMode::exclusive;
  if (s.catalogue->tags->groups.at(id).exclusive == exclusive) return;
  if (exclusive && carries_several(s, id, 0))
    throw Conflict(Issue{{}, "group", "exclusive", "a record carries several tags of this group", {}});
  const NamedCell values[] = {{"exclusive", Cell{std::int64_t{exclusive}}}};
  record::update_definition(s, record::tab::tag_group, id, values);
  record::defining_tags(s).groups.at(id).exclusive = exclusive;
}

void TagWriter::retire(std::string_view name) {
  detail::Session& s = session_of(handle_);
  s.writing();
  const std::int64_t id = known(s, name).id;
  change(s, id, {{"retired", Cell{std::int64_t{1}}}});
  record::defining_tags(s).by_id[id].retired = true;
}

void TagWriter::revive(std::string_view name) {
  detail::Session& s = session_of(handle_);
  s.writing();
  const std::int64_t id = known(s, name).id;
  change(s, id, {{"retired", Cell{std::int64_t{0}}}});
  record::defining_tags(s).by_id[id].retired = false;
}

}  // namespace crmlite
