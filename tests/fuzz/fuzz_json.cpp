// JSON and JSON lines in windows of any size.
#include "text_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  braque::fuzz::read_as("json", bytes);
  braque::fuzz::read_as("jsonl", bytes);
  return 0;
}
