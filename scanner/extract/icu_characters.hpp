// The characters of an encoding of one byte each, from ICU.
#pragma once

#include <array>

struct UConverter;

namespace braque::extract {

/// By byte. Bytes below 80 (hexadecimal) mean themselves, but for EBCDIC. What the encoding does
/// not define is U+FFFD. Leaves `converter` reset.
std::array<char32_t, 256> characters_of(UConverter* converter);

}  // namespace braque::extract
