// The answer of `braque impact`, for people and programs.
#pragma once

#include "cli/command.hpp"
#include "report/impact.hpp"

namespace braque::cli {

/// In the --format of the invocation.
void print_impact(Invocation& invocation, const report::ImpactAnswer& answer);

}  // namespace braque::cli
