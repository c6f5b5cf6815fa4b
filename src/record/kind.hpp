// The description of a kind: all the engine knows about it. A new kind is one of these, a public header and a frozen
// migration step.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/records.hpp>

#include "record/column.hpp"

namespace crmlite::record {
class Issues;
}

namespace crmlite::detail {

struct Session;

/// A vector member whose elements are rows of a clustered table: (owner, [list,] pos, columns …, [twin]).
struct Child {
  std::string_view name = {};   // of the member and the field
  std::string_view alias = {};  // singular, as people write it: `email = …`
  std::string_view table = {};
  std::string_view list = {};   // where several members share the table: which one this is
  bool with_kind = false;       // the table has a column that tells the owner's kind
  std::span<const Column> columns = {};  // of an element
  /// The normalised twin, stored beside the first column in column `normal`; empty where it cannot be made.
  std::string (*normal)(std::string_view value, std::string_view country) = nullptr;
  int text_columns = 1;         // 2: the text form of an element is `first=second`
  int part = 0;                 // bit in column `parts`: whether the record has rows in the table

  std::size_t (*size)(const void* record) = nullptr;
  const void* (*element)(const void* record, std::size_t) = nullptr;
  void* (*append)(void* record) = nullptr;
  void (*keep_normal)(void* element, std::string_view) = nullptr;
  bool (*is_primary)(const void* element) = nullptr;  // at most one element of a list is
};

template <auto M>
consteval Child child(std::string_view name, Child c) {
  using C = typename thunk::MemberOf<decltype(M)>::Class;
  using E = typename thunk::MemberOf<decltype(M)>::Type::value_type;
  c.name = name;
  c.size = [](const void* r) { return (static_cast<const C*>(r)->*M).size(); };
  c.element = [](const void* r, std::size_t i) -> const void* { return &(static_cast<const C*>(r)->*M)[i]; };
  c.append = [](void* r) -> void* { return &(static_cast<C*>(r)->*M).emplace_back(); };
  if constexpr (requires(E e) { e.normal; })
    c.keep_normal = [](void* e, std::string_view v) { static_cast<E*>(e)->normal.assign(v); };
  if constexpr (requires(E e) { e.primary; })
    c.is_primary = [](const void* e) { return static_cast<const E*>(e)->primary; };
  return c;
}

/// A column the engine computes from another text column of the same row; never journaled.
struct Derived {
  std::string_view column = {};
  std::string_view source = {};
  std::string (*compute)(std::string_view) = nullptr;
};

/// What is about to be written of one record, for columns that follow from others.
class Draft {
 public:
  /// What the column will hold: what this write gives it, else what it holds.
  virtual record::Cell value(std::string_view column) const = 0;
  /// Whether this write gives or empties the column.
  virtual bool touches(std::string_view column) const = 0;
  /// Gives the column this value; in a change only if the column `because` really changes.
  virtual void set(std::string_view column, record::Cell value, std::string_view because = {}) = 0;
  /// A rule is broken: nothing will be written.
  virtual void refuse(std::string_view column, std::string_view rule, std::string_view message) = 0;
  virtual Session& session() const = 0;
  virtual bool is_new() const = 0;
  virtual std::int64_t id() const = 0;  // 0: of a new one

