// Regular expressions as rules of text fields: ECMAScript over characters, not bytes, matched in polynomial time.
#pragma once

#include <memory>
#include <string_view>

namespace crmlite::record {

class Pattern {
 public:
  /// @throws Invalid when the expression is not one
  explicit Pattern(std::string_view expression);
  ~Pattern();
  /// Whether the whole text matches. Texts above 1,000 characters never do.
  bool matches(std::string_view text) const;

  /// The compiled form, kept: fields of many records share a few expressions.
  static std::shared_ptr<const Pattern> of(std::string_view expression);

 private:
  struct Compiled;
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace crmlite::record
