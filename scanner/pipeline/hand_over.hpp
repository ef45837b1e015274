// Tells the thread sanitizer what libtbb orders. The library hands tokens from thread to thread
// with atomics inside code that Debian ships without instrumentation, so the sanitizer does not see
// that what one body wrote is visible to the next. Nothing in other builds.
#pragma once

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace braque::pipeline {

/// At the end of a body: `token` goes to the next one.
inline void hand_over([[maybe_unused]] void* token) noexcept {
#if defined(__SANITIZE_THREAD__)
  __tsan_release(token);
#endif
}

/// At the start of a body: `token` came from the one before.
inline void take_over([[maybe_unused]] void* token) noexcept {
#if defined(__SANITIZE_THREAD__)
  __tsan_acquire(token);
#endif
}

/// Stands for all that was set up before the pipeline was started. It has a fixed address, because
/// even a body's captures are among what the caller wrote.
inline char caller_mark = 0;

/// By the caller, before the pipeline is started.
inline void hand_over_to_workers() noexcept { hand_over(&caller_mark); }

/// First of all in every body.
inline void take_over_from_caller() noexcept { take_over(&caller_mark); }

}  // namespace braque::pipeline
