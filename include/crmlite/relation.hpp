// Relations: how records belong together. A relation is kept once and read from both its ends: who works at a
// company is employed by it. Types are built in, or records of the host's own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/list.hpp>
#include <crmlite/records.hpp>

namespace crmlite {

struct RelationType;
using RelationTypeId = Id<RelationType>;
struct Relation;
using RelationId = Id<Relation>;

/// The types of relations that every file knows, each with its name from the other side. A host adds its own
/// with `tx.relation_types().insert`.
struct RelationKind {
  static constexpr const char* works_at = "works at";
  static constexpr const char* employs = "employs";              ///< works_at, from the other side
  static constexpr const char* subsidiary_of = "subsidiary of";  ///< a hierarchy
  static constexpr const char* parent_of = "parent of";          ///< subsidiary_of, from the other side
  static constexpr const char* household = "household";          ///< the same from both sides
  static constexpr const char* referred_by = "referred by";
  static constexpr const char* referred = "referred";  ///< referred_by, from the other side
};

/// A type of relations to be stored. No two types share a name in either direction, however it is written.
/// While relations have the type, its name and whether it has a reverse stay, and it cannot be removed.
struct NewRelationType {
  std::string name = {};      ///< required: "reports to"; in a hierarchy it leads upwards
  std::string reverse = {};   ///< "manages"; empty: it reads the same from both sides
  bool hierarchical = false;  ///< nobody may come to stand above themselves; several may stand above one
  std::vector<std::string> tags = {};
  std::vector<Change<RelationType>> fields = {};
  std::string code = {};
};

/// A stored type of relations.
struct RelationType : NewRelationType {
  RelationTypeId id = {};
  std::int64_t revision = 0;
  Timestamp created = {};
  Timestamp updated = {};
  std::optional<Timestamp> archived = {};
  FieldValues custom = {};
};

/// Handles of the built-in fields.
namespace relation_type {
inline constexpr Field<RelationType, std::string> name{"name"};
inline constexpr Field<RelationType, std::string> reverse{"reverse"};
inline constexpr Field<RelationType, bool> hierarchical{"hierarchical"};
inline constexpr Field<RelationType, std::string> code{"code"};
inline constexpr Field<RelationType, Timestamp> created{"created"};
inline constexpr Field<RelationType, Timestamp> updated{"updated"};
}  // namespace relation_type

/// A relation to be stored; it is removed with either of its ends. It is *current* unless it is marked
/// inactive, archived or past its last day; two records have one current relation of a type at most.
struct NewRelation {
  RecordId from = {};     ///< required
  std::string type = {};  ///< required, read from `from`; a name from the other side turns the ends round
  RecordId to = {};       ///< required
  std::string role = {};  ///< "CEO", "eldest son"
  std::optional<PartialDate> since = {};  ///< with a year
  std::optional<PartialDate> until = {};  ///< with a year; included
  bool inactive = false;
  std::vector<std::string> tags = {};
  std::vector<Change<Relation>> fields = {};
  std::string code = {};
};

/// A stored relation: `type` is the name by which it is read from `from`. In a type that reads the same from
/// both sides, `from` is the end with the smaller id.
struct Relation : NewRelation {
  RelationId id = {};
  std::int64_t revision = 0;
  Timestamp created = {};
  Timestamp updated = {};
  std::optional<Timestamp> archived = {};
  FieldValues custom = {};
};

/// Handles of the built-in fields.
namespace relation {
inline constexpr Field<Relation, RecordId> from{"from_record"};
inline constexpr Field<Relation, std::string> type{"type"};
inline constexpr Field<Relation, RecordId> to{"to_record"};
inline constexpr Field<Relation, std::string> role{"role"};
inline constexpr Field<Relation, PartialDate> since{"since"};
inline constexpr Field<Relation, PartialDate> until{"until"};
inline constexpr Field<Relation, bool> inactive{"inactive"};
inline constexpr Field<Relation, std::string> code{"code"};
inline constexpr Field<Relation, Timestamp> created{"created"};
inline constexpr Field<Relation, Timestamp> updated{"updated"};
}  // namespace relation

template <>
struct KindTraits<RelationType> {
  using Id = RelationTypeId;
  using New = NewRelationType;
  CRMLITE_EXPORT static const detail::Kind& kind() noexcept;
};

template <>
struct KindTraits<Relation> {
  using Id = RelationId;
  using New = NewRelation;
  CRMLITE_EXPORT static const detail::Kind& kind() noexcept;
};

/// A relation as one of its ends sees it.
struct Related {
  RelationId relation = {};
  RecordId record = {};   ///< the other end
  std::string kind = {};  ///< of the other end: "customer"
  std::string type = {};  ///< as read from this side: "employs"
  std::string role = {};
  std::optional<PartialDate> since = {};
  std::optional<PartialDate> until = {};
  bool current = true;  ///< not marked inactive, archived or past its last day
};

/// Which of a record's relations are wanted.
struct RelatedSpec {
  std::string type = {};   ///< as read from the record's side; empty: all
  bool former = false;     ///< also those that are not current
  std::size_t limit = 50;  ///< 1 to 10,000
  std::string after = {};  ///< `next` of the page before
};

/// A record above or below another one.
struct Relative {
  RecordId record = {};
  int depth = 0;  ///< steps to it on the shortest way, from 1

  friend bool operator==(const Relative&, const Relative&) = default;
};

/// Reads relations.
class RelationReader : public Reader<Relation> {
 public:
  using Reader<Relation>::Reader;

  /// One page of a record's relations, in the order of their types and of the other ends.
  /// @throws NotFound; Invalid for an unknown type, a limit or a cursor that does not fit
  CRMLITE_EXPORT Page<Related> of(RecordId record, const RelatedSpec& spec = {}) const;

  /// Whom current relations of the type lead to, and whom theirs: parents and their parents. Nearest first,
  /// each once, at most `limit`; the cost is one look-up for each of them. A type's name from the other side
  /// leads the other way.
  /// @throws NotFound; Invalid for an unknown type, and for one that reads the same from both sides
  CRMLITE_EXPORT std::vector<Relative> ancestors(RecordId record,
                                                 std::string_view type = RelationKind::subsidiary_of,
                                                 std::size_t limit = 10'000) const;
  /// The same the other way: children and their children.
  CRMLITE_EXPORT std::vector<Relative> descendants(RecordId record,
                                                   std::string_view type = RelationKind::subsidiary_of,
                                                   std::size_t limit = 10'000) const;
};

/// Reads and changes relations.
class RelationWriter : public Writer<Relation> {
 public:
  using Writer<Relation>::Writer;

  /// Stores that `from` is related to `to`; `insert` by its usual name.
  /// @throws Invalid with rule `cycle` where it would close one in a hierarchy; Conflict when they are
  /// related so
  RelationId relate(RecordId from, std::string_view type, RecordId to) {
    return insert({.from = from, .type = std::string(type), .to = to});
  }
  Page<Related> of(RecordId record, const RelatedSpec& spec = {}) const {
    return RelationReader(handle_).of(record, spec);
  }
  std::vector<Relative> ancestors(RecordId record, std::string_view type = RelationKind::subsidiary_of,
                                  std::size_t limit = 10'000) const {
    return RelationReader(handle_).ancestors(record, type, limit);
  }
  std::vector<Relative> descendants(RecordId record, std::string_view type = RelationKind::subsidiary_of,
                                    std::size_t limit = 10'000) const {
    return RelationReader(handle_).descendants(record, type, limit);
  }
};

}  // namespace crmlite
