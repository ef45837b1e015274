// Reads any bytes as an Office document before 2007.
#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  braque::fuzz::read_as("ole2", {reinterpret_cast<const char*>(data), size});
  return 0;
}
