#include "store/check.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/sha256.hpp"
#include "domain/codes/checking.hpp"
#include "record/blob.hpp"
#include "record/engine.hpp"
#include "record/journal.hpp"
#include "record/session.hpp"
#include "record/timeline.hpp"

namespace crmlite::store {
namespace {

using detail::Child;
using detail::Derived;
using record::KindDef;

constexpr std::size_t most_problems = 100;  // more would tell nobody more

class Check {
 public:
  Check(detail::Session& s, const Progress& progress) : s_(s), progress_(progress) {}

  CheckReport run(CheckDepth depth) {
    try {
      structure(depth == CheckDepth::full ? "PRAGMA integrity_check(100)" : "PRAGMA quick_check(100)");
      if (report_.ok()) foreign_keys();
      if (depth == CheckDepth::full && report_.ok()) derived();
    } catch (const Damaged& e) {  // so badly that it cannot be read to its end
      problem(e.message());
    }
    return std::move(report_);
  }

 private:
  void problem(std::string text) {
    if (report_.problems.size() < most_problems) report_.problems.push_back(std::move(text));
  }
  void row_problem(std::string_view what, std::int64_t id) { problem(std::string(what) + " of " + record::record_name(id)); }

  void step() {
    if (progress_.stop.stop_requested()) throw Stopped(StopReason::requested);
    if (++steps_ % 4096 == 0 && progress_.report) progress_.report(steps_, 0);
  }

  void derived() {
    for (const auto& def : s_.catalogue->kinds) kind(*def);
    timeline();
    contacts();
    tags();
    codes();
    journal();
    contents();
  }

  /// Every record's rows are those that it should have, and there are no others.
  void timeline() {
    std::int64_t rows = 0;
    for (const auto& def : s_.catalogue->kinds) {
      if (!def->kind->timeline) continue;
      auto q = s_.take("SELECT id FROM " + std::string(def->kind->table));
      while (q->step()) {
        step();
        for (const record::TimelineRow& row : record::timeline_rows(s_, *def, q->int64(0))) {
          ++rows;
          if (stored_row(row, q->int64(0)) != row) row_problem("a stale row in the timeline", q->int64(0));
        }
      }
    }
    auto q = s_.take("SELECT count(*) FROM timeline");
    q->step();
    if (q->int64(0) != rows) problem("rows in the timeline that belong to nothing");
  }

  record::TimelineRow stored_row(const record::TimelineRow& wanted, std::int64_t record) {
    auto q = s_.take(
        "SELECT contact, kind, direction, summary FROM timeline WHERE customer = ? AND at = ? AND record = ?");
    q->bind_all(wanted.customer, wanted.at, record);
    if (!q->step()) return {};
    return {wanted.customer,          wanted.at,
            std::string(q->text(1)),  std::string(q->text(2)),
            std::string(q->text(3)),  static_cast<record::Contact>(q->int64(0))};
  }

  void contacts() {
    none("stale times of contact",
         "SELECT id FROM customer c WHERE last_contact_at IS NOT "
         "(SELECT max(at) FROM timeline WHERE customer = c.id AND contact = 1) OR next_contact_at IS NOT "
         "(SELECT min(at) FROM timeline WHERE customer = c.id AND contact = 2)");
  }

  void structure(std::string_view pragma) {
    auto q = s_.take(pragma);
    while (q->step())
      if (q->text(0) != "ok") problem(std::string(q->text(0)));
  }

  void foreign_keys() {
    auto q = s_.take("PRAGMA foreign_key_check");
    while (q->step())
      problem("table " + std::string(q->text(0)) + " row " + std::to_string(q->int64(1)) + " refers to nothing in " +
              std::string(q->text(2)));
  }

  /// Each row the statement finds is a problem; its first column is the record.
  void none(std::string_view what, const std::string& sql) {
    auto q = s_.take(sql);
    while (q->step()) row_problem(what, q->int64(0));
  }

