#include "extract/unfolded_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/encoding.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kEncodedLineBytes = 50;

bool is_fold(char byte) { return byte == ' ' || byte == '\t'; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& byte : result)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + 32);
  return result;
}

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string decode_base64(std::string_view text) {
  std::string bytes;
  unsigned bits = 0, count = 0;
  for (const char byte : text) {
    const int digit = base64_digit(byte);
    if (digit < 0) continue;
    bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xff);
  }
  return bytes;
}

std::string decode_quoted(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '=' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
        hex_digit(text[at + 2]) >= 0) {
      bytes += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      bytes += text[at];
    }
  }
  return bytes;
}

/// Pictures, keys and the like are left out.
bool is_text(std::string_view bytes) {
  return std::none_of(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
  });
}

/// A line in the middle of an encoded picture, whose beginning another window has.
bool is_encoded_line(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return false;
  line = line.substr(begin, line.find_last_not_of(" \t\r\n") - begin + 1);
  return line.size() >= kEncodedLineBytes && std::all_of(line.begin(), line.end(), [](char c) {
           return base64_digit(c) >= 0 || c == '=';
         });
}

/// What the parameters of a vCard's property say of its value.
struct Encoding21 {
  bool quoted = false, base64 = false;
  std::string charset;
};

Encoding21 encoding_of(std::string_view name) {
  const std::string parameters = lower(name);
  Encoding21 encoding;
  encoding.quoted = parameters.find("quoted-printable") != std::string::npos;
  encoding.base64 = parameters.find("base64") != std::string::npos ||
                    parameters.find("encoding=b") != std::string::npos;
  const std::size_t charset = parameters.find("charset=");
  if (charset != std::string::npos) {
    encoding.charset = parameters.substr(charset + 8);
    encoding.charset.resize(
        std::min(encoding.charset.find_first_of(";:\""), encoding.charset.size()));
  }
  return encoding;
}

}  // namespace

CardKind card_kind(std::string_view head) {
  const std::size_t begin = std::min(head.find_first_not_of(" \t\r\n"), head.size());
  const std::string start = lower(head.substr(begin, 20));
  if (start.starts_with("begin:vcard") || start.starts_with("begin:vcalendar"))
    return CardKind::card;
  // RFC 2849: a version, or the first entry; comments may come before.
  while (!head.empty()) {
    const std::size_t end = head.find('\n');
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + 1);
    if (line.starts_with('#') || line.starts_with(' ') || line == "\r" || line.empty()) continue;
    if (line.starts_with("version:")) continue;
    const bool entry = line.starts_with("dn: ") || line.starts_with("dn:: ");
    return entry && (line.find('=') != std::string_view::npos || line.starts_with("dn:: "))
               ? CardKind::ldif
               : CardKind::none;
  }
  return CardKind::none;
}

std::size_t card_value(std::string_view line) {
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '"') quoted = !quoted;
    if (line[at] == ':' && !quoted) return at + 1;
  }
  // A quote that never ends.
  const std::size_t colon = line.find(':');
  return colon == std::string_view::npos ? colon : colon + 1;
}

/// Windows begin anywhere: what continues a line that is not seen is taken as it is, or left out
/// when it is a piece of a picture.
std::size_t UnfoldedText::first_line(const TextWindow& window) const {
  if (window.first) return 0;
  std::size_t at = 0;
  while (at < window.text.size()) {
    const std::size_t end = window.text.find('\n', at);
    if (end == std::string_view::npos) return window.text.size();
    at = end + 1;
    if (at < window.text.size() && !is_fold(window.text[at]) &&
        !is_encoded_line(window.text.substr(at, window.text.find('\n', at) - at)))
      return at;
  }
  return at;
}

/// Gathers the line that begins at `begin`; returns where the next one does.
std::size_t UnfoldedText::take_line(std::string_view text, std::size_t begin) {
  line_.clear();
  places_.clear();
  const auto gather = [&](std::size_t from, std::size_t to) {
    for (std::size_t at = from; at < to; ++at) places_.push_back(static_cast<std::uint32_t>(at));
    line_ += text.substr(from, to - from);
  };
  bool quoted = false, first = true;
  std::size_t from = begin;
  while (true) {
    const std::size_t line_end = std::min(text.find('\n', from), text.size());
    std::size_t end = line_end;
    if (end > from && text[end - 1] == '\r') --end;
    gather(from, end);
    if (first && kind_ == CardKind::card)
      quoted = lower(line_.substr(0, std::min(line_.find(':'), line_.size())))
                   .find("quoted-printable") != std::string::npos;
    first = false;
    window_end_ = end;
    if (line_end == text.size()) return line_end;
    const std::size_t next = line_end + 1;
    if (quoted && line_.ends_with('=')) {
      // A soft line break of quoted-printable; a blank may be the fold's.
      line_.pop_back();
      places_.pop_back();
      from = next;
      continue;
    }
    if (next >= text.size() || !is_fold(text[next])) return next;
    from = keeps_blanks_ ? next : next + 1;
  }
}

