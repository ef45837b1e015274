#include "documents/png_text.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "documents/code_page.hpp"
#include "documents/inflate_text.hpp"
#include "documents/property_lines.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kSignatureBytes = 8, kHeadBytes = 8, kCheckBytes = 4;

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// Up to a NUL, which is passed over.
std::string_view take_string(std::string_view& bytes) {
  const auto end = std::min(bytes.find('\0'), bytes.size());
  const auto text = bytes.substr(0, end);
  bytes.remove_prefix(std::min(bytes.size(), end + 1));
  return text;
}

std::string from_latin1(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) append_character(text, static_cast<unsigned char>(byte));
  return text;
}

void add_chunk(std::string& text, std::string_view type, std::string_view data,
               std::size_t bytes_max) {
  const std::string keyword = from_latin1(take_string(data));
  if (keyword.starts_with("Raw profile type") || keyword == "XML:com.adobe.xmp") return;
  if (type == "tEXt") {
    add_property(text, keyword, from_latin1(data));
  } else if (type == "zTXt" && !data.empty()) {
    add_property(text, keyword, from_latin1(inflate_text(data.substr(1), bytes_max)));
  } else if (type == "iTXt" && data.size() > 2) {
    const bool packed = data[0] != '\0';
    data.remove_prefix(2);
    take_string(data);  // the language
    take_string(data);  // the keyword in that language
    std::string value;
    append_utf8(value, packed ? inflate_text(data, bytes_max) : std::string(data));
    add_property(text, keyword, value);
  }
}

}  // namespace

std::string png_texts(std::string_view image, std::size_t bytes_max) {
  std::string text;
  for (std::size_t at = kSignatureBytes;
       at + kHeadBytes <= image.size() && text.size() < bytes_max;) {
    const std::size_t length = big_endian(image, at);
    const auto type = image.substr(at + 4, 4);
    if (length > image.size() - at - kHeadBytes) break;
    add_chunk(text, type, image.substr(at + kHeadBytes, length), bytes_max);
    at += kHeadBytes + length + kCheckBytes;
  }
  return text;
}

}  // namespace braque::documents
