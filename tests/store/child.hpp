// Processes of a test: forked before any store is open, each opens its own. They end with _exit, so that
// nothing of the test's own is ended twice.
#pragma once

#include <array>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/// One end writes, the other reads; `close` of all writing ends ends the reading.
class Pipe {
 public:
  Pipe() {
    if (::pipe(ends_.data()) != 0) throw std::runtime_error("no pipe");
  }
  ~Pipe() {
    close_reading();
    close_writing();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  /// Whole or not at all, also when several processes write.
  template <class T>
  void send(const T& value) const {
    static_assert(sizeof(T) <= 512);
    if (::write(ends_[1], &value, sizeof value) != static_cast<ssize_t>(sizeof value))
      throw std::runtime_error("no reader");
  }
  /// False at the end.
  template <class T>
  bool receive(T& value) const {
    return ::read(ends_[0], &value, sizeof value) == static_cast<ssize_t>(sizeof value);
  }
  /// Waits until nobody can write any more.
  void wait_for_end() const {
    char ignored = 0;
    while (receive(ignored)) {
    }
  }
  void close_reading() { close(0); }
  void close_writing() { close(1); }

 private:
  void close(std::size_t end) {
    if (ends_[end] >= 0) ::close(std::exchange(ends_[end], -1));
  }
  std::array<int, 2> ends_{-1, -1};
};

class Child {
 public:
  /// Runs `body` in another process, which ends well unless it throws.
  template <class F>
  explicit Child(F&& body) {
    std::fflush(nullptr);
    process_ = ::fork();
    if (process_ < 0) throw std::runtime_error("no process");
    if (process_ > 0) return;
    int code = 0;
    try {
      body();
    } catch (const std::exception& e) {
      static_cast<void>(std::fprintf(stderr, "child: %s\n", e.what()));
      code = 1;
    }
    ::_exit(code);
  }
  ~Child() {
    kill();
    wait();
  }
  Child(Child&& other) noexcept : process_(std::exchange(other.process_, 0)) {}
  Child& operator=(Child&&) = delete;

  void kill() const noexcept {
    if (process_ > 0) ::kill(process_, SIGKILL);
  }
  /// True: it ended well.
  bool wait() noexcept {
    if (process_ <= 0) return false;
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0) {
    }
    process_ = 0;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  pid_t process_ = 0;
};
