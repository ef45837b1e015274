// Reads any bytes as a compound file (messages among them), as winmail.dat or as a mailbox: the
// first byte says which.
#include <array>

#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  constexpr std::array<std::string_view, 3> kFormats = {"ole2", "tnef", "pst"};
  braque::fuzz::read_as(kFormats[data[0] % kFormats.size()], bytes);
  return 0;
}
