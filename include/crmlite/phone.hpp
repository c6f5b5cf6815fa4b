// Telephone numbers: what was typed, as the international number it stands for (ITU-T E.164).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <crmlite/export.hpp>

namespace crmlite {

/// A telephone number and its parts. No part is ever guessed beyond what the numbering plan says.
struct PhoneNumber {
  std::string e164 = {};          ///< `+8613800138000`; never with an extension
  std::string country_code = {};  ///< `86`
  std::string area_code = {};     ///< `10` for Beijing; empty for mobiles and where the plan knows none
  std::string number = {};        ///< the rest: `13800138000`, `88888888`
  std::string extension = {};     ///< `123`
  std::string region = {};        ///< ISO 3166-1 alpha-2 of the country: `CN`

  friend bool operator==(const PhoneNumber&, const PhoneNumber&) = default;
};

/// The number a text stands for. `region` (ISO 3166-1 alpha-2) says where it would be dialled as it stands; empty: only
/// international forms are understood. Full-width digits, blanks, dots, hyphens, brackets, `tel:` and extensions
/// (`ext. 12`, `x12`, `转 12`, `分机12`, `;ext=12`) are. Nothing when the text is no possible number.
CRMLITE_EXPORT std::optional<PhoneNumber> parse_phone(std::string_view text, std::string_view region = {});

}  // namespace crmlite
