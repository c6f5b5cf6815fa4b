// Contents on their way in: other writers go on, memory stays small, and whoever is killed leaves nothing for
// long.
#include "catch.hpp"

#if defined(__unix__) || defined(__APPLE__)

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <ostream>
#include <random>
#include <span>
#include <streambuf>
#include <string>
#include <thread>

#include <crmlite/crmlite.hpp>
#include <sys/resource.h>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "block.hpp"
#include "child.hpp"

namespace {

namespace crm = crmlite;

constexpr std::int64_t chunk = 256 << 10;
constexpr std::int64_t day = 86'400'000;

/// Bytes of any length that can be told anywhere.
struct Pattern {
  std::uint64_t seed = 0;

  void fill(std::int64_t offset, std::span<std::byte> into) const {
    std::size_t done = 0;
    while (done < into.size()) {
      const auto at = static_cast<std::uint64_t>(offset) + done;
      std::uint64_t word = (at / 8 + seed) * 0x9E3779B97F4A7C15u;
      word ^= word >> 29;
      const std::size_t skip = at % 8, n = std::min(8 - skip, into.size() - done);
      std::memcpy(into.data() + done, reinterpret_cast<const char*>(&word) + skip, n);
      done += n;
    }
  }
};

/// Gives a pattern of this length.
auto source(Pattern pattern, std::int64_t size) {
  return [pattern, size, at = std::int64_t{0}](std::span<std::byte> into) mutable {
    const auto n = std::min(std::ssize(into), size - at);
    pattern.fill(at, into.first(static_cast<std::size_t>(n)));
    at += n;
    return static_cast<std::size_t>(n);
  };
}

/// Compares what is written to it with a pattern, and keeps nothing.
class Comparing : public std::streambuf {
 public:
  Comparing(Pattern pattern, std::int64_t offset) : pattern_(pattern), at_(offset) {}
  bool equal() const { return equal_; }

 private:
  std::streamsize xsputn(const char* bytes, std::streamsize n) override {
    wanted_.resize(static_cast<std::size_t>(n));
    pattern_.fill(at_, wanted_);
    equal_ = equal_ && std::memcmp(wanted_.data(), bytes, wanted_.size()) == 0;
    at_ += n;
    return n;
  }

