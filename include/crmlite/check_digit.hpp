// Systems of check characters, for fields that hold numbers issued by others.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <crmlite/export.hpp>

namespace crmlite {

/// How the last character of a number follows from the others.
enum class CheckDigit : std::uint8_t {
  unchecked,
  luhn,      ///< ISO/IEC 7812-1: bank and fidelity cards, IMEI
  gs1,       ///< GS1 General Specifications: EAN, GTIN, GLN, SSCC
  mod11_2,   ///< ISO/IEC 7064 MOD 11-2: Chinese resident id (GB 11643), ORCID, ISNI
  mod97_10,  ///< ISO/IEC 7064 MOD 97-10, two digits at the end: LEI
  iban,      ///< ISO 13616: the same with the check digits in third and fourth place
  uscc,      ///< GB 32100: Chinese unified social credit code, 18 characters
};

/// `luhn`, `mod11-2` …; `none` for `unchecked`.
CRMLITE_EXPORT std::string_view to_string(CheckDigit system) noexcept;
/// The system of this name; nothing for another text.
CRMLITE_EXPORT std::optional<CheckDigit> check_digit_named(std::string_view name) noexcept;

}  // namespace crmlite