 protected:
  ~Draft() = default;
};

/// Whether a change that was made touched a column.
using Touched = std::function<bool(std::string_view column)>;

/// How records of a kind appear in the timelines of the customers they concern. The columns are of the kind's table.
struct TimelineSource {
  std::string_view customer = {};         // the customer it belongs to
  std::string_view at = {};
  std::string_view kind = {}, direction = {}, summary = {};
  std::string_view status = {};
  std::string_view done = {};             // which of them is a contact that took place
  std::span<const std::string_view> planned = {};  // which ones a contact to come
  std::span<const std::string_view> links = {};  // tables with (owner, record): further customers
  int links_part = 0;                     // their bits in `parts`
};

/// Bits of column `parts`, which says in what other tables a record has rows, so that reading it need not look. A bit
/// may stay set when the last row goes.
namespace part {
inline constexpr int tags = 1, choices = 2, contact_points = 4, owners = 8, anniversaries = 16, external_ids = 32,
                     participants = 64, about = 128, checklist = 256;
}
inline constexpr std::size_t max_list = 10'000;  // elements of one list, and tags of a record
inline constexpr std::size_t max_code = 64;      // characters

/// What every stored struct has, so that the engine can fill it.
struct Head {
  std::int64_t id = 0;
  std::string_view code = {};
  std::int64_t revision = 0;
  Timestamp created = {};
  Timestamp updated = {};
  std::optional<Timestamp> archived = {};
};

/// Texts of a record that is about to be inserted, by column: for what is put together from several.
using TextOf = const std::function<std::string_view(std::string_view column)>&;

struct Kind {
  int number = 0;               // of table `kind`, and of the kind's table in the journal
  std::string_view name = {};
  std::string_view table = {};
  std::string_view display = {};         // the column by which people call a record
  std::string_view display_search = {};  // the indexed column that finds it: itself, or its sort key; empty: none does
  std::span<const Column> columns = {};
  std::span<const Child> lists = {};
  std::span<const Derived> derived = {};
  std::span<const Column> kept = {};     // members of the stored struct that the engine computes from other records
  /// The value of the display column where the record gives none; null: it is simply required.
  std::string (*compose)(TextOf) = nullptr;
  /// Gives columns what follows from the others, before the rules are checked.
  void (*settle)(Draft&) = nullptr;
  /// Rules between columns and with other records, once every column keeps its own.
  void (*check)(const Draft&, record::Issues&) = nullptr;
  const TimelineSource* timeline = nullptr;
  /// Called after a record was inserted: for what follows from it elsewhere.
  void (*inserted)(Session&, std::int64_t id) = nullptr;
  /// Called after a stored record was changed: for what hangs on it and follows from it.
  void (*changed)(Session&, std::int64_t id, const Touched&) = nullptr;

  const void* (*data)(const void* stored) = nullptr;   // stored struct → the part that columns belong to
  void* (*mutable_data)(void* stored) = nullptr;
  void (*set_head)(void* stored, const Head&) = nullptr;
  FieldValues& (*custom)(void* stored) = nullptr;
  std::vector<std::string>& (*tags)(void* stored) = nullptr;
  const std::vector<std::string>& (*new_tags)(const void* data) = nullptr;
  const std::string& (*new_code)(const void* data) = nullptr;
  const void* (*blank)() = nullptr;                    // data with every default
};

template <class R, class New>
consteval Kind describe(Kind k) {
  k.data = [](const void* s) -> const void* { return static_cast<const New*>(static_cast<const R*>(s)); };
  k.mutable_data = [](void* s) -> void* { return static_cast<New*>(static_cast<R*>(s)); };
  k.set_head = [](void* s, const Head& h) {
    auto& r = *static_cast<R*>(s);
    r.id = typename KindTraits<R>::Id{h.id};
    r.code.assign(h.code);
    r.revision = h.revision;
    r.created = h.created;
    r.updated = h.updated;
    r.archived = h.archived;
  };
  k.custom = [](void* s) -> FieldValues& { return static_cast<R*>(s)->custom; };
  k.tags = [](void* s) -> std::vector<std::string>& { return static_cast<R*>(s)->tags; };
  k.new_tags = [](const void* d) -> const std::vector<std::string>& { return static_cast<const New*>(d)->tags; };
  k.new_code = [](const void* d) -> const std::string& { return static_cast<const New*>(d)->code; };
  k.blank = []() -> const void* {
    static const New blank{};
    return &blank;
  };
  return k;
}

}  // namespace crmlite::detail

namespace crmlite::record {

using detail::Child;
using detail::Column;
using detail::Derived;
using detail::Draft;
using detail::Kind;
using detail::max_code;
using detail::max_list;
namespace part = detail::part;

/// All kinds there are; the domain says which.
std::span<const Kind* const> kinds();

}  // namespace crmlite::record
