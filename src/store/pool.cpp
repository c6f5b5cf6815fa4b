// Blocks: who sits where, whose turn it is to write.
#include "store/pool.hpp"

#include <algorithm>
#include <stdexcept>

#include "record/plans.hpp"

namespace crmlite::store {
namespace {

constexpr std::size_t kept_readers = 4;
constexpr auto gate_patience = std::chrono::milliseconds(100);

void run(sqlite::Connection& db, std::string_view sql) {
  auto q = db.statements().take(sql);
  q->step();
}

}  // namespace

Pool::~Pool() {
  if (forked()) {  // not even closing is safe there: the connections are left to the parent
    for (auto* seats : {&idle_, &running_, &closed_})
      for (auto& seat : *seats) static_cast<void>(seat.release());
    static_cast<void>(writer_.release());
    static_cast<void>(checkpointer_.release());
    return;
  }
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

void Pool::refuse_fork() const {
  if (forked())
    throw std::logic_error("crmlite: a store cannot be used in a forked child: fork first, then open");
}

void Pool::refuse_inside_block(const char* what) {
  const std::lock_guard lock(mutex_);
  if (seated_.contains(std::this_thread::get_id()))
    throw std::logic_error("crmlite: " + std::string(what) + " inside a block of the same thread");
}

detail::Handle Pool::seated(Seat& seat, bool writing) {
  seat.writing = writing;
  seat.depth = 1;
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

// Reading ------------------------------------------------------------------------------------------------

Seat& Pool::take_reader() {
  std::unique_ptr<Seat> seat;
  {
    std::unique_lock lock(mutex_);
    gate_opened_.wait_for(lock, gate_patience, [this] { return !gate_closed_; });
    for (auto* seats : {&idle_, &closed_})
      if (!seat && !seats->empty()) {
        seat = std::move(seats->back());
        seats->pop_back();
      }
  }
  if (!seat || !seat->open) {
    sqlite::Connection db(file_, open_options(false));
    if (!seat)
      seat = std::make_unique<Seat>(*this, std::move(db), env_);
    else
      seat->db = std::move(db);
    seat->open = true;
    watch(*seat);
  }
  const std::lock_guard lock(mutex_);
  seat->since = std::chrono::steady_clock::now();
  running_.push_back(std::move(seat));
  return *running_.back();
}

/// The seat of the read block that this thread is in.
Seat* Pool::nested_reader() {
  const std::lock_guard lock(mutex_);
  const auto it = seated_.find(std::this_thread::get_id());
  if (it == seated_.end()) return nullptr;
  if (it->second->writing)
    throw std::logic_error("crmlite: a read block inside a write block: read with the write block");
  ++it->second->depth;
  return it->second;
}

detail::Handle Pool::begin_read(std::optional<std::int64_t> max_read_ms) {
  refuse_fork();
  if (Seat* seat = nested_reader()) return {&seat->session, seat->session.block};
  if (memory_) turn_.lock();
  Seat& seat = memory_ ? *writer_ : take_reader();
  const detail::Handle h = seated(seat, false);
  {
    const std::lock_guard lock(mutex_);
    seat.max_read_ms = max_read_ms.value_or(options_.max_read_ms);
  }
  try {
    run(seat.db, "BEGIN");
    record::begin_read(seat.session);
  } catch (...) {
    end_read(seat);
    throw;
  }
  return h;
}

void Pool::end_read(Seat& seat) noexcept {
  if (forked() || --seat.depth > 0) return;
  {
    const std::lock_guard lock(mutex_);
    seat.max_read_ms = 0;  // nobody stops it any more
    seat.db.resume();
  }
  try {
    if (seat.db.in_transaction()) run(seat.db, "ROLLBACK");
  } catch (const std::exception& e) {
    log(LogLevel::error, e.what());
  }
  leave(seat);
  if (memory_) return turn_.unlock();
  std::unique_ptr<Seat> gone;
  {
    const std::lock_guard lock(mutex_);
    const auto it =
        std::find_if(running_.begin(), running_.end(), [&](const auto& s) { return s.get() == &seat; });
    gone = std::move(*it);
    running_.erase(it);
    if (idle_.size() < kept_readers) idle_.push_back(std::move(gone));
  }
  reader_left_.notify_all();
  if (gone) close(std::move(gone));
}

void Pool::close(std::unique_ptr<Seat> seat) noexcept {
  seat->session.plans.clear();
  seat->session.catalogue.reset();
  seat->open = false;
  { const sqlite::Connection closing = std::move(seat->db); }
  const std::lock_guard lock(mutex_);
  closed_.push_back(std::move(seat));
}

// Writing ------------------------------------------------------------------------------------------------

detail::Handle Pool::begin_write(const WriteOptions& options) {
  refuse_fork();
  if (options_.access == Access::read_only) throw Forbidden("the store is opened for reading only");
  refuse_inside_block("a write block");
  turn_.lock();
  try {
    run(writer_->db, "BEGIN IMMEDIATE");
  } catch (...) {
    turn_.unlock();
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

void Pool::write(const WriteOptions& options, const std::function<void(detail::Session&)>& block) {
  const detail::Handle h = begin_write(options);
  Seat& seat = *static_cast<Seat*>(h.session->seat);
  try {
    block(*h.session);
    commit(seat);
  } catch (...) {
    roll_back(seat);
    end_write(seat);
    throw;
  }
  end_write(seat);
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
  if (forked()) return;
  try {
    if (seat.db.in_transaction()) run(seat.db, "ROLLBACK");
  } catch (const std::exception& e) {
    log(LogLevel::error, e.what());
  }
  record::after_rollback(seat.session);
}

void Pool::end_write(Seat& seat) noexcept {
  if (forked()) return;
  leave(seat);
  checkpoint_if_due();
  turn_.unlock();
}

}  // namespace crmlite::store
