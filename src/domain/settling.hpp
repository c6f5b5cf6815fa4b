// What kinds that settle columns of their own have in common: reading a cell as text, and changing such
// columns, which no caller can assign, through the engine's write path.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/engine.hpp"

namespace crmlite::domain {

/// Empty for a cell that holds no text.
inline std::string text_of(const record::Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text ? *text : std::string();
}

inline void change(record::Session& s, const detail::Kind& kind, std::int64_t id,
                   std::vector<std::pair<std::string_view, record::Cell>> cells) {
  const record::KindDef& def = s.def(kind);
  std::vector<record::Assignment> changes;
  for (auto& [column, cell] : cells) {
    changes.push_back({def.find(column), {}});
    changes.back().value.cell = std::move(cell);
  }
  record::update_record(s, def, id, std::move(changes), {});
}

}  // namespace crmlite::domain
