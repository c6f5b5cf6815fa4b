// The pattern of a code series, as its language describes it (README.md beside this file): a row of parts,
// each of which prints one thing about a record and can be read back from the code.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/check_character.hpp>
#include <crmlite/date.hpp>

#include "domain/codes/calendar.hpp"
#include "domain/codes/shape.hpp"

namespace crmlite::domain {

enum class Token : std::uint8_t {
  literal,
  soft,
  number,
  field,
  map,
  node,
  random,
  unique,
  mac,
  check,
  // from here on parts of the date and time
  year,
  short_year,
  quarter,
  month,
  day,
  day_of_year,
  iso_year,
  short_iso_year,
  iso_week,
  fiscal_year,
  short_fiscal_year,
  hour,
  minute,
  second,
};

constexpr bool is_time(Token token) noexcept { return token >= Token::year; }

/// What follows the last number of its width.
enum class Growth : std::uint8_t { stops, widens, rolls };
/// What becomes of a code when the field of a dynamic part changes.
enum class Dynamic : std::uint8_t { no, alias, freeze, deny };

/// Whether the part always says what the field says: the code follows, or the field may not change.
constexpr bool follows(Dynamic dynamic) noexcept {
  return dynamic == Dynamic::alias || dynamic == Dynamic::deny;
}

struct MapEntry {
  std::string value;  // of the field
  std::string text;   // as printed
  std::string canon;
};

/// One part of a pattern. Which members count depends on the token.
struct Part {
  Token token = Token::literal;
  std::string text = {};    // of a literal and of a soft separator, as printed
  std::string canon = {};   // of a literal
  std::string path = {};    // of a field: `grade`, `customer.kind`
  int least = 0, most = 0;  // characters
  char letters = 'D';       // of a field: D digits, U capital letters, X both
  Dynamic dynamic = Dynamic::no;
  std::vector<MapEntry> map = {};
  std::optional<MapEntry> otherwise = {};
  bool lossy = false;
  int base = 10;
  Growth growth = Growth::stops;
  CheckSystem check = CheckSystem::unchecked;
  std::string key = {};
  std::size_t at = 0;  // in the pattern's text
};

/// The running number's own properties.
struct Numbering {
  std::size_t part = 0;
  bool present = false;
  std::int64_t from = 1, step = 1;
  std::int64_t last = 0;  // the greatest number the part prints
  std::vector<std::string> per = {};
  bool chronological = false, fast = false, weak = false;
};

/// A code taken apart: its canonical text, and where each part of the pattern begins in it.
struct Pieces {
  std::string text = {};
  std::vector<std::uint16_t> at = {};

  std::string_view of(std::size_t part) const {
    return std::string_view(text).substr(at[part], static_cast<std::size_t>(at[part + 1] - at[part]));
  }
};

/// What a code is made from.
struct Ingredients {
  std::int64_t number = 0;
  LocalTime time = {};
  /// By part: the canonical pieces of fields, maps, node, random and unique parts; others are left empty.
  std::span<const std::string> pieces = {};
};

/// Why a text is no code of a pattern.
enum class Reading : std::uint8_t { fits, other, wrong_check, forged };

/// Secrets by the names that patterns use.
using Keys = std::map<std::string, std::string, std::less<>>;

inline constexpr std::size_t longest_text = 260;  // bytes of 64 characters
inline constexpr std::size_t longest_mark = 16;

class CodePattern {
 public:
  /// @throws Invalid with the rule of the language that the text breaks
  static CodePattern parse(std::string_view text, Fiscal fiscal = {});
  /// Gives the keyed parts their keys, which they need before anything is written or read. Codes of two
  /// series under one key have nothing to do with each other. @throws NotFound naming a key that is missing
  void use_keys(const Keys& keys, std::string_view series);

  const std::string& text() const { return text_; }
  std::span<const Part> parts() const { return parts_; }
  const Shape& shape(std::size_t part) const { return shapes_[part]; }
  const Numbering& numbering() const { return numbering_; }
  Fiscal fiscal() const { return fiscal_; }
  /// Characters that are printed and left aside by who reads.
  const std::string& soft() const { return soft_; }
  std::size_t shortest() const { return least_after_.front(); }
  std::size_t longest() const { return most_after_.front(); }

  /// The part that carries this name: a path (`grade`, `customer.kind`) or what names a token (`number`,
  /// `year` …).
  std::optional<std::size_t> part_named(std::string_view name) const;

  // Writing.
  /// The value as the part prints it; nothing where it does not fit.
  std::optional<std::string> piece(std::size_t part, std::string_view value) const;
  /// The counter of the number: equal texts count together.
  std::string scope(const Ingredients& from) const;
  /// False when the number is beyond what the pattern prints. @throws Invalid when the year is outside {YY}'s
  /// window
  bool write(const Ingredients& from, Pieces& out) const;
  /// The canonical text with the right check character in the place of its own; the text itself where there
  /// is none.
  std::string with_check(std::string text) const;
  /// A code as people see it.
  std::string print(const Pieces& pieces) const;
  /// Whether that is the canonical text itself.
  bool prints_canonical() const { return prints_canonical_; }

  // Reading.
  /// The text with what this pattern prints but does not count left out.
  std::string without_soft(std::string_view canonical) const;
  /// Takes a canonical text apart. `lenient`: O may stand for 0, I and L for 1 where no letter can stand.
  Reading read(std::string_view text, Pieces& out, bool lenient = false) const;
  std::int64_t number(const Pieces& pieces) const;
  std::string scope(const Pieces& pieces) const;
  TimeParts time(const Pieces& pieces) const;

 private:
  struct Secrets;
  class Parser;
  class Matcher;

  void settle();
  void find_twin(std::size_t at);
  std::string scope_of(const TimeParts& time,
                       const std::function<std::string_view(std::size_t)>& piece) const;
  void mark(const Part& part, std::string_view text, char* out) const;
  bool fits_as_it_stands(Pieces& out) const;
  Reading prove(const Pieces& pieces) const;

  std::string text_;
  std::vector<Part> parts_;
  std::vector<Shape> shapes_;
  Numbering numbering_;
  Fiscal fiscal_;
  std::string soft_;
  std::vector<std::size_t> least_after_, most_after_;  // bytes from each part on
  std::vector<std::uint16_t> offsets_;  // where the parts begin; empty where not all have one width
  std::vector<std::pair<std::size_t, std::size_t>> twins_;  // parts that print the same thing
  bool checks_all_ = true;  // no character is left aside by the check character
  bool tells_time_ = false;
  bool prints_canonical_ = true;
  std::shared_ptr<const Secrets> secrets_;
};

/// The path of a field, or how people call the part: `number`, `year`, `week` …; empty for text that only
/// decorates.
std::string_view name_of(const Part& part);
/// A piece of a map as it is printed.
std::string_view printed_of(const Part& map, std::string_view piece);

/// Takes codes apart from all else people write: full-width and small letters as capitals, no blanks.
std::string canonical_text(std::string_view text);

}  // namespace crmlite::domain
