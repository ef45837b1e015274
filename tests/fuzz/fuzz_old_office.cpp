// Reads any bytes as an Office document before 2007.
#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  braque::fuzz::read_as("ole2", bytes);
  braque::fuzz::read_as("word2", bytes);
  return 0;
}
