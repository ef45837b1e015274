// Lists of files of `impact`: the lines before an empty one are the list, the others are asked for.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "cli/item_list.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  braque::cli::ItemList list;
  for (bool asking = false; !text.empty();) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.empty())
      asking = true;
    else if (!asking)
      list.add(line);
    else
      (void)list.names("/srv/share/" + std::string(line), std::string(line));
  }
  for (const std::string& line : list.missing()) BRAQUE_CHECK(!line.empty());
  BRAQUE_CHECK(list.missing().size() <= list.size());
  return 0;
}
