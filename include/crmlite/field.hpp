// Handles for fields. A handle names a field once, with the kind it belongs to and the type of its values; the same
// handle serves in inserts, changes, filters and orders, for built-in and custom fields alike.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <crmlite/filter.hpp>
#include <crmlite/value.hpp>

namespace crmlite {

/// The types a field can have. The first group is one column, `choices` and `list` are rows of their own.
enum class FieldType : std::uint8_t {
  text,          ///< one line, up to 1,000 characters unless limited otherwise
  long_text,     ///< up to 1,000,000 characters
  integer,       ///< 64 bits, signed
  decimal,       ///< exact, at the field's fixed scale
  money,         ///< an amount and its currency
  boolean,       ///<
  date,          ///< a day
  partial_date,  ///< a day of which parts may be unknown
  date_time,     ///< an instant
  choice,        ///< one of the field's choices
  email,         ///< an e-mail address, stored as typed
  phone,         ///< a telephone number, stored as typed
  url,           ///< a web address, stored as typed
  reference,     ///< another record
  choices,       ///< any of the field's choices
  list,          ///< rows of its own: contact points, owners …; built-in only
};

/// `text`, `long text`, `single choice` …: the name the command line and the dictionary use.
CRMLITE_EXPORT std::string_view to_string(FieldType type) noexcept;
/// The type of this name, in any case and with `_` for a blank; `choice`, `choices`, `email`, `int` and
/// `bool` will do, too. Nothing for another text.
CRMLITE_EXPORT std::optional<FieldType> parse_field_type(std::string_view name);

namespace detail {

template <class T>
concept TextLike = std::same_as<T, std::string>;

/// What may stand where a `T` is wanted: a literal for a text, a signed number for an integer, any kind's id where no
/// kind is asked for, else exactly a `T`.
/// Everything that C++ would convert silently (7.5 or a pointer to a bool, nullptr to a text) is refused.
template <class T, class U>
concept Accepts =
    std::same_as<std::remove_cvref_t<U>, T> ||
    (TextLike<T> && !std::same_as<std::remove_cvref_t<U>, std::nullptr_t> &&
     std::convertible_to<U, std::string_view>) ||
    (std::same_as<T, Choice> && !std::same_as<std::remove_cvref_t<U>, std::nullptr_t> &&
     std::convertible_to<U, std::string_view>) ||
    (std::same_as<T, PartialDate> && std::same_as<std::remove_cvref_t<U>, Date>) ||
    (std::same_as<T, RecordId> && std::convertible_to<U, RecordId>) ||
    (std::same_as<T, std::int64_t> && std::signed_integral<std::remove_cvref_t<U>> &&
     !std::same_as<std::remove_cvref_t<U>, char>);

template <class T>
struct Exactly {
  Value value;
  template <class U>
    requires Accepts<T, U>
  Exactly(U&& u) : value(to_value(T(std::forward<U>(u)))) {}

 private:
  template <class V>
  static Value to_value(V&& v) {
    if constexpr (std::is_enum_v<std::remove_cvref_t<V>>)
      return Value(std::string(to_string(v)));
    else if constexpr (requires { Value(std::forward<V>(v)); })
      return Value(std::forward<V>(v));
    else
      return list_value(v);  // declared beside the element type
  }
};

template <class T>
concept Ordered = std::same_as<T, std::string> || std::same_as<T, std::int64_t> || std::same_as<T, Decimal> ||
                  std::same_as<T, Money> || std::same_as<T, Date> || std::same_as<T, PartialDate> ||
                  std::same_as<T, Timestamp>;

}  // namespace detail

/// A new value for a field that is named at run time.
struct AnyChange {
  std::string field;
  Value value = {};
};

/// A new value for a field of kind `R`, as `handle = value` makes it.
template <class R>
struct [[nodiscard]] Change : AnyChange {
  Change(AnyChange change) : AnyChange(std::move(change)) {}
  template <class Other>
    requires(!std::same_as<Other, R>)
  Change(const Change<Other>&) = delete;  // a field of another kind
  Change(std::string name, Value to) : AnyChange{std::move(name), std::move(to)} {}
};

/// A field of kind `R` with values of type `T`, by name. Make custom ones `inline constexpr`.
template <class R, class T>
class Field {
 public:
  using Kind = R;
  using Type = T;
  constexpr explicit Field(const char* name) : name_(name) {}

  constexpr std::string_view name() const noexcept { return name_; }

  Change<R> operator=(detail::Exactly<T> value) const { return {std::string(name_), std::move(value.value)}; }
  Change<R> operator=(None) const { return {std::string(name_), Value{}}; }

