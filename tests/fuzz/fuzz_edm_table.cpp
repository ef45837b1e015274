// Tables of `edm build`: every row has as many cells as the header, and rows are counted.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "bytes_file.hpp"
#include "cli/edm_table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const braque::fuzz::BytesFile file({reinterpret_cast<const char*>(data), size});
  braque::cli::EdmTable table;
  if (!table.open(file.path())) return 0;
  std::vector<std::string_view> cells;
  for (std::uint64_t rows = 1;; ++rows) {
    const auto more = table.next(cells);
    if (!more || !*more) return 0;
    BRAQUE_CHECK(cells.size() == table.header().size());
    BRAQUE_CHECK(table.row() >= rows);
    std::size_t bytes = 0;
    for (const std::string_view cell : cells) bytes += cell.size();
    BRAQUE_CHECK(bytes <= size);
  }
}
