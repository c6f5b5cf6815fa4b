// The steps that lead from an empty file to the present format, in order. A step is SQL text, frozen when released.
#pragma once

#include <span>

namespace crmlite::schema {

inline constexpr int application_id = 0x43524D4C;  // "CRML"
inline constexpr int format = 6;                   // what this library writes

extern const char* const step_001;
extern const char* const step_002;
extern const char* const step_003;
extern const char* const step_004;
extern const char* const step_005;
extern const char* const step_006;

/// Step i leads from format i to format i + 1.
std::span<const char* const> steps();

}  // namespace crmlite::schema
