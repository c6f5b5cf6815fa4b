// What a file defines at one moment: the fields of each kind, choices, tags, series and settings. A catalogue is an
// immutable value shared by all transactions that see the same version; a transaction that defines something works on
// a copy of the part it touches.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <crmlite/fields.hpp>

#include "record/kind.hpp"

namespace crmlite::sqlite {
class Connection;
}

namespace crmlite::record {

struct ChoiceDef {
  std::int64_t id = 0;
  std::string name;
  std::string folded;
  bool retired = false;
};

/// Where a field's values are kept.
enum class Place : std::uint8_t { column, list, choices, engine };

struct FieldDef {
  std::int64_t id = 0;             // of table `field`; 0: built-in
  std::string name;
  std::string physical;            // column; for money the currency is in `<physical>_currency`
  FieldType type = FieldType::text;
  Place place = Place::column;
  FieldState state = FieldState::active;
  const Column* column = nullptr;  // built-in columns
  const Child* list = nullptr;     // built-in lists
  FieldSpec spec;                  // rules; for built-in columns made from Rules
  bool read_only = false;
  bool initial = false;            // although read-only, a new record may be given it
  bool nullable = true;
  std::vector<ChoiceDef> choices;
  std::int64_t journal = 0;        // id in journal_column
  std::int64_t journal_currency = 0;
  std::uint32_t index = 0;         // among the kind's fields

  bool custom() const { return id != 0; }
  bool live() const { return state == FieldState::active; }
  /// Where the normalised form of a text is kept, see has_twin. `$` is in no field's own column.
  std::string twin_column() const { return physical + "$key"; }
  const ChoiceDef* choice(std::string_view folded) const;
  const ChoiceDef* choice(std::int64_t id) const;
};

inline bool is_text(FieldType t) {
  return t == FieldType::text || t == FieldType::long_text || t == FieldType::email || t == FieldType::phone ||
         t == FieldType::url;
}
/// Unique texts, e-mails and telephone numbers are compared by a normalised form, which has a column of its own.
inline bool needs_twin(FieldType type, const FieldSpec& spec) {
  return is_text(type) && (spec.unique || type == FieldType::email || type == FieldType::phone);
}
inline bool has_twin(const FieldDef& f) { return f.custom() && needs_twin(f.type, f.spec); }

struct KindDef {
  const Kind* kind = nullptr;
  std::vector<FieldDef> fields;    // engine fields, built-in columns, lists, custom ones
  std::uint32_t first_column = 0;  // index of the first built-in column
  std::uint32_t first_list = 0;
  std::uint32_t first_custom = 0;
  std::int64_t tags_journal = 0;
  std::shared_ptr<const FieldValues::Names> custom_names;  // parallel to fields[first_custom…]
  std::shared_ptr<const FieldValues::Names> all_names;     // parallel to fields
  std::unordered_map<std::string, std::uint32_t> by_folded;

  /// The field of this name (folded comparison), `custom.name` for a custom one hidden by a built-in; null if none.
  const FieldDef* find(std::string_view name) const;
  void index();
};

struct TagDef {
  std::int64_t id = 0;
  std::string name;
  std::string folded;
  std::int64_t group = 0;
  std::string colour;
  bool retired = false;
};

struct TagGroupDef {
  std::int64_t id = 0;
  std::string name;
  std::string folded;
  bool exclusive = false;
};

struct TagBook {
  std::unordered_map<std::int64_t, TagDef> by_id;
  std::unordered_map<std::string, std::int64_t> by_folded;
  std::map<std::int64_t, TagGroupDef> groups;

  const TagDef* find(std::string_view name) const;
  const TagDef* find(std::int64_t id) const;
  const TagGroupDef* group(std::string_view name) const;
};

/// A pattern that a series has or had: its codes are read by it for ever.
struct SeriesVersion {
  int number = 0;
  std::string pattern;
  std::string fiscal;
  std::int64_t keys = 0;  // the newest key when it was defined

  friend bool operator==(const SeriesVersion&, const SeriesVersion&) = default;
};

struct SeriesDef {
  std::int64_t id = 0;
  std::string name;
  int kind = 0;
  std::string zone, date, by_hand;
  std::int64_t volume = 0;
  std::vector<SeriesVersion> versions;  // oldest first; the last one gives new codes

  const SeriesVersion& newest() const { return versions.back(); }
};

struct Catalogue {
  std::int64_t version = 0;
  std::vector<std::shared_ptr<const KindDef>> kinds;  // in the order of their numbers, which may have gaps
  std::shared_ptr<const TagBook> tags;
  std::vector<SeriesDef> series;
  std::map<std::string, std::string> settings;
  std::map<std::pair<int, std::string>, std::int64_t> journal_columns;  // (tab, physical) → id

  const KindDef& of(const Kind& kind) const { return *held(kind); }
  const std::shared_ptr<const KindDef>& held(const Kind& kind) const;
  const KindDef* find_kind(std::string_view name) const;
  const KindDef* find_kind(int number) const;
  std::int64_t journal_column(int tab, std::string_view physical) const;
};

/// Reads the catalogue that this connection's transaction sees.
std::shared_ptr<const Catalogue> load_catalogue(sqlite::Connection& db, std::int64_t version);

/// The setting that holds what a host has added to a built-in field's names: a JSON array.
std::string names_setting(const Kind& kind, const FieldDef& field);
std::string spec_to_json(const FieldSpec& spec);
FieldSpec spec_from_json(std::string_view json, FieldType type);
std::optional<FieldType> field_type_named(std::string_view name);

}  // namespace crmlite::record
