// The connections of one open store: a writer, for which threads queue, and readers, of which a few are kept. A block
// sits on a seat; which thread sits where is known, so that blocks within blocks are seen.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include <crmlite/store.hpp>

#include "base/random.hpp"
#include "record/session.hpp"
#include "sqlite/checkpoint.hpp"
#include "sqlite/connection.hpp"

namespace crmlite::store {

class Pool;

struct Seat {
  Seat(Pool& p, sqlite::Connection connection, record::Environment& env)
      : pool(p), db(std::move(connection)), session(db, env) {
    session.seat = this;
  }

  Pool& pool;
  sqlite::Connection db;
  detail::Session session;
  bool writing = false;
  int depth = 0;  // blocks of one thread within each other
  std::chrono::steady_clock::time_point since;
};

class Pool {
 public:
  Pool(std::string path, StoreOptions options);
  ~Pool();

  detail::Handle begin_read();
  void end_read(Seat& seat) noexcept;

  detail::Handle begin_write(const WriteOptions& options);
  void commit(Seat& seat);
  void roll_back(Seat& seat) noexcept;
  void end_write(Seat& seat) noexcept;

  StoreStats stats();
  void maintain(std::int64_t budget_ms);
  void compact();

  const std::string& path() const { return path_; }
  void log(LogLevel level, std::string_view text) const noexcept;

 private:
  sqlite::OpenOptions open_options(bool writer) const;
  void open();
  void settle_settings(bool fresh);
  void refuse_fork() const;
  std::unique_ptr<Seat> free_reader();
  void wait_at_gate(std::unique_lock<std::mutex>& lock);
  void stop_overdue();
  void watch(Seat& seat);
  void take_turn();
  void give_turn() noexcept;
  void checkpoint_if_due() noexcept;
  bool wal_over_limit() const { return wal_bytes_ > static_cast<std::int64_t>(options_.wal_limit_mib) << 20; }
  detail::Handle seated(Seat& seat, bool writing);
  void leave(Seat& seat) noexcept;

  std::string path_;
  StoreOptions options_;
  bool memory_;
  std::int64_t process_;
  record::Environment env_;
  base::Random random_;
  std::unique_ptr<Seat> writer_;
  std::unique_ptr<sqlite::Checkpointer> checkpointer_;
  std::int64_t next_checkpoint_ = 1000;  // frames in the log

  std::mutex turn_mutex_;  // whose turn it is to write, in the order of asking
  std::condition_variable turn_;
  std::uint64_t next_ticket_ = 0, serving_ = 0;

  std::mutex mutex_;  // of all below
  std::condition_variable reader_left_;
  std::vector<std::unique_ptr<Seat>> idle_, running_;
  std::unordered_map<std::thread::id, Seat*> seated_;
  std::uint64_t blocks_ = 0;
  std::int64_t wal_bytes_ = 0;
};

}  // namespace crmlite::store
