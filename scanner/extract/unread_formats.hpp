// Formats that are known by their first bytes and that nobody here takes apart: films, disk images,
// columnar files. Their printable runs are read, and the ledger says that this is not all.
#pragma once

#include "extract/binary_magic.hpp"

namespace braque::extract {

/// Name "" when it is none of them.
BinaryFormat unread_format(std::string_view head);

}  // namespace braque::extract
