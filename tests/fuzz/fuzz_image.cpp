// Reads any bytes as the kind of image that they look like, else as a JPEG.
#include <algorithm>

#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace braque;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view kImages[] = {"png",  "tiff", "webp", "psd",
                                          "heic", "jp2",  "gif",  "bmp"};
  const std::string_view found = detect_container(bytes.substr(0, 65'536), "");
  const bool image = std::find(std::begin(kImages), std::end(kImages), found) != std::end(kImages);
  fuzz::read_as(image ? found : "jpeg", bytes);
  return 0;
}
