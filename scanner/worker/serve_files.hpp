// A servant: opens and reads files of mounts that may hang, so that braque itself never does. It
// keeps braque's rights and parses nothing.
#pragma once

#include "sandbox/protocol.hpp"

namespace braque::worker {

/// Runs in a process that was just forked; takes over both descriptors. Never returns.
[[noreturn]] void serve_files(const sandbox::ServerRequest& request, int socket, int memory);

}  // namespace braque::worker
