// Reads any bytes as an archive of pg_dump.
#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  braque::fuzz::read_as("pgdump", {reinterpret_cast<const char*>(data), size});
  return 0;
}
