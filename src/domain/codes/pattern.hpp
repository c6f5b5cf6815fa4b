// The pattern of a code series: literals, one running number and date parts. This is the seam of the pattern
// language: whatever it grows into, series know a pattern only by these calls.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/date.hpp>

namespace crmlite::domain {

class CodePattern {
 public:
  /// @throws Invalid with the rule that the pattern breaks
  static CodePattern parse(std::string_view text);

  /// The code of this number and day; nothing when the number has more digits than the pattern prints.
  std::optional<std::string> render(std::int64_t number, Date day) const;
  /// The number of a code that this pattern could have printed.
  std::optional<std::int64_t> number_of(std::string_view code) const;
  /// The largest number the pattern prints.
  std::int64_t capacity() const { return capacity_; }

 private:
  enum class Token : std::uint8_t { literal, number, year, short_year, month, day };
  struct Part {
    Token token = Token::literal;
    std::string text;  // of a literal
    int width = 0;     // in bytes, which are characters but in a literal
  };
  static Part token(std::string_view inside);
  void check() const;

  std::vector<Part> parts_;
  std::int64_t capacity_ = 0;
};

}  // namespace crmlite::domain
