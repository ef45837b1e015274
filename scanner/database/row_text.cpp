#include "database/row_text.hpp"

#include <algorithm>
#include <cstring>

#include "base/ascii.hpp"
#include "base/printable_runs.hpp"

namespace braque::database {
namespace {

/// The length of the UTF-8 sequence at `at` (RFC 3629, section 4), 0 when there is none.
std::size_t sequence_at(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  const std::size_t left = bytes.size() - at;
  const auto follows = [&](std::size_t i) { return i < left && (byte(i) & 0xC0U) == 0x80U; };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!follows(1) || !follows(2)) return 0;
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;
    return lead == 0xED && byte(1) > 0x9F ? 0 : 3;
  }
  if (lead < 0xF0 || lead > 0xF4 || !follows(1) || !follows(2) || !follows(3)) return 0;
  if (lead == 0xF0 && byte(1) < 0x90) return 0;
  return lead == 0xF4 && byte(1) > 0x8F ? 0 : 4;
}

bool is_ascii(std::string_view bytes) {
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + at, 8);
    if ((word & 0x8080808080808080ULL) != 0) return false;
  }
  for (; at < bytes.size(); ++at)
    if (static_cast<unsigned char>(bytes[at]) >= 0x80) return false;
  return true;
}

/// Neither bytes of other letters nor what would end a cell: nearly all cells, told in words of
/// eight bytes, of which the second term marks those below a space.
bool is_plain(std::string_view bytes) {
  constexpr std::uint64_t kTops = 0x8080808080808080ULL, kSpaces = 0x2020202020202020ULL;
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + at, 8);
    if (((word | ((word - kSpaces) & ~word)) & kTops) != 0) return false;
  }
  for (; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte < 0x20 || byte >= 0x80) return false;
  }
  return true;
}

void append_latin1(std::string& text, std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | byte >> 6);
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
}

char unescaped(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    default:
      return c;
  }
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  if (is_ascii(bytes)) return true;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = sequence_at(bytes, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

void append_cell(std::string& text, std::string_view bytes) {
  if (is_plain(bytes)) {
    text += bytes;
    return;
  }
  const std::size_t begin = text.size();
  if (is_utf8(bytes))
    text += bytes;
  else
    append_latin1(text, bytes);
  for (std::size_t i = begin; i < text.size(); ++i) {
    if (text[i] == '\t' || text[i] == '\n' || text[i] == '\r' || text[i] == '\0') text[i] = ' ';
  }
}

void append_binary(std::string& text, std::string_view bytes) {
  const bool control = std::any_of(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
  });
  if (!control && is_utf8(bytes)) {
    append_cell(text, bytes);
    return;
  }
  append_printable_runs(text, bytes);
}

bool split_copy_row(std::string_view line, std::size_t wanted, std::string& scratch,
                    std::vector<std::string_view>& fields) {
  fields.clear();
  if (line.ends_with('\n')) line.remove_suffix(1);
  scratch.clear();
  const bool escapes = line.find('\\') != std::string_view::npos;
  if (escapes) scratch.reserve(line.size());  // never moved: fields point into it
  for (std::size_t begin = 0;;) {
    const void* tab =
        begin < line.size() ? std::memchr(line.data() + begin, '\t', line.size() - begin) : nullptr;
    const std::size_t end =
        tab == nullptr ? line.size()
                       : static_cast<std::size_t>(static_cast<const char*>(tab) - line.data());
    std::string_view field = line.substr(begin, end - begin);
    if (escapes && field.find('\\') != std::string_view::npos) {
      const std::size_t from = scratch.size();
      for (std::size_t at = 0; at < field.size(); ++at) {
        const bool pair = field[at] == '\\' && at + 1 < field.size();
        scratch += pair ? unescaped(field[++at]) : field[at];
      }
      field = std::string_view(scratch).substr(from);
    }
    if (fields.size() == wanted) return false;
    fields.push_back(field);
    if (tab == nullptr) break;
    begin = end + 1;
  }
  return fields.size() == wanted;
}

bool decode_hex(std::string_view text, std::string& bytes) {
  bytes.clear();
  if (!text.starts_with("\\x") || text.size() % 2 != 0) return false;
  const auto value = [](char c) {
    return ascii::is_digit(c) ? c - '0' : ascii::lower(c) - 'a' + 10;
  };
  for (std::size_t at = 2; at < text.size(); at += 2) {
    if (!ascii::is_hex(text[at]) || !ascii::is_hex(text[at + 1])) return false;
    bytes += static_cast<char>(value(text[at]) * 16 + value(text[at + 1]));
  }
  return true;
}

}  // namespace braque::database
