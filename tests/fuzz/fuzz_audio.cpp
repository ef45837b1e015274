// Reads any bytes as sound: TagLib tells the format from the content.
#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  braque::fuzz::read_as("mp3", {reinterpret_cast<const char*>(data), size});
  return 0;
}
