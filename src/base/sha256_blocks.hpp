// The inner loop of SHA-256: in portable C++, and by the processor's own instructions where it has them.
// Only sha256.cpp and its tests need this header.
#pragma once

#include <cstddef>
#include <cstdint>

namespace crmlite::base {

/// Takes `count` blocks of 64 bytes into the eight words of the state.
using Sha256Blocks = void (*)(std::uint32_t* state, const std::uint8_t* blocks, std::size_t count) noexcept;

void sha256_blocks_portable(std::uint32_t* state, const std::uint8_t* blocks, std::size_t count) noexcept;
/// Null when this processor, or the compiler, has no instructions for it.
Sha256Blocks sha256_blocks_native() noexcept;

/// The 64 round constants.
extern const std::uint32_t sha256_constants[64];

}  // namespace crmlite::base
