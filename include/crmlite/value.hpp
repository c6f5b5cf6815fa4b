// What a field can hold when its type is known only at run time.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <crmlite/date.hpp>
#include <crmlite/export.hpp>
#include <crmlite/id.hpp>
#include <crmlite/money.hpp>

namespace crmlite {

/// No value: clears a field (`customer::birthday = crm::none`).
struct None {
  friend constexpr bool operator==(None, None) = default;
};
inline constexpr None none{};

/// One choice of a single-choice field, by its name.
struct Choice {
  std::string name = {};

  Choice() = default;
  Choice(std::string n) : name(std::move(n)) {}
  Choice(std::string_view n) : name(n) {}
  Choice(const char* n) : name(n) {}

  friend bool operator==(const Choice&, const Choice&) = default;
};

/// The choices of a multiple-choice field, by their names; order and repetition do not matter.
struct Choices {
  std::vector<std::string> names = {};

  Choices() = default;
  Choices(std::vector<std::string> n) : names(std::move(n)) {}
  Choices(std::initializer_list<const char*> n) : names(n.begin(), n.end()) {}

  friend bool operator==(const Choices&, const Choices&) = default;
};

class Value;

/// The elements of a list field (e-mails, addresses, owners …): one row of values an element, in the order of
/// the list's columns, which FieldInfo::list_columns names.
using ValueRows = std::vector<std::vector<Value>>;

/// A value of any field type, or none. Choices are their names, enumerations their stored names, references ids.
class Value {
 public:
  using Texts = std::vector<std::string>;
  using Rows = std::shared_ptr<const ValueRows>;
  using Storage = std::variant<None, bool, std::int64_t, Decimal, Money, Date, PartialDate, Timestamp, RecordId,
                               std::string, Texts, Rows>;

  Value() = default;
  Value(None) {}
  Value(std::same_as<bool> auto b) : data_(b) {}
  template <std::integral I>
    requires(!std::same_as<I, bool> && !std::same_as<I, char> && sizeof(I) <= 8)
  Value(I i) : data_(static_cast<std::int64_t>(i)) {}
  Value(Decimal d) : data_(d) {}
  Value(Money m) : data_(std::move(m)) {}
  Value(Date d) : data_(d) {}
  Value(PartialDate d) : data_(d) {}
  Value(Timestamp t) : data_(t) {}
  template <class R>
  Value(Id<R> id) : data_(RecordId{id.value()}) {}
  Value(std::string s) : data_(std::move(s)) {}
  Value(std::string_view s) : data_(std::string(s)) {}
  Value(const char* s) : data_(std::string(s)) {}
  Value(Choice c) : data_(std::move(c.name)) {}
  Value(Choices c) : data_(std::move(c.names)) {}
  Value(Texts t) : data_(std::move(t)) {}
  Value(ValueRows rows) : data_(std::make_shared<const ValueRows>(std::move(rows))) {}

  bool empty() const noexcept { return std::holds_alternative<None>(data_); }
  /// The value if it is of exactly this type, else null.
  template <class T>
  const T* get_if() const noexcept {
    return std::get_if<T>(&data_);
  }
  /// The elements if the value is a list's, else null.
  const ValueRows* rows() const noexcept {
    const auto* held = get_if<Rows>();
    return held ? held->get() : nullptr;
  }
  const Storage& storage() const noexcept { return data_; }

  CRMLITE_EXPORT friend bool operator==(const Value& a, const Value& b) noexcept;

 private:
  Storage data_;
};

/// The value as a person reads it and as imports take it: numbers plain, dates `YYYY-MM-DD`, several texts joined by
/// `; `, a list's elements by their first column, nothing as the empty text.
CRMLITE_EXPORT std::string to_string(const Value& value);

}  // namespace crmlite
