// What a block needs before its first call and settles before its commit.
#include "record/session.hpp"

#include <algorithm>
#include <stdexcept>

#include "record/encode.hpp"
#include "record/hooks.hpp"
#include "record/plans.hpp"
#include "schema/steps.hpp"

namespace crmlite::detail {

Session::Session(sqlite::Connection& d, record::Environment& e) : db(d), env(e) {}
Session::~Session() = default;

record::KindPlans& Session::plans_of(const Kind& kind) {
  const auto slot = static_cast<std::size_t>(kind.number) - 1;
  if (plans.size() <= slot) plans.resize(slot + 1);
  auto& held = plans[slot];
  if (!held || held->def != &def(kind))  // kept alive by the plans, so no other can have its address
    held = std::make_unique<record::KindPlans>(*this, def(kind));
  return *held;
}

record::WriteState& Session::writing() {
  if (!write) throw std::logic_error("crmlite: a change in a read block");
  if (write->broken)
    throw Error("an earlier change of this transaction failed half-way: only a rollback is left");
  return *write;
}

Timestamp Session::now() const { return write ? write->at : env.clock(); }

Session& session_of(Handle handle) {
  Session* s = handle.session;
  if (!s || s->block != handle.block || s->block == 0)
    throw std::logic_error("crmlite: used outside the block it belongs to");
  if (s->thread != std::this_thread::get_id())
    throw std::logic_error("crmlite: a transaction used from a thread that is not its own");
  if (s->forks != base::forks()) throw std::logic_error("crmlite: a transaction used in a forked child");
  return *s;
}

}  // namespace crmlite::detail

namespace crmlite::record {
namespace {

constexpr std::size_t most_counters_kept = 16;

void number_bytes(base::Sha256& hash, std::int64_t v) {
  unsigned char bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(v) >> (56 - 8 * i));
  hash.update(bytes, sizeof bytes);
}

void text_bytes(base::Sha256& hash, std::string_view v) {
  number_bytes(hash, static_cast<std::int64_t>(v.size()));
  hash.update(v.data(), v.size());
}

/// Who, why and from where: texts of the journal.
std::string checked_note(const char* what, std::string text) {
  std::string form;
  if (const TextRule* rule = check_text(text, 1000, form))
    throw Invalid(Issue{{}, what, rule->name, rule->message, std::move(text)});
  return form.empty() ? text : form;
}

/// The first statement of every block: format and catalogue version in one row.
void pin_catalogue(Session& s, bool writing) {
  auto q = s.take("SELECT format, least_reader, least_writer, catalogue FROM store WHERE id = 1");
  if (!q->step()) throw Damaged("the store's own row is missing");
  if (q->int64(1) > schema::format)
    throw OpenError(OpenReason::too_new, "the file was brought to a newer format by another program");
  if (writing && q->int64(2) > schema::format)
    throw OpenError(OpenReason::too_new, "the file may be read by this release, but not written");
  const std::int64_t version = q->int64(3);
  if (!s.catalogue || s.catalogue->version != version) s.catalogue = s.env.catalogue_of(s.db, version);
}

void write_counters(Session& s) {
  for (auto& [id, counter] : s.write->codes) {
    if (!counter.dirty) continue;
    auto q = s.take("UPDATE code_counter SET next = ?, last_at = ? WHERE id = ?");
    q->bind_all(counter.next, counter.last_at, id);
    q->step();
    counter.dirty = false;
  }
}

}  // namespace

std::shared_ptr<const Catalogue> Environment::catalogue_of(sqlite::Connection& db, std::int64_t version) {
  {
    const std::lock_guard lock(catalogue_mutex);
    if (catalogue && catalogue->version == version) return catalogue;
  }
  auto loaded = load_catalogue(db, version);
  publish(loaded);
  return loaded;
}

void Environment::publish(std::shared_ptr<const Catalogue> newest) {
  const std::lock_guard lock(catalogue_mutex);
  if (!catalogue || catalogue->version < newest->version) catalogue = std::move(newest);
}

void chain_header(base::Sha256& hash, std::int64_t txn, Timestamp at, Timestamp wall,
                  std::initializer_list<std::string_view> texts) {
  for (const std::int64_t number : {txn, at.ms, wall.ms}) number_bytes(hash, number);
  for (const std::string_view text : texts) text_bytes(hash, text);
}

void begin_read(Session& s) { pin_catalogue(s, false); }

void begin_write(Session& s, std::string actor, std::string label, std::string source, base::Random& random) {
  pin_catalogue(s, true);
  auto w = std::make_unique<WriteState>();
  w->actor = checked_note("actor", std::move(actor));
  w->label = checked_note("label", std::move(label));
  w->source = checked_note("source", std::move(source));
  w->random = &random;
  w->wall = s.env.clock();
  w->at = w->wall;
  w->txn = 1;
  w->first_change = 1;
  auto q = s.take("SELECT id, at, first_change + leaves, hash FROM txn ORDER BY id DESC LIMIT 1");
  if (q->step()) {
    w->txn = q->int64(0) + 1;
    w->at.ms = std::max(w->wall.ms, q->int64(1));
    w->first_change = q->int64(2);
    const auto hash = q->blob(3);
    w->chain.update(hash.data(), hash.size());
  }
  chain_header(w->chain, w->txn, w->at, w->wall, {w->actor, w->label, w->source});
  w->catalogue = s.catalogue;
  s.write = std::move(w);
}

