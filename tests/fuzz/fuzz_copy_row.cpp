// Rows that a server sends by COPY, and values in them.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "database/json_text.hpp"
#include "database/row_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view line(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string scratch, text, bytes;
  std::vector<std::string_view> fields;
  const std::size_t wanted = data[0] % 16 + 1U;
  if (braque::database::split_copy_row(line, wanted, scratch, fields) && fields.size() != wanted)
    std::abort();
  for (const std::string_view field : fields) {
    text.clear();
    braque::database::append_cell(text, field);
    if (!braque::database::is_utf8(text) || text.find_first_of("\t\n\r") != std::string::npos)
      std::abort();
    braque::database::append_binary(text, field);
    braque::database::decode_hex(field, bytes);
    braque::database::append_json_string(text, field);
    (void)braque::database::kind_of_key(field);
  }
  return 0;
}
