#include "documents/inflate_text.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace braque::documents {

std::string inflate_text(std::string_view packed, std::uint64_t bytes_max) {
  std::string made;
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return made;
  constexpr std::size_t kInputMax = std::numeric_limits<uInt>::max();
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(std::min(packed.size(), kInputMax));
  std::array<char, 16'384> buffer;
  int result = Z_OK;
  while (result == Z_OK && made.size() < bytes_max) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out =
        static_cast<uInt>(std::min<std::uint64_t>(buffer.size(), bytes_max - made.size()));
    const std::size_t wanted = stream.avail_out;
    result = inflate(&stream, Z_NO_FLUSH);
    made.append(buffer.data(), wanted - stream.avail_out);
  }
  inflateEnd(&stream);
  return made;
}

}  // namespace braque::documents
