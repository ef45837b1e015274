// scan --resume RUN: the targets and options of a run that was stopped, so that nobody has to
// remember them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/settings.hpp"

namespace braque::cli {

/// Sets the options that the run was given, unless the command line says otherwise, and adds its
/// targets where `targets` is empty. ErrorKind::invalid: there is no such run, it has ended, or
/// another one came after it.
Result<void> take_over_run(std::uint64_t run, Settings& settings,
                           std::vector<std::string>& targets);

}  // namespace braque::cli
