// Conversations exported as text, in windows of any size.
#include "text_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  braque::fuzz::read_as("chat", {reinterpret_cast<const char*>(data), size});
  return 0;
}
