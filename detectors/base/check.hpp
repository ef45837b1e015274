// BRAQUE_CHECK(condition) stops the program on our own mistakes, in release builds too. Never for
// input: bad input is an Error or an issue in the ledger.
#pragma once

#include <cstdio>
#include <cstdlib>

#define BRAQUE_CHECK(condition)                                                          \
  do {                                                                                   \
    if (!(condition)) [[unlikely]] {                                                     \
      std::fprintf(stderr, "braque: internal error: %s (%s:%d)\n", #condition, __FILE__, \
                   __LINE__);                                                            \
      std::abort();                                                                      \
    }                                                                                    \
  } while (false)
