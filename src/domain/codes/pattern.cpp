#include "domain/codes/pattern.hpp"

#include <algorithm>
#include <charconv>

#include <crmlite/error.hpp>

#include "base/text.hpp"

namespace crmlite::domain {
namespace {

constexpr std::size_t longest_code = 64;
constexpr int widest_number = 12;

std::string padded(std::int64_t value, int width) {
  std::string digits = std::to_string(value);
  return std::string(static_cast<std::size_t>(std::max(0, width - static_cast<int>(digits.size()))), '0') + digits;
}

std::optional<std::int64_t> digits(std::string_view text) {
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

[[noreturn]] void refuse(const std::string& what) { throw Invalid("pattern: " + what); }

}  // namespace

CodePattern CodePattern::parse(std::string_view text) {
  if (!base::is_valid_utf8(text) || text.find('\0') != std::string_view::npos) refuse("not valid UTF-8");
  if (base::trimmed(text).size() != text.size()) refuse("blanks and control characters are not allowed");
  CodePattern pattern;
  std::string literal;
  const auto flush = [&] {
    if (literal.empty()) return;
    pattern.parts_.push_back({Token::literal, literal, static_cast<int>(literal.size())});
    literal.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '}') refuse("a closing bracket without an opening one");
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F) refuse("blanks and control characters are not allowed");
    if (c == '\\') {
      if (++i >= text.size()) refuse("a backslash at the end");
      literal += text[i];
    } else if (c == '{') {
      const auto end = text.find('}', i);
      if (end == std::string_view::npos) refuse("a bracket that does not close");
      flush();
      pattern.parts_.push_back(token(text.substr(i + 1, end - i - 1)));
      i = end;
    } else {
      literal += c;
    }
  }
  flush();
  pattern.check();
  for (const Part& p : pattern.parts_)
    if (p.token == Token::number) {
      pattern.capacity_ = 1;
      for (int i = 0; i < p.width; ++i) pattern.capacity_ *= 10;
      --pattern.capacity_;
    }
  return pattern;
}

CodePattern::Part CodePattern::token(std::string_view inside) {
  if (inside == "YYYY") return {Token::year, {}, 4};
  if (inside == "YY") return {Token::short_year, {}, 2};
  if (inside == "MM") return {Token::month, {}, 2};
  if (inside == "DD") return {Token::day, {}, 2};
  if (inside.substr(0, 4) == "SEQ:") {
    int width = 0;
    const char* end = inside.data() + inside.size();
    const auto r = std::from_chars(inside.data() + 4, end, width);
    if (r.ec == std::errc{} && r.ptr == end && width >= 1 && width <= widest_number) return {Token::number, {}, width};
    refuse("{SEQ:n} takes a width from 1 to 12");
  }
  refuse("an unknown part in brackets");
}

void CodePattern::check() const {
  std::size_t length = 0;
  int numbers = 0;
  for (const Part& p : parts_) {
    length += p.token == Token::literal ? base::code_points(p.text) : static_cast<std::size_t>(p.width);
    numbers += p.token == Token::number ? 1 : 0;
  }
  if (numbers == 0) refuse("nothing unique: {SEQ:n} is missing");
  if (numbers > 1) refuse("{SEQ:n} twice");
  if (length > longest_code) refuse("codes would be longer than 64 characters");
}

std::optional<std::string> CodePattern::render(std::int64_t number, Date day) const {
  if (number < 0 || number > capacity_) return std::nullopt;
  std::string code;
  for (const Part& p : parts_) switch (p.token) {
      case Token::literal: code += p.text; break;
      case Token::number: code += padded(number, p.width); break;
      case Token::year: code += padded(day.year, 4); break;
      case Token::short_year: code += padded(day.year % 100, 2); break;
      case Token::month: code += padded(day.month, 2); break;
      case Token::day: code += padded(day.day, 2); break;
    }
  return code;
}

std::optional<std::int64_t> CodePattern::number_of(std::string_view code) const {
  std::optional<std::int64_t> number;
  for (const Part& p : parts_) {
    const auto width = static_cast<std::size_t>(p.width);
    if (code.size() < width) return std::nullopt;
    const std::string_view piece = code.substr(0, width);
    code.remove_prefix(width);
    if (p.token == Token::literal) {
      if (piece != p.text) return std::nullopt;
      continue;
    }
    const auto value = digits(piece);
    if (!value) return std::nullopt;
    if (p.token == Token::number) number = value;
    if (p.token == Token::month && (*value < 1 || *value > 12)) return std::nullopt;
    if (p.token == Token::day && (*value < 1 || *value > 31)) return std::nullopt;
  }
  return code.empty() ? number : std::nullopt;
}

}  // namespace crmlite::domain
