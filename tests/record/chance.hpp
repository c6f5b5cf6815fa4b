// What a seed decides: numbers, elements, records that are there.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "store_fixture.hpp"

namespace random_history {

namespace crm = crmlite;

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}

  int pick(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool one_in(int n) { return pick(n) == 0; }
  template <class T>
  T any(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(pick(static_cast<int>(from.size())))];
  }
  std::string any(std::initializer_list<const char*> from) {
    return from.begin()[pick(static_cast<int>(from.size()))];
  }
  crm::Timestamp about_now() { return {fixture::noon + (pick(200) - 100) * 3'600'000LL}; }

  std::optional<crm::RecordId> find(crm::WriteTx& tx, const std::string& kind) {
    const auto page = tx.records(kind).list({.limit = 1000, .archived = crm::Archived::included});
    if (page.empty()) return std::nullopt;
    return page[static_cast<std::size_t>(pick(static_cast<int>(page.size())))].id;
  }
  /// A record of the kind; a wrong one where there is none.
  crm::RecordId record(crm::WriteTx& tx, const std::string& kind) {
    return find(tx, kind).value_or(crm::RecordId{1});
  }
  crm::RecordId any_record(crm::WriteTx& tx) {
    return record(tx, any({"customer", "customer", "user", "interaction", "note", "task", "attachment"}));
  }
  template <class R>
  crm::Id<R> id(crm::WriteTx& tx, const char* kind) {
    return crm::Id<R>{record(tx, kind).value()};
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace random_history