  void kind(const KindDef& def) {
    const std::string table(def.kind->table), number = std::to_string(def.kind->number);
    none("no row in table " + table,
         "SELECT id FROM record WHERE kind = " + number + " AND id NOT IN (SELECT id FROM " + table + ")");
    none("another kind in table record",
         "SELECT t.id FROM " + table + " t JOIN record r ON r.id = t.id WHERE r.kind <> " + number);
    for (const Derived& derived : def.kind->derived) derived_column(table, derived);
    for (const record::FieldDef& f : def.fields)
      if (record::has_twin(f)) unique_text(table, f);
    std::set<std::string_view> seen;
    for (const Child& list : def.kind->lists) {
      if (list.normal) twins(def, list);
      if (!seen.insert(list.table).second) continue;
      bits(table, std::string(list.table), "owner", list.part);
      if (list.with_kind)
        none("another kind in table " + std::string(list.table),
             "SELECT l.owner FROM " + std::string(list.table) + " l JOIN record r ON r.id = l.owner WHERE l.kind <> r.kind");
    }
    bits(table, "record_tag", "record", record::part::tags);
    bits(table, "record_choice", "record", record::part::choices);
  }

  /// A record whose bit is not set would be read without its rows.
  void bits(const std::string& table, const std::string& other, const std::string& owner, int bit) {
    none("rows that its `parts` deny in " + other, "SELECT DISTINCT t.id FROM " + other + " o JOIN " + table +
                                                       " t ON t.id = o." + owner + " WHERE t.parts & " +
                                                       std::to_string(bit) + " = 0");
  }

  void derived_column(const std::string& table, const Derived& derived) {
    auto q = s_.take("SELECT id, " + std::string(derived.source) + ", " + std::string(derived.column) + " FROM " + table);
    while (q->step()) {
      step();
      if (derived.compute(q->text(1)) != q->text(2)) row_problem("a stale " + std::string(derived.column), q->int64(0));
    }
  }

  void unique_text(const std::string& table, const record::FieldDef& f) {
    auto q = s_.take("SELECT id, " + f.physical + ", " + f.twin_column() + " FROM " + table + " WHERE " + f.physical +
                     " IS NOT NULL OR " + f.twin_column() + " IS NOT NULL");
    while (q->step()) {
      step();
      if (q->is_null(1) || record::twin_of(f.type, q->text(1), s_.env.default_country) != q->text(2))
        row_problem("a stale normalised form of " + f.name, q->int64(0));
    }
  }

  void twins(const KindDef& def, const Child& list) {
    const std::string first(list.columns[0].name);
    std::string sql = "SELECT l.owner, l." + first + ", l.normal FROM " + std::string(list.table) +
                      " l JOIN record r ON r.id = l.owner WHERE r.kind = " + std::to_string(def.kind->number);
    if (!list.list.empty()) sql += " AND l.list = '" + std::string(list.list) + "'";
    auto q = s_.take(sql);
    while (q->step()) {
      step();
      if (list.normal(q->text(1), s_.env.default_country) != q->text(2))
        row_problem("a stale normalised form in " + std::string(list.name), q->int64(0));
    }
  }

  void tags() {
    none("a tag of another kind",
         "SELECT t.record FROM record_tag t JOIN record r ON r.id = t.record WHERE t.kind <> r.kind");
    auto q = s_.take("SELECT t.id FROM tag t WHERE t.usage <> (SELECT count(*) FROM record_tag r WHERE r.tag = t.id)");
    while (q->step()) problem("a wrong count of tag " + std::to_string(q->int64(0)));
  }

  /// The registry knows the code of every record, and as this record's.
  void codes() {
    for (const auto& def : s_.catalogue->kinds)
      none("a code that the registry does not know",
           "SELECT t.id FROM " + std::string(def->kind->table) +
               " t LEFT JOIN code c ON c.record = t.id AND c.state = 0 "
               "WHERE t.code IS NOT NULL AND c.record IS NULL");
    none("a code that no record has",
         "SELECT c.record FROM code c WHERE c.state = 0 AND c.record NOT IN (SELECT id FROM record)");
    domain::check_codes(s_, [this](std::string text) {
      step();
      problem(std::move(text));
    });
  }

