// Telephone numbers in the many spellings in which people type them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "random.hpp"

namespace generate {

/// A Chinese mobile number; the first 10,000 records get numbers that begin with 13x 0000 and the like.
std::string chinese_mobile(std::uint64_t number, Random& random);
/// A Chinese fixed line, some with an extension. `area` is without the leading 0.
std::string chinese_line(std::string_view area, std::uint64_t number, Random& random);
/// A number of the country in its range for films and books, and beyond it for large numbers.
std::string western_phone(std::string_view iso, std::string_view area, std::uint64_t number, Random& random);

}  // namespace generate
