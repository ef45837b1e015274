// Makes fixtures in many encodings through ICU.
#pragma once

#include <string>
#include <string_view>

#include <unicode/ucnv.h>

#include <catch2/catch.hpp>

namespace braque::test {

/// UTF-8 to another encoding, without a byte order mark.
inline std::string encode(std::string_view utf8, const char* encoding) {
  std::string result(utf8.size() * 4 + 16, '\0');
  UErrorCode error = U_ZERO_ERROR;
  const std::int32_t size =
      ucnv_convert(encoding, "UTF-8", result.data(), static_cast<std::int32_t>(result.size()),
                   utf8.data(), static_cast<std::int32_t>(utf8.size()), &error);
  REQUIRE(U_SUCCESS(error));
  result.resize(static_cast<std::size_t>(size));
  return result;
}

}  // namespace braque::test
