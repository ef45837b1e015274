// From an open call to an open item: leases are waited for, what is no file or lies on tape is
// refused.
#pragma once

#include <functional>

#include "model/source.hpp"
#include "source/descriptor.hpp"
#include "source/file_system_kind.hpp"

namespace braque::source {

/// `open` is one attempt; it sets errno's number or 0.
Opened open_item(const std::function<Descriptor(int& error)>& open, FileSystemKind kind);

}  // namespace braque::source
