// Check characters: one or two characters at the end of a number that follow from all others, so that most
// slips of a person who reads or types it are seen at once. They protect against mistakes, not against
// forgery.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <crmlite/export.hpp>

namespace crmlite {

/// How the last characters of a number follow from the others. Where no standard binds you: `damm` for
/// digits, else `f31`, `f32` or `f36`, by the characters that the numbers consist of.
enum class CheckSystem : std::uint8_t {
  unchecked,  ///< no check character
  damm,  ///< H. M. Damm's quasigroup of order 10 (2004), digits: every wrong digit, every swap of neighbours
  luhn,  ///< ISO/IEC 7812-1, digits: bank and fidelity cards, IMEI
  verhoeff,    ///< J. Verhoeff's dihedral check (1969), digits: Aadhaar
  mod11_2,     ///< ISO/IEC 7064 MOD 11-2, digits with check 0 to 9 or X: ORCID, ISNI
  mod11_10,    ///< ISO/IEC 7064 MOD 11,10, digits: German tax id, Croatian OIB
  mod97_10,    ///< ISO/IEC 7064 MOD 97-10, two digits at the end; letters count as two digits (10 to 35): LEI
  mod37_2,     ///< ISO/IEC 7064 MOD 37-2, digits and letters with check 0 to 9, A to Z or *: ISBT 128
  mod37_36,    ///< ISO/IEC 7064 MOD 37,36, digits and letters: GRid, ISAN
  mod1271_36,  ///< ISO/IEC 7064 MOD 1271-36, digits and letters, two characters at the end
  gs1,         ///< GS1 General Specifications, digits: EAN, GTIN, GLN, SSCC
  iban,   ///< ISO 13616: MOD 97-10 with the check digits, 02 to 98, in third and fourth place; validates only
  uscc,   ///< GB 32100: Chinese unified social credit code, 18 characters
  id_cn,  ///< GB 11643: Chinese resident id, 18 characters with region and birth date; validates only
  f31,  ///< ours, over GF(31): the characters of GB 32100, without I O S V Z. No wrong character, no swap up
        ///< to 29 places apart, no twin (11 for 22) or jump twin (101 for 202) passes, at any length
  f32,  ///< ours, over GF(32): the characters of Crockford's base 32, without I L O U. As `f31`, swaps up to
        ///< 30 apart
  f36,  ///< ours, over GF(4) x GF(9): all digits and letters. As `f31`, but of swaps promised for neighbours
        ///< and next neighbours only
};

/// `luhn`, `mod11-2`, `mod11,10`, `id-cn` …; `none` for `unchecked`.
CRMLITE_EXPORT std::string_view to_string(CheckSystem system) noexcept;
/// The system of this name; nothing for another text.
CRMLITE_EXPORT std::optional<CheckSystem> check_system_named(std::string_view name) noexcept;

/// What belongs behind the payload: one character, two for `mod97_10` and `mod1271_36`, none for `unchecked`.
/// Blanks and hyphens are left aside; full-width characters and small letters are as good as plain capitals.
/// @throws Invalid (rule `check_character`) when the payload is empty or has a character that the system does
/// not take, for `uscc` when it has not 17 characters, and for `iban` and `id_cn`, whose numbers are given by
/// others
CRMLITE_EXPORT std::string check_character(CheckSystem system, std::string_view payload);

/// True when the text ends in the check character of what stands before; for `uscc`, `iban` and `id_cn` when
/// it also has their form. Reads as `check_character` does. True for `unchecked`.
CRMLITE_EXPORT bool is_valid(CheckSystem system, std::string_view text);

}  // namespace crmlite
