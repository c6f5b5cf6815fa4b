// Run-time values as people read them.
#include <algorithm>
#include <iterator>

#include <crmlite/record.hpp>

namespace crmlite {
namespace {

template <class... F>
struct Cases : F... {
  using F::operator()...;
};
template <class... F>
Cases(F...) -> Cases<F...>;

void join(std::string& out, std::string_view text) {
  if (!out.empty()) out += "; ";
  out += text;
}

/// An element of a list by its first column; what has none, by the filled ones.
std::string element_text(const std::vector<Value>& row) {
  if (!row.empty() && !row.front().empty()) return to_string(row.front());
  std::string out;
  for (const Value& v : row) {
    const std::string text = v.get_if<bool>() ? std::string() : to_string(v);
    if (text.empty()) continue;
    if (!out.empty()) out += ", ";
    out += text;
  }
  return out;
}

}  // namespace

Value::Value() noexcept = default;
Value::Value(const Value&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(const Value&) = default;
Value& Value::operator=(Value&&) noexcept = default;
Value::~Value() = default;

Value::Value(Exact, bool b) noexcept : data_(b) {}
Value::Value(Exact, std::int64_t i) noexcept : data_(i) {}
Value::Value(Exact, RecordId id) noexcept : data_(id) {}
Value::Value(Decimal d) noexcept : data_(d) {}
Value::Value(Money m) noexcept : data_(std::move(m)) {}
Value::Value(Date d) noexcept : data_(d) {}
Value::Value(PartialDate d) noexcept : data_(d) {}
Value::Value(Timestamp t) noexcept : data_(t) {}
Value::Value(std::string s) noexcept : data_(std::move(s)) {}
Value::Value(Texts t) noexcept : data_(std::move(t)) {}
Value::Value(ValueRows rows) : data_(std::make_shared<const ValueRows>(std::move(rows))) {}

bool operator==(const Value& a, const Value& b) noexcept {
  const ValueRows *left = a.rows(), *right = b.rows();
  if (left && right) return *left == *right;
  return a.data_ == b.data_;
}

std::string to_string(const Value& value) {
  return std::visit(Cases{[](None) { return std::string(); },
                          [](bool b) { return std::string(b ? "true" : "false"); },
                          [](std::int64_t i) { return std::to_string(i); },
                          [](const std::string& s) { return s; },
                          [](const Value::Texts& texts) {
                            std::string out;
                            for (const std::string& text : texts) join(out, text);
                            return out;
                          },
                          [](const Value::Rows& rows) {
                            std::string out;
                            for (const auto& row : *rows) join(out, element_text(row));
                            return out;
                          },
                          [](const auto& v) { return to_string(v); }},
                    value.storage());
}

std::string_view to_string(ChangeKind kind) noexcept {
  static constexpr std::string_view names[] = {"inserted", "updated", "removed", "tagged", "untagged"};
  const auto at = static_cast<std::size_t>(kind);
  return at < std::size(names) ? names[at] : std::string_view();
}

void FieldValues::reserve(std::size_t count) { filled_.reserve(count); }

void FieldValues::add(std::uint32_t index, Value value) {
  auto place = filled_.end();
  while (place != filled_.begin() && std::prev(place)->first > index) --place;
  filled_.emplace(place, index, std::move(value));
}

const Value* FieldValues::find(std::string_view name) const noexcept {
  for (const auto& [index, value] : filled_)
    if ((*names_)[index] == name) return &value;
  return nullptr;
}

}  // namespace crmlite
