// One store, many threads: writers queue, readers see one snapshot each.
#include <atomic>
#include <cstdio>
#include <iostream>
#include <thread>
#include <vector>

#include <crmlite/crmlite.hpp>

namespace crm = crmlite;

int main() try {
  const char* path = "threads.crm";
  for (const char* end : {"", "-wal", "-shm"}) std::remove((std::string(path) + end).c_str());
  crm::Store store{path, {.durability = crm::Durability::relaxed}};
  store.write([](crm::WriteTx& tx) { tx.codes().ensure("customer", {.pattern = "C{SEQ:6}"}); });

  std::atomic<int> odd{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&store, t] {
      for (int i = 0; i < 50; ++i)
        store.write({.label = "thread " + std::to_string(t)}, [](crm::WriteTx& tx) {
          tx.customers().insert({.name = "left"});
          tx.customers().insert({.name = "right"});
        });
    });
  threads.emplace_back([&] {
    for (int i = 0; i < 100; ++i)
      store.read([&](const crm::ReadTx& tx) { odd += static_cast<int>(tx.customers().count() % 2); });
  });
  for (std::thread& thread : threads) thread.join();

  store.read([&](const crm::ReadTx& tx) {
    std::cout << tx.customers().count() << " customers, the last code is "
              << tx.customers().list({.order = crm::descending(crm::customer::code), .limit = 1})[0].code << ", "
              << odd << " readers saw half a transaction\n";
  });
} catch (const crm::Error& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
