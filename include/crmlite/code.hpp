// Codes: the readable, unique names that series give to records.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/records.hpp>

namespace crmlite {

/// A series of codes. The pattern consists of literal characters, one `{SEQ:n}` (a number of n digits, 1 to 12) and
/// `{YYYY}`, `{YY}`, `{MM}`, `{DD}` (the day of issue in the store's zone). A code has at most 64 characters.
struct SeriesSpec {
  std::string pattern = {};
  std::string kind = {};       ///< whose new records get a code; empty: the kind of the series' name
};

struct SeriesInfo {
  std::string name = {};
  std::string kind = {};
  std::string pattern = {};
  std::int64_t next = 1;       ///< the number the next code gets
  std::uint64_t issued = 0;
};

/// The record a code names.
struct Resolved {
  RecordId record = {};
  std::string kind = {};  ///< of a removed record, too
  bool current = true;  ///< false: the record has another code by now, or is removed
};

/// Reads the series and the registry of codes.
class CodeReader {
 public:
  explicit CodeReader(detail::Handle handle) : handle_(handle) {}

  CRMLITE_EXPORT std::vector<SeriesInfo> list() const;
  /// The record that has or had this code; nothing when it was never issued.
  CRMLITE_EXPORT std::optional<Resolved> resolve(std::string_view code) const;

 protected:
  detail::Handle handle_;
};

/// Defines series.
class CodeWriter : public CodeReader {
 public:
  using CodeReader::CodeReader;

  /// Makes sure that the series exists with this pattern; a changed pattern goes on with the same numbers.
  /// @throws Invalid for a pattern that breaks a rule, with the rule
  CRMLITE_EXPORT void ensure(std::string_view name, const SeriesSpec& spec);
};

}  // namespace crmlite
