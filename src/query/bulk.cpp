#include "query/bulk.hpp"

#include <crmlite/error.hpp>

#include "query/list.hpp"
#include "record/engine.hpp"

namespace crmlite::query {
namespace {

constexpr std::int64_t slice = 1000;

std::vector<std::int64_t> next_ids(record::Session& s, const record::KindDef& def, const Sql& where,
                                   std::int64_t after) {
  const std::string id = std::string(def.kind->table) + ".id";
  auto q = s.take("SELECT " + id + " FROM " + std::string(def.kind->table) + " WHERE " + where.text + " AND " + id +
                  " > ? ORDER BY " + id + " LIMIT ?");
  bind_all(*q, where.binds);
  const int next = static_cast<int>(where.binds.size()) + 1;
  q->bind(next, after);
  q->bind(next + 1, slice);
  std::vector<std::int64_t> ids;
  while (q->step()) ids.push_back(q->int64(0));
  return ids;
}

BulkResult run(record::Session& s, const record::KindDef& def, const Sql& where, std::uint64_t total,
               const Progress& progress, const std::function<bool(std::int64_t)>& change) {
  BulkResult result;
  std::int64_t after = 0;
  while (true) {
    const auto ids = next_ids(s, def, where, after);
    for (const std::int64_t id : ids) {
      if (progress.stop.stop_requested()) throw Stopped(StopReason::requested);
      ++result.matched;
      result.changed += change(id) ? 1 : 0;
    }
    if (progress.report) progress.report(result.matched, total);
    if (ids.size() < static_cast<std::size_t>(slice)) return result;
    after = ids.back();
  }
}

}  // namespace

BulkResult each_selected(record::Session& s, const record::KindDef& def, const Filter& filter, Archived archived,
                         const BulkOptions& options, const std::function<bool(std::int64_t)>& change) {
  s.writing();
  const Sql where = compile(s, def, filter, archived);
  const std::uint64_t total = options.progress.report ? count(s, def, filter, archived) : 0;
  if (options.dry_run == DryRun::no) {
    record::Unfinished unfinished(s);
    const BulkResult result = run(s, def, where, total, options.progress, change);
    unfinished.finished();
    return result;
  }
  const int level = record::open_savepoint(s);
  try {
    const BulkResult result = run(s, def, where, total, options.progress, change);
    record::undo_savepoint(s, level);
    return result;
  } catch (...) {
    record::undo_savepoint(s, level);
    throw;
  }
}

}  // namespace crmlite::query
