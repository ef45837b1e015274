// The system calls that a worker may make.
#pragma once

#include "sandbox/protocol.hpp"

namespace braque::worker {

/// Puts the filter on this process, for good. A call that is not on the list ends the process
/// (SIGSYS) after its number was left in `state`; asking for files is denied with EACCES instead,
/// because libraries look for optional ones and do without. False: there is no filter now.
bool install_filter(sandbox::SharedState& state);

}  // namespace braque::worker
