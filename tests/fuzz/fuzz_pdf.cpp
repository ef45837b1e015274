// Reads any bytes as a PDF: poppler's part and the one of our own.
#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  braque::fuzz::read_as("pdf", {reinterpret_cast<const char*>(data), size});
  return 0;
}
