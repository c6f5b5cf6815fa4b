// The WAL-reset fault of SQLite, made to happen every time, and the guard that prevents it.
//
// A checkpoint reads the log's header, then copies frames, then notes how many it copied. When another connection
// commits in between and the log, being fully copied by an earlier checkpoint, starts anew, the note of the old log
// stands in the new one: the next frames count as copied before they are written, and their rows are lost. A hook in
// the file system layer lets the other connection commit at just that moment.
#include <sqlite3.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "catch.hpp"
#include "sqlite/checkpoint.hpp"
#include "temp_file.hpp"

#if defined(__linux__)
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#endif

using namespace crmlite;
using namespace crmlite::sqlite;

namespace {

// SQLite's own file system layer with one hook: when the main file's memory mapping is given up, which a checkpoint
// does right after it has read that the log's header has changed, and nothing else does in these tests.
class Hook {
 public:
  explicit Hook(std::function<void()> action) {
    action_ = std::move(action);
    real_ = ::sqlite3_vfs_find(nullptr);
    vfs_ = *real_;
    vfs_.zName = "crmlite-test-hook";
    vfs_.xOpen = open;
    ::sqlite3_vfs_register(&vfs_, 1);
  }
  ~Hook() {
    ::sqlite3_vfs_register(real_, 1);
    ::sqlite3_vfs_unregister(&vfs_);
    armed = false;
  }
  Hook(const Hook&) = delete;
  Hook& operator=(const Hook&) = delete;

  static inline bool armed = false;  // fires once, then is off

 private:
  static int open(::sqlite3_vfs*, const char* name, ::sqlite3_file* file, int flags, int* out) {
    const int result = real_->xOpen(real_, name, file, flags, out);
    if (result == SQLITE_OK && (flags & SQLITE_OPEN_MAIN_DB) != 0) {
      methods_ = *file->pMethods;
      real_unfetch_ = methods_.xUnfetch;
      methods_.xUnfetch = unfetch;
      file->pMethods = &methods_;
    }
    return result;
  }
  static int unfetch(::sqlite3_file* file, ::sqlite3_int64 offset, void* page) {
    if (armed && page == nullptr) {
      armed = false;
      action_();
    }
    return real_unfetch_(file, offset, page);
  }

