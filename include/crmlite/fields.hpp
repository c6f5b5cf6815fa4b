// Custom fields: defined, changed, archived and removed at run time, on every kind, as real columns of the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/check_character.hpp>
#include <crmlite/records.hpp>

namespace crmlite {

/// What happens to a reference field when the record it names is removed: the removal is refused, the field is emptied,
/// or the record that holds it is removed, too.
enum class OnRemove : std::uint8_t { refuse, set_none, remove_along };
CRMLITE_EXPORT std::string_view to_string(OnRemove rule) noexcept;

/// The rules of a field. The engine checks them at every write; existing records are checked when a rule is added.
struct FieldSpec {
  FieldType type = FieldType::text;
  std::string label = {};                          ///< for people; empty: the name
  std::map<std::string, std::string> labels = {};  ///< per language: {"zh", "客户等级"}
  std::string purpose = {};
  std::string help = {};
  std::string example = {};
  bool required = false;   ///< every new record must give it; a change cannot empty it
  bool unique = false;     ///< no two records have the same value; texts compare by their folded form, e-mails,
                           ///< phones and web addresses by their normalised one
  bool indexed = false;    ///< filters and orders by it run at index speed
  bool searchable = false;
  bool personal = false;   ///< says something about a person
  bool sensitive = false;  ///< needs special care
  bool yearly = false;     ///< a date that comes round every year
  std::optional<Decimal> min = {};  ///< smallest number, or amount
  std::optional<Decimal> max = {};
  std::optional<Date> earliest = {};
  std::optional<Date> latest = {};
  std::size_t min_length = 0;  ///< of a text, in characters
  std::size_t max_length = 0;  ///< 0: the type's own limit
  std::string pattern = {};    ///< ECMAScript regular expression that a whole text must match; at most 500 characters
  CheckSystem check_character = CheckSystem::unchecked;  ///< of a text that ends in one
  std::uint8_t scale = 2;      ///< digits after the point of a decimal, 0 to 9
  std::vector<std::string> choices = {};
  std::string target = {};     ///< of a reference, or of a list whose elements name records: their kind
  OnRemove on_remove = OnRemove::set_none;
  std::string default_text = {};  ///< what new records get that give none, as text
  std::string owner = {};         ///< who answers for the field
  std::optional<Date> review = {};
};

/// FieldSpec as the typed `ensure` takes it: the type follows from the handle.
using FieldOptions = FieldSpec;

enum class FieldState : std::uint8_t { active, archived };

/// A choice of a choice field.
struct ChoiceInfo {
  std::int64_t id = 0;
  std::string name = {};
  bool retired = false;  ///< still valid where it stands, not given any more
};

/// A field as it is defined now.
struct FieldInfo {
  std::string kind = {};
  std::string name = {};
  bool built_in = false;
  FieldState state = FieldState::active;
  FieldSpec spec = {};
  std::vector<ChoiceInfo> choices = {};
  std::string column = {};                   ///< of the kind's table in the file; empty for lists and choices
  std::vector<std::string> list_columns = {};  ///< of a list: the columns of an element
  bool read_only = false;                      ///< only the library writes it
  /// Although read-only, a new record may be given it, so that a file can tell what it was elsewhere. A reference may
  /// also be given later, as long as there is none: it may name a record that comes after.
  bool initial = false;
};

/// How a field is used.
struct FieldStatistics {
  std::string field = {};
  std::uint64_t records = 0;   ///< of the kind
  std::uint64_t filled = 0;
  std::uint64_t distinct = 0;
  std::optional<Timestamp> last_written = {};  ///< of a record that has the field filled
};

/// Records that break a rule that is to be added, or do not convert.
struct FieldReport {
  std::uint64_t checked = 0;
  std::uint64_t violations = 0;
  struct Violation {
    RecordId record = {};
    std::string rule = {};
  };
  std::vector<Violation> first = {};  ///< at most 100 of them
  bool applied = false;               ///< whether the change was made
};

namespace detail {
template <class T>
consteval FieldType field_type() {
  if constexpr (std::is_same_v<T, std::string>) return FieldType::text;
  else if constexpr (std::is_same_v<T, std::int64_t>) return FieldType::integer;
  else if constexpr (std::is_same_v<T, Decimal>) return FieldType::decimal;
  else if constexpr (std::is_same_v<T, Money>) return FieldType::money;
  else if constexpr (std::is_same_v<T, bool>) return FieldType::boolean;
  else if constexpr (std::is_same_v<T, Date>) return FieldType::date;
  else if constexpr (std::is_same_v<T, PartialDate>) return FieldType::partial_date;
  else if constexpr (std::is_same_v<T, Timestamp>) return FieldType::date_time;
  else if constexpr (std::is_same_v<T, Choice>) return FieldType::choice;
  else if constexpr (std::is_same_v<T, Choices>) return FieldType::choices;
  else return FieldType::reference;
}
CRMLITE_EXPORT std::string_view kind_name(const Kind& kind) noexcept;
}  // namespace detail

/// Reads the catalogue of fields.
class FieldReader {
 public:
  explicit FieldReader(detail::Handle handle) : handle_(handle) {}

