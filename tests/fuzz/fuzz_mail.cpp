// Reads any bytes as a mail, a mailbox or one of their kin: the first byte says which.
#include <array>

#include "document_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  using namespace braque;
  constexpr std::array<std::string_view, 4> kFormats = {"eml", "mbox", "emlx", "mmdf"};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  (void)detect_container(bytes.substr(0, 65'536), "");
  fuzz::read_as(kFormats[data[0] % kFormats.size()], bytes);
  return 0;
}
