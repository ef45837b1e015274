// The worker processes of a command, as the settings want them.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "cli/settings.hpp"
#include "sandbox/worker_pool.hpp"

namespace braque::cli {

/// braque-extract: beside this program, as in a build folder, or where it is installed.
Result<std::string> worker_program();

/// What the worker program reads: a line for each format with kind, name, library and description.
Result<std::string> list_worker_formats();

/// --sandbox; by default required for root, who has most to lose, else best-effort.
sandbox::Mode sandbox_mode(const Settings& settings);

/// Fails when the worker program is not there, or when the lock-down is required and this kernel
/// cannot do all of it. Starts nothing yet.
Result<std::unique_ptr<sandbox::WorkerPool>> make_worker_pool(const Settings& settings, int jobs);

}  // namespace braque::cli
