// What the kernel lists as mounted, whose paths other users may have named, and questions about
// paths.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "source/mount_table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto table = braque::source::MountTable::parse(text);
  const std::size_t slash = text.find('/');
  const std::string path(slash == text.npos ? "/srv"
                                            : text.substr(slash, text.find('\n', slash) - slash));
  for (const std::string& asked : {path, std::string("/"), path + "/below"}) {
    if (const auto* mount = table.containing(asked)) BRAQUE_CHECK(mount->path.starts_with('/'));
    if (const auto* mount = table.hanging_at(asked))
      BRAQUE_CHECK(mount->may_hang && mount->path == asked);
    if (table.hanging_at(asked) != nullptr) BRAQUE_CHECK(table.hanging_below(asked));
  }
  return 0;
}