void UnfoldedText::write_as_is(std::size_t begin, std::size_t end) {
  while (begin < end) {
    std::size_t run = begin + 1;
    while (run < end && places_[run] == places_[run - 1] + 1) ++run;
    rewritten_.copy(places_[begin], places_[run - 1] + 1);
    begin = run;
  }
}

/// RFC 6350, 3.4: "\n" is a line end, and other escaped characters mean themselves.
void UnfoldedText::write_unescaped(std::size_t begin) {
  while (begin < line_.size()) {
    const std::size_t escape = std::min(line_.find('\\', begin), line_.size());
    write_as_is(begin, escape);
    begin = escape;
    if (escape + 1 >= line_.size()) {
      write_as_is(begin, line_.size());
      return;
    }
    const char byte = line_[escape + 1];
    if (byte == 'n' || byte == 'N')
      rewritten_.put(places_[escape], ' ');
    else if (byte == ',' || byte == ';' || byte == '\\' || byte == ':')
      rewritten_.put(places_[escape], byte);
    else
      write_as_is(escape, escape + 2);
    begin += 2;
  }
}

void UnfoldedText::write_decoded(std::string_view bytes, std::string_view charset,
                                 std::size_t value) {
  if (!is_text(bytes)) return;
  const std::string found = detect_encoding(bytes, true).name;
  const bool plain = found == "UTF-8" || found == "ASCII" || found.empty();
  std::string text(bytes);
  if (!plain) {
    const bool known = !charset.empty() && make_decoder(charset) != nullptr;
    text = decode_head(known ? charset : std::string_view("windows-1252"), bytes);
  }
  const std::size_t place = value < places_.size() ? places_[value] : window_end_;
  for (const char byte : text) rewritten_.put(place, byte == '\n' || byte == '\r' ? ' ' : byte);
}

void UnfoldedText::write_card(std::size_t value) {
  const Encoding21 encoding = encoding_of(std::string_view(line_).substr(0, value));
  write_as_is(0, value);
  const std::string_view text = std::string_view(line_).substr(value);
  if (encoding.quoted)
    write_decoded(decode_quoted(text), encoding.charset, value);
  else if (encoding.base64)
    write_decoded(decode_base64(text), encoding.charset, value);
  else if (!text.starts_with("data:") || text.find(";base64,") == std::string_view::npos)
    write_unescaped(value);
}

/// "name: value", or "name:: value in Base64".
void UnfoldedText::write_ldif(std::size_t value) {
  const bool encoded = value < line_.size() && line_[value] == ':';
  write_as_is(0, value);
  if (!encoded) {
    write_as_is(value, line_.size());
    return;
  }
  rewritten_.put(places_[value], ' ');
  write_decoded(decode_base64(std::string_view(line_).substr(value)), "", value);
}

void UnfoldedText::write_line() {
  if (kind_ == CardKind::card && line_.size() < 24) {
    const std::string line = lower(line_);
    if (line.starts_with("version:")) keeps_blanks_ = line.starts_with("version:2.1");
  }
  const std::size_t value = card_value(line_);
  if (value == std::string::npos)
    write_as_is(0, line_.size());
  else if (kind_ == CardKind::ldif)
    write_ldif(value);
  else
    write_card(value);
}

TextWindow UnfoldedText::read(const TextWindow& window) {
  rewritten_.begin(window);
  std::size_t at = first_line(window);
  // The end of a line that is not seen, without pictures.
  for (std::size_t from = 0; from < at;) {
    const std::size_t end = std::min(window.text.find('\n', from), at - 1) + 1;
    if (!is_encoded_line(window.text.substr(from, end - from))) rewritten_.copy(from, end);
    from = end;
  }
  while (at < window.text.size()) {
    at = take_line(window.text, at);
    write_line();
    rewritten_.copy(window_end_, at);
  }
  return rewritten_.finish(window.text.size());
}

}  // namespace braque::extract
