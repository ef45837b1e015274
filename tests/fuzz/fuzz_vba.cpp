// Macros: the compound file, and the compressed bytes alone.
#include "document_harness.hpp"
#include "documents/vba_project.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::string text;
  braque::documents::unpack_vba(bytes, 1 << 20, text);
  BRAQUE_CHECK(text.size() <= (1 << 20) + 4096);
  braque::fuzz::read_as("ole2", bytes);
  return 0;
}
