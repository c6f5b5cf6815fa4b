// Which records, in what order, how many: the question every kind answers, and the page it answers with.
#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <crmlite/field.hpp>
#include <crmlite/filter.hpp>

namespace crmlite {

/// One sort key.
struct AnySort {
  std::string field;
  bool descending = false;
};
template <class R>
struct Sort : AnySort {
  Sort(AnySort sort) : AnySort(std::move(sort)) {}
  template <class Other>
    requires(!std::same_as<Other, R>)
  Sort(const Sort<Other>&) = delete;  // a field of another kind
};

/// Smallest first; records whose field is empty come last in either direction.
template <class R, class T>
Sort<R> ascending(const Field<R, T>& field) {
  return AnySort{std::string(field.name()), false};
}
/// Largest first; records whose field is empty come last in either direction.
template <class R, class T>
Sort<R> descending(const Field<R, T>& field) {
  return AnySort{std::string(field.name()), true};
}

/// At most 10 sort keys, the most important first; ties fall to the id. The empty order is by id.
template <class R>
class Order {
 public:
  Order() = default;
  Order(Sort<R> one) { keys_.push_back(std::move(one)); }
  Order(std::initializer_list<Sort<R>> keys) : keys_(keys.begin(), keys.end()) {}
  Order(std::vector<AnySort> keys) : keys_(std::move(keys)) {}

  const std::vector<AnySort>& keys() const noexcept { return keys_; }

 private:
  std::vector<AnySort> keys_ = {};
};

/// What a list loads beside the record's own row.
enum class With : std::uint8_t {
  row = 0,     ///< the row alone, custom fields included
  lists = 1,   ///< contact points and the other lists: one more statement a page for each list table in use
  tags = 2,    ///< the names of the tags
  everything = 3,
};

/// Archived records are left out unless asked for.
enum class Archived : std::uint8_t { left_out, included, only };

/// A question for records of kind `R`.
template <class R>
struct ListSpec {
  FilterOf<R> where = {};
  Order<R> order = {};
  std::size_t limit = 50;    ///< 1 to 10,000
  std::string after = {};    ///< Page::next of the page before; empty for the first
  With with = With::row;
  Archived archived = Archived::left_out;
};

/// A part of the records asked for. Page 1,000 costs what page 1 costs.
template <class R>
struct Page {
  std::vector<R> items = {};
  std::string next = {};  ///< give it as ListSpec::after to go on; empty at the end

  auto begin() const noexcept { return items.begin(); }
  auto end() const noexcept { return items.end(); }
  auto begin() noexcept { return items.begin(); }
  auto end() noexcept { return items.end(); }
  std::size_t size() const noexcept { return items.size(); }
  bool empty() const noexcept { return items.empty(); }
  const R& operator[](std::size_t i) const { return items[i]; }
};

}  // namespace crmlite
