// Every decoder; the first byte chooses it.
#include "text_harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr const char* kEncodings[] = {
      "UTF-16LE",  "UTF-16BE", "UTF-32LE",    "UTF-32BE", "windows-1252", "KOI8-R", "IBM866",
      "Shift_JIS", "EUC-JP",   "windows-949", "GB18030",  "Big5",         ""};
  if (bytes.empty()) return 0;
  braque::TextFormat format;
  format.name = size % 2 == 0 ? "text" : "csv";
  format.encoding = kEncodings[data[0] % std::size(kEncodings)];
  braque::fuzz::read_all_ways(format, bytes.substr(1));
  return 0;
}
