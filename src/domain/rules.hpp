// Rules of built-in texts that several kinds share: each gives itself when it is broken, or null.
#pragma once

#include <string_view>

#include "base/country.hpp"
#include "base/email.hpp"
#include "base/zone.hpp"
#include "record/column.hpp"

namespace crmlite::domain {

inline constexpr detail::TextRule country_rule{"country", "not an ISO 3166-1 country code"};
inline constexpr detail::TextRule language_rule{"language", "not a BCP 47 language tag"};
inline constexpr detail::TextRule email_rule{"e-mail", "not an e-mail address"};

inline constexpr detail::TextRule zone_rule{"zone", "not a time zone that this system knows"};

inline const detail::TextRule* zone(std::string_view text) {
  return base::Zone::load(text) ? nullptr : &zone_rule;
}
inline const detail::TextRule* country(std::string_view text) {
  const auto code = base::country_code(text);
  return code && *code == text ? nullptr : &country_rule;
}
inline const detail::TextRule* language(std::string_view text) {
  return base::is_language_tag(text) ? nullptr : &language_rule;
}
inline const detail::TextRule* email(std::string_view text) {
  return base::normalise_email(text) ? nullptr : &email_rule;
}

}  // namespace crmlite::domain
