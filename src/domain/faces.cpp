// Where the public faces meet the engine: each call finds its session and names the operation in what it throws.
#include <algorithm>

#include <crmlite/records.hpp>

#include "query/bulk.hpp"
#include "query/list.hpp"
#include "record/engine.hpp"
#include "record/fields.hpp"
#include "record/hooks.hpp"

namespace crmlite::detail {
namespace {

/// Runs one operation; an error that leaves it says what was being done.
template <class F>
auto operation(const char* verb, const Kind& kind, F&& f) -> decltype(f()) {
  try {
    return f();
  } catch (Error& e) {
    e.add_context(std::string(verb) + " " + std::string(kind.name));
    throw;
  }
}

std::vector<record::Assignment> checked(Session& s, const Kind& kind, std::int64_t id, Changes changes) {
  record::Issues issues(id == record::several ? std::string() : record::record_name(id));
  auto found = record::assignments(s, s.def(kind), id, changes, issues);
  for (std::size_t i = 0; i < changes.size(); ++i)
    if (changes[i].field == "tags") issues.add("tags", "field", "tags are put on and taken off, not assigned");
  issues.raise();
  return found;
}

}  // namespace

bool find(Handle h, const Kind& kind, std::int64_t id, void* into, bool any) {
  return record::read_record(session_of(h), kind, id, {into, any});
}

void get(Handle h, const Kind& kind, std::int64_t id, void* into, bool any) {
  if (!find(h, kind, id, into, any))
    throw NotFound("no " + std::string(kind.name) + " " + record::record_name(id));
}

std::int64_t resolve(Handle h, const Kind& kind, std::string_view code) {
  Session& s = session_of(h);
  const std::int64_t record = record::record_of_code(s, code);
  if (record == 0) return 0;
  auto q = s.take("SELECT 1 FROM record WHERE id = ? AND kind = ?");
  q->bind_all(record, kind.number);
  return q->step() ? record : 0;
}

std::string list(Handle h, const Kind& kind, const ListQuery& query, Sink sink, bool any) {
  Session& s = session_of(h);
  return operation("list", kind, [&] { return query::list_page(s, s.def(kind), query, sink, any); });
}

std::uint64_t count(Handle h, const Kind& kind, const Filter& where, Archived archived) {
  Session& s = session_of(h);
  return operation("count", kind, [&] { return query::count(s, s.def(kind), where, archived); });
}

std::vector<HistoryEntry> history(Handle h, const Kind& kind, std::int64_t id) {
  Session& s = session_of(h);
  return record::history_of(s, s.def(kind), id);
}

std::vector<std::string> tags_of(Handle h, const Kind& kind, std::int64_t id) {
  Session& s = session_of(h);
  std::vector<std::string> names;
  if (!record::exists(s, s.def(kind), id)) return names;
  for (const std::int64_t tag : record::stored_tags(s, id))
    if (const record::TagDef* def = s.catalogue->tags->find(tag)) names.push_back(def->name);
  std::sort(names.begin(), names.end());
  return names;
}

std::int64_t insert(Handle h, const Kind& kind, const void* data, Changes changes) {
  Session& s = session_of(h);
  return operation("insert", kind, [&] { return record::insert_record(s, kind, data, changes); });
}

bool update(Handle h, const Kind& kind, std::int64_t id, Changes changes, const UpdateOptions& options) {
  Session& s = session_of(h);
  return operation("update", kind, [&] {
    return record::update_record(s, s.def(kind), id, checked(s, kind, id, changes), options);
  });
}

void archive(Handle h, const Kind& kind, std::int64_t id, bool archived) {
  Session& s = session_of(h);
  operation(archived ? "archive" : "restore", kind, [&] { record::archive_record(s, s.def(kind), id, archived); });
}

void remove(Handle h, const Kind& kind, std::int64_t id) {
  Session& s = session_of(h);
  operation("remove", kind, [&] { record::remove_record(s, s.def(kind), id); });
}

bool tag(Handle h, const Kind& kind, std::int64_t id, std::string_view name, bool carried) {
  Session& s = session_of(h);
  return operation(carried ? "tag" : "untag", kind, [&] {
    s.writing();
    if (!carried) {
      const record::TagDef* known = s.catalogue->tags->find(name);
      if (known) return record::tag_record(s, s.def(kind), id, known->id, false);
      if (!record::exists(s, s.def(kind), id)) throw NotFound("no " + std::string(kind.name) + " " + record::record_name(id));
      return false;
    }
    if (!record::exists(s, s.def(kind), id)) throw NotFound("no " + std::string(kind.name) + " " + record::record_name(id));
    record::Issues issues(record::record_name(id));
    record::check_room_for_tag(s, id, record::check_tag(s, name, issues), issues);
    issues.raise();
    const std::int64_t known = record::ensure_tag(s, name);
    return record::tag_record(s, s.def(kind), id, known, true);
  });
}

BulkResult update_where(Handle h, const Kind& kind, const Filter& where, Changes changes, const BulkOptions& options) {
  Session& s = session_of(h);
  return operation("update", kind, [&] {
    const auto assigned = checked(s, kind, record::several, changes);
    return query::each_selected(s, s.def(kind), where, Archived::left_out, options, [&](std::int64_t id, auto) {
      return record::update_record(s, s.def(kind), id, assigned, {});
    });
  });
}

BulkResult tag_where(Handle h, const Kind& kind, const Filter& where, std::span<const std::string> names, bool carried,
                     const BulkOptions& options) {
  Session& s = session_of(h);
  return operation(carried ? "tag" : "untag", kind, [&] {
    s.writing();
    record::Issues issues{std::string()};
    for (const std::string& name : names)
      if (carried) record::check_tag(s, name, issues);
    issues.raise();
    const auto change = [&](std::int64_t id, auto) {
      bool changed = false;
      for (const std::string& name : names) changed = tag(h, kind, id, name, carried) || changed;
      return changed;
    };
    return query::each_selected(s, s.def(kind), where, Archived::left_out, options, change);
  });
}

BulkResult archive_where(Handle h, const Kind& kind, const Filter& where, bool archived, const BulkOptions& options) {
  Session& s = session_of(h);
  return operation(archived ? "archive" : "restore", kind, [&] {
    return query::each_selected(s, s.def(kind), where, archived ? Archived::left_out : Archived::only, options,
                                [&](std::int64_t id, auto) { return record::archive_record(s, s.def(kind), id, archived); });
  });
}

BulkResult remove_where(Handle h, const Kind& kind, const Filter& where, const BulkOptions& options) {
  Session& s = session_of(h);
  return operation("remove", kind, [&] {
    return query::each_selected(s, s.def(kind), where, Archived::left_out, options, [&](std::int64_t id, auto selected) {
      record::remove_record(s, s.def(kind), id, selected);
      return true;
    });
  });
}

const Kind& kind_named(Handle h, std::string_view name) { return *record::kind_of(session_of(h), name).kind; }

std::string_view kind_name(const Kind& kind) noexcept { return kind.name; }

}  // namespace crmlite::detail
