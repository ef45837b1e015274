// Reads any bytes as the formats that librevenge's libraries read; they tell them apart by
// themselves.
#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  braque::fuzz::read_as("wordperfect", {reinterpret_cast<const char*>(data), size});
  return 0;
}
