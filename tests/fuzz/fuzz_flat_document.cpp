// Reads any bytes as the documents that are one XML file.
#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const char* format : {"fods", "fodt", "excelxml", "wordxml"})
    braque::fuzz::read_as(format, {reinterpret_cast<const char*>(data), size});
  return 0;
}
