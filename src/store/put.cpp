// Contents on their way in, and out of the file for good. Each chunk is a transaction of its own that waits
// its turn, so that other writers wait for one chunk at most; what a crash leaves behind is collected later.
#include <istream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "record/blob.hpp"
#include "store/pool.hpp"

namespace crmlite::store {
namespace {

using record::Blobs;

constexpr std::int64_t day_ms = 86'400'000;

class Putting {
 public:
  Putting(Pool& pool, const Fill& fill) : pool_(pool), fill_(fill), buffer_(Blobs::chunk_bytes) {}

  std::int64_t run() {
    std::int64_t id = 0;
    while (take_chunk()) {
      pool_.write({}, [&](detail::Session& s) { append(s, id); });
      staged_ = id;  // only what is committed is ours
    }
    pool_.write({}, [&](detail::Session& s) { finish(s, id); });
    if (id == staged_) staged_ = 0;
    return id;
  }

  /// What is in the file and was not needed, or cannot be ended.
  std::int64_t left_over() const { return staged_; }

 private:
  /// False: it is the last, and not full.
  bool take_chunk() {
    std::size_t filled = 0;
    while (filled < Blobs::chunk_bytes) {
      const std::size_t n = fill_(std::span(buffer_).subspan(filled));
      if (n == 0) break;
      if (n > Blobs::chunk_bytes - filled)
        throw std::logic_error("crmlite: more bytes than there was room for");
      filled += n;
    }
    chunk_ = std::span(buffer_).first(filled);
    hash_.update(chunk_.data(), filled);
    size_ += static_cast<std::int64_t>(filled);
    return filled == Blobs::chunk_bytes;
  }

  void append(detail::Session& s, std::int64_t& id) {
    Blobs blobs(s.db);
    if (id == 0) id = blobs.begin(s.now());
    if (chunk_.empty()) return;
    blobs.append(id, (size_ - 1) / static_cast<std::int64_t>(Blobs::chunk_bytes), chunk_, s.now());
  }

  /// What fits into one chunk is known to be there already before any of it is written.
  void finish(detail::Session& s, std::int64_t& id) {
    Blobs blobs(s.db);
    const auto digest = hash_.finish();
    if (const auto equal = blobs.equal(digest, s.now())) {
      id = *equal;
      return;
    }
    append(s, id);
    blobs.finish(id, size_, digest, s.now());
  }

  Pool& pool_;
  const Fill& fill_;
  std::vector<std::byte> buffer_;
  std::span<const std::byte> chunk_;
  base::Sha256 hash_;
  std::int64_t size_ = 0, staged_ = 0;
};

}  // namespace

std::int64_t Pool::put(const Fill& fill) {
  refuse_fork();
  refuse_inside_block("put");
  Putting putting(*this, fill);
  try {
    const std::int64_t stored = putting.run();
    give_up_content(putting.left_over());
    return stored;
  } catch (Error& e) {
    give_up_content(putting.left_over());
    e.add_context("put");
    throw;
  } catch (...) {
    give_up_content(putting.left_over());
    throw;
  }
}

/// What cannot be removed now is collected later.
void Pool::give_up_content(std::int64_t blob) noexcept {
  if (blob == 0) return;
  try {
    write({}, [blob](detail::Session& s) { Blobs(s.db).give_up(blob); });
    for (bool more = true; more;)
      write({}, [&](detail::Session& s) { more = Blobs(s.db).remove_part(blob); });
  } catch (const std::exception& e) {
    log(LogLevel::warning, e.what());
  }
}

/// Contents that nobody has attached within a day, and what was left of those that never came to an end.
void Pool::collect(std::chrono::steady_clock::time_point end) {
  const Timestamp before{env_.clock().ms - day_ms};
  const auto unused = [&](sqlite::Connection& db) { return Blobs(db).unused(before); };
  const auto any = [&] {
    const std::lock_guard turn(turn_);
    return unused(writer_->db).has_value();
  };
  try {
    while (any()) {
      write({}, [&](detail::Session& s) {
        const auto blob = unused(s.db);
        if (!blob) return;
        Blobs(s.db).give_up(*blob);
        Blobs(s.db).remove_part(*blob);
      });
      if (std::chrono::steady_clock::now() >= end) return;
    }
  } catch (const Busy&) {  // another process writes: the next time
  }
}

}  // namespace crmlite::store