  /// All fields of a kind, built-in ones first, archived ones included.
  /// @throws Invalid for an unknown kind
  CRMLITE_EXPORT std::vector<FieldInfo> list(std::string_view kind) const;
  /// @throws NotFound
  CRMLITE_EXPORT FieldInfo get(std::string_view kind, std::string_view name) const;
  /// Reads the whole column: cost grows with the number of records.
  CRMLITE_EXPORT FieldStatistics statistics(std::string_view kind, std::string_view name) const;
  /// Values that records hold already and that begin as `prefix` does (folded comparison), the most used first: what to
  /// offer while somebody types. For texts and choices; reads the column, along its index where it has one.
  /// @throws NotFound; Invalid for a field that holds neither
  CRMLITE_EXPORT std::vector<std::string> suggest(std::string_view kind, std::string_view name,
                                                  std::string_view prefix, std::size_t limit = 10) const;
  /// Every kind and field with type, rules and purpose.
  CRMLITE_EXPORT std::string dictionary_markdown(std::string_view language = "en") const;
  CRMLITE_EXPORT std::string dictionary_json() const;

 protected:
  detail::Handle handle_;
};

/// Defines and changes custom fields.
class FieldWriter : public FieldReader {
 public:
  using FieldReader::FieldReader;

  /// Makes sure that the field exists; a field that exists is left as it is, provided its type agrees.
  /// @throws Invalid for a bad name or rule, or a field of another type
  CRMLITE_EXPORT void ensure(std::string_view kind, std::string_view name, const FieldSpec& spec);
  template <class R, class T>
  void ensure(const Field<R, T>& field, FieldOptions options = {}) {
    if (!(std::is_same_v<T, std::string> &&
          (options.type == FieldType::long_text || options.type == FieldType::email ||
           options.type == FieldType::phone || options.type == FieldType::url)))
      options.type = detail::field_type<T>();
    if constexpr (detail::field_type<T>() == FieldType::reference)
      options.target = std::string(detail::kind_name(KindTraits<typename T::Record>::kind()));
    ensure(detail::kind_name(KindTraits<R>::kind()), field.name(), options);
  }
  /// Defines a field. Takes about a millisecond at any number of records.
  /// @throws Conflict when the name is taken, Invalid for a bad name or rule, or above 1,000 live fields of a kind
  CRMLITE_EXPORT void define(std::string_view kind, std::string_view name, const FieldSpec& spec);
  /// Changes the rules, labels and texts of a field; not its type, choices or target. A stricter rule is checked
  /// against all records first: where one breaks it, nothing changes and the report says which.
  CRMLITE_EXPORT FieldReport change(std::string_view kind, std::string_view name, const FieldSpec& spec);
  /// What `change` would report, without changing anything.
  CRMLITE_EXPORT FieldReport check(std::string_view kind, std::string_view name, const FieldSpec& spec) const;
  CRMLITE_EXPORT void rename(std::string_view kind, std::string_view name, std::string_view to);
  CRMLITE_EXPORT void archive(std::string_view kind, std::string_view name);
  CRMLITE_EXPORT void restore(std::string_view kind, std::string_view name);
  /// Removes the field and its values for good; the column goes at the next `compact`.
  CRMLITE_EXPORT void remove(std::string_view kind, std::string_view name);

  /// Adds a choice to a choice field, or a name to a built-in one that takes further names, such as an interaction's
  /// kind.
  /// @throws Conflict for a built-in field whose names are fixed
  CRMLITE_EXPORT void add_choice(std::string_view kind, std::string_view field, std::string_view name);
  /// Touches no record.
  CRMLITE_EXPORT void rename_choice(std::string_view kind, std::string_view field, std::string_view name,
                                    std::string_view to);
  CRMLITE_EXPORT void retire_choice(std::string_view kind, std::string_view field, std::string_view name);
  /// Gives every record that has one choice another and retires the first.
  CRMLITE_EXPORT BulkResult replace_choice(std::string_view kind, std::string_view field, std::string_view name,
                                           std::string_view by);
  /// Changes the type: text → single choice (a choice for each distinct text), single → multiple choice, and every
  /// other pair whose values convert. Nothing changes when a value does not, unless `drop` says to empty those.
  enum class Unconvertible : std::uint8_t { refuse, drop };
  CRMLITE_EXPORT FieldReport retype(std::string_view kind, std::string_view name, const FieldSpec& to,
                                    Unconvertible policy = Unconvertible::refuse);
};

}  // namespace crmlite
