#include "query/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace crmlite::query {
namespace {

constexpr std::array<std::string_view, 12> reserved = {"and", "or",     "not",  "in",  "between", "contains",
                                                        "starts", "ends", "is", "empty", "nothing", "tag:"};

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x) == y;
         });
}

}  // namespace

std::size_t blank_at(std::string_view text, std::size_t pos) {
  if (pos >= text.size()) return 0;
  const char c = text[pos];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  return text.substr(pos, 3) == "\u3000" ? 3 : 0;
}

bool is_sign(char c) { return std::string_view("()\",=<>!").find(c) != std::string_view::npos; }

bool is_plain(std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (is_sign(word[i]) || blank_at(word, i) || static_cast<unsigned char>(word[i]) < 0x20) return false;
  if (word.size() >= 4 && same_word(word.substr(0, 4), "tag:")) return false;
  return std::none_of(reserved.begin(), reserved.end(), [&](std::string_view r) { return same_word(word, r); });
}

std::string quoted(std::string_view word) {
  if (is_plain(word)) return std::string(word);
  std::string out = "\"";
  for (const char c : word) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string printed(const Value& value) {
  const std::string text = to_string(value);
  if (value.get_if<bool>() || value.get_if<std::int64_t>() || value.get_if<Decimal>() || value.get_if<Date>() ||
      value.get_if<Timestamp>() || value.get_if<RecordId>())
    return text;
  // A text that would be read as something else keeps its quotes; values without a form of their own are texts.
  if (is_plain(text) && meaning(text).get_if<std::string>()) return text;
  const std::string out = quoted(text);
  return out.front() == '"' ? out : '"' + out + '"';
}

Value meaning(std::string_view word) {
  if (word == "true") return true;
  if (word == "false") return false;
  std::int64_t number = 0;
  const char* end = word.data() + word.size();
  if (const auto r = std::from_chars(word.data(), end, number);
      r.ec == std::errc{} && r.ptr == end && std::to_string(number) == word)
    return number;
  if (word.size() > 1 && word.front() == '#')
    if (const auto r = std::from_chars(word.data() + 1, end, number);
        r.ec == std::errc{} && r.ptr == end && "#" + std::to_string(number) == word)
      return RecordId{number};
  if (const auto date = Date::parse(word)) return *date;
  if (const auto decimal = Decimal::parse(word); decimal && to_string(*decimal) == word && decimal->scale > 0)
    return *decimal;
  if (const auto instant = Timestamp::parse(word); instant && to_string(*instant) == word) return *instant;
  return word;
}

}  // namespace crmlite::query
