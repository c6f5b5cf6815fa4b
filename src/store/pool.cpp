#include "store/pool.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include <unistd.h>

#include "record/fields.hpp"
#include "record/journal.hpp"
#include "record/plans.hpp"
#include "schema/migrate.hpp"

namespace crmlite::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kept_readers = 4;
constexpr std::int64_t checkpoint_frames = 1000;
constexpr std::int64_t page_bytes = 4096;
constexpr auto gate_patience = std::chrono::milliseconds(100);

Timestamp system_now() {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

void run(sqlite::Connection& db, std::string_view sql) {
  auto q = db.statements().take(sql);
  q->step();
}

}  // namespace

Pool::Pool(std::string path, StoreOptions options)
    : path_(std::move(path)),
      options_(std::move(options)),
      memory_(path_ == ":memory:"),
      process_(::getpid()),
      random_(options_.seed ? base::Random(options_.seed) : base::Random::system()) {
  env_.clock = options_.clock ? options_.clock : system_now;
  env_.log = options_.log;
  try {
    open();
  } catch (Error& e) {
    e.add_context("open store");
    throw;
  }
}

Pool::~Pool() {
  if (process_ != ::getpid()) return;
  try {
    // The last one out leaves a short log; another process at work keeps it.
    if (checkpointer_ && !writer_->db.read_only() && running_.empty()) checkpointer_->run(writer_->db);
  } catch (const std::exception& e) {
    log(LogLevel::warning, e.what());
  }
}

void Pool::log(LogLevel level, std::string_view text) const noexcept {
  if (!env_.log) return;
  try {
    env_.log(level, text);
  } catch (...) {  // a log that fails has nowhere to say so
  }
}

sqlite::OpenOptions Pool::open_options(bool writer) const {
  sqlite::OpenOptions o;
  o.read_only = options_.access == Access::read_only;
  o.durability = options_.durability == Durability::full ? sqlite::Durability::full : sqlite::Durability::relaxed;
  o.busy_timeout_ms = static_cast<int>(options_.busy_timeout_ms);
  const auto half = static_cast<std::int64_t>(options_.cache_mib) * 1024 / 2;
  o.cache_kib = std::max<std::int64_t>(writer ? half : half / static_cast<std::int64_t>(kept_readers), 256);
  o.journal_size_limit = static_cast<std::int64_t>(options_.wal_limit_mib) << 20;
  o.name = writer ? "writer" : "reader";
  return o;
}

void Pool::open() {
  const bool read_only = options_.access == Access::read_only;
  sqlite::OpenOptions o = open_options(true);
  schema::Identity identity = schema::Identity::empty;
  if (!memory_) {  // look before touching: a stranger's file stays as it is
    if (std::filesystem::exists(path_) && std::filesystem::file_size(path_) > 0) {
      sqlite::OpenOptions look = o;
      look.journal_mode = sqlite::JournalMode::keep;
      sqlite::Connection db(path_, look);
      identity = schema::identify(db);
    }
    if (read_only && identity == schema::Identity::empty)
      throw OpenError(OpenReason::not_ours, "the file holds no store, and it is opened for reading only");
  }
  o.create = !read_only;
  sqlite::Connection db(path_, o);
  if (!read_only) schema::migrate(db, path_, schema::identify(db));
  if (!memory_ && !read_only) checkpointer_ = std::make_unique<sqlite::Checkpointer>(path_, o.durability);
  writer_ = std::make_unique<Seat>(*this, std::move(db), env_);
  settle_settings(!read_only);
}

/// Zone and country belong to the file, so that all its users print the same codes; the options give them to a new
/// file.
void Pool::settle_settings(bool writable) {
  std::string zone, country;
  bool known = false;
  {
    const detail::Handle h = begin_read();
    const auto& settings = detail::session_of(h).catalogue->settings;
    known = settings.contains("zone");
    zone = known ? settings.at("zone") : options_.zone;
    country = settings.contains("default_country") ? settings.at("default_country") : options_.default_country;
    end_read(*static_cast<Seat*>(h.session->seat));
  }
  if (auto loaded = base::Zone::load(zone)) env_.zone = *loaded;
  else throw OpenError(OpenReason::cannot_open, "the store's time zone is not known on this system");
  env_.default_country = country;
  if (known || !writable) return;
  const detail::Handle h = begin_write({.label = "new store"});
  detail::Session& s = detail::session_of(h);
  Seat& seat = *static_cast<Seat*>(s.seat);
  if (!s.catalogue->settings.contains("zone")) {
    for (const auto& [name, value] : {std::pair{"default_country", country}, std::pair{"zone", zone}}) {
      const record::NamedCell values[] = {{"name", record::Cell{std::string(name)}}, {"value", record::Cell{value}}};
      record::insert_definition(s, record::tab::setting, values);
      record::defining(s).settings[name] = value;
    }
  }
  commit(seat);
  end_write(seat);
}

