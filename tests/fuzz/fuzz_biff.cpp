// Reads any bytes as a workbook before Excel 5.
#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  braque::fuzz::read_as("xls", {reinterpret_cast<const char*>(data), size});
  return 0;
}
