#include "documents/rtf_tokens.hpp"

#include <algorithm>
#include <cstring>

namespace braque::documents {
namespace {

using Kind = RtfToken::Kind;

constexpr std::size_t kWordBytesMax = 32;  // "RTF Syntax": the longest control word
constexpr int kNone = -1;

bool is_letter(int c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(int c) { return c >= '0' && c <= '9'; }
bool is_special(char c) { return c == '\\' || c == '{' || c == '}' || c == '\r' || c == '\n'; }

}  // namespace

int hexadecimal_digit(int c) noexcept {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Whether there is a byte at `at_`.
bool RtfTokens::more() {
  if (at_ < filled_) return true;
  at_ = 0;
  filled_ = input_.read(buffer_);
  if (filled_ == 0) problem_ = input_.problem();
  return filled_ > 0;
}

int RtfTokens::peek() { return more() ? static_cast<unsigned char>(buffer_[at_]) : kNone; }

RtfToken RtfTokens::next() {
  std::array<char, 4096> passed_over;
  while (binary_left_ > 0 && take_binary(passed_over) > 0) {
  }
  binary_left_ = 0;
  RtfToken token;
  int c = peek();
  while (c == '\r' || c == '\n' || c == '\0') {
    ++at_;
    c = peek();
  }
  switch (c) {
    case kNone:
      return token;
    case '{':
    case '}':
      ++at_;
      token.kind = c == '{' ? Kind::open : Kind::close;
      return token;
    case '\\':
      ++at_;
      return control();
    default:
      return text();
  }
}

RtfToken RtfTokens::text() {
  RtfToken token;
  token.kind = Kind::text;
  const std::size_t begin = at_;
  while (at_ < filled_ && !is_special(buffer_[at_]) && buffer_[at_] != '\0') ++at_;
  token.text = {buffer_.data() + begin, at_ - begin};
  return token;
}

/// After the backslash.
RtfToken RtfTokens::control() {
  RtfToken token;
  const int c = peek();
  if (is_letter(c)) return control_word();
  if (c == kNone) return token;
  ++at_;
  if (c == '\'') return hexadecimal_byte();
  token.kind = Kind::symbol;
  token.symbol = static_cast<char>(c);
  return token;
}

RtfToken RtfTokens::control_word() {
  RtfToken token;
  token.kind = Kind::word;
  word_.clear();
  for (int c = peek(); is_letter(c) && word_.size() < kWordBytesMax; c = peek()) {
    word_ += static_cast<char>(c);
    ++at_;
  }
  token.text = word_;
  const bool negative = peek() == '-';
  if (negative) ++at_;
  std::int64_t number = 0;
  constexpr std::int64_t kNumberMax = 0x7fffffff;
  for (int c = peek(); is_digit(c); c = peek()) {
    number = std::min(number * 10 + (c - '0'), kNumberMax);
    token.has_parameter = true;
    ++at_;
  }
  token.parameter = static_cast<std::int32_t>(negative ? -number : number);
  if (peek() == ' ') ++at_;
  if (token.text == "bin") {
    token.kind = Kind::binary;
    binary_left_ = token.parameter > 0 ? static_cast<std::uint64_t>(token.parameter) : 0;
  }
  return token;
}

/// After "\'"; what are not two digits is passed over.
RtfToken RtfTokens::hexadecimal_byte() {
  RtfToken token;
  token.kind = Kind::byte;
  for (int i = 0; i < 2; ++i) {
    const int digit = hexadecimal_digit(peek());
    if (digit < 0) break;
    token.parameter = token.parameter * 16 + digit;
    ++at_;
  }
  return token;
}

std::size_t RtfTokens::take_binary(std::span<char> into) {
  if (binary_left_ == 0 || !more()) return 0;
  const auto count = static_cast<std::size_t>(
      std::min<std::uint64_t>(binary_left_, std::min(into.size(), filled_ - at_)));
  std::memcpy(into.data(), buffer_.data() + at_, count);
  at_ += count;
  binary_left_ -= count;
  return count;
}

}  // namespace braque::documents
