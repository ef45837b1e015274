// For libraries that want a whole file in memory.
#pragma once

#include <string>

#include "extract/container_readers.hpp"

namespace braque::documents {

/// Reads the container's bytes, at most Budget::whole_document_bytes_max; false, with the reason in
/// the tally, when it is larger. What a failing disk gave before it failed is kept, with the
/// reason.
bool read_whole_file(extract::ContainerTask& task, std::string& bytes);

}  // namespace braque::documents
