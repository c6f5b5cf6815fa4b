// The faces of record kinds: what a transaction can do with records of one kind. Written once for all kinds; each
// member is one call into the engine. A face is a light value that belongs to its transaction's block.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <crmlite/bulk.hpp>
#include <crmlite/export.hpp>
#include <crmlite/list.hpp>
#include <crmlite/record.hpp>

namespace crmlite {

/// Declared beside each kind's struct: its types, and its description inside the library.
template <class R>
struct KindTraits;

struct UpdateOptions {
  /// Fails with Conflict unless the record still has this revision.
  std::optional<std::int64_t> if_revision = {};
};

namespace detail {

struct Session;
struct Kind;

/// A session as one block sees it; used after its block it is refused.
struct Handle {
  Session* session = nullptr;
  std::uint64_t block = 0;
};

/// Assignments of any handle type, without copying them.
struct Changes {
  const void* first = nullptr;
  std::size_t count = 0;
  const AnyChange& (*at)(const void*, std::size_t) = nullptr;

  const AnyChange& operator[](std::size_t i) const { return at(first, i); }
  std::size_t size() const noexcept { return count; }

  Changes() = default;
  template <class C>
  Changes(const C* data, std::size_t n)
      : first(data), count(n), at([](const void* p, std::size_t i) -> const AnyChange& {
          return static_cast<const C*>(p)[i];
        }) {}
};

/// Where a page's records go: a vector of the caller's type.
struct Sink {
  void* target = nullptr;
  void (*reserve)(void* target, std::size_t) = nullptr;
  void* (*add)(void* target) = nullptr;   // appends an empty record and returns it
  void* (*at)(void* target, std::size_t) = nullptr;
};
template <class R>
Sink sink_of(std::vector<R>& v) {
  return {&v, [](void* t, std::size_t n) { static_cast<std::vector<R>*>(t)->reserve(n); },
          [](void* t) -> void* { return &static_cast<std::vector<R>*>(t)->emplace_back(); },
          [](void* t, std::size_t i) -> void* { return &(*static_cast<std::vector<R>*>(t))[i]; }};
}

/// ListSpec without its kind.
struct ListQuery {
  const Filter& where;
  const std::vector<AnySort>& order;
  std::size_t limit;
  const std::string& after;
  With with;
  Archived archived;
};

// Typed records are read into the kind's struct, run-time records (any == true) into AnyRecord.
CRMLITE_EXPORT void get(Handle, const Kind&, std::int64_t id, void* into, bool any);
CRMLITE_EXPORT bool find(Handle, const Kind&, std::int64_t id, void* into, bool any);
CRMLITE_EXPORT std::int64_t resolve(Handle, const Kind&, std::string_view code);
CRMLITE_EXPORT std::int64_t find_named(Handle, const Kind&, std::string_view reference);
CRMLITE_EXPORT std::string list(Handle, const Kind&, const ListQuery&, Sink, bool any);
CRMLITE_EXPORT std::uint64_t count(Handle, const Kind&, const Filter&, Archived);
CRMLITE_EXPORT std::vector<HistoryEntry> history(Handle, const Kind&, std::int64_t id);
CRMLITE_EXPORT std::vector<std::string> tags_of(Handle, const Kind&, std::int64_t id);

CRMLITE_EXPORT std::int64_t insert(Handle, const Kind&, const void* record, Changes);
CRMLITE_EXPORT bool update(Handle, const Kind&, std::int64_t id, Changes, const UpdateOptions&);
CRMLITE_EXPORT void archive(Handle, const Kind&, std::int64_t id, bool archived);
CRMLITE_EXPORT void remove(Handle, const Kind&, std::int64_t id);
CRMLITE_EXPORT bool tag(Handle, const Kind&, std::int64_t id, std::string_view name, bool carried);
CRMLITE_EXPORT BulkResult update_where(Handle, const Kind&, const Filter&, Changes, const BulkOptions&);
CRMLITE_EXPORT BulkResult tag_where(Handle, const Kind&, const Filter&, std::span<const std::string>, bool carried,
                                    const BulkOptions&);
CRMLITE_EXPORT BulkResult archive_where(Handle, const Kind&, const Filter&, bool archived, const BulkOptions&);
CRMLITE_EXPORT BulkResult remove_where(Handle, const Kind&, const Filter&, const BulkOptions&);
CRMLITE_EXPORT const Kind& kind_named(Handle, std::string_view name);

}  // namespace detail

/// Reads records of kind `R` in one snapshot.
template <class R>
class Reader {
 public:
  using RecordIdType = typename KindTraits<R>::Id;

