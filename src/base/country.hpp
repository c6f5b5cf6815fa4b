// Countries by any of their common names, and language tags.
#pragma once

#include <optional>
#include <string_view>

namespace crmlite::base {

/// ISO 3166-1 alpha-2 of a country given by alpha-2, alpha-3, its English or Chinese name or a common other one (`USA`,
/// `UK`, `Deutschland`, `中国`, `美国`); case and width do not matter. Nothing for any other text (`Philipines`).
std::optional<std::string_view> country_code(std::string_view text);
/// The English short name; empty for a code that is not in use.
std::string_view country_name(std::string_view alpha2) noexcept;

/// True for a well-formed BCP 47 tag: `zh`, `zh-CN`, `zh-Hant-TW`.
bool is_language_tag(std::string_view text) noexcept;

}  // namespace crmlite::base
