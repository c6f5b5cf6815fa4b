// A series at work: its patterns compiled, its zone read, and what its codes print of records.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/zone.hpp"
#include "domain/codes/pattern.hpp"
#include "record/catalogue.hpp"
#include "record/session.hpp"

namespace crmlite::domain {

using record::Session;

/// A series as this session knows it. Immutable; made anew when its definition changes.
struct Series {
  record::SeriesDef def;
  base::Zone zone = base::Zone::utc();
  std::vector<CodePattern> patterns;   // as the versions
  std::optional<CodePattern> by_hand;  // the pattern of codes typed by hand, where one is asked for

  const CodePattern& newest() const { return patterns.back(); }
  /// Null for a version that the file does not know.
  const CodePattern* version(int number) const;
  /// A registered code of a version as people see it, with the separators that the registry leaves out.
  std::string printed(int version, std::string_view canon) const;
};

std::shared_ptr<const Series> series_of(Session& s, const record::SeriesDef& def);
/// The series that gives codes to a kind; null where none does.
std::shared_ptr<const Series> series_of_kind(Session& s, const record::KindDef& kind);
/// The series with this id; null where there is none.
std::shared_ptr<const Series> series_with(Session& s, std::int64_t id);
/// @throws NotFound
std::shared_ptr<const Series> series_named(Session& s, std::string_view name);

// What records say
// -----------------------------------------------------------------------------------------------
/// The value that a field has, or will have.
using ValueOf = std::function<record::Cell(const record::FieldDef&)>;
ValueOf values_of_stored(Session& s, const record::KindDef& kind, std::int64_t id);

/// The field at the end of a path, and whether people are protected by what it holds; nothing where there is
/// none.
struct PathEnd {
  bool personal = false;
};
std::optional<PathEnd> find_path(const record::Catalogue& catalogue, const record::KindDef& kind,
                                 std::string_view path);
/// The text of the value at the end of a path; nothing where a step on the way is empty. `customer.no` is the
/// running number of the customer's code, unless a field has that name; `parent` is the parent's code.
std::optional<std::string> text_at(Session& s, const record::KindDef& kind, std::string_view path,
                                   const ValueOf& values);

/// The business date of a record, which tells what its code prints of time and where its number counts.
Timestamp business_time(Session& s, const Series& series, const record::KindDef& kind, const ValueOf& values);
LocalTime local_time(const Series& series, Timestamp at);

/// This copy of the file has a number of its own for {NODE:n}.
std::int64_t node_of(const Session& s);

/// What each part prints of a record. @throws Invalid naming the field that is missing or does not fit
std::vector<std::string> pieces_of(Session& s, const CodePattern& pattern, const record::KindDef& kind,
                                   const ValueOf& values, Timestamp at);

/// The first part that prints something else than the record says, by its path; nothing where all agree.
/// Parts that follow their fields are kept so that they do.
enum class Which : std::uint8_t { all, following };
std::optional<std::string> disagreeing(Session& s, const CodePattern& pattern, const Pieces& code,
                                       const record::KindDef& kind, const ValueOf& values, Which which);

}  // namespace crmlite::domain
