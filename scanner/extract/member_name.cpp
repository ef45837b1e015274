#include "extract/member_name.hpp"

#include <array>
#include <utility>

namespace braque::extract {
namespace {

constexpr std::size_t kNameBytesMax = 4096;

/// Length of the valid UTF-8 sequence at `at` (Unicode 15, table 3-7), 0 when there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = byte(at), second = byte(at + 1);
  if (first < 0x80) return 1;
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
  if (first >= 0xc2 && first <= 0xdf) return continues(at + 1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const bool fits = !(first == 0xe0 && second < 0xa0) && !(first == 0xed && second > 0x9f);
    return fits && continues(at + 1) && continues(at + 2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const bool fits = !(first == 0xf0 && second < 0x90) && !(first == 0xf4 && second > 0x8f);
    return fits && continues(at + 1) && continues(at + 2) && continues(at + 3) ? 4 : 0;
  }
  return 0;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kEndings = {{
    {".gz", ""},
    {".bz2", ""},
    {".xz", ""},
    {".lzma", ""},
    {".zst", ""},
    {".lz4", ""},
    {".Z", ""},
    {".tgz", ".tar"},
    {".tbz2", ".tar"},
    {".txz", ".tar"},
    {".tzst", ".tar"},
}};

}  // namespace

std::string label(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    if (text.size() > kNameBytesMax) return text + "...";
    const std::size_t length = sequence_length(bytes, at);
    if (length > 0) {
      text += bytes.substr(at, length);
      at += length;
      continue;
    }
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    text += "\\x";
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string unpacked_name(std::string_view container_name) {
  const std::string_view name = container_name.substr(container_name.rfind('/') + 1);
  for (const auto& [ending, replacement] : kEndings)
    if (name.size() > ending.size() && name.ends_with(ending))
      return label(name.substr(0, name.size() - ending.size())) + std::string(replacement);
  return name.empty() ? "content" : label(name);
}

}  // namespace braque::extract