  /// Equal; texts compare by code points, e-mails and phones by their normalised form.
  friend FilterOf<R> operator==(const Field& f, detail::Exactly<T> v) { return f.compare(Compare::equal, v); }
  /// Not equal; a record whose field is empty does not match (it is neither equal nor unequal: unknown).
  friend FilterOf<R> operator!=(const Field& f, detail::Exactly<T> v) { return f.compare(Compare::not_equal, v); }
  friend FilterOf<R> operator<(const Field& f, detail::Exactly<T> v)
    requires detail::Ordered<T>
  {
    return f.compare(Compare::less, v);
  }
  friend FilterOf<R> operator<=(const Field& f, detail::Exactly<T> v)
    requires detail::Ordered<T>
  {
    return f.compare(Compare::less_equal, v);
  }
  friend FilterOf<R> operator>(const Field& f, detail::Exactly<T> v)
    requires detail::Ordered<T>
  {
    return f.compare(Compare::greater, v);
  }
  friend FilterOf<R> operator>=(const Field& f, detail::Exactly<T> v)
    requires detail::Ordered<T>
  {
    return f.compare(Compare::greater_equal, v);
  }

 private:
  FilterOf<R> compare(Compare op, detail::Exactly<T>& v) const {
    return detail::make_compare(std::string(name_), op, {std::move(v.value)});
  }

  const char* name_;
};

/// One of several values.
template <class R, class T>
FilterOf<R> is_in(const Field<R, T>& field, std::initializer_list<detail::Exactly<std::type_identity_t<T>>> values) {
  std::vector<Value> held;
  for (const auto& v : values) held.push_back(v.value);
  return detail::make_compare(std::string(field.name()), Compare::in, std::move(held));
}
/// From `low` to `high`, both included.
template <class R, class T>
  requires detail::Ordered<T>
FilterOf<R> between(const Field<R, T>& field, detail::Exactly<std::type_identity_t<T>> low,
                    detail::Exactly<std::type_identity_t<T>> high) {
  return detail::make_compare(std::string(field.name()), Compare::between,
                              {std::move(low.value), std::move(high.value)});
}
/// The text holds `part`; case matters for letters outside ASCII only.
template <class R, class T>
FilterOf<R> contains(const Field<R, T>& field, std::string_view part) {
  return detail::make_compare(std::string(field.name()), Compare::contains, {Value(part)});
}
template <class R, class T>
FilterOf<R> starts_with(const Field<R, T>& field, std::string_view part) {
  return detail::make_compare(std::string(field.name()), Compare::starts, {Value(part)});
}
template <class R, class T>
FilterOf<R> ends_with(const Field<R, T>& field, std::string_view part) {
  return detail::make_compare(std::string(field.name()), Compare::ends, {Value(part)});
}
/// The field holds nothing.
template <class R, class T>
FilterOf<R> is_empty(const Field<R, T>& field) {
  return detail::make_compare(std::string(field.name()), Compare::empty, {});
}

/// The day or time lies within so many days before now; `in_next`: after it. A condition that is kept moves with time.
template <class R, class T>
  requires(std::is_same_v<T, Timestamp> || std::is_same_v<T, Date>)
FilterOf<R> in_last(const Field<R, T>& field, int days) {
  return detail::make_compare(std::string(field.name()), Compare::in_last, {Value(days)});
}
template <class R, class T>
  requires(std::is_same_v<T, Timestamp> || std::is_same_v<T, Date>)
FilterOf<R> in_next(const Field<R, T>& field, int days) {
  return detail::make_compare(std::string(field.name()), Compare::in_next, {Value(days)});
}

/// The list holds an e-mail, phone or web address that could not be normalised and is kept as typed.
template <class R, class T>
FilterOf<R> is_unnormalised(const Field<R, T>& field) {
  return detail::make_compare(std::string(field.name()), Compare::unnormalised, {});
}

/// A field that is named at run time; its values are checked when they are used.
class AnyField {
 public:
  explicit AnyField(std::string name) : name_(std::move(name)) {}
  template <class R, class T>
  AnyField(const Field<R, T>& field) : name_(field.name()) {}

  const std::string& name() const noexcept { return name_; }

  AnyChange operator=(Value value) const { return {name_, std::move(value)}; }
  /// A condition on the field: `where(AnyField{"score"}, Compare::greater, {50})`.
  friend Filter where(const AnyField& field, Compare op, std::vector<Value> values) {
    return detail::make_compare(field.name_, op, std::move(values));
  }

 private:
  std::string name_;
};

}  // namespace crmlite
