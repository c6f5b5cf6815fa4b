#include "query/cursor.hpp"

#include <charconv>

#include <crmlite/error.hpp>

#include "base/json.hpp"
#include "base/text.hpp"

namespace crmlite::query {
namespace {

constexpr std::size_t longest = 100'000'000;  // ten keys of a million characters are few more
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encode64(std::string_view bytes) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : bytes) {
    bits = (bits << 8) | static_cast<unsigned char>(c);
    for (held += 8; held >= 6; held -= 6) out += alphabet[(bits >> (held - 6)) & 63];
  }
  if (held > 0) out += alphabet[(bits << (6 - held)) & 63];
  return out;
}

bool decode64(std::string_view text, std::string& out) {
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const auto value = alphabet.find(c);
    if (value == std::string_view::npos) return false;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>((bits >> held) & 255);
  }
  return true;
}

bool number(const base::Json& json, auto& out) {
  if (!json.is_number()) return false;
  const std::string& text = json.number();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size();
}

bool read(std::string_view text, Cursor& cursor) {
  std::string bytes;
  if (!decode64(text, bytes)) return false;
  const auto json = base::parse_json(bytes);
  if (!json || !json->is_array() || json->array().size() < 3) return false;
  const auto& items = json->array();
  int empties = 0;
  if (!number(items[0], cursor.question) || !number(items[1], empties) || !number(items[2], cursor.id)) return false;
  cursor.empties = empties != 0;
  for (std::size_t i = 3; i < items.size(); ++i) {
    std::int64_t integer = 0;
    if (items[i].is_string()) cursor.keys.emplace_back(items[i].string());
    else if (number(items[i], integer)) cursor.keys.emplace_back(integer);
    else if (items[i].is_null()) cursor.keys.emplace_back();
    else return false;
  }
  return true;
}

}  // namespace

std::string to_text(const Cursor& cursor) {
  std::string out = "[" + std::to_string(cursor.question) + (cursor.empties ? ",1," : ",0,") + std::to_string(cursor.id);
  for (const record::Cell& key : cursor.keys) {
    out += ',';
    if (const auto* i = std::get_if<std::int64_t>(&key)) out += std::to_string(*i);
    else if (const auto* t = std::get_if<std::string>(&key)) base::append_json_string(out, *t);
    else out += "null";
  }
  return encode64(out + "]");
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
