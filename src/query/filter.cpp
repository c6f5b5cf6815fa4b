// Filters: making trees and printing them.
#include <crmlite/filter.hpp>

#include <algorithm>

#include <crmlite/error.hpp>

#include "query/words.hpp"

namespace crmlite {
namespace detail {

using Op = FilterNode::Op;

Filter make_compare(std::string field, Compare op, std::vector<Value> values) {
  auto node = std::make_shared<FilterNode>();
  node->compare = op;
  node->name = std::move(field);
  node->values = std::move(values);
  return Filter(std::move(node));
}

namespace {

/// The node with its depth, of which SQLite and every recursion over the tree can bear only so much.
Filter measured(std::shared_ptr<FilterNode> node) {
  for (const auto& part : node->parts) node->depth = std::max(node->depth, part->depth + 1);
  if (node->depth > deepest_filter) throw Invalid("filter: nested more than " + std::to_string(deepest_filter) + " deep");
  return Filter(std::move(node));
}

}  // namespace

Filter make_join(Op op, const std::vector<Filter>& sides) {
  auto node = std::make_shared<FilterNode>();
  node->op = op;
  const Filter* only = nullptr;
  std::size_t given = 0;
  // `a and b and c` is one node with three parts, however it was put together.
  for (const Filter& side : sides) {
    if (side.empty()) continue;
    only = &side;
    ++given;
    const auto& parts = side.root()->parts;
    if (side.root()->op == op) node->parts.insert(node->parts.end(), parts.begin(), parts.end());
    else node->parts.push_back(side.node());
  }
  if (given < 2) return only ? *only : Filter();
  if (node->parts.size() == 1) return Filter(node->parts[0]);  // beside `nothing`
  return measured(std::move(node));
}

Filter make_join(Op op, const Filter& a, const Filter& b) { return make_join(op, {a, b}); }

Filter make_not(const Filter& a) {
  // Nothing is outside the filter that holds for everything: an empty list of alternatives.
  auto node = std::make_shared<FilterNode>();
  node->op = a.empty() ? Op::any_of : Op::negate;
  if (!a.empty()) node->parts.push_back(a.node());
  return measured(std::move(node));
}

namespace {

std::string_view sign(Compare op) {
  switch (op) {
    case Compare::equal: return " = ";
    case Compare::not_equal: return " != ";
    case Compare::less: return " < ";
    case Compare::less_equal: return " <= ";
    case Compare::greater: return " > ";
    case Compare::greater_equal: return " >= ";
    case Compare::contains: return " contains ";
    case Compare::starts: return " starts ";
    case Compare::ends: return " ends ";
    default: return {};
  }
}

std::string print(const FilterNode& node, bool inside);

std::string print_compare(const FilterNode& node) {
  const std::string field = query::quoted(node.name);
  if (node.compare == Compare::empty) return field + " is empty";
  if (node.compare == Compare::unnormalised) return field + " is unnormalised";
  if (node.compare == Compare::in) {
    std::string out = field + " in (";
    for (std::size_t i = 0; i < node.values.size(); ++i) out += (i ? ", " : "") + query::printed(node.values[i]);
    return out + ")";
  }
  if (node.values.empty()) return field + " is empty";
  if (node.compare == Compare::in_last || node.compare == Compare::in_next)
    return field + (node.compare == Compare::in_last ? " in last " : " in next ") + to_string(node.values[0]) + " days";
  if (node.compare == Compare::between)
    return field + " between " + query::printed(node.values[0]) + " and " + query::printed(node.values.back());
  return field + std::string(sign(node.compare)) + query::printed(node.values[0]);
}

std::string print_join(const FilterNode& node, bool inside) {
  if (node.parts.empty()) return node.op == Op::all_of ? "not nothing" : "nothing";
  const std::string_view word = node.op == Op::all_of ? " and " : " or ";
  std::string out;
  for (const auto& part : node.parts) {
    if (!out.empty()) out += word;
    out += print(*part, true);
  }
  return inside ? "(" + out + ")" : out;
}

std::string print(const FilterNode& node, bool inside) {
  switch (node.op) {
    case Op::compare: return print_compare(node);
    case Op::tag: return "tag:" + query::quoted(node.name);
    case Op::negate: return "not " + print(*node.parts[0], true);
    case Op::all_of:
    case Op::any_of: return print_join(node, inside);
  }
  return {};
}

}  // namespace
}  // namespace detail

Filter has_tag(std::string_view name) {
  auto node = std::make_shared<detail::FilterNode>();
  node->op = detail::FilterNode::Op::tag;
  node->name = name;
  return Filter(std::move(node));
}

std::string to_string(const Filter& filter) {
  return filter.empty() ? std::string() : detail::print(*filter.root(), false);
}

}  // namespace crmlite
