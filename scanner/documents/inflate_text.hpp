// zlib's format (RFC 1950), all at once, for the small packed texts of other formats.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace braque::documents {

/// What could be unpacked, at most `bytes_max` bytes; a damaged checksum costs nothing.
std::string inflate_text(std::string_view packed, std::uint64_t bytes_max);

}  // namespace braque::documents
