// The connections of one open store: a writer, for which threads queue, and readers, of which a few are kept.
// A block sits on a seat; which thread sits where is known, so that blocks within blocks are seen. Seats stay
// as long as the store, though their connections may go: whoever uses a block that has ended is told so.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include <crmlite/store.hpp>

#include "base/fork.hpp"
#include "base/random.hpp"
#include "record/session.hpp"
#include "sqlite/checkpoint.hpp"
#include "sqlite/connection.hpp"
#include "store/turn.hpp"

namespace crmlite::store {

class Pool;

using Fill = Callback<std::size_t(std::span<std::byte>)>;

struct Seat {
  Seat(Pool& p, sqlite::Connection connection, record::Environment& env)
      : pool(p), db(std::move(connection)), session(db, env) {
    session.seat = this;
  }

  Pool& pool;
  sqlite::Connection db;
  detail::Session session;
  bool open = true;
  bool writing = false;
  std::int64_t max_read_ms = 0;  // of the read block; 0: it may last
  int depth = 0;                 // blocks of one thread within each other
  std::chrono::steady_clock::time_point since;
};

class Pool {
 public:
  Pool(std::string path, StoreOptions options);
  ~Pool();

  /// `max_read_ms`: the block's own limit, in place of the store's.
  detail::Handle begin_read(std::optional<std::int64_t> max_read_ms = {});
  void end_read(Seat& seat) noexcept;

  detail::Handle begin_write(const WriteOptions& options);
  void commit(Seat& seat);
  void roll_back(Seat& seat) noexcept;
  void end_write(Seat& seat) noexcept;

  /// A block of the library's own, from its beginning to its commit.
  void write(const WriteOptions& options, const std::function<void(detail::Session&)>& block);

  /// Takes a content in.
  std::int64_t put(const Fill& fill);

  StoreStats stats();
  void maintain(std::int64_t budget_ms);
  void compact();

  const std::string& path() const { return path_; }
  const std::string& zone() const { return env_.zone.name(); }
  const std::string& default_country() const noexcept { return env_.default_country; }
  void log(LogLevel level, std::string_view text) const noexcept;

 private:
  sqlite::OpenOptions open_options(bool writer) const;
  void open();
  void check_options() const;
  void settle_settings();
  void give_settings(detail::Session& s);
  bool forked() const noexcept { return forks_ != base::forks(); }
  void refuse_fork() const;
  void refuse_inside_block(const char* what);
  std::string log_path() const { return file_ + "-wal"; }

  Seat* nested_reader();
  Seat& take_reader();
  void stop_overdue();
  void watch(Seat& seat);
  void close(std::unique_ptr<Seat> seat) noexcept;
  detail::Handle seated(Seat& seat, bool writing);
  void leave(Seat& seat) noexcept;

  void give_up_content(std::int64_t blob) noexcept;
  void collect(std::chrono::steady_clock::time_point end);
  void checkpoint_if_due() noexcept;
  sqlite::CheckpointResult empty_log(std::int64_t frames, std::int64_t wait_ms);

  std::string path_;  // as given
  std::string file_;  // where it was then, whatever the current folder becomes
  StoreOptions options_;
  bool memory_;
  std::uint32_t forks_;
  record::Environment env_;
  base::Random random_;
  std::unique_ptr<Seat> writer_;
  std::unique_ptr<sqlite::Checkpointer> checkpointer_;
  Turn turn_;  // of the writer and of the three below, which count frames of the log
  const std::int64_t most_frames_, portion_;
  std::int64_t frames_ = 0, next_checkpoint_;

  std::mutex mutex_;  // of all below
  std::condition_variable reader_left_, gate_opened_;
  bool gate_closed_ = false;
  std::vector<std::unique_ptr<Seat>> idle_, running_, closed_;
  std::unordered_map<std::thread::id, Seat*> seated_;
  std::uint64_t blocks_ = 0;
};

}  // namespace crmlite::store
