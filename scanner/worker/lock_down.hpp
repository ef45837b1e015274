// Gives up everything that a worker does not need, in the order in which it can be given up.
#pragma once

#include "sandbox/protocol.hpp"

namespace braque::worker {

/// To be called in a process with one thread that has its socket and its shared memory and nothing
/// else worth keeping. What could not be done is in the answer; `complete` tells whether the mode
/// allows to work so.
sandbox::Hello lock_down(const sandbox::ServerRequest& request, sandbox::SharedState& state);

}  // namespace braque::worker