void Pool::refuse_fork() const {
  if (process_ != ::getpid())
    throw std::logic_error("crmlite: a store cannot be used in a forked child: open it anew there");
}

detail::Handle Pool::seated(Seat& seat, bool writing) {
  seat.writing = writing;
  seat.depth = 1;
  seat.since = Clock::now();
  seat.session.thread = std::this_thread::get_id();
  const std::lock_guard lock(mutex_);
  seat.session.block = ++blocks_;
  seated_[seat.session.thread] = &seat;
  return {&seat.session, seat.session.block};
}

void Pool::leave(Seat& seat) noexcept {
  const std::lock_guard lock(mutex_);
  seated_.erase(seat.session.thread);
  seat.session.block = 0;
  seat.depth = 0;
}

// Reading -------------------------------------------------------------------------------------------------------

void Pool::stop_overdue() {
  if (options_.max_read_ms <= 0) return;
  const auto now = Clock::now();
  for (const auto& seat : running_)
    if (now - seat->since > std::chrono::milliseconds(options_.max_read_ms)) seat->db.stop(StopReason::read_too_old);
}

/// While the log is too long, new readers let running ones end, so that it can be moved into the file.
void Pool::wait_at_gate(std::unique_lock<std::mutex>& lock) {
  if (!wal_over_limit() || running_.empty()) return;
  stop_overdue();
  reader_left_.wait_for(lock, gate_patience, [&] { return running_.empty(); });
}

void Pool::watch(Seat& seat) {
  if (options_.max_read_ms <= 0) return;
  constexpr int about_a_millisecond = 100'000;
  seat.db.on_progress(about_a_millisecond, [this, &seat] {
    if (Clock::now() - seat.since > std::chrono::milliseconds(options_.max_read_ms)) throw Stopped(StopReason::read_too_old);
    return true;
  });
}

std::unique_ptr<Seat> Pool::free_reader() {
  {
    std::unique_lock lock(mutex_);
    wait_at_gate(lock);
    if (!idle_.empty()) {
      auto seat = std::move(idle_.back());
      idle_.pop_back();
      return seat;
    }
  }
  auto seat = std::make_unique<Seat>(*this, sqlite::Connection(path_, open_options(false)), env_);
  watch(*seat);
  return seat;
}

detail::Handle Pool::begin_read() {
  refuse_fork();
  {
    const std::lock_guard lock(mutex_);
    if (const auto it = seated_.find(std::this_thread::get_id()); it != seated_.end()) {
      Seat& seat = *it->second;
      if (seat.writing) throw std::logic_error("crmlite: a read block inside a write block: read with the write block");
      ++seat.depth;
      return {&seat.session, seat.session.block};
    }
  }
  if (memory_) {
    take_turn();
    run(writer_->db, "BEGIN");
    const detail::Handle h = seated(*writer_, false);
    record::begin_read(*h.session);
    return h;
  }
  std::unique_ptr<Seat> seat = free_reader();
  Seat& held = *seat;
  const detail::Handle h = seated(held, false);
  {
    const std::lock_guard lock(mutex_);
    running_.push_back(std::move(seat));
  }
  try {
    run(held.db, "BEGIN");
    record::begin_read(*h.session);
  } catch (...) {
    end_read(held);
    throw;
  }
  return h;
}

void Pool::end_read(Seat& seat) noexcept {
  if (--seat.depth > 0) return;
  try {
    seat.db.resume();
    if (seat.db.in_transaction()) run(seat.db, "ROLLBACK");
  } catch (const std::exception& e) {
    log(LogLevel::error, e.what());
  }
  leave(seat);
  if (memory_) return give_turn();
  std::unique_ptr<Seat> gone;  // closed outside the lock
  {
    const std::lock_guard lock(mutex_);
    const auto it = std::find_if(running_.begin(), running_.end(), [&](const auto& s) { return s.get() == &seat; });
    if (it == running_.end()) return;
    gone = std::move(*it);
    running_.erase(it);
    if (idle_.size() < kept_readers) idle_.push_back(std::move(gone));
  }
  reader_left_.notify_all();
}

// Writing -------------------------------------------------------------------------------------------------------

void Pool::take_turn() {
  std::unique_lock lock(turn_mutex_);
  const std::uint64_t ticket = next_ticket_++;
  turn_.wait(lock, [&] { return serving_ == ticket; });
}

void Pool::give_turn() noexcept {
  {
    const std::lock_guard lock(turn_mutex_);
    ++serving_;
  }
  turn_.notify_all();
}

detail::Handle Pool::begin_write(const WriteOptions& options) {
  refuse_fork();
  if (options_.access == Access::read_only) throw Forbidden("the store is opened for reading only");
  {
    const std::lock_guard lock(mutex_);
    if (seated_.contains(std::this_thread::get_id()))
      throw std::logic_error("crmlite: a write block inside another block of the same thread");
  }
  take_turn();
  try {
    run(writer_->db, "BEGIN IMMEDIATE");
  } catch (...) {
    give_turn();
    throw;
  }
  const detail::Handle h = seated(*writer_, true);
  try {
    record::begin_write(*h.session, options.actor.empty() ? options_.actor : options.actor, options.label,
                        options.source, random_);
  } catch (...) {
    roll_back(*writer_);
    end_write(*writer_);
    throw;
  }
  return h;
}

