// The description of one column of a kind: its name, type and rules, and small typed functions, made from a member
// pointer, that move its value between the public struct and a statement. One direct call per value.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <crmlite/field.hpp>
#include <crmlite/fields.hpp>

#include "record/cell.hpp"
#include "sqlite/statement.hpp"

namespace crmlite::detail {

/// The NFC forms of texts that were given in another one, by the place where the given text stands.
class Replacements {
 public:
  void clear() { held_.clear(); }
  bool empty() const { return held_.empty(); }
  void add(std::string_view given, std::string form) { held_.emplace_back(given.data(), std::move(form)); }
  std::string_view of(std::string_view given) const {
    for (const auto& [place, form] : held_)
      if (place == given.data()) return form;
    return given;
  }

 private:
  std::vector<std::pair<const char*, std::string>> held_;
};

/// Binds values to a statement's parameters one after the other and writes each into the chain's form.
struct Binder {
  sqlite::Statement& statement;
  record::Canon* canon;
  const Replacements* replaced = nullptr;  // null: no text needs another form than it was given in
  bool sparse = false;      // false is no value: marks of list elements
  int next = 1;             // parameter
  std::int64_t column = 0;  // journal id of the value to come; 0: not part of the chain

  // Compiled once: inlined they were most of the code of a kind.
  void text(std::string_view v);
  void integer(std::int64_t v);
  void null();
  void cell(const record::Cell& v);
  /// Keeps a text that is made here alive until the step.
  void short_text(std::string_view v);
};

/// A rule of texts: its name for programs, and what it says to people.
struct TextRule {
  const char* name;
  const char* message;
};

inline constexpr int any_kind = -1;
inline constexpr int stored_content = -2;  // no record, but what Store::put has taken in

/// What never changes about a built-in column.
struct Rules {
  bool required = false;
  bool unique = false;
  bool searchable = false;
  bool personal = false;
  bool sensitive = false;
  bool read_only = false;                          // written by the engine alone
  bool initial = false;                            // but a new record may be given it: what it was in another file
  bool extensible = false;                         // a host may add to its names
  bool yearly = false;
  std::size_t max_length = 1000;                   // of a text, in characters
  int references = 0;                              // number of the kind an id names, any_kind or stored_content
  OnRemove on_remove = OnRemove::refuse;           // what becomes of it when that record goes
  int calls = 0;                                   // kind of whose records a text names one by its display column: it stays
  const TextRule* (*check)(std::string_view) = nullptr;  // a text's further rule, when it is broken
};

struct Column {
  std::string_view name = {};  // of the field and of the column
  FieldType type = FieldType::text;
  Rules rules = {};
  std::span<const std::string_view> names = {};  // of an enumeration, as stored
  void (*bind)(Binder&, const void* record, const Column&) = nullptr;
  void (*read)(sqlite::RowValue, void* record, const Column&) = nullptr;
  const std::string* (*text)(const void* record) = nullptr;  // of text columns
  record::Cell (*cell)(const void* record, const Column&) = nullptr;  // the value as it will be stored
  bool stored = false;  // of the stored struct, not of the new one: settled by the kind, never given
  bool always = false;  // it has a value, whatever is given: an enumeration without an empty name
  bool (*filled)(const void* record) = nullptr;
  std::int64_t (*id)(const void* record) = nullptr;  // of references
  bool (*valid)(const void* record, const Column&) = nullptr;  // null: every value is
};

/// The stored names of an enumeration, in the order of its enumerators; each is defined where its kind is described.
template <class E>
inline constexpr std::span<const std::string_view> names_of{};

/// A number that is no enumerator gets a name that no rule accepts.
template <class E, std::size_t n>
std::string_view name_in(const std::array<std::string_view, n>& names, E value) noexcept {
  const auto at = static_cast<std::size_t>(value);
  return at < n ? names[at] : "?";
}

namespace thunk {

/// Which of the column's names a row holds.
std::size_t name_index(sqlite::RowValue from, const Column& column);

inline void bind(Binder& b, const std::string& v, const Column&) { b.text(v); }
inline void bind(Binder& b, std::int64_t v, const Column&) { b.integer(v); }
inline void bind(Binder& b, bool v, const Column&) { v || !b.sparse ? b.integer(v ? 1 : 0) : b.null(); }
inline void bind(Binder& b, Timestamp v, const Column&) { b.integer(v.ms); }
void bind(Binder& b, Date v, const Column&);
void bind(Binder& b, PartialDate v, const Column&);
template <class R>
void bind(Binder& b, Id<R> v, const Column&) {
  v ? b.integer(v.value()) : b.null();
}
template <class E>
  requires std::is_enum_v<E>
void bind(Binder& b, E v, const Column& c) {
  b.text(c.names[static_cast<std::size_t>(v)]);
}
template <class T>
void bind(Binder& b, const std::optional<T>& v, const Column& c) {
  v ? bind(b, *v, c) : b.null();
}

void read(sqlite::RowValue from, std::string& v, const Column&);
inline void read(sqlite::RowValue from, std::int64_t& v, const Column&) { v = from.int64(); }
inline void read(sqlite::RowValue from, bool& v, const Column&) { v = from.int64() != 0; }
inline void read(sqlite::RowValue from, Timestamp& v, const Column&) { v.ms = from.int64(); }
void read(sqlite::RowValue from, Date& v, const Column& c);
void read(sqlite::RowValue from, PartialDate& v, const Column& c);
template <class R>
void read(sqlite::RowValue from, Id<R>& v, const Column&) {
  v = Id<R>{from.int64()};
}
template <class E>
  requires std::is_enum_v<E>
void read(sqlite::RowValue from, E& v, const Column& c) {
  v = static_cast<E>(name_index(from, c));
}
template <class T>
void read(sqlite::RowValue from, std::optional<T>& v, const Column& c) {
  if (from.is_null()) v.reset();
  else read(from, v.emplace(), c);
}

inline bool filled(const std::string& v) { return !v.empty(); }
template <class R>
bool filled(Id<R> v) { return static_cast<bool>(v); }
template <class T>
bool filled(const std::optional<T>& v) { return v.has_value(); }
inline bool filled(Date v) { return v != Date{}; }
inline bool filled(PartialDate v) { return v != PartialDate{}; }
template <class T>
  requires std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_same_v<T, Timestamp>
bool filled(T) { return true; }

inline record::Cell text_cell(std::string v) { return v.empty() ? record::Cell{} : record::Cell{std::move(v)}; }
inline record::Cell cell(const std::string& v, const Column&) { return text_cell(v); }
inline record::Cell cell(std::int64_t v, const Column&) { return v; }
inline record::Cell cell(bool v, const Column&) { return std::int64_t{v}; }
inline record::Cell cell(Timestamp v, const Column&) { return v.ms; }
inline record::Cell cell(Date v, const Column&) { return to_string(v); }
inline record::Cell cell(PartialDate v, const Column&) { return to_string(v); }
template <class R>
record::Cell cell(Id<R> v, const Column&) {
  return v ? record::Cell{v.value()} : record::Cell{};
}
template <class E>
  requires std::is_enum_v<E>
record::Cell cell(E v, const Column& c) {
  const auto at = static_cast<std::size_t>(v);
  return text_cell(std::string(at < c.names.size() ? c.names[at] : std::string_view()));
}
template <class T>
record::Cell cell(const std::optional<T>& v, const Column& c) {
  return v ? cell(*v, c) : record::Cell{};
}

inline bool valid(Date v, const Column&) { return v.is_valid(); }
inline bool valid(PartialDate v, const Column&) { return v == PartialDate{} || v.is_valid(); }
template <class E>
  requires std::is_enum_v<E>
bool valid(E v, const Column& c) { return static_cast<std::size_t>(v) < c.names.size(); }
template <class T>
bool valid(const std::optional<T>& v, const Column& c) { return !v || (filled(*v) && valid(*v, c)); }

template <class M>
struct MemberOf;
template <class C, class T>
struct MemberOf<T C::*> {
  using Class = C;
  using Type = T;
};
template <class T>
struct Bare { using Type = T; };
template <class T>
struct Bare<std::optional<T>> { using Type = T; };

template <class T>
consteval FieldType type_of() {
  using B = typename Bare<T>::Type;
  if constexpr (std::is_same_v<B, std::string> || std::is_enum_v<B>) return FieldType::text;
  else if constexpr (std::is_same_v<B, bool>) return FieldType::boolean;
  else if constexpr (std::is_same_v<B, std::int64_t>) return FieldType::integer;
  else if constexpr (std::is_same_v<B, Date>) return FieldType::date;
  else if constexpr (std::is_same_v<B, PartialDate>) return FieldType::partial_date;
  else if constexpr (std::is_same_v<B, Timestamp>) return FieldType::date_time;
  else return FieldType::reference;
}

}  // namespace thunk

/// The column of a member. Its name stands here once more than in the handle, because element structs have none.
/// These four make tables of constants; they are not consteval, because clang 14 calls none within another.
template <auto M>
constexpr Column member(std::string_view name, Rules rules = {}) {
  using C = typename thunk::MemberOf<decltype(M)>::Class;
  using T = typename thunk::MemberOf<decltype(M)>::Type;
  using B = typename thunk::Bare<T>::Type;
  Column c{.name = name, .type = thunk::type_of<T>(), .rules = rules};
  c.bind = [](Binder& b, const void* r, const Column& self) { thunk::bind(b, static_cast<const C*>(r)->*M, self); };
  c.read = [](sqlite::RowValue from, void* r, const Column& self) { thunk::read(from, static_cast<C*>(r)->*M, self); };
  if constexpr (requires(B b) { b.value(); typename B::Record; })
    c.id = [](const void* r) -> std::int64_t {
      if constexpr (std::is_same_v<T, B>) return (static_cast<const C*>(r)->*M).value();
      else return (static_cast<const C*>(r)->*M).value_or(B{}).value();
    };
  c.cell = [](const void* r, const Column& self) { return thunk::cell(static_cast<const C*>(r)->*M, self); };
  c.filled = [](const void* r) { return thunk::filled(static_cast<const C*>(r)->*M); };
  if constexpr (std::is_same_v<T, std::string>)
    c.text = [](const void* r) -> const std::string* { return &(static_cast<const C*>(r)->*M); };
  if constexpr (std::is_enum_v<B>) {
    c.names = names_of<B>;
    c.always = std::is_same_v<T, B> && !c.names[0].empty();
  }
  if constexpr (std::is_enum_v<B> || std::is_same_v<B, Date> || std::is_same_v<B, PartialDate>)
    c.valid = [](const void* r, const Column& self) { return thunk::valid(static_cast<const C*>(r)->*M, self); };
  return c;
}

/// The same of a text that is one of these names; a host may add others where the rules say so.
template <auto M>
constexpr Column one_of(std::string_view name, std::span<const std::string_view> names, Rules rules = {}) {
  Column c = member<M>(name, rules);
  c.names = names;
  return c;
}

/// The column of a kind's member and its handle, whose type must be the member's.
template <auto M, class R, class T>
constexpr Column column(const Field<R, T>& handle, Rules rules = {}) {
  using Held = typename thunk::Bare<typename thunk::MemberOf<decltype(M)>::Type>::Type;
  static_assert(std::is_same_v<Held, T>, "the handle's type is not the member's");
  return member<M>(handle.name(), rules);
}

/// The same of a member that only the stored struct has: the kind settles it from the others.
template <auto M, class R, class T>
constexpr Column settled(const Field<R, T>& handle, Rules rules = {}) {
  rules.read_only = true;
  Column c = column<M>(handle, rules);
  c.stored = true;
  return c;
}

/// How many members an aggregate has; catches a member that its description forgot.
struct AnyMember {
  template <class T>
  operator T() const;
};
template <class A, class... Members>
consteval std::size_t arity() {
  if constexpr (requires { A{Members{}..., AnyMember{}}; })
    return arity<A, Members..., AnyMember>();
  else
    return sizeof...(Members);
}

}  // namespace crmlite::detail
