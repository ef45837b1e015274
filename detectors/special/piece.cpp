#include "special/piece.hpp"

#include "base/ascii.hpp"

namespace braque::special {
namespace {

bool is_base64(char c) { return ascii::is_alnum(c) || c == '+' || c == '/' || c == '='; }

/// "c+AVC/8p...", ".../Jew==": letters of base64 (RFC 4648) that happen to be a word.
bool in_digest(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kShortest = 32, kLongest = 256;
  std::size_t from = begin, to = end;
  while (from > 0 && begin - from < kLongest && is_base64(text[from - 1])) --from;
  while (to < text.size() && to - end < kLongest && is_base64(text[to])) ++to;
  bool digit = false, capital = false, small = false;
  for (const char c : text.substr(from, to - from)) {
    digit = digit || ascii::is_digit(c);
    capital = capital || ascii::is_upper(c);
    small = small || ascii::is_lower(c);
  }
  return to - from >= kShortest && digit && capital && small;
}

/// "https://registry.example.org/-/transplant-3.tgz": a link says nothing of anybody.
bool in_link(std::string_view text, std::size_t begin) {
  constexpr std::size_t kLongest = 256;
  std::size_t from = begin;
  while (from > 0 && begin - from<kLongest&& static_cast<unsigned char>(text[from - 1])> ' ' &&
         text[from - 1] != '"' && text[from - 1] != '\'')
    --from;
  return text.substr(from, begin - from).find("://") != std::string_view::npos;
}

/// Letters amid control characters, or among bytes of which most are no letters of ours: no text.
bool in_binary(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kAround = 32, kMost = 2;
  const std::size_t from = begin > kAround ? begin - kAround : 0,
                    to = end + kAround < text.size() ? end + kAround : text.size();
  std::size_t controls = 0, high = 0;
  for (std::size_t i = from; i < to; ++i) {
    const auto c = static_cast<unsigned char>(text[i]),
               next = static_cast<unsigned char>(i + 1 < to ? text[i + 1] : ' ');
    high += c >= 0x80 ? 1U : 0U;
    // U+0080 to U+009F are the bytes C2 80 to C2 9F.
    if ((c < ' ' && c != '\n' && c != '\r' && c != '\t') ||
        (c == 0xC2 && next >= 0x80 && next <= 0x9F))
      ++controls;
  }
  return controls > kMost || high * 5 > (to - from) * 2;
}

/// "www.sida.org": between full stops without blanks.
bool in_domain(std::string_view text, std::size_t begin) {
  return begin > 1 && begin < text.size() && text[begin - 1] == '.' &&
         ascii::is_alnum(text[begin - 2]) && ascii::is_alnum(text[begin]);
}

}  // namespace

bool is_piece(std::string_view text, std::size_t begin, std::size_t end) {
  const char before = begin > 0 ? text[begin - 1] : ' ',
             behind = end < text.size() ? text[end] : ' ';
  // "marie.curie@", "@kiosque"; "ref_paranoia", "ERR_INVALID".
  if (before == '@' || behind == '@' || before == '_' || behind == '_') return true;
  if (before == '/' && behind == '/') return true;
  return in_digest(text, begin, end) || in_domain(text, begin) || in_link(text, begin) ||
         in_binary(text, begin, end);
}

}  // namespace braque::special
