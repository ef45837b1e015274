// Takes any bytes apart as the container they look like, and, where the first byte says so, as one
// they do not look like.
#include <array>
#include <string_view>

#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  using namespace braque;
  constexpr std::array<std::string_view, 17> kFormats = {
      "zip", "tar", "7z", "rar",  "rar5", "cab", "lha", "ar",     "cpio",
      "gz",  "bz2", "xz", "lzma", "zst",  "lz4", "Z",   "iso9660"};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string_view format =
      detect_container(bytes.substr(0, 65'536), data[0] == 'n' ? "a.lzma" : "");
  if (data[0] < kFormats.size()) format = kFormats[data[0]];
  if (format.empty()) return 0;
  fuzz::read_as(format, bytes);
  return 0;
}
