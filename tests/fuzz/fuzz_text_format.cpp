// Detection by the first bytes, then the reader it chose.
#include "text_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const braque::TextFormat format = braque::detect_text_format(bytes, true, "");
  braque::fuzz::read_all_ways(format, bytes);
  braque::fuzz::read_all_ways(braque::detect_text_format(bytes.substr(0, 512), false, "x.csv"),
                              bytes);
  return 0;
}
