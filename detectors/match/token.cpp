#include "match/token.hpp"

#include "base/ascii.hpp"

namespace braque::match {
namespace {

enum Class : std::uint8_t { other, digit, upper, lower, joiner };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = digit;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = upper;
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = lower;
  for (char c : {' ', '.', '-', '/', '(', ')', '+'})
    table[static_cast<unsigned char>(c)] = joiner;
  return table;
}
constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

std::uint8_t class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

/// Length of a no-break blank (U+00A0, U+202F, U+2009) at `at`, or 0.
std::size_t wide_blank(std::string_view text, std::size_t at) {
  if (text.compare(at, 2, "\xC2\xA0") == 0) return 2;
  if (text.compare(at, 3, "\xE2\x80\xAF") == 0 || text.compare(at, 3, "\xE2\x80\x89") == 0) return 3;
  return 0;
}

struct Join {
  std::size_t next = 0;  ///< where the next character stands; 0: no separator here
  char separator = 0;
};

/// The separator at `at`, when a letter or digit follows it.
Join join_at(std::string_view text, std::size_t at) {
  char c = text[at];
  std::size_t next = at + 1;
  if (class_of(c) != joiner) {
    const std::size_t blank = static_cast<unsigned char>(c) >= 0x80 ? wide_blank(text, at) : 0;
    if (blank == 0) return {};
    c = ' ';
    next = at + blank;
  }
  if (next >= text.size()) return {};
  const std::uint8_t following = class_of(text[next]);
  if (following == joiner && next + 1 < text.size()) {
    const char d = text[next];
    const bool pair = (d == ' ' && (c == ')' || c == '.')) || (c == ' ' && d == '(');
    if (!pair) return {};
    if (d == '(') c = '(';
    ++next;
  }
  const std::uint8_t last = class_of(text[next]);
  if (last != digit && last != upper && last != lower) return {};
  return {next, c};
}

}  // namespace

void walk_token(std::string_view text, std::size_t start, TokenWalk& walk) noexcept {
  walk.digits = walk.lower = walk.upper = walk.separated = walk.ends = 0;
  // In "86971+290340" the plus adds; it does not begin a number.
  walk.plus_before = start > 0 && text[start - 1] == '+' && (start < 2 || !ascii::is_alnum(text[start - 2]));
  std::size_t n = 0;
  std::size_t at = start;
  while (true) {
    const char c = at < text.size() ? text[at] : '\0';
    const std::uint8_t kind = at < text.size() ? class_of(c) : std::uint8_t{other};
    if (kind == digit || kind == upper || kind == lower) {
      if (n == TokenWalk::kLengthMax) break;
      const std::uint64_t bit = std::uint64_t{1} << n;
      if (kind == digit) walk.digits |= bit;
      else if (kind == upper) walk.upper |= bit;
      else walk.lower |= bit;
      walk.compact[n] = kind == lower ? static_cast<char>(c - 32) : c;
      walk.position[n] = static_cast<std::uint32_t>(at);
      ++n;
      ++at;
      continue;
    }
    if (c == '_' && at < text.size()) break;
    if (ascii::foreign_letter_at(text, at)) break;
    walk.ends |= std::uint64_t{1} << n;
    if (at >= text.size() || n == TokenWalk::kLengthMax) break;
    const Join join = join_at(text, at);
    if (join.next == 0) break;
    walk.separated |= std::uint64_t{1} << n;
    walk.separator[n] = join.separator;
    at = join.next;
  }
  walk.length = n;
}

}  // namespace braque::match
