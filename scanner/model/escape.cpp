#include "model/escape.hpp"

#include <array>

namespace braque {
namespace {

constexpr char kHex[] = "0123456789abcdef";

void append_hex_byte(std::string& out, unsigned char byte) {
  out += "\\x";
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

void append_u_escape(std::string& out, char32_t code) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(code >> shift) & 15];
}

bool is_continuation(char c) noexcept { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

}  // namespace

Character character_at(std::string_view text, std::size_t position) noexcept {
  auto lead = static_cast<unsigned char>(text[position]);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || position + length > text.size()) return {lead, 1, false};
  char32_t code = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[position + i])) return {lead, 1, false};
    code = (code << 6) | (static_cast<unsigned char>(text[position + i]) & 0x3f);
  }
  constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < kLeast[length] || code > 0x10ffff || surrogate) return {lead, 1, false};
  return {code, length, true};
}

bool is_hidden(char32_t code) noexcept {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  if (code < 0x61c) return code == 0xad;
  return code == 0x61c || code == 0x180e || (code >= 0x200b && code <= 0x200f) ||
         (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) ||
         code == 0xfeff || (code >= 0xfff9 && code <= 0xfffb) ||
         (code >= 0xe0000 && code <= 0xe007f);
}

std::string terminal_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    Character c = character_at(text, i);
    if (!c.valid || (c.code < 0x100 && is_hidden(c.code))) {
      if (c.valid && c.code == '\n')
        out += "\\n";
      else if (c.valid && c.code == '\t')
        out += "\\t";
      else if (c.valid && c.code == '\r')
        out += "\\r";
      else if (c.valid && c.code >= 0x80)
        append_u_escape(out, c.code);
      else
        append_hex_byte(out, static_cast<unsigned char>(c.code));
    } else if (is_hidden(c.code)) {
      // Tag characters are the only hidden ones beyond the basic plane.
      if (c.code > 0xffff) out += "\\U";
      for (int shift = 28; c.code > 0xffff && shift >= 0; shift -= 4)
        out += kHex[(c.code >> shift) & 15];
      if (c.code <= 0xffff) append_u_escape(out, c.code);
    } else {
      out.append(text.substr(i, c.length));
    }
    i += c.length;
  }
  return out;
}

namespace {

/// 0 for combining marks, 2 for East Asian wide characters and most emoji, else 1. Rough on
/// purpose: a column that is one place off harms nobody.
std::size_t width_of(char32_t code) noexcept {
  if ((code >= 0x300 && code <= 0x36f) || (code >= 0x20d0 && code <= 0x20ff)) return 0;
  bool wide = (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ||
              (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
              (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) ||
              (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) ||
              (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}

}  // namespace

std::size_t display_width(std::string_view text) noexcept {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    Character c = character_at(text, i);
    width += width_of(c.code);
    i += c.length;
  }
  return width;
}

std::string shortened(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width < 3) return std::string(width, '.');
  std::size_t head_width = (width - 1) / 3, tail_width = width - 1 - head_width;
  std::size_t head = 0, used = 0;
  while (head < text.size()) {
    Character c = character_at(text, head);
    if (used + width_of(c.code) > head_width) break;
    used += width_of(c.code);
    head += c.length;
  }
  std::size_t tail = head, rest = display_width(text.substr(head));
  while (rest > tail_width) {
    Character c = character_at(text, tail);
    rest -= width_of(c.code);
    tail += c.length;
  }
  return std::string(text.substr(0, head)) + "…" + std::string(text.substr(tail));
}

std::string path_text(std::string_view path, bool& lossy) {
  std::string out;
  out.reserve(path.size());
  lossy = false;
  for (std::size_t i = 0; i < path.size();) {
    Character c = character_at(path, i);
    if (c.valid)
      out.append(path.substr(i, c.length));
    else
      append_hex_byte(out, static_cast<unsigned char>(path[i]));
    lossy |= !c.valid;
    i += c.length;
  }
  return out;
}

std::string base64(std::string_view bytes) {
  constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j)
      group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j)
      out += i + j > bytes.size() ? '=' : kAlphabet[(group >> (18 - 6 * j)) & 63];
  }
  return out;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;  // start of the stretch that can be copied as it is
  for (std::size_t i = 0; i < text.size();) {
    auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\') {
      ++i;
      continue;
    }
    Character c = character_at(text, i);
    bool escape = !c.valid || is_hidden(c.code) || c.code == '"' || c.code == '\\';
    if (escape) {
      out.append(text, plain, i - plain);
      if (!c.valid)
        out += "\xef\xbf\xbd";
      else if (c.code == '"' || c.code == '\\')
        (out += '\\') += static_cast<char>(c.code);
      else if (c.code == '\n')
        out += "\\n";
      else if (c.code == '\t')
        out += "\\t";
      else if (c.code == '\r')
        out += "\\r";
      else if (c.code <= 0xffff)
        append_u_escape(out, c.code);
      else {
        append_u_escape(out, 0xd800 + ((c.code - 0x10000) >> 10));
        append_u_escape(out, 0xdc00 + ((c.code - 0x10000) & 0x3ff));
      }
      plain = i + c.length;
    }
    i += c.length;
  }
  out.append(text, plain, text.size() - plain);
  out += '"';
}

void append_csv_field(std::string& out, std::string_view text) {
  std::string safe;
  constexpr std::string_view kFormulaStarts = "=+-@\t\r";
  if (!text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos) safe += '\'';
  safe += terminal_text(text);
  if (safe.find_first_of(",\";'") == std::string::npos && safe.find(' ') == std::string::npos) {
    out += safe;
    return;
  }
  out += '"';
  for (char c : safe) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace braque