  Pattern pattern_;
  std::int64_t at_;
  bool equal_ = true;
  std::vector<std::byte> wanted_;
};

std::int64_t read_back(const crm::Store& store, crm::BlobId blob, Pattern pattern, std::int64_t offset,
                       std::int64_t length) {
  return store.read({.max_read_ms = 0}, [&](const crm::ReadTx& tx) {
    Comparing comparing(pattern, offset);
    std::ostream out(&comparing);
    const auto n = tx.blob(blob).write_to(out, offset, length);
    return comparing.equal() ? n : -1;
  });
}

std::int64_t peak_kib() {
  ::rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
#if defined(__APPLE__)
  return usage.ru_maxrss / 1024;
#else
  return usage.ru_maxrss;
#endif
}

struct Streamed {
  bool right = false;
  std::int64_t memory_kib = 0;  // above what the open store took
  std::int64_t slowest_write_us = 0;
  std::int64_t writes = 0;
  std::int64_t seconds = 0;
};

/// In a process of its own, while another thread of it writes customers.
Streamed stream_through(std::int64_t size) {
  const TempFile file;
  Pipe results;
  Child child([&] {
    auto options = fixture::options();
    options.cache_mib = 2;
    crm::Store store(file.path(), options);
    store.put(source({1}, 10 * chunk));
    const std::int64_t before = peak_kib();
    Streamed s;
    const auto begin = std::chrono::steady_clock::now();
    std::atomic<bool> ended = false;
    std::thread other([&] {
      while (!ended) {
        const auto asked = std::chrono::steady_clock::now();
        store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Ada"}); });
        const auto took = std::chrono::steady_clock::now() - asked;
        s.slowest_write_us = std::max<std::int64_t>(
            s.slowest_write_us, std::chrono::duration_cast<std::chrono::microseconds>(took).count());
        ++s.writes;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
    });
    const auto blob = store.put(source({2}, size));
    ended = true;
    other.join();
    s.right = read_back(store, blob, {2}, 0, size) == size &&
              read_back(store, blob, {2}, size - 1000, 5000) == 1000 &&
              read_back(store, blob, {2}, size / 2 + 1, chunk) == chunk;
    s.memory_kib = peak_kib() - before;
    s.seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begin).count();
    results.send(s);
  });
  results.close_writing();
  Streamed s;
  CHECK(results.receive(s));
  CHECK(child.wait());
  WARN((size >> 20) << " MiB in and out: " << s.memory_kib << " KiB of memory, " << s.seconds << " s; "
                    << s.writes << " other writes meanwhile, the slowest " << s.slowest_write_us << " us");
  return s;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::int64_t most_memory_kib = 1 << 20;  // sanitizers hold on to what was given back
#else
constexpr std::int64_t most_memory_kib = 16 << 10;
#endif

crm::StoreOptions options_at(std::int64_t now) {
  auto options = fixture::options();
  options.clock = [now] { return crm::Timestamp{now}; };
  return options;
}

std::int64_t number(const crm::Store& store, const std::string& sql) {
  return store.read([&](const crm::ReadTx& tx) { return session_behind(tx).db.int64_of(sql); });
}

/// A content that was put for good before the process was killed.
struct Acknowledged {
  std::int64_t blob = 0;
  std::uint64_t seed = 0;
  std::int64_t size = 0;
  bool ended = false;  // false: another chunk is on its way
};

void put_without_end(const TempFile& file, const Pipe& pipe, std::uint64_t seed) {
  crm::Store store(file.path(), options_at(fixture::noon));
  for (;; ++seed) {
    const std::int64_t size = static_cast<std::int64_t>(seed % 5) * chunk + 17;
    auto pattern = source({seed}, size);
    const auto blob = store.put([&](std::span<std::byte> into) {
      pipe.send(Acknowledged{});
      return pattern(into);
    });
    pipe.send(Acknowledged{blob.value(), seed, size, true});
  }
}

}  // namespace

TEST_CASE("a long content is streamed in and out, and is never held in memory") {
  const auto s = stream_through(40 << 20);
  CHECK(s.right);
  CHECK(s.memory_kib <= most_memory_kib);
}

TEST_CASE("a content of 3 GiB is streamed in and out, and is never held in memory", "[.long][long]") {
  const auto s = stream_through(std::int64_t{3} << 30);
  CHECK(s.right);
  CHECK(s.memory_kib <= most_memory_kib);
}

TEST_CASE("between two chunks others write and read") {
  const TempFile file;
  crm::Store store(file.path(), fixture::options());
  auto bytes = source({1}, 3 * chunk + 5);
  std::uint64_t written = 0;
  const auto blob = store.put([&](std::span<std::byte> into) {
    std::thread([&] {
      store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Ada"}); });
      ++written;
      CHECK(store.read([](const crm::ReadTx& tx) { return tx.customers().count(); }) == written);
    }).join();
    return bytes(into);
  });
  CHECK(written >= 4);
  CHECK(read_back(store, blob, {1}, 0, 1 << 30) == 3 * chunk + 5);
}

TEST_CASE("two threads put equal content at a time: it is stored once", "[threads]") {
  const TempFile file;
  crm::Store store(file.path(), fixture::options());
  crm::BlobId one, other;
  std::thread thread([&] { one = store.put(source({1}, 6 * chunk + 1)); });
  other = store.put(source({1}, 6 * chunk + 1));
  thread.join();
  CHECK(one == other);
  CHECK(number(store, "SELECT count(*) FROM blob") == 1);
  CHECK(number(store, "SELECT count(*) FROM blob_chunk") == 7);
}

TEST_CASE("a content that is given up meanwhile is not stored") {
  std::int64_t now = fixture::noon;
  auto options = fixture::options();
  options.clock = [&now] { return crm::Timestamp{now}; };
  const TempFile file;
  crm::Store store(file.path(), options);
  auto bytes = source({1}, 6 * chunk);
  int chunks = 0;
  CHECK_THROWS_AS(store.put([&](std::span<std::byte> into) {
    if (++chunks == 3)
      std::thread([&] {
        now += day + 1;
        store.maintain(0);
      }).join();
    return bytes(into);
  }),
                  crm::Error);
  CHECK(number(store, "SELECT count(*) FROM blob") == 0);
  CHECK(number(store, "SELECT count(*) FROM blob_chunk") == 0);
}

TEST_CASE("a store for reading only takes no content in") {
  const TempFile file;
  { const crm::Store store(file.path(), fixture::options()); }
  auto options = fixture::options();
  options.access = crm::Access::read_only;
  crm::Store store(file.path(), options);
  CHECK_THROWS_AS(store.put(source({1}, 5)), crm::Forbidden);
  store.maintain();
}

TEST_CASE("a process that is killed while it puts leaves nothing but what is collected") {
  const TempFile file;
  std::mt19937 random(3);
  std::uint64_t seed = 1;
  for (int round = 0; round < 8; ++round, seed += 1000) {
    Pipe pipe;
    Child child([&] { put_without_end(file, pipe, seed); });
    pipe.close_writing();
    std::vector<Acknowledged> stored;
    Acknowledged ack;
    for (auto left = random() % 30; left > 0 && pipe.receive(ack); --left)
      if (ack.ended) stored.push_back(ack);
    child.kill();
    child.wait();
    while (pipe.receive(ack))
      if (ack.ended) stored.push_back(ack);

    crm::Store store(file.path(), options_at(fixture::noon));
    for (const auto& a : stored) CHECK(read_back(store, crm::BlobId{a.blob}, {a.seed}, 0, 1 << 30) == a.size);
    CHECK(number(store, "SELECT count(*) FROM blob WHERE state = 'staging'") <= round + 1);
    CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
  }
  crm::Store store(file.path(), options_at(fixture::noon + day + 1));
  store.maintain(600'000);
  CHECK(number(store, "SELECT count(*) FROM blob") == 0);
  CHECK(number(store, "SELECT count(*) FROM blob_chunk") == 0);
  CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
}

#endif
