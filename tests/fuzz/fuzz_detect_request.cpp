// A line of `detect --jsonl`: any bytes are a request or none; an id goes back as plain ASCII.
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "cli/detect_record.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view line(reinterpret_cast<const char*>(data), size);
  if (size > 4096) return 0;  // counting below is quadratic
  auto request = braque::cli::parse_detect_request(line);
  if (!request) return 0;
  BRAQUE_CHECK(!request->id.empty());
  for (char c : request->id) BRAQUE_CHECK(c >= 0x20 && c < 0x7f);
  braque::cli::CodePointCounter counter(request->text);
  for (std::size_t i = 0; i <= request->text.size(); ++i)
    BRAQUE_CHECK(counter.start(i) <= counter.end(i));
  return 0;
}
