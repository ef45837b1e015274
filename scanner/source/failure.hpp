// From errno to the reasons of the ledger, in one place.
#pragma once

#include "model/source.hpp"

namespace braque::source {

Reason reason_of(int error) noexcept;
/// `detail` is the system's message for `error`, without a path.
ReadFailure failure_of(int error);
/// The ledger's line for what was never read.
Outcome skipped(Reason reason, std::string note = {}, std::uint64_t bytes = 0);
Outcome skipped_by(int error);

}  // namespace braque::source
