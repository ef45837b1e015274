// The owner of a file descriptor, by the name that this folder uses.
#pragma once

#include "model/descriptor.hpp"

namespace braque::source {

using braque::Descriptor;

}  // namespace braque::source
