// Reads any bytes as a dBase table.
#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  braque::fuzz::read_as("dbf", {reinterpret_cast<const char*>(data), size});
  return 0;
}
