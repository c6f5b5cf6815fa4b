// Well-formed language tags by the grammar of RFC 5646, section 2.1.
// Whether the subtags are registered is not asked.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "base/country.hpp"

namespace crmlite::base {
namespace {

constexpr std::size_t longest_subtag = 8;

// Registered before the grammar was and outside of it; "irregular" in the RFC's words.
constexpr std::array<std::string_view, 17> irregular{
    "en-gb-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak",     "i-klingon", "i-lux",    "i-mingo",
    "i-navajo",  "i-pwn", "i-tao", "i-tay",     "i-tsu",      "sgn-be-fr", "sgn-be-nl", "sgn-ch-de"};

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }

bool equal(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, {}, lower, lower);
}

// The subtags one after the other; an empty one stands for the end and for what is no subtag at all.
class Subtags {
 public:
  explicit Subtags(std::string_view tag) noexcept : rest_(tag) { next(); }

  std::string_view current() const noexcept { return current_; }
  bool at_end() const noexcept { return current_.empty() && rest_.empty() && good_; }

  void next() noexcept {
    const std::size_t length = std::min(rest_.find('-'), rest_.size());
    current_ = rest_.substr(0, length);
    const bool another = length < rest_.size();
    rest_.remove_prefix(another ? length + 1 : length);
    if (current_.size() > longest_subtag || (another && rest_.empty()) ||
        !std::ranges::all_of(current_, [](char c) { return is_letter(c) || is_digit(c); }))
      good_ = false;
    if (!good_) current_ = {};
  }

  bool letters(std::size_t least, std::size_t most) const noexcept {
    return has(least, most) && std::ranges::all_of(current_, is_letter);
  }
  bool has(std::size_t least, std::size_t most) const noexcept {
    return current_.size() >= least && current_.size() <= most;
  }
  bool take(bool fits) noexcept {
    if (fits) next();
    return fits;
  }

 private:
  std::string_view rest_;
  std::string_view current_;
  bool good_ = true;
};

bool take_language(Subtags& tags) noexcept {
  const bool short_code = tags.letters(2, 3);
  if (!tags.take(tags.letters(2, longest_subtag))) return false;
  for (int extended = 0; short_code && extended < 3; ++extended)
    if (!tags.take(tags.letters(3, 3))) break;
  return true;
}

bool is_region(const Subtags& tags) noexcept {
  return tags.letters(2, 2) || (tags.has(3, 3) && std::ranges::all_of(tags.current(), is_digit));
}

bool is_variant(const Subtags& tags) noexcept {
  return tags.has(5, longest_subtag) || (tags.has(4, 4) && is_digit(tags.current().front()));
}

// A singleton and the subtags that belong to it; `x` takes the
// shortest ones, too, and everything that is left.
bool take_extension(Subtags& tags) noexcept {
  const std::size_t least = lower(tags.current().front()) == 'x' ? 1 : 2;
  tags.next();
  if (!tags.has(least, longest_subtag)) return false;
  while (tags.take(tags.has(least, longest_subtag))) {
  }
  return true;
}

}  // namespace

bool is_language_tag(std::string_view text) noexcept {
  if (std::ranges::any_of(irregular, [text](std::string_view tag) { return equal(tag, text); })) return true;
  Subtags tags(text);
  const bool all_private = tags.has(1, 1) && lower(tags.current().front()) == 'x';
  if (!all_private) {
    if (!take_language(tags)) return false;
    tags.take(tags.letters(4, 4));
    tags.take(is_region(tags));
    while (tags.take(is_variant(tags))) {
    }
  }
  while (tags.has(1, 1))
    if (!take_extension(tags)) return false;
  return tags.at_end();
}

}  // namespace crmlite::base
