// Addresses of databases and files of credentials.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "database/credentials.hpp"
#include "database/uri.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto uri = braque::database::parse_uri(text)) {
    // The name of a name is the name.
    const std::string name = uri->name();
    const auto again = braque::database::parse_uri(name);
    if (again && again->name() != name) std::abort();
  }
  (void)braque::database::parse_credentials(text);
  return 0;
}