  void journal() {
    auto t = s_.take("SELECT id, at, wall, actor, label, source, first_change, leaves, hash FROM txn ORDER BY id");
    auto c = s_.take("SELECT id, txn, leaf FROM change ORDER BY id");
    std::vector<std::uint8_t> previous;
    std::int64_t next_change = 1, last_at = 0, id = 0;
    bool more = c->step();
    while (t->step()) {
      id = t->int64(0);
      const std::string name = "journal transaction " + std::to_string(id);
      if (t->int64(6) != next_change) problem(name + ": does not begin where the one before ends");
      if (t->int64(1) < last_at) problem(name + ": its time runs backwards");
      last_at = t->int64(1);
      base::Sha256 hash;
      hash.update(previous.data(), previous.size());
      record::chain_header(hash, id, {t->int64(1)}, {t->int64(2)}, {t->text(3), t->text(4), t->text(5)});
      next_change = t->int64(6) + t->int64(7);
      std::int64_t leaves = 0;
      for (; more && c->int64(0) < next_change; more = c->step()) {
        step();
        if (c->int64(1) != id) problem(name + ": holds a change of another");
        const auto leaf = c->blob(2);
        hash.update(leaf.data(), leaf.size());
        ++leaves;
      }
      if (leaves != t->int64(7)) problem(name + ": changes are missing");
      const auto digest = hash.finish();
      const auto stored = t->blob(8);
      if (!std::equal(digest.begin(), digest.end(), reinterpret_cast<const std::uint8_t*>(stored.data()),
                      reinterpret_cast<const std::uint8_t*>(stored.data()) + stored.size()))
        problem(name + ": its hash does not fit the chain");
      previous.assign(reinterpret_cast<const std::uint8_t*>(stored.data()),
                      reinterpret_cast<const std::uint8_t*>(stored.data()) + stored.size());
    }
    if (more) problem("the journal holds changes of no transaction");
  }

  /// Every content is as long as it says and has its hash; every chunk belongs to one.
  void contents() {
    none("another size than its content has",
         "SELECT a.id FROM attachment a JOIN blob b ON b.id = a.blob WHERE b.size <> a.size OR b.state <> 'attached'");
    auto b = s_.take("SELECT id, state, size, sha256 FROM blob ORDER BY id");
    auto c = s_.take("SELECT id, bytes FROM blob_chunk ORDER BY id");
    bool more = c->step();
    while (b->step()) {
      const std::int64_t id = b->int64(0), end = record::Blobs::chunk_id(id + 1, 0);
      if (more && c->int64(0) < record::Blobs::chunk_id(id, 0)) break;
      const bool stored = b->text(1) == "stored" || b->text(1) == "attached";
      base::Sha256 hash;
      std::int64_t size = 0;
      for (; more && c->int64(0) < end; more = c->step()) {
        step();
        if (!stored) continue;  // never read, or no more
        const auto bytes = c->blob(1);
        hash.update(bytes.data(), bytes.size());
        size += static_cast<std::int64_t>(bytes.size());
      }
      const auto digest = hash.finish();
      if (stored && (size != b->int64(2) || !std::ranges::equal(std::as_bytes(std::span(digest)), b->blob(3))))
        problem("content " + std::to_string(id) + " is not what was put");
    }
    if (more) problem("chunks of no content");
  }

  detail::Session& s_;
  const Progress& progress_;
  CheckReport report_;
  std::uint64_t steps_ = 0;
};

}  // namespace

CheckReport check(detail::Session& s, CheckDepth depth, const Progress& progress) {
  return Check(s, progress).run(depth);
}

}  // namespace crmlite::store
