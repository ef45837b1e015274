// Any bytes as an access list of each of the three formats: parsing ends, and who may read can be
// told of what comes out.
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "report/readers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace braque::report;
  const std::span<const std::uint8_t> bytes(data, size);
  for (const auto& list :
       {parse_posix_list(1, 2, bytes), parse_nfs4_list(1, 2, bytes), parse_windows_list(bytes)}) {
    if (!list) continue;
    const AccessPath path{{*list}, *list};
    const Readers readers =
        readers_of(path, [](std::uint32_t user) { return Account{.user = user}; });
    BRAQUE_CHECK(readers.known);
    for (const std::uint32_t user : readers.users)
      BRAQUE_CHECK(may_read(path, {.user = user}) == true);
  }
  return 0;
}
