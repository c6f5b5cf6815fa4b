// The version of the library whose headers these are.
#pragma once

#include <string_view>

namespace crmlite {

/// `MAJOR.MINOR.PATCH`. While MAJOR is 0, another MINOR may break programs.
inline constexpr std::string_view version = "0.1.0";

}  // namespace crmlite
