// Feeds every check with the same bytes, once as they are and once as the engine would compact
// them. The first byte picks where `compact` ends, so that both views differ.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "validate/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string raw(reinterpret_cast<const char*>(data + 1), size - 1);
  std::string compact;
  for (char c : raw) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) compact += c;
  }
  if (data[0] < compact.size()) compact.resize(data[0]);
  for (const braque::NamedCheck& check : braque::checks()) {
    check.function({compact, raw});
    check.function({raw, raw});
  }
  return 0;
}
