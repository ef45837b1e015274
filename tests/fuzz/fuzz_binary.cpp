// Printable runs of binary data, narrow and wide, in windows of any size.
#include "text_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  braque::TextFormat format;
  format.name = "binary";
  braque::fuzz::read_all_ways(format, {reinterpret_cast<const char*>(data), size});
  return 0;
}
