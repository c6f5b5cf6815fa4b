#include "query/bulk.hpp"

#include <crmlite/error.hpp>

#include "query/list.hpp"
#include "record/engine.hpp"

namespace crmlite::query {
namespace {

constexpr std::uint64_t report_every = 1000;  // records

/// All of them before the first is changed: a change of one record may decide about another.
std::vector<std::int64_t> selected(record::Session& s, const record::KindDef& def, const Sql& where) {
  const std::string table(def.kind->table);
  auto q = s.take("SELECT " + table + ".id FROM " + table + " WHERE " + where.text + " ORDER BY " + table + ".id");
  bind_all(*q, where.binds);
  std::vector<std::int64_t> ids;
  while (q->step()) ids.push_back(q->int64(0));
  return ids;
}

BulkResult run(const std::vector<std::int64_t>& ids, const Progress& progress, const Change& change) {
  BulkResult result;
  for (const std::int64_t id : ids) {
    if (progress.stop.stop_requested()) throw Stopped(StopReason::requested);
    ++result.matched;
    result.changed += change(id, ids) ? 1 : 0;
    if (progress.report && result.matched % report_every == 0) progress.report(result.matched, ids.size());
  }
  if (progress.report && result.matched % report_every != 0) progress.report(result.matched, ids.size());
  return result;
}

}  // namespace

BulkResult each_selected(record::Session& s, const record::KindDef& def, const Filter& filter, Archived archived,
                         const BulkOptions& options, const Change& change) {
  s.writing();
  const std::vector<std::int64_t> ids = selected(s, def, compile(s, def, filter, archived));
  if (options.dry_run == DryRun::no) {
    record::Unfinished unfinished(s);
    const BulkResult result = run(ids, options.progress, change);
    unfinished.finished();
    return result;
  }
  const int level = record::open_savepoint(s);
  try {
    const BulkResult result = run(ids, options.progress, change);
    record::undo_savepoint(s, level);
    return result;
  } catch (...) {
    record::undo_savepoint(s, level);
    throw;
  }
}

}  // namespace crmlite::query
