// BRAQUE_SANITIZED: this is a build with a sanitizer that keeps a shadow of the memory. Such
// programs reserve terabytes of addresses and make system calls of their own, so that limits of
// memory and the list of allowed calls cannot be those of a real build. gcc says it by macros,
// clang by features.
#pragma once

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BRAQUE_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define BRAQUE_SANITIZED
#endif
#endif
