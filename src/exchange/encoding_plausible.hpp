// How much a text looks like people's writing when its bytes are read in one encoding. Structure proves
// nothing (most texts of one East Asian encoding are valid in the others), frequency does.
#pragma once

#include <string_view>

#include "exchange/encoding.hpp"

namespace crmlite::exchange {

/// About 0.8 for ordinary text, below 0.3 for text of another encoding, 0 for pure ASCII. `sample` should
/// hold the lines with bytes above 0x7F; some ten characters are enough. For gb18030 … windows_1251.
/// @throws Error when this system cannot decode the encoding.
double plausibility(Encoding encoding, std::string_view sample);

/// Whether valid UTF-8 reads as UTF-8 once more after being turned back into Latin-1 or windows-1252.
bool looks_double_encoded(std::string_view utf8);

}  // namespace crmlite::exchange
