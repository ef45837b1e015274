// Exit codes and their order: where several hold, the one first in kPrecedence wins.
#pragma once

#include <array>
#include <cstdint>

namespace braque::cli {

enum class ExitCode : int {
  done = 0,  ///< completed, findings or not
  internal = 1,
  usage = 2,        ///< usage, configuration or rules
  gaps = 3,         ///< completed with unexpected gaps
  unreachable = 4,  ///< a whole target unreachable, or not empty and nothing in it read
  spooled = 5,      ///< delivery spooled
  locked = 6,       ///< another run holds the lock
  stopped = 7,      ///< stopped and resumable: limit, signal, disk full
  fail_on = 10,     ///< --fail-on reached
};

inline constexpr std::array kPrecedence{ExitCode::usage,       ExitCode::internal, ExitCode::locked,
                                        ExitCode::unreachable, ExitCode::stopped,  ExitCode::gaps,
                                        ExitCode::fail_on,     ExitCode::spooled};

/// The code that stands when both hold.
constexpr ExitCode stronger(ExitCode a, ExitCode b) noexcept {
  for (ExitCode code : kPrecedence)
    if (a == code || b == code) return code;
  return ExitCode::done;
}

}  // namespace braque::cli