  explicit Reader(detail::Handle handle) : handle_(handle) {}

  /// The record with its lists, tags and custom fields.
  /// @throws NotFound
  R get(RecordIdType id) const {
    R record;
    detail::get(handle_, kind(), id.value(), &record, false);
    return record;
  }
  /// The record, or nothing when there is none with this id.
  std::optional<R> find(RecordIdType id) const {
    std::optional<R> record(std::in_place);
    if (!detail::find(handle_, kind(), id.value(), &*record, false)) record.reset();
    return record;
  }
  /// The record that has or ever had this code, or nothing.
  std::optional<R> find(std::string_view code) const { return find(RecordIdType{detail::resolve(handle_, kind(), code)}); }
  /// The record that a person means by this text: `#17`, a code it has or ever had, or, where no other record
  /// of the kind has it, an external id or e-mail address; where names are unique (users), a name in any
  /// spelling. Archived records are found, too.
  /// @throws Conflict when several records have it
  std::optional<R> find_named(std::string_view reference) const {
    return find(RecordIdType{detail::find_named(handle_, kind(), reference)});
  }
  /// One page of the records asked for. Orders by id, by `customer::name`, `company`, `city`, `industry`, `stage` or
  /// `updated`, by `user::name` or `team`, and by an indexed or unique custom field run along an index: their cost does
  /// not grow with the number of records. Any other order sorts what the filter selects; the newest first is the order
  /// by id, descending.
  /// @throws Invalid for a field, value or cursor that does not fit the kind.
  Page<R> list(const ListSpec<R>& spec = {}) const {
    Page<R> page;
    page.next = detail::list(handle_, kind(),
                             {spec.where, spec.order.keys(), spec.limit, spec.after, spec.with, spec.archived},
                             detail::sink_of(page.items), false);
    return page;
  }
  /// Calls `visit` with each record asked for, fetching page after page of `spec.limit` records.
  template <class F>
  void each(ListSpec<R> spec, F&& visit) const {
    do {
      Page<R> page = list(spec);
      for (R& record : page.items) visit(std::as_const(record));
      spec.after = std::move(page.next);
    } while (!spec.after.empty());
  }
  /// How many records match.
  std::uint64_t count(const FilterOf<R>& where = {}, Archived archived = Archived::left_out) const {
    return detail::count(handle_, kind(), where, archived);
  }
  /// Every change of the record, newest first; a removed record keeps its history.
  std::vector<HistoryEntry> history(RecordIdType id) const { return detail::history(handle_, kind(), id.value()); }
  /// The names of the record's tags, in alphabetical order.
  std::vector<std::string> tags(RecordIdType id) const { return detail::tags_of(handle_, kind(), id.value()); }

 protected:
  static const detail::Kind& kind() { return KindTraits<R>::kind(); }
  detail::Handle handle_;
};

/// Reads and changes records of kind `R`. Every change is journaled with who, when and why.
template <class R>
class Writer : public Reader<R> {
 public:
  using New = typename KindTraits<R>::New;
  using typename Reader<R>::RecordIdType;
  using Reader<R>::Reader;

  /// Stores a new record with its lists, tags and custom fields; a code is given by the kind's series.
  /// @throws Invalid with every field that breaks a rule; Conflict for a value that must be unique.
  RecordIdType insert(const New& record) {
    return RecordIdType{
        detail::insert(handle(), kind(), &record, {record.fields.data(), record.fields.size()})};
  }
  /// Changes the given fields, built-in and custom together; what is equal already is left alone. Returns whether
  /// anything changed.
  /// @throws NotFound, Invalid, Conflict
  bool update(RecordIdType id, std::initializer_list<Change<R>> changes, const UpdateOptions& options = {}) {
    return detail::update(handle(), kind(), id.value(), {changes.begin(), changes.size()}, options);
  }
  bool update(RecordIdType id, const std::vector<Change<R>>& changes, const UpdateOptions& options = {}) {
    return detail::update(handle(), kind(), id.value(), {changes.data(), changes.size()}, options);
  }
  /// Sets one field.
  template <class T>
  bool set(RecordIdType id, const Field<R, T>& field, detail::Exactly<std::type_identity_t<T>> value) {
    return update(id, {Change<R>(std::string(field.name()), std::move(value.value))});
  }
  /// Empties one field.
  template <class T>
  bool clear(RecordIdType id, const Field<R, T>& field) {
    return update(id, {Change<R>(std::string(field.name()), Value{})});
  }
  /// Takes the record out of lists without removing it.
  void archive(RecordIdType id) { detail::archive(handle(), kind(), id.value(), true); }
  /// Brings an archived record back.
  void restore(RecordIdType id) { detail::archive(handle(), kind(), id.value(), false); }
  /// Removes the record and what belongs to it.
  /// @throws Conflict, with counts, when records that refer to it forbid it.
  void remove(RecordIdType id) { detail::remove(handle(), kind(), id.value()); }
  /// Puts a tag on the record, defining the tag where it is new; false when it was there already.
  bool tag(RecordIdType id, std::string_view name) { return detail::tag(handle(), kind(), id.value(), name, true); }
  /// Takes a tag off; false when it was not there.
  bool untag(RecordIdType id, std::string_view name) { return detail::tag(handle(), kind(), id.value(), name, false); }

