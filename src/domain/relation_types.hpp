// The types of relations, built in and defined by the host, by either of their names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "record/session.hpp"

namespace crmlite::domain {

struct TypeOfRelation {
  std::string name, reverse;
  bool hierarchical = false;
  bool turned = false;  // it was found by its reverse

  bool symmetric() const { return reverse.empty(); }
};

std::optional<TypeOfRelation> relation_type_named(detail::Session& s, std::string_view name);

}  // namespace crmlite::domain
