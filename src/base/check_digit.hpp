// Check characters at the end of numbers that others issue: does the number carry the right one?
#pragma once

#include <string_view>

#include <crmlite/check_digit.hpp>

namespace crmlite::base {

/// True when the text, blanks and hyphens left aside, ends in the check character of its other characters. Full-width
/// characters and small letters are as good as plain capitals. True for `unchecked`.
bool is_checked(CheckDigit system, std::string_view text);

}  // namespace crmlite::base
