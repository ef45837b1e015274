// Reads any bytes as a document of MongoDB.
#include <cstdint>
#include <string>

// As CMake: without the library there is no reader of it.
#if __has_include(<libbson-1.0/bson/bson.h>)
#include "base/check.hpp"
#include "database/bson_text.hpp"
#include "database/row_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text;
  braque::database::append_document(text, {data, size}, 1 << 20);
  BRAQUE_CHECK(text.starts_with('{') && text.ends_with('}'));
  BRAQUE_CHECK(braque::database::is_utf8(text));
  return 0;
}
#else
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t*, std::size_t) { return 0; }
#endif
