// The bytes of a container in a worker: a descriptor that braque opened.
#pragma once

#include <memory>

#include "model/descriptor.hpp"
#include "model/source.hpp"
#include "sandbox/protocol.hpp"

namespace braque::worker {

/// Reads with pread only. Counts every read as progress.
std::unique_ptr<RandomAccess> make_input(const sandbox::ReadRequest& request, Descriptor file,
                                         sandbox::SharedState& state);

}  // namespace braque::worker
