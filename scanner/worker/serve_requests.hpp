// A worker's life: it locks itself in and reads one container after another.
#pragma once

#include "sandbox/protocol.hpp"

namespace braque::worker {

/// Runs in a process that was just forked; takes over both descriptors. Never returns.
[[noreturn]] void serve_requests(const sandbox::ServerRequest& request, int socket, int memory);

}  // namespace braque::worker
