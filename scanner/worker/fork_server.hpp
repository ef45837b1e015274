// The process that braque starts: small, with one thread, its tables loaded, it forks workers.
#pragma once

#include <sys/types.h>

namespace braque::worker {

/// Serves the socket kServerSocket until its other end is closed; the process then has nothing more
/// to do. Whoever links this links the read_container() that workers are to use. `broker` is the
/// parent, with which this process ends.
void serve_forks(pid_t broker);

}  // namespace braque::worker
