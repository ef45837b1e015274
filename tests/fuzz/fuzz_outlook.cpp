// Reads any bytes as a compound file (messages among them) or as winmail.dat: the first byte says which.
#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  braque::fuzz::read_as(data[0] % 2 == 0 ? "ole2" : "tnef", bytes);
  return 0;
}
