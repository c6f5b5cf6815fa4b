// Countries by the names people give them.
#pragma once

#include <optional>
#include <string_view>

#include <crmlite/export.hpp>

namespace crmlite {

/// The ISO 3166-1 alpha-2 code of a country given by it, by alpha-3, by its English or Chinese name or a
/// common other one (`DE`, `DEU`, `Germany`, `Deutschland`, `德国`); case and width do not matter. Nothing
/// for any other text.
CRMLITE_EXPORT std::optional<std::string_view> parse_country(std::string_view text);

}  // namespace crmlite
