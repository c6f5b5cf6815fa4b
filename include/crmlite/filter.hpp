// Conditions on records: small immutable trees of values, made from handles or read from text, printed back, and
// checked against the kind before they run.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/export.hpp>
#include <crmlite/value.hpp>

namespace crmlite {

/// How a field is compared.
enum class Compare : std::uint8_t {
  equal, not_equal, less, less_equal, greater, greater_equal, in, between, contains, starts, ends, empty,
  unnormalised,  ///< a list holds an element whose value has no normalised form
  in_last,  ///< a day or time within so many days before now, days as 24 hours; of days: as the store's zone counts them
  in_next,  ///< the same after now
};

namespace detail {

inline constexpr int deepest_filter = 50;  // levels of conditions within conditions

struct FilterNode {
  enum class Op : std::uint8_t { compare, tag, all_of, any_of, negate };
  Op op = Op::compare;
  Compare compare = Compare::equal;
  std::string name = {};  // of the field or the tag
  std::vector<Value> values = {};
  std::vector<std::shared_ptr<const FilterNode>> parts = {};
  int depth = 1;  // levels, this one included
};

}  // namespace detail

/// A condition that any kind may be asked; which fields it names is checked when it runs. The empty one holds for
/// every record. Copying is cheap.
class Filter {
 public:
  Filter() = default;
  explicit Filter(std::shared_ptr<const detail::FilterNode> root) : root_(std::move(root)) {}

  bool empty() const noexcept { return root_ == nullptr; }
  const detail::FilterNode* root() const noexcept { return root_.get(); }
  const std::shared_ptr<const detail::FilterNode>& node() const noexcept { return root_; }

 private:
  std::shared_ptr<const detail::FilterNode> root_;
};

namespace detail {
CRMLITE_EXPORT Filter make_compare(std::string field, Compare op, std::vector<Value> values);
CRMLITE_EXPORT Filter make_join(FilterNode::Op op, const Filter& a, const Filter& b);
CRMLITE_EXPORT Filter make_join(FilterNode::Op op, const std::vector<Filter>& sides);
CRMLITE_EXPORT Filter make_not(const Filter& a);
}  // namespace detail

/// A condition on records of kind `R`: one that names another kind's fields does not compile.
template <class R>
class FilterOf : public Filter {
 public:
  FilterOf() = default;
  FilterOf(Filter filter) : Filter(std::move(filter)) {}
  template <class Other>
    requires(!std::same_as<Other, R>)
  FilterOf(const FilterOf<Other>&) = delete;
};

namespace detail {
template <class A, class B>
struct JoinedFilter;
template <>
struct JoinedFilter<Filter, Filter> { using Type = Filter; };
template <class R>
struct JoinedFilter<FilterOf<R>, Filter> { using Type = FilterOf<R>; };
template <class R>
struct JoinedFilter<Filter, FilterOf<R>> { using Type = FilterOf<R>; };
template <class R>
struct JoinedFilter<FilterOf<R>, FilterOf<R>> { using Type = FilterOf<R>; };
}  // namespace detail

/// Both hold. The empty filter adds nothing.
/// @throws Invalid above 50 levels of conditions within conditions, like the next two
template <class A, class B>
auto operator&&(const A& a, const B& b) -> typename detail::JoinedFilter<A, B>::Type {
  return detail::make_join(detail::FilterNode::Op::all_of, a, b);
}
/// Either holds, or both.
template <class A, class B>
auto operator||(const A& a, const B& b) -> typename detail::JoinedFilter<A, B>::Type {
  return detail::make_join(detail::FilterNode::Op::any_of, a, b);
}
/// Does not hold; a condition on an empty field does not hold, so its negation does.
template <class A>
  requires std::derived_from<A, Filter>
A operator!(const A& a) {
  return A(detail::make_not(a));
}

/// The record carries this tag.
CRMLITE_EXPORT Filter has_tag(std::string_view name);

/// Reads the text form: `tag:vip and score >= 50 and city = "上海"`. Comparisons `= != < <= > >=`, `in (a, b)`,
/// `between a and b`, `contains`, `starts`, `ends`, `is empty`, `is not empty`, `is unnormalised`,
/// `in last 30 days`, `in next 7 days`; `tag:NAME`; joined by `and or not ( )`. Texts that are not one plain word stand in double quotes, a quote or backslash inside after a
/// backslash. The empty text gives the empty filter. A filter that is to be answered has at most 900 conditions, of which
/// a list counts as one, however long.
/// @throws Invalid with the position (in bytes, from 1) of the first mistake.
CRMLITE_EXPORT Filter parse_filter(std::string_view text);
/// The text form, which parse_filter reads back to the same tree.
CRMLITE_EXPORT std::string to_string(const Filter& filter);

}  // namespace crmlite
