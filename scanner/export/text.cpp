#include "export/text.hpp"

#include "model/escape.hpp"

namespace braque::exporting {
namespace {

constexpr std::string_view kUnreserved =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

std::string encoded(std::string_view bytes, std::string_view further) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(bytes.size());
  for (char c : bytes) {
    if (kUnreserved.find(c) != std::string_view::npos ||
        further.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    (out += '%') += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

bool starts_character(char c) noexcept { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

}  // namespace

bool is_plain(std::string_view text) noexcept {
  for (char c : text)
    if (c < 0x20 || c == 0x7f) return false;
  return true;
}

std::string clean_text(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    if (c.valid && !is_hidden(c.code))
      out.append(text.substr(i, c.length));
    else
      out += "\xef\xbf\xbd";
    i += c.length;
  }
  return out;
}

std::string percent_encoded(std::string_view bytes) { return encoded(bytes, "/!$&'()*+,;=@"); }

std::string uri_text(std::string_view uri) { return encoded(uri, "/!$&'()*+,;=:@?#[]%"); }

std::string_view shortened_end(std::string_view text, std::size_t bytes_max, bool& cut) {
  if (text.size() <= bytes_max) return text;
  cut = true;
  std::size_t end = bytes_max;
  while (end > 0 && !starts_character(text[end])) --end;
  return text.substr(0, end);
}

std::string shortened_middle(std::string_view text, std::size_t bytes_max, bool& cut) {
  constexpr std::string_view kDots = "...";
  if (text.size() <= bytes_max) return std::string(text);
  if (bytes_max <= kDots.size()) return std::string(shortened_end(text, bytes_max, cut));
  cut = true;
  const std::size_t kept = bytes_max - kDots.size();
  std::size_t tail = text.size() - (kept - kept / 3);
  while (tail < text.size() && !starts_character(text[tail])) ++tail;
  bool ignored = false;
  return std::string(shortened_end(text, kept / 3, ignored))
      .append(kDots)
      .append(text.substr(tail));
}

}  // namespace braque::exporting