  BulkResult update_where(const FilterOf<R>& where, std::initializer_list<Change<R>> changes,
                          const BulkOptions& options = {}) {
    return detail::update_where(handle(), kind(), where, {changes.begin(), changes.size()}, options);
  }
  BulkResult tag_where(const FilterOf<R>& where, const std::vector<std::string>& tags,
                       const BulkOptions& options = {}) {
    return detail::tag_where(handle(), kind(), where, tags, true, options);
  }
  BulkResult untag_where(const FilterOf<R>& where, const std::vector<std::string>& tags,
                         const BulkOptions& options = {}) {
    return detail::tag_where(handle(), kind(), where, tags, false, options);
  }
  BulkResult archive_where(const FilterOf<R>& where, const BulkOptions& options = {}) {
    return detail::archive_where(handle(), kind(), where, true, options);
  }
  BulkResult restore_where(const FilterOf<R>& where, const BulkOptions& options = {}) {
    return detail::archive_where(handle(), kind(), where, false, options);
  }
  BulkResult remove_where(const FilterOf<R>& where, const BulkOptions& options = {}) {
    return detail::remove_where(handle(), kind(), where, options);
  }

 private:
  using Reader<R>::kind;
  detail::Handle handle() const { return this->handle_; }
};

/// Reads records of a kind that is named at run time; the contracts are Reader's.
class AnyReader {
 public:
  AnyReader(detail::Handle handle, const detail::Kind& kind) : handle_(handle), kind_(&kind) {}

  CRMLITE_EXPORT AnyRecord get(RecordId id) const;
  CRMLITE_EXPORT std::optional<AnyRecord> find(RecordId id) const;
  CRMLITE_EXPORT std::optional<AnyRecord> find(std::string_view code) const;
  CRMLITE_EXPORT std::optional<AnyRecord> find_named(std::string_view reference) const;
  CRMLITE_EXPORT Page<AnyRecord> list(const ListSpec<AnyRecord>& spec = {}) const;
  CRMLITE_EXPORT std::uint64_t count(const Filter& where = {}, Archived archived = Archived::left_out) const;
  CRMLITE_EXPORT std::vector<HistoryEntry> history(RecordId id) const;

 protected:
  detail::Handle handle_;
  const detail::Kind* kind_;
};

/// Reads and changes records of a kind that is named at run time; the contracts are Writer's.
class AnyWriter : public AnyReader {
 public:
  using AnyReader::AnyReader;

  /// `code` may be among the values: an existing code to keep. So may `tags`, as texts or as one text: `vip;
  /// press`.
  CRMLITE_EXPORT RecordId insert(const std::vector<AnyChange>& values);
  CRMLITE_EXPORT bool update(RecordId id, const std::vector<AnyChange>& changes, const UpdateOptions& options = {});
  CRMLITE_EXPORT void archive(RecordId id);
  CRMLITE_EXPORT void restore(RecordId id);
  CRMLITE_EXPORT void remove(RecordId id);
  CRMLITE_EXPORT bool tag(RecordId id, std::string_view name);
  CRMLITE_EXPORT bool untag(RecordId id, std::string_view name);

  CRMLITE_EXPORT BulkResult update_where(const Filter& where, const std::vector<AnyChange>& changes,
                                         const BulkOptions& options = {});
  CRMLITE_EXPORT BulkResult tag_where(const Filter& where, const std::vector<std::string>& tags,
                                      const BulkOptions& options = {});
  CRMLITE_EXPORT BulkResult untag_where(const Filter& where, const std::vector<std::string>& tags,
                                        const BulkOptions& options = {});
  CRMLITE_EXPORT BulkResult archive_where(const Filter& where, const BulkOptions& options = {});
  CRMLITE_EXPORT BulkResult restore_where(const Filter& where, const BulkOptions& options = {});
  CRMLITE_EXPORT BulkResult remove_where(const Filter& where, const BulkOptions& options = {});
};

}  // namespace crmlite
