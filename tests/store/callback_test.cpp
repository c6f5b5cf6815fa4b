// Functions that callers hand in, and tokens that stop what runs.
#include <functional>
#include <memory>
#include <stop_token>

#include <crmlite/bulk.hpp>
#include <crmlite/callback.hpp>

#include "catch.hpp"

namespace crm = crmlite;

namespace {
int three() { return 3; }
}  // namespace

TEST_CASE("a callback takes any callable with its signature, or none") {
  using Number = crm::Callback<int()>;
  CHECK_FALSE(Number{});
  CHECK_FALSE(Number{nullptr});
  CHECK_FALSE(Number{std::function<int()>{}});
  int (*nothing)() = nullptr;
  CHECK_FALSE(Number{nothing});

  CHECK(Number{three}() == 3);
  CHECK(Number{std::function<int()>(three)}() == 3);
  const Number held = [n = std::make_unique<int>(4)] { return ++*n; };
  const Number copy = held;
  CHECK(copy() == 5);
  CHECK(held() == 6);  // copies share the callable

  int calls = 0;
  const crm::Callback<void(int)> count = [&](int by) { return calls += by; };
  count(2);
  CHECK(calls == 2);
}

TEST_CASE("a callback lets its callable go") {
  auto alive = std::make_shared<int>();
  {
    crm::Callback<int()> held = [alive] { return *alive; };
    const crm::Callback<int()> copy = held;
    held = nullptr;
    CHECK(alive.use_count() == 2);
  }
  CHECK(alive.use_count() == 1);
}

TEST_CASE("a stop request asks its token") {
  std::stop_source source;
  const crm::Progress progress{.stop = source.get_token()};
  const crm::Progress copy = progress;
  CHECK_FALSE(crm::Progress{}.stop.stop_requested());
  CHECK_FALSE(crm::Progress{.stop = std::stop_token{}}.stop.stop_requested());
  CHECK_FALSE(copy.stop.stop_requested());
  source.request_stop();
  CHECK(copy.stop.stop_requested());
}
