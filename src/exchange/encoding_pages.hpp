// The code pages of East Asia and of Windows as tables, filled from the system's iconv once, at first use.
// A table is several times faster than calling iconv per piece (glibc reads GB18030 at 74 MB/s) and keeps no
// state.
#pragma once

#include <array>
#include <cstddef>

#include "exchange/encoding.hpp"

namespace crmlite::exchange {

/// One or two bytes to a character; 0 where there is none. 97 KB.
struct CodePage {
  static constexpr unsigned first_lead = 0x81, last_lead = 0xFE, first_trail = 0x40, last_trail = 0xFE;
  static constexpr std::size_t trails = last_trail - first_trail + 1;

  std::array<char32_t, 128> single{};  ///< for 0x80 … 0xFF
  std::array<char32_t, (last_lead - first_lead + 1) * trails> pair{};

  char32_t at(unsigned lead, unsigned trail) const noexcept {
    if (lead < first_lead || lead > last_lead || trail < first_trail || trail > last_trail) return 0;
    return pair[(lead - first_lead) * trails + (trail - first_trail)];
  }
};

/// The table of gb18030, big5, shift_jis, euc_kr, windows_1252 or windows_1251. The first call takes some
/// milliseconds; safe from any thread.
/// @throws Error when this system has no iconv for it.
const CodePage& code_page(Encoding encoding);

/// GB18030's four-byte characters below U+10000 by their linear number, 0 where there is none.
/// @throws Error as `code_page`.
constexpr std::size_t gb18030_four_byte_count = 39420;
const std::array<char32_t, gb18030_four_byte_count>& gb18030_four_byte();

}  // namespace crmlite::exchange
