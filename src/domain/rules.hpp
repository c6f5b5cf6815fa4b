// Rules of built-in texts that several kinds share: each gives the name of the rule that is broken, or null.
#pragma once

#include <string_view>

#include "base/country.hpp"
#include "base/email.hpp"

namespace crmlite::domain {

inline const char* country(std::string_view text) {
  const auto code = base::country_code(text);
  return code && *code == text ? nullptr : "not an ISO 3166-1 country code";
}
inline const char* language(std::string_view text) {
  return base::is_language_tag(text) ? nullptr : "not a BCP 47 language tag";
}
inline const char* email(std::string_view text) {
  return base::normalise_email(text) ? nullptr : "not an e-mail address";
}

}  // namespace crmlite::domain
