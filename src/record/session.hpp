// One connection at work for one block: what the block may do, the catalogue it sees, and, while it writes, all that
// is settled once before the commit.
#pragma once

#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <crmlite/records.hpp>
#include <crmlite/store.hpp>

#include "base/fork.hpp"
#include "base/random.hpp"
#include "base/sha256.hpp"
#include "base/zone.hpp"
#include "record/catalogue.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/statement_cache.hpp"

namespace crmlite::domain {
struct Series;
}

namespace crmlite::record {

struct KindPlans;

/// Numbers that this process has taken from a counter ahead of their use.
struct NumberBlock {
  std::int64_t next = 0, last = -1;
  std::int64_t size = 0;
};

/// What all sessions of a store share.
struct Environment {
  Callback<Timestamp()> clock;
  Callback<void(LogLevel, std::string_view)> log;
  base::Zone zone = base::Zone::utc();
  std::string default_country;
  std::mutex catalogue_mutex;
  std::shared_ptr<const Catalogue> catalogue;  // the newest committed one seen
  std::map<std::int64_t, NumberBlock> blocks;  // by counter; the writer's alone

  std::shared_ptr<const Catalogue> catalogue_of(sqlite::Connection& db, std::int64_t version);
  void publish(std::shared_ptr<const Catalogue> newest);
};

/// A counter that lives in the transaction: read at first use, written once before the commit.
struct Counter {
  std::int64_t next = 0;
  std::int64_t last_at = 0;  // of the code numbered last, where the series asks for their order
  bool dirty = false;
};

/// What a savepoint can bring back.
struct Undoable {
  std::shared_ptr<const Catalogue> catalogue;
  bool defined = false;                    // the catalogue differs from the stored one
  std::int64_t next_record = 0;            // 0: not read yet
  std::map<std::int64_t, Counter> codes;   // by id of code_counter
  std::map<std::pair<std::int64_t, std::string>, std::int64_t> counter_ids;  // by series and scope
  std::map<std::int64_t, NumberBlock> blocks;  // taken by this transaction, by counter
  std::map<std::int64_t, std::int64_t> tag_usage;  // differences by tag
  std::int64_t changes = 0;                // rows written into `change`
  base::Sha256 chain;                      // previous hash, the transaction's fields, the leaves so far
};

struct WriteState : Undoable {
  std::string actor, label, source;
  std::int64_t txn = 0;
  Timestamp at, wall;
  std::int64_t first_change = 0;
  bool broken = false;   // a change failed half-way: only a rollback is left
  std::vector<Undoable> savepoints;
  base::Random* random = nullptr;
};

}  // namespace crmlite::record

namespace crmlite::detail {

struct Session {
  sqlite::Connection& db;
  record::Environment& env;
  std::shared_ptr<const record::Catalogue> catalogue = {};
  void* seat = nullptr;     // the store's, for ending the block
  std::atomic<std::uint64_t> block = 0;  // 0: none is running; whoever held an earlier one may look, too
  std::thread::id thread = {};
  std::uint32_t forks = base::forks();  // of the process that opened the connection
  std::unique_ptr<record::WriteState> write = {};
  std::vector<std::unique_ptr<record::KindPlans>> plans;  // by kind number - 1
  std::map<std::int64_t, std::shared_ptr<const domain::Series>> series = {};  // compiled, by id

  Session(sqlite::Connection& d, record::Environment& e);
  ~Session();

  const record::KindDef& def(const Kind& kind) const { return catalogue->of(kind); }
  record::KindPlans& plans_of(const Kind& kind);
  sqlite::StatementCache::Cached take(std::string_view sql) { return db.statements().take(sql); }

  /// @throws Error when an earlier failure left this transaction half done
  record::WriteState& writing();
  Timestamp now() const;
};

/// The session of a face, once its block is known to be running on this thread.
/// @throws std::logic_error
Session& session_of(Handle handle);

}  // namespace crmlite::detail

namespace crmlite::record {

using detail::Session;

// Blocks. `begin` and `commit` of SQLite are the store's; these are the engine's part of them.
void begin_read(Session& s);
void begin_write(Session& s, std::string actor, std::string label, std::string source, base::Random& random);
/// Writes all that was put off: counters, counts, the transaction's row.
void before_commit(Session& s);
void after_commit(Session& s);
void after_rollback(Session& s) noexcept;

/// A transaction's own fields in the journal's chain, which begins with the hash of the one before: actor, label, source.
void chain_header(base::Sha256& hash, std::int64_t txn, Timestamp at, Timestamp wall,
                  std::initializer_list<std::string_view> texts);

/// The catalogue to be changed by this transaction; a new version, published by the commit.
Catalogue& defining(Session& s);
KindDef& defining_kind(Session& s, const Kind& kind);
TagBook& defining_tags(Session& s);

std::int64_t new_record_id(Session& s);

// Savepoints nest; `undo` brings back all that the engine keeps in memory, too.
int open_savepoint(Session& s);
void release_savepoint(Session& s, int level);
void undo_savepoint(Session& s, int level);

}  // namespace crmlite::record
