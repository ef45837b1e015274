// Binary formats that are known by their first bytes.
#pragma once

#include <string_view>

#include "model/reason.hpp"

namespace braque::extract {

struct BinaryFormat {
  std::string_view name;  ///< "image", "pdf", "ole2", "encrypted", "binary"
  Reason reason = Reason::none;
};

/// The known format that a head begins like; name "" when there is none.
BinaryFormat known_binary(std::string_view head);

}  // namespace braque::extract
