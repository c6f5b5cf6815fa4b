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
/// What handles the variant is compiled in the library alone: in every file of a program it cost as much as <iostream>.
class Value {
 public:
  using Texts = std::vector<std::string>;
  using Rows = std::shared_ptr<const ValueRows>;
  using Storage = std::variant<None, bool, std::int64_t, Decimal, Money, Date, PartialDate, Timestamp, RecordId,
                               std::string, Texts, Rows>;

  CRMLITE_EXPORT Value() noexcept;
  CRMLITE_EXPORT Value(const Value& other);
  CRMLITE_EXPORT Value(Value&& other) noexcept;
  CRMLITE_EXPORT Value& operator=(const Value& other);
  CRMLITE_EXPORT Value& operator=(Value&& other) noexcept;
  CRMLITE_EXPORT ~Value();

  Value(None) noexcept : Value() {}
  Value(std::same_as<bool> auto b) noexcept : Value(Exact{}, b) {}
  template <std::integral I>
    requires(!std::same_as<I, bool> && !std::same_as<I, char> && sizeof(I) <= 8)
  Value(I i) noexcept : Value(Exact{}, static_cast<std::int64_t>(i)) {}
  CRMLITE_EXPORT Value(Decimal d) noexcept;
  CRMLITE_EXPORT Value(Money m) noexcept;
  CRMLITE_EXPORT Value(Date d) noexcept;
  CRMLITE_EXPORT Value(PartialDate d) noexcept;
  CRMLITE_EXPORT Value(Timestamp t) noexcept;
  template <class R>
  Value(Id<R> id) noexcept : Value(Exact{}, RecordId{id.value()}) {}
  CRMLITE_EXPORT Value(std::string s) noexcept;
  Value(std::string_view s) : Value(std::string(s)) {}
  Value(const char* s) : Value(std::string(s)) {}
  Value(Choice c) noexcept : Value(std::move(c.name)) {}
  Value(Choices c) noexcept : Value(std::move(c.names)) {}
  CRMLITE_EXPORT Value(Texts t) noexcept;
  CRMLITE_EXPORT Value(ValueRows rows);

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
  struct Exact {};
  CRMLITE_EXPORT Value(Exact, bool b) noexcept;
  CRMLITE_EXPORT Value(Exact, std::int64_t i) noexcept;
  CRMLITE_EXPORT Value(Exact, RecordId id) noexcept;

  Storage data_;
};

/// The value as a person reads it and as imports take it: numbers plain, dates `YYYY-MM-DD`, several texts joined by
/// `; `, a list's elements by their first column, nothing as the empty text.
CRMLITE_EXPORT std::string to_string(const Value& value);

}  // namespace crmlite
