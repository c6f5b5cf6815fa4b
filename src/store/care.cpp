// Care for an open store: its log is kept short, reads that last too long are ended, and its owner can see
// how it is.
#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "record/fields.hpp"
#include "record/plans.hpp"
#include "store/pool.hpp"

namespace crmlite::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t page_bytes = 4096;
constexpr auto gate_patience = std::chrono::milliseconds(100);

bool is_overdue(const Seat& seat) {
  return seat.max_read_ms > 0 && Clock::now() - seat.since > std::chrono::milliseconds(seat.max_read_ms);
}

}  // namespace

/// A failed checkpoint costs nothing but a longer log: the next one catches up.
void Pool::checkpoint_if_due() noexcept {
  if (!checkpointer_) return;
  try {
    const std::int64_t frames = writer_->db.wal_frames();
    if (frames < frames_) next_checkpoint_ = portion_;  // the log began anew
    frames_ = frames;
    if (frames < next_checkpoint_) return;
    // What readers hold back is tried again after another portion, not at every commit.
    next_checkpoint_ = frames + (frames > most_frames_ ? std::max(portion_, most_frames_ / 4) : portion_);
    empty_log(frames, 0);
  } catch (const std::exception& e) {
    log(LogLevel::warning, e.what());
  }
}

/// The log begins anew only when all of it is in the file and no reader needs it: readers that follow each
/// other without a gap would make it grow for ever. So where it is too long, new ones wait while running ones
/// end, but nobody longer than `gate_patience`.
sqlite::CheckpointResult Pool::empty_log(std::int64_t frames, std::int64_t wait_ms) {
  struct Gate {
    Pool& pool;
    std::unique_lock<std::mutex> lock{pool.mutex_};

    void close() {
      pool.stop_overdue();
      pool.gate_closed_ = true;
      pool.reader_left_.wait_for(lock, gate_patience, [this] { return pool.running_.empty(); });
    }
    ~Gate() {
      if (!lock.owns_lock()) lock.lock();
      pool.gate_closed_ = false;
      pool.gate_opened_.notify_all();
    }
  } gate{*this};
  if (frames > most_frames_) gate.close();
  gate.lock.unlock();
  return checkpointer_->run(writer_->db, static_cast<int>(wait_ms));
}

void Pool::stop_overdue() {
  for (const auto& seat : running_)
    if (is_overdue(*seat)) seat->db.stop(StopReason::read_too_old);
}

/// Ends a long statement; between short ones `stop_overdue` comes in time.
void Pool::watch(Seat& seat) {
  constexpr int about_a_millisecond = 100'000;
  seat.db.on_progress(about_a_millisecond, [&seat] {
    if (is_overdue(seat)) throw Stopped(StopReason::read_too_old);
    return true;
  });
}

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
      stats.records.emplace_back(
          kind->kind->name, static_cast<std::uint64_t>(
                                s.db.int64_of("SELECT count(*) FROM " + std::string(kind->kind->table))));
  } catch (...) {
    end_read(seat);
    throw;
  }
  end_read(seat);
  std::error_code none;
  const auto wal = memory_ ? 0 : std::filesystem::file_size(log_path(), none);
  stats.wal_bytes = none ? 0 : wal;
  const std::lock_guard lock(mutex_);
  stop_overdue();
  stats.readers = running_.size();
  for (const auto& reader : running_) {
    const auto age =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - reader->since).count();
    stats.oldest_reader_ms = std::max<std::int64_t>(stats.oldest_reader_ms, age);
  }
  return stats;
}

void Pool::maintain(std::int64_t budget_ms) {
  refuse_fork();
  refuse_inside_block("maintain");
  if (options_.access == Access::read_only) return;
  const auto end = Clock::now() + std::chrono::milliseconds(budget_ms);
  collect(end);
  if (!checkpointer_) return;
  {
    const std::lock_guard lock(mutex_);
    stop_overdue();
  }
  const std::lock_guard turn(turn_);
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
  empty_log(writer_->db.wal_frames(), std::max<std::int64_t>(left, 0));
}

void Pool::compact() {
  refuse_fork();
  if (options_.access == Access::read_only) throw Forbidden("the store is opened for reading only");
  refuse_inside_block("compact");
  const std::lock_guard turn(turn_);
  sqlite::Connection& db = writer_->db;
  db.statements().clear();
  writer_->session.plans.clear();
  db.execute("BEGIN IMMEDIATE");
  try {
    record::drop_dead_columns(db);
    db.execute("COMMIT");
  } catch (...) {
    roll_back(*writer_);
    throw;
  }
  db.statements().clear();
  db.execute("VACUUM");
  if (checkpointer_) checkpointer_->shrink(db, 100);
}

}  // namespace crmlite::store
