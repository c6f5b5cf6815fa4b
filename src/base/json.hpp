// JSON (RFC 8259) as a tree, for what the library itself stores and what imports hand in. Numbers keep their text, so
// that no digit is lost; objects keep the order of their members.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace crmlite::base {

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;
  struct Number {
    std::string text;
  };

  Json() = default;
  explicit Json(bool value) : data_(value) {}
  explicit Json(Number value) : data_(std::move(value)) {}
  explicit Json(std::string value) : data_(std::move(value)) {}
  explicit Json(Array value) : data_(std::move(value)) {}
  explicit Json(Object value) : data_(std::move(value)) {}

  bool is_null() const noexcept { return std::holds_alternative<std::monostate>(data_); }
  bool is_bool() const noexcept { return std::holds_alternative<bool>(data_); }
  bool is_number() const noexcept { return std::holds_alternative<Number>(data_); }
  bool is_string() const noexcept { return std::holds_alternative<std::string>(data_); }
  bool is_array() const noexcept { return std::holds_alternative<Array>(data_); }
  bool is_object() const noexcept { return std::holds_alternative<Object>(data_); }

  // Each needs its is_…() to hold.
  bool boolean() const { return std::get<bool>(data_); }
  const std::string& number() const { return std::get<Number>(data_).text; }
  const std::string& string() const { return std::get<std::string>(data_); }
  const Array& array() const { return std::get<Array>(data_); }
  const Object& object() const { return std::get<Object>(data_); }
  /// The object's first member of that name; null when there is none or this is no object.
  const Json* find(std::string_view key) const noexcept;

 private:
  std::variant<std::monostate, bool, Number, std::string, Array, Object> data_;
};

/// Nothing unless the whole text is one JSON value in valid UTF-8, nested at most 200 deep, no member named twice.
std::optional<Json> parse_json(std::string_view text);

/// Appends the text as a JSON string in quotes; control characters are escaped, everything else stays UTF-8.
void append_json_string(std::string& out, std::string_view text);

}  // namespace crmlite::base
