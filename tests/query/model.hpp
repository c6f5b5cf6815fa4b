// Customers in a store and, beside it, as plain values in a vector; conditions and orders are worked out on
// the vector the slow and obvious way. Whatever the store answers must be what comes out there.
#pragma once

#include <algorithm>
#include <compare>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "base/text.hpp"
#include "store_fixture.hpp"

namespace model {

namespace crm = crmlite;
using crm::Compare;
using crm::Value;
using crm::detail::FilterNode;

/// What a test wants to know of a field.
struct FieldPlan {
  std::string name = {};
  crm::FieldSpec spec = {};      // of a custom field
  std::vector<Value> pool = {};  // what it can hold and be compared with
  bool built_in = false;
  bool list = false;    // a list of contact points
  bool always = false;  // never empty
};

struct Row {
  std::int64_t id = 0;
  std::map<std::string, Value> values;  // of filled fields
  std::set<std::string> tags;
  bool archived = false;
};

inline std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

/// How two filled values stand to each other; amounts of different currencies in no order.
inline std::partial_ordering order(const Value& a, const Value& b) {
  if (const auto* x = a.get_if<std::string>()) return *x <=> *b.get_if<std::string>();
  if (const auto* x = a.get_if<std::int64_t>()) return *x <=> *b.get_if<std::int64_t>();
  if (const auto* x = a.get_if<bool>()) return static_cast<int>(*x) <=> static_cast<int>(*b.get_if<bool>());
  if (const auto* x = a.get_if<crm::Decimal>()) return *x <=> *b.get_if<crm::Decimal>();
  if (const auto* x = a.get_if<crm::Date>()) return *x <=> *b.get_if<crm::Date>();
  if (const auto* x = a.get_if<crm::PartialDate>()) return *x <=> *b.get_if<crm::PartialDate>();
  if (const auto* x = a.get_if<crm::Timestamp>()) return *x <=> *b.get_if<crm::Timestamp>();
  if (const auto* x = a.get_if<crm::RecordId>()) return *x <=> *b.get_if<crm::RecordId>();
  const auto* x = a.get_if<crm::Money>();
  const auto* y = b.get_if<crm::Money>();
  if (x->currency != y->currency) return std::partial_ordering::unordered;
  return x->minor <=> y->minor;
}

/// A value that was written as a text, as the type of what it is compared with.
inline Value like(const Value& stored, const Value& given) {
  const auto* text = given.get_if<std::string>();
  if (!text || stored.get_if<std::string>()) return given;
  if (stored.get_if<crm::Money>()) return *crm::Money::parse(*text);
  if (stored.get_if<crm::PartialDate>()) return *crm::PartialDate::parse(*text);
  return given;
}

inline bool part_of(const FilterNode& n, const Value& stored) {
  const std::string whole = lower(*stored.get_if<std::string>()),
                    part = lower(*n.values[0].get_if<std::string>());
  if (n.compare == Compare::starts) return whole.starts_with(part);
  if (n.compare == Compare::ends) return whole.ends_with(part);
  return whole.find(part) != std::string::npos;
}

/// Whether a filled single value fits. Addresses are compared by their folded form.
inline bool fits(const FilterNode& n, const Value& stored, bool folded) {
  const auto compared = [&](const Value& with) -> std::partial_ordering {
    const Value given = like(stored, with);
    if (!folded) return order(stored, given);
    return lower(*stored.get_if<std::string>()) <=> lower(*given.get_if<std::string>());
  };
  const auto& v = n.values;
  switch (n.compare) {
    case Compare::equal:
      return compared(v[0]) == 0;
    case Compare::not_equal:
      return compared(v[0]) != 0;
    case Compare::less:
      return compared(v[0]) < 0;
    case Compare::less_equal:
      return compared(v[0]) <= 0;
    case Compare::greater:
      return compared(v[0]) > 0;
    case Compare::greater_equal:
      return compared(v[0]) >= 0;
    case Compare::between:
      return compared(v[0]) >= 0 && compared(v[1]) <= 0;
    case Compare::in:
      return std::any_of(v.begin(), v.end(), [&](const Value& one) { return compared(one) == 0; });
    case Compare::contains:
    case Compare::starts:
    case Compare::ends:
      return part_of(n, stored);
    default:
      return false;
  }
}

/// A field of several values fits when one of them does; it differs when none is equal.
inline bool any_fits(const FilterNode& n, const Value::Texts& stored, bool folded) {
  FilterNode one = n;
  if (n.compare == Compare::not_equal) one.compare = Compare::equal;
  const bool any = std::any_of(stored.begin(), stored.end(),
                               [&](const std::string& s) { return fits(one, Value(s), folded); });
  return n.compare == Compare::not_equal ? !any : any;
}

inline bool holds(const FilterNode& n, const Row& row, const std::vector<FieldPlan>& fields) {
  const auto part_holds = [&](const auto& part) { return holds(*part, row, fields); };
  switch (n.op) {
    case FilterNode::Op::all_of:
      return std::all_of(n.parts.begin(), n.parts.end(), part_holds);
    case FilterNode::Op::any_of:
      return std::any_of(n.parts.begin(), n.parts.end(), part_holds);
    case FilterNode::Op::negate:
      return !part_holds(n.parts[0]);
    case FilterNode::Op::tag:
      return row.tags.contains(n.name);
    case FilterNode::Op::compare:
      break;
  }
  const auto found = row.values.find(n.name);
  if (n.compare == Compare::empty) return found == row.values.end();
  if (found == row.values.end()) return false;
  const auto field =
      std::find_if(fields.begin(), fields.end(), [&](const FieldPlan& f) { return f.name == n.name; });
  const bool address = field->list || field->spec.type == crm::FieldType::email;
  const bool folded =
      address && n.compare != Compare::contains && n.compare != Compare::starts && n.compare != Compare::ends;
  if (const auto* texts = found->second.get_if<Value::Texts>()) return any_fits(n, *texts, folded);
  return fits(n, found->second, folded);
}

/// What a sort key is compared by.
inline Value sort_value(const FieldPlan& f, const Value& v) {
  if (const auto* money = v.get_if<crm::Money>()) return money->minor;
  const auto* text = v.get_if<std::string>();
  if (text && f.name == "name") return crm::base::sort_key(*text);
  if (text && f.spec.type == crm::FieldType::choice)
    return std::find(f.spec.choices.begin(), f.spec.choices.end(), *text) - f.spec.choices.begin();
  if (text && (f.spec.unique || f.spec.type == crm::FieldType::email)) return crm::base::fold(*text);
  return v;
}

}  // namespace model
