// Separated values in windows of any size.
#include "text_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  braque::fuzz::read_as("csv", bytes);
  return 0;
}
