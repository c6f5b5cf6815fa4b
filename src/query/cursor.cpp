#include "query/cursor.hpp"

#include <array>
#include <charconv>

#include <crmlite/error.hpp>

namespace crmlite::query {
namespace {

constexpr std::size_t longest = 100'000'000;  // ten keys of a million characters are fewer
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr auto values = [] {
  std::array<int, 256> found;
  found.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    found[static_cast<unsigned char>(alphabet[i])] = static_cast<int>(i);
  return found;
}();

std::string encode64(std::string_view bytes) {
  std::string out((bytes.size() * 8 + 5) / 6, '\0');
  std::uint32_t bits = 0;
  int held = 0;
  auto to = out.begin();
  for (const char c : bytes) {
    bits = (bits << 8) | static_cast<unsigned char>(c);
    for (held += 8; held >= 6; held -= 6) *to++ = alphabet[(bits >> (held - 6)) & 63];
  }
  if (held > 0) *to = alphabet[(bits << (6 - held)) & 63];
  return out;
}

bool decode64(std::string_view text, std::string& out) {
  out.reserve(text.size() * 6 / 8);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const int value = values[static_cast<unsigned char>(c)];
    if (value < 0) return false;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>((bits >> held) & 255);
  }
  return true;
}

void append(std::string& out, auto number) {
  std::array<char, 24> digits;
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), written.ptr);
}

/// Takes a number and the character behind it off the front.
bool take(std::string_view& rest, auto& number) {
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  const auto length = static_cast<std::size_t>(end - rest.data());
  if (error != std::errc{} || length == rest.size() || *end != ',') return false;
  rest.remove_prefix(length + 1);
  return true;
}

/// Keys are `i` and a number, `t` with a length before a text, or `n` for none.
bool take(std::string_view& rest, record::Cell& key) {
  const char type = rest[0];
  rest.remove_prefix(1);
  if (type == 'n') return true;
  if (std::int64_t number = 0; type == 'i' && take(rest, number)) {
    key = number;
    return true;
  }
  std::size_t length = 0;
  if (type != 't' || !take(rest, length) || length > rest.size()) return false;
  key = std::string(rest.substr(0, length));
  rest.remove_prefix(length);
  return true;
}

/// The end is marked, so that a part of a cursor is none.
bool read(std::string_view text, Cursor& cursor) {
  std::string bytes;
  if (!decode64(text, bytes)) return false;
  std::string_view rest = bytes;
  int empties = 0;
  if (!take(rest, cursor.question) || !take(rest, empties) || !take(rest, cursor.id)) return false;
  cursor.empties = empties != 0;
  while (!rest.empty() && rest != ".")
    if (!take(rest, cursor.keys.emplace_back())) return false;
  return rest == ".";
}

}  // namespace

std::string to_text(const Cursor& cursor) {
  std::string out;
  append(out, cursor.question);
  out += cursor.empties ? ",1," : ",0,";
  append(out, cursor.id);
  out += ',';
  for (const record::Cell& key : cursor.keys) {
    if (const auto* i = std::get_if<std::int64_t>(&key)) {
      out += 'i';
      append(out, *i);
      out += ',';
    } else if (const auto* t = std::get_if<std::string>(&key)) {
      out += 't';
      append(out, t->size());
      out += ',';
      out += *t;
    } else {
      out += 'n';
    }
  }
  return encode64(out + ".");
}

Cursor cursor_from(std::string_view text, std::uint64_t question) {
  Cursor cursor;
  if (text.size() > longest || !read(text, cursor)) throw Invalid("cursor: not one that a list gave");
  if (cursor.question != question) throw Invalid("cursor: of another question");
  return cursor;
}

std::uint64_t fingerprint(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash >> 1;  // fits a signed 64-bit number
}

}  // namespace crmlite::query