  static inline std::function<void()> action_;
  static inline ::sqlite3_vfs* real_ = nullptr;
  static inline ::sqlite3_vfs vfs_ = {};
  static inline ::sqlite3_io_methods methods_ = {};
  static inline int (*real_unfetch_)(::sqlite3_file*, ::sqlite3_int64, void*) = nullptr;
};

// Whoever commits rows besides the one that checkpoints.
struct Committer {
  Committer() = default;
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;
  virtual ~Committer() = default;
  virtual bool commit(int rows) = 0;  // each in a transaction of its own; false: the file was busy
};

const OpenOptions options{.durability = sqlite::Durability::relaxed, .busy_timeout_ms = 0};

bool insert_rows(Connection& c, int rows) try {
  for (int i = 0; i < rows; ++i) c.execute("INSERT INTO t VALUES (hex(randomblob(100)))");
  return true;
} catch (const Busy&) {
  return false;
}

struct Here final : Committer {
  explicit Here(const TempFile& file) : connection(file.open(options)) {}
  bool commit(int rows) override { return insert_rows(connection, rows); }
  Connection connection;
};

enum class Guard { off, on };

constexpr int committed = 400 + 1 + 500;

struct Outcome {
  std::int64_t left = 0;  // rows; 0 also when the file is too damaged to count them
  bool sound = false;
  bool hook_fired = false;
  bool commit_had_to_wait = false;
};

void checkpoint(Guard guard, Connection& writer, Checkpointer& guarded, Connection& unguarded) {
  if (guard == Guard::on)
    REQUIRE_FALSE(guarded.run(writer).busy);
  else
    ::sqlite3_wal_checkpoint_v2(unguarded.raw(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

// 400 rows and a complete checkpoint; a checkpoint by another connection with one commit in its middle; 500 rows.
template <class MakeCommitter>
Outcome race(Guard guard, const MakeCommitter& make_committer) {
  const TempFile file;
  Outcome outcome;
  std::unique_ptr<Committer> other;
  const Hook hook([&] {
    outcome.hook_fired = true;
    outcome.commit_had_to_wait = !other->commit(1);
  });
  {
    Connection writer = file.open(options);
    writer.execute("CREATE TABLE t(text TEXT) STRICT; CREATE INDEX tt ON t(text)");
    Connection plain = file.open(options);
    Checkpointer first(file.path(), sqlite::Durability::relaxed);
    Checkpointer second(file.path(), sqlite::Durability::relaxed);
    other = make_committer(file);

    REQUIRE(other->commit(400));
    REQUIRE(first.run(writer).complete());
    Hook::armed = true;
    checkpoint(guard, writer, second, plain);
    if (outcome.commit_had_to_wait) REQUIRE(other->commit(1));
    REQUIRE(other->commit(500));
    other.reset();
  }  // the last connection takes the log for copied, as far as the note says, and removes it
  try {
    Connection after(file.path(), options);
    outcome.left = after.int64_of("SELECT count(*) FROM t NOT INDEXED");
    outcome.sound = after.text_of("PRAGMA integrity_check") == "ok";
  } catch (const Damaged&) {
  }
  return outcome;
}

void check_race(Guard guard, const Outcome& outcome) {
  if (!outcome.hook_fired) {
    WARN("this SQLite has no place for the hook: the race cannot be made to happen");
    return;
  }
  INFO(outcome.left << " of " << committed << " rows left");
  if (guard == Guard::on) {
    CHECK(outcome.commit_had_to_wait);
    CHECK(outcome.left == committed);
    CHECK(outcome.sound);
  } else if (has_wal_reset_bug()) {
    CHECK_FALSE(outcome.commit_had_to_wait);
    CHECK(outcome.left < committed);  // if a distribution has repaired it, say so here
  } else {
    CHECK(outcome.left == committed);
    CHECK(outcome.sound);
  }
}

std::unique_ptr<Committer> in_this_process(const TempFile& file) { return std::make_unique<Here>(file); }

}  // namespace

TEST_CASE("a commit inside a checkpoint loses rows without the guard") {
  check_race(Guard::off, race(Guard::off, in_this_process));
}

TEST_CASE("a commit inside a checkpoint waits for the guard, and no row is lost") {
  check_race(Guard::on, race(Guard::on, in_this_process));
}

#if defined(__linux__)

namespace {

constexpr auto path_variable = "CRMLITE_TEST_WAL_RESET_FILE";
constexpr int reply_fd = 3;

void require_done(bool done) {
  if (!done) throw std::runtime_error("the other process cannot be started or does not answer");
}

// The committer as a process of its own: this program again, running the hidden test case below. It is told a number
// of rows on its standard input and answers with one letter.
class Elsewhere final : public Committer {
 public:
  explicit Elsewhere(const TempFile& file) {
    std::array<int, 2> orders{};
    std::array<int, 2> replies{};
    require_done(::pipe2(orders.data(), O_CLOEXEC) == 0 && ::pipe2(replies.data(), O_CLOEXEC) == 0);
    ::setenv(path_variable, file.path().c_str(), 1);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, orders[0], STDIN_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, replies[1], reply_fd);
    std::string program = "/proc/self/exe", test = "[wal-reset-child]";
    std::array<char*, 3> arguments{program.data(), test.data(), nullptr};
    const int result = ::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::unsetenv(path_variable);
    ::close(orders[0]);
    ::close(replies[1]);
    orders_ = orders[1];
    replies_ = replies[0];
    require_done(result == 0);
  }
  ~Elsewhere() override {
    ::close(orders_);
    ::close(replies_);
    ::waitpid(process_, nullptr, 0);
  }
  bool commit(int rows) override {
    const std::string order = std::to_string(rows) + "\n";
    require_done(::write(orders_, order.data(), order.size()) == static_cast<ssize_t>(order.size()));
    char reply = 0;
    require_done(::read(replies_, &reply, 1) == 1);
    return reply == 'y';
  }

 private:
  pid_t process_ = 0;
  int orders_ = -1;
  int replies_ = -1;
};

std::unique_ptr<Committer> in_another_process(const TempFile& file) { return std::make_unique<Elsewhere>(file); }

}  // namespace

TEST_CASE("a commit of another process inside a checkpoint loses rows without the guard") {
  check_race(Guard::off, race(Guard::off, in_another_process));
}

TEST_CASE("a commit of another process waits for the guard, and no row is lost") {
  check_race(Guard::on, race(Guard::on, in_another_process));
}

TEST_CASE("the other process of the tests above", "[.wal-reset-child]") {
  const char* path = std::getenv(path_variable);
  if (path == nullptr) return;
  Connection connection(path, options);
  std::ifstream orders("/dev/stdin");
  for (int rows = 0; orders >> rows;) {
    const char reply = insert_rows(connection, rows) ? 'y' : 'n';
    if (::write(reply_fd, &reply, 1) != 1) return;
  }
}

#endif
