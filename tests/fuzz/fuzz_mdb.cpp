// Reads any bytes as an Access database.
#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  braque::fuzz::read_as("mdb", {reinterpret_cast<const char*>(data), size});
  return 0;
}