void before_commit(Session& s) {
  WriteState& w = s.writing();
  if (w.changes > 0 && !w.actor.empty()) ensure_actor(s);
  write_counters(s);
  for (const auto& [tag, difference] : w.tag_usage) {
    if (difference == 0) continue;
    auto q = s.take("UPDATE tag SET usage = usage + ? WHERE id = ?");
    q->bind_all(difference, tag);
    q->step();
  }
  if (w.next_record != 0 || w.defined) {
    auto q = s.take("UPDATE store SET next_id = max(next_id, ?), catalogue = ? WHERE id = 1");
    q->bind_all(w.next_record, s.catalogue->version);
    q->step();
  }
  if (w.changes == 0) return;
  const auto hash = w.chain.finish();
  auto q = s.take(
      "INSERT INTO txn (id, at, wall, actor, label, source, first_change, leaves, hash) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  q->bind_all(w.txn, w.at.ms, w.wall.ms);
  int parameter = 4;
  for (const std::string* field : {&w.actor, &w.label, &w.source}) {
    if (field->empty()) q->bind(parameter, nullptr);
    else q->bind(parameter, std::string_view(*field));
    ++parameter;
  }
  q->bind(7, w.first_change);
  q->bind(8, w.changes);
  q->bind(9, std::as_bytes(std::span(hash)));
  q->step();
}

void after_commit(Session& s) {
  if (s.write->defined) s.env.publish(s.catalogue);
  for (const auto& [counter, block] : s.write->blocks) s.env.blocks[counter] = block;
  s.write.reset();
}

void after_rollback(Session& s) noexcept {
  if (!s.write) return;
  if (s.write->defined) {
    s.catalogue.reset();  // read again at the next block
    s.plans.clear();
    s.series.clear();  // ids of series and keys may come again with other meanings
  }
  s.write.reset();
}

Catalogue& defining(Session& s) {
  WriteState& w = s.writing();
  // A version of this transaction alone may be changed in place, unless a savepoint remembers it.
  const bool own = w.defined && s.catalogue.use_count() <= 2 && w.catalogue == s.catalogue;
  if (!own) {
    auto copy = std::make_shared<Catalogue>(*s.catalogue);
    if (!w.defined) ++copy->version;
    s.catalogue = w.catalogue = std::move(copy);
    w.defined = true;
  }
  return const_cast<Catalogue&>(*s.catalogue);
}

KindDef& defining_kind(Session& s, const Kind& kind) {
  auto& held = const_cast<std::shared_ptr<const KindDef>&>(defining(s).held(kind));
  held = std::make_shared<KindDef>(*held);  // plans know a kind by its address
  return const_cast<KindDef&>(*held);
}

TagBook& defining_tags(Session& s) {
  auto& held = defining(s).tags;
  if (held.use_count() > 1) held = std::make_shared<TagBook>(*held);
  return const_cast<TagBook&>(*held);
}

int open_savepoint(Session& s) {
  WriteState& w = s.writing();
  const int level = static_cast<int>(w.savepoints.size()) + 1;
  if (w.codes.size() > most_counters_kept) {  // every savepoint remembers them all
    write_counters(s);
    w.codes.clear();
    w.counter_ids.clear();
  }
  s.db.execute("SAVEPOINT s" + std::to_string(level));
  w.savepoints.push_back(w);
  return level;
}

void release_savepoint(Session& s, int level) {
  WriteState& w = s.writing();
  if (level != static_cast<int>(w.savepoints.size()))
    throw std::logic_error("crmlite: a savepoint ended out of order");
  s.db.execute("RELEASE s" + std::to_string(level));
  w.savepoints.pop_back();
}

void undo_savepoint(Session& s, int level) {
  WriteState& w = *s.write;
  if (level > static_cast<int>(w.savepoints.size())) return;
  const std::string name = "s" + std::to_string(level);
  s.db.execute("ROLLBACK TO " + name + "; RELEASE " + name);
  const auto at = static_cast<std::size_t>(level) - 1;
  static_cast<Undoable&>(w) = std::move(w.savepoints[at]);
  w.savepoints.resize(at);
  if (s.catalogue != w.catalogue) s.series.clear();  // as after a rollback
  s.catalogue = w.catalogue;
  w.broken = false;  // what failed half-way is undone with the rest
}

std::int64_t new_record_id(Session& s) {
  WriteState& w = s.writing();
  if (w.next_record == 0) {
    auto q = s.take("SELECT copy, next_id FROM store WHERE id = 1");
    if (!q->step()) throw Damaged("the store's own row is missing");
    w.next_record = (q->int64(0) << 40) + (q->int64(1) & ((std::int64_t{1} << 40) - 1));
  }
  return w.next_record++;
}

}  // namespace crmlite::record
