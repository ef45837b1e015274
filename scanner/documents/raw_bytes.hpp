// For files whose own structure gives no text: their bytes, in which clear text may stand.
#pragma once

#include <string_view>

#include "extract/container_readers.hpp"

namespace braque::documents {

/// Hands over `bytes` as the container's own text, to be read as binary data. False when nothing
/// more of the container may be read.
bool hand_over_raw_bytes(extract::ContainerTask& task, std::string_view bytes);
/// The same with all bytes of the container.
bool hand_over_raw_bytes(extract::ContainerTask& task);

}  // namespace braque::documents
