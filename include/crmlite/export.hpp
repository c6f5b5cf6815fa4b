// Marks what a shared crmlite exports; empty for a static one.
#pragma once

#if !defined(CRMLITE_SHARED)
#define CRMLITE_EXPORT
#elif defined(_WIN32) && defined(crmlite_EXPORTS)
#define CRMLITE_EXPORT __declspec(dllexport)
#elif defined(_WIN32)
#define CRMLITE_EXPORT __declspec(dllimport)
#else
#define CRMLITE_EXPORT __attribute__((visibility("default")))
#endif
