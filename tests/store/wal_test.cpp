// The write-ahead log stays bounded, whatever readers do, and nobody waits for it long.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "catch.hpp"

namespace {

namespace crm = crmlite;
using Clock = std::chrono::steady_clock;

std::int64_t milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count();
}

void insert_customers(crm::Store& store, int n) {
  store.write([n](crm::WriteTx& tx) {
    for (int i = 0; i < n; ++i)
      tx.customers().insert({.name = "Customer", .description = std::string(2000, 'x'), .tags = {"vip"}});
  });
}

std::uintmax_t log_bytes(const TempFile& file) { return std::filesystem::file_size(file.wal()); }

/// Threads that read without end, so that at every moment at least one of them is inside its block.
class OverlappingReaders {
 public:
  OverlappingReaders(const crm::Store& store, int threads) {
    for (int i = 0; i < threads; ++i)
      threads_.emplace_back([this, &store] {
        while (!ended_) {
          store.read([this](const crm::ReadTx& tx) {
            ++inside_;
            const auto begin = Clock::now();
            while (!ended_ && milliseconds_since(begin) < 5)
              for (const crm::Customer& c : tx.customers().list({.limit = 20})) seen_ += c.name.size();
            // Nobody leaves before another has come, unless the gate keeps others out.
            while (!ended_ && inside_ < 2 && milliseconds_since(begin) < 20) std::this_thread::yield();
            --inside_;
          });
          ++blocks_;
        }
      });
  }
  ~OverlappingReaders() { end(); }
  std::int64_t end() {
    ended_ = true;
    for (std::thread& t : threads_)
      if (t.joinable()) t.join();
    return blocks_;
  }

 private:
  std::atomic<bool> ended_ = false;
  std::atomic<int> inside_ = 0;
  std::atomic<std::uint64_t> seen_ = 0;
  std::atomic<std::int64_t> blocks_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace

TEST_CASE("without readers the log stays well below its limit") {
  const TempFile file;
  auto options = fixture::options();
  options.wal_limit_mib = 1;
  crm::Store store(file.path(), options);
  std::uintmax_t longest = 0;
  for (int i = 0; i < 60; ++i) {
    insert_customers(store, 30);
    longest = std::max(longest, log_bytes(file));
  }
  CHECK(store.stats().file_bytes > 4U << 20);
  CHECK(longest <= 1U << 20);
}

TEST_CASE("what a long read block holds back comes when it has ended") {
  const TempFile file;
  auto options = fixture::options();
  options.wal_limit_mib = 1;
  options.clock = [] { return crm::Timestamp{fixture::noon}; };
  crm::Store store(file.path(), options);
  store.read([&](const crm::ReadTx& tx) {
    std::thread([&] {
      while (log_bytes(file) <= 2U << 20)
        insert_customers(store, 30);  // nobody waits for the reader for ever
    }).join();
    CHECK(tx.customers().count() == 0);
  });
  store.maintain();
  insert_customers(store, 1);  // begins the log anew: the file is cut to its limit
  CHECK(log_bytes(file) <= 1U << 20);
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("readers that never end keep the log below twice its limit", "[slow]") {
  const TempFile file;
  auto options = fixture::options();
  options.wal_limit_mib = 2;
  options.durability = crm::Durability::relaxed;
  options.clock = [] { return crm::Timestamp{fixture::noon}; };
  crm::Store store(file.path(), options);
  insert_customers(store, 100);

  OverlappingReaders readers(store, 3);
  std::uintmax_t longest = 0;
  std::int64_t slowest = 0;
  std::uint64_t written = 0;
  while (written < 40U << 20) {
    const auto begin = Clock::now();
    insert_customers(store, 5);
    slowest = std::max(slowest, milliseconds_since(begin));
    written += 5 * 4000;
    longest = std::max(longest, log_bytes(file));
  }
  const std::int64_t blocks = readers.end();
  WARN("overlapping readers: " << blocks << " blocks, longest log " << longest / 1024
                               << " KiB at a limit of 2048 KiB, slowest write block " << slowest << " ms");
  CHECK(longest <= 2U * (2U << 20));
  CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
}
