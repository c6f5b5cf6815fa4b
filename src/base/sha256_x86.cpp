// SHA-256 by the SHA extensions of x86-64, chosen at run time: the library itself is built for any x86-64.
#include "base/sha256_blocks.hpp"

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))

#include <cpuid.h>
#include <immintrin.h>

namespace crmlite::base {
namespace {

// The instructions want the state as ABEF and CDGH and do two rounds each. Of the message, four words are
// worked on and the twelve behind them wait; each step appends the four that follow from the sixteen.
__attribute__((target("sha,sse4.1"))) void blocks_x86(std::uint32_t* state, const std::uint8_t* blocks,
                                                      std::size_t count) noexcept {
  const __m128i to_big_endian = _mm_set_epi64x(0x0C0D0E0F08090A0B, 0x0405060700010203);
  auto* const halves = reinterpret_cast<__m128i*>(state);
  const auto* const constants = reinterpret_cast<const __m128i*>(sha256_constants);
  const __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128(halves), 0xB1);
  const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(halves + 1), 0x1B);
  __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
  __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);

  for (; count > 0; --count, blocks += 64) {
    const __m128i abef_before = abef;
    const __m128i cdgh_before = cdgh;
    const auto* const block = reinterpret_cast<const __m128i*>(blocks);
    __m128i w0 = _mm_shuffle_epi8(_mm_loadu_si128(block), to_big_endian);
    __m128i w1 = _mm_shuffle_epi8(_mm_loadu_si128(block + 1), to_big_endian);
    __m128i w2 = _mm_shuffle_epi8(_mm_loadu_si128(block + 2), to_big_endian);
    __m128i w3 = _mm_shuffle_epi8(_mm_loadu_si128(block + 3), to_big_endian);
#pragma GCC unroll 16
    for (int i = 0; i < 16; ++i) {
      const __m128i sum = _mm_add_epi32(w0, _mm_loadu_si128(constants + i));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
      const __m128i older = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));
      const __m128i following = _mm_sha256msg2_epu32(older, w3);
      w0 = w1;
      w1 = w2;
      w2 = w3;
      w3 = following;
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  const __m128i feba = _mm_shuffle_epi32(abef, 0x1B);
  const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128(halves, _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128(halves + 1, _mm_alignr_epi8(dchg, feba, 8));
}

bool has_sha() noexcept {
  constexpr unsigned ssse3_and_sse41 = 1U << 9U | 1U << 19U;
  constexpr unsigned sha = 1U << 29U;
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & ssse3_and_sse41) != ssse3_and_sse41) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & sha) != 0;
}

}  // namespace

Sha256Blocks sha256_blocks_native() noexcept { return has_sha() ? blocks_x86 : nullptr; }

}  // namespace crmlite::base

#else

namespace crmlite::base {

Sha256Blocks sha256_blocks_native() noexcept { return nullptr; }

}  // namespace crmlite::base

#endif
