// A value on its way in, as the functions see it that encode it; for them alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "record/encode.hpp"

namespace crmlite::record {

/// The field, and what is to be said of its value.
struct Input {
  Session& s;
  const FieldDef& field;
  Issues& issues;
  bool rules;

  std::nullopt_t refuse(std::string_view rule, std::string message, std::string_view value = {}) const {
    issues.add(field.name, rule, std::move(message), std::string(value));
    return std::nullopt;
  }
};

std::optional<Encoded> encode_reference(const Input& in, int kind, const Value& value);
std::optional<Encoded> encode_list(const Input& in, const Value& value);

}  // namespace crmlite::record