void Pool::commit(Seat& seat) {
  try {
    record::before_commit(seat.session);
    run(seat.db, "COMMIT");
  } catch (Error& e) {
    roll_back(seat);
    e.add_context("commit");
    throw;
  } catch (...) {
    roll_back(seat);
    throw;
  }
  record::after_commit(seat.session);
}

void Pool::roll_back(Seat& seat) noexcept {
  try {
    if (seat.db.in_transaction()) run(seat.db, "ROLLBACK");
  } catch (const std::exception& e) {
    log(LogLevel::error, e.what());
  }
  record::after_rollback(seat.session);
}

void Pool::end_write(Seat& seat) noexcept {
  leave(seat);
  checkpoint_if_due();
  give_turn();
}

/// A failed checkpoint costs nothing but a longer log: the next one catches up.
void Pool::checkpoint_if_due() noexcept {
  if (!checkpointer_) return;
  try {
    const std::int64_t frames = writer_->db.wal_frames();
    if (frames < checkpoint_frames) next_checkpoint_ = checkpoint_frames;
    std::int64_t left = frames;
    if (frames >= next_checkpoint_) {
      const sqlite::CheckpointResult result = checkpointer_->run(writer_->db);
      // What readers hold back is tried again after another portion, not at every commit.
      next_checkpoint_ = result.complete() ? checkpoint_frames : frames + checkpoint_frames;
      if (result.complete()) left = 0;
    }
    const std::lock_guard lock(mutex_);
    wal_bytes_ = left * page_bytes;
    if (wal_over_limit()) stop_overdue();
  } catch (const std::exception& e) {
    log(LogLevel::warning, e.what());
  }
}

// Care ----------------------------------------------------------------------------------------------------------

StoreStats Pool::stats() {
  StoreStats stats;
  const detail::Handle h = begin_read();
  detail::Session& s = *h.session;
  Seat& seat = *static_cast<Seat*>(s.seat);
  try {
    stats.free_bytes = static_cast<std::uint64_t>(s.db.int64_of("PRAGMA freelist_count") * page_bytes);
    stats.file_bytes = static_cast<std::uint64_t>(s.db.int64_of("PRAGMA page_count") * page_bytes);
    stats.transactions = static_cast<std::uint64_t>(s.db.int64_of("SELECT count(*) FROM txn"));
    stats.changes = static_cast<std::uint64_t>(s.db.int64_of("SELECT count(*) FROM change"));
    for (const auto& kind : s.catalogue->kinds)
      stats.records.emplace_back(kind->kind->name, static_cast<std::uint64_t>(s.db.int64_of(
                                                       "SELECT count(*) FROM " + std::string(kind->kind->table))));
  } catch (...) {
    end_read(seat);
    throw;
  }
  end_read(seat);
  std::error_code none;
  const auto wal = memory_ ? 0 : std::filesystem::file_size(path_ + "-wal", none);
  stats.wal_bytes = none ? 0 : wal;
  const std::lock_guard lock(mutex_);
  stop_overdue();
  stats.readers = running_.size();
  for (const auto& reader : running_) {
    const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - reader->since).count();
    stats.oldest_reader_ms = std::max<std::int64_t>(stats.oldest_reader_ms, age);
  }
  return stats;
}

void Pool::maintain(std::int64_t budget_ms) {
  refuse_fork();
  if (!checkpointer_) return;
  {
    const std::lock_guard lock(mutex_);
    if (seated_.contains(std::this_thread::get_id())) throw std::logic_error("crmlite: maintain inside a block");
    stop_overdue();
  }
  take_turn();
  try {
    checkpointer_->run(writer_->db, static_cast<int>(budget_ms));
  } catch (...) {
    give_turn();
    throw;
  }
  give_turn();
}

void Pool::compact() {
  refuse_fork();
  if (options_.access == Access::read_only) throw Forbidden("the store is opened for reading only");
  {
    const std::lock_guard lock(mutex_);
    if (seated_.contains(std::this_thread::get_id())) throw std::logic_error("crmlite: compact inside a block");
  }
  take_turn();
  try {
    writer_->db.statements().clear();
    writer_->session.plans.clear();
    run(writer_->db, "BEGIN IMMEDIATE");
    try {
      record::drop_dead_columns(writer_->db);
      run(writer_->db, "COMMIT");
    } catch (...) {
      roll_back(*writer_);
      throw;
    }
    writer_->db.statements().clear();
    writer_->db.execute("VACUUM");
    if (checkpointer_) checkpointer_->shrink(writer_->db, 100);
  } catch (...) {
    give_turn();
    throw;
  }
  give_turn();
}

}  // namespace crmlite::store
