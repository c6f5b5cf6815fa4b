// A recursive-descent reader of RFC 8259 that takes no more than it asks for, and the writer of strings.
// That the text is valid UTF-8 is settled before anything is read, so that strings are copied as they are.
#include "base/json.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/text.hpp"

namespace crmlite::base {
namespace {

constexpr int deepest = 200;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20; }

bool is_high_surrogate(char32_t c) noexcept { return c >= 0xD800 && c <= 0xDBFF; }
bool is_low_surrogate(char32_t c) noexcept { return c >= 0xDC00 && c <= 0xDFFF; }

// Each read_…() leaves the position behind what it read and says whether there was any.
class Parser {
 public:
  explicit Parser(std::string_view text) noexcept : text_(text) {}

  bool read_all(Json& out) {
    skip_blanks();
    if (!read_value(out, 0)) return false;
    skip_blanks();
    return pos_ == text_.size();
  }

 private:
  char peek() const noexcept { return pos_ < text_.size() ? text_[pos_] : '\0'; }

  bool take(char c) noexcept {
    if (pos_ == text_.size() || text_[pos_] != c) return false;
    ++pos_;
    return true;
  }

  bool take_word(std::string_view word) noexcept {
    if (text_.substr(pos_, word.size()) != word) return false;
    pos_ += word.size();
    return true;
  }

  void skip_blanks() noexcept {
    while (pos_ < text_.size() && std::string_view(" \t\n\r").find(text_[pos_]) != std::string_view::npos)
      ++pos_;
  }

  bool read_value(Json& out, int depth) {
    switch (peek()) {
      case '{':
        return read_object(out, depth + 1);
      case '[':
        return read_array(out, depth + 1);
      case '"': {
        std::string text;
        if (!read_string(text)) return false;
        out = Json(std::move(text));
        return true;
      }
      case 't':
        out = Json(true);
        return take_word("true");
      case 'f':
        out = Json(false);
        return take_word("false");
      case 'n':
        out = Json();
        return take_word("null");
      default:
        return read_number(out);
    }
  }

  bool read_object(Json& out, int depth) {
    ++pos_;
    if (depth > deepest) return false;
    Json::Object members;
    skip_blanks();
    if (!take('}')) {
      do {
        auto& [name, value] = members.emplace_back();
        skip_blanks();
        if (peek() != '"' || !read_string(name)) return false;
        skip_blanks();
        if (!take(':')) return false;
        skip_blanks();
        if (!read_value(value, depth)) return false;
        skip_blanks();
      } while (take(','));
      if (!take('}') || has_duplicates(members)) return false;
    }
    out = Json(std::move(members));
    return true;
  }

  bool read_array(Json& out, int depth) {
    ++pos_;
    if (depth > deepest) return false;
    Json::Array items;
    skip_blanks();
    if (!take(']')) {
      do {
        skip_blanks();
        if (!read_value(items.emplace_back(), depth)) return false;
        skip_blanks();
      } while (take(','));
      if (!take(']')) return false;
    }
    out = Json(std::move(items));
    return true;
  }

  static bool has_duplicates(const Json::Object& members) {
    std::vector<std::string_view> names;
    names.reserve(members.size());
    for (const auto& [name, value] : members) names.push_back(name);
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) != names.end();
  }

  bool read_digits() noexcept {
    const std::size_t start = pos_;
    while (is_digit(peek())) ++pos_;
    return pos_ > start;
  }

  bool read_number(Json& out) {
    const std::size_t start = pos_;
    take('-');
    if (!take('0') && !read_digits()) return false;
    if (take('.') && !read_digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!read_digits()) return false;
    }
    out = Json(Json::Number{std::string(text_.substr(start, pos_ - start))});
    return true;
  }

  bool read_string(std::string& out) {
    ++pos_;
    for (;;) {
      const std::size_t start = pos_;
      while (pos_ < text_.size() && text_[pos_] != '"' && text_[pos_] != '\\' && !is_control(text_[pos_]))
        ++pos_;
      out.append(text_.substr(start, pos_ - start));
      if (take('"')) return true;
      if (!take('\\') || !read_escape(out)) return false;
    }
  }

  bool read_escape(std::string& out) {
    if (take('u')) return read_code_point(out);
    constexpr std::string_view names = "\"\\/bfnrt";
    constexpr std::string_view characters = "\"\\/\b\f\n\r\t";
    const std::size_t which = names.find(peek());
    if (pos_ == text_.size() || which == std::string_view::npos) return false;
    ++pos_;
    out += characters[which];
    return true;
  }

  bool read_code_point(std::string& out) {
    char32_t c = 0;
    if (!read_hex(c) || is_low_surrogate(c)) return false;
    if (is_high_surrogate(c)) {
      char32_t low = 0;
      if (!take('\\') || !take('u') || !read_hex(low) || !is_low_surrogate(low)) return false;
      c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
    }
    append_utf8(out, c);
    return true;
  }

  bool read_hex(char32_t& out) noexcept {
    for (int i = 0; i < 4; ++i, ++pos_) {
      const char c = peek();
      if (is_digit(c)) {
        out = out << 4U | static_cast<char32_t>(c - '0');
      } else if (const char lower = static_cast<char>(c | 0x20); lower >= 'a' && lower <= 'f') {
        out = out << 4U | static_cast<char32_t>(lower - 'a' + 10);
      } else {
        return false;
      }
    }
    return true;
  }

  std::string_view text_;
  std::size_t pos_ = 0;
};

void append_control(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  switch (c) {
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto code = static_cast<unsigned char>(c);
  out += "\\u00";
  out += hex[code >> 4U];
  out += hex[code & 0xFU];
}

}  // namespace

const Json* Json::find(std::string_view key) const noexcept {
  const auto* members = std::get_if<Object>(&data_);
  if (members == nullptr) return nullptr;
  const auto found = std::find_if(members->begin(), members->end(),
                                  [key](const auto& member) { return member.first == key; });
  return found == members->end() ? nullptr : &found->second;
}

std::optional<Json> parse_json(std::string_view text) {
  Json json;
  if (!is_valid_utf8(text) || !Parser(text).read_all(json)) return std::nullopt;
  return json;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && text[plain] != '"' && text[plain] != '\\' && !is_control(text[plain]))
      ++plain;
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (is_control(text[0])) {
      append_control(out, text[0]);
    } else {
      out += '\\';
      out += text[0];
    }
    text.remove_prefix(1);
  }
  out += '"';
}

}  // namespace crmlite::base
