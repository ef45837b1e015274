#include "match/extents.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/byte_set.hpp"

namespace braque::match {
namespace {

using ascii::is_alnum;
using ascii::is_digit;
using ascii::is_hex;
using ascii::is_letter;

char at_or_zero(std::string_view text, std::size_t i) { return i < text.size() ? text[i] : '\0'; }

constexpr ByteSet kLocal([](char c) {
  return is_alnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
});
constexpr ByteSet kDomain([](char c) { return is_alnum(c) || c == '-'; });

/// A letter of U+00C0 to U+024F in UTF-8: RFC 6531 allows more, but text without blanks would be
/// taken in too.
bool latin_letter_before(std::string_view text, std::size_t end) {
  if (end < 2 || end > text.size()) return false;
  const auto lead = static_cast<unsigned char>(text[end - 2]),
             next = static_cast<unsigned char>(text[end - 1]);
  return lead >= 0xC3 && lead <= 0xC9 && (next & 0xC0) == 0x80;
}

/// Digits from `at`, at most `most`.
std::size_t digit_run(std::string_view text, std::size_t at, std::size_t most) {
  std::size_t n = 0;
  while (n < most && is_digit(at_or_zero(text, at + n))) ++n;
  return n;
}

bool word_ends(std::string_view text, std::size_t end) {
  return !ascii::is_word(at_or_zero(text, end)) && !ascii::foreign_letter_at(text, end);
}

bool word_begins(std::string_view text, std::size_t begin) {
  return (begin == 0 || !ascii::is_word(text[begin - 1])) &&
         !ascii::foreign_letter_before(text, begin);
}

}  // namespace

Extent email_around(std::string_view text, std::size_t at) noexcept {
  constexpr std::size_t kLocalMax = 64, kAddressMax = 254;
  std::size_t begin = at;
  while (begin > 0 && at - begin < kLocalMax + 1) {
    const char c = text[begin - 1];
    if (kLocal.holds(c)) {
      --begin;
      continue;
    }
    const bool apostrophe = c == '\'' && begin >= 2 && is_letter(text[begin - 2]) &&
                            is_letter(text[begin]) && begin < at;
    if (apostrophe) {
      --begin;
      continue;
    }
    if (!latin_letter_before(text, begin)) break;
    begin -= 2;
  }
  while (begin < at && !is_alnum(text[begin]) && text[begin] != '_' &&
         !latin_letter_before(text, begin + 2))
    ++begin;
  if (begin == at || at - begin > kLocalMax || text[at - 1] == '.') return {};
  if (ascii::foreign_letter_before(text, begin)) return {};
  std::size_t end = at + 1, first_dot = 0;
  while (end < text.size() && end - begin < kAddressMax) {
    const char c = text[end];
    if (c == '.') {
      if (text[end - 1] == '.' || text[end - 1] == '@') break;
      if (first_dot == 0) first_dot = end;
    } else if (!kDomain.holds(c)) {
      break;
    }
    ++end;
  }
  while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  if (first_dot == 0 || first_dot >= end) return {};
  return {begin, end};
}

Extent ipv4_from(std::string_view text, std::size_t start) noexcept {
  std::size_t at = start;
  for (int group = 0; group < 4; ++group) {
    const std::size_t n = digit_run(text, at, 4);
    if (n == 0 || n > 3) return {};
    at += n;
    if (group == 3) break;
    if (at_or_zero(text, at) != '.') return {};
    ++at;
  }
  if (!word_ends(text, at)) return {};
  if (at_or_zero(text, at) == '.' && is_alnum(at_or_zero(text, at + 1))) return {};
  if (start > 0 && text[start - 1] == '.') return {};
  return {start, at};
}

Extent colon_groups_around(std::string_view text, std::size_t colon) noexcept {
  constexpr std::size_t kReach = 46;
  const auto part = [](char c) { return is_hex(c) || c == ':'; };
  std::size_t begin = colon;
  while (begin > 0 && colon - begin < kReach && part(text[begin - 1])) --begin;
  std::size_t end = colon;
  while (end < text.size() && end - colon < kReach && part(text[end])) ++end;
  // An embedded dotted quad (::ffff:192.0.2.1) goes on behind its first group.
  if (at_or_zero(text, end) == '.' && is_digit(at_or_zero(text, end + 1))) {
    std::size_t group = end;
    while (group > colon && is_digit(text[group - 1])) --group;
    const Extent quad = ipv4_from(text, group);
    if (!quad.found()) return {};
    end = quad.end;
  }
  // One colon at either end is punctuation: "address: fe80::1:".
  if (end - begin > 2 && text[end - 1] == ':' && text[end - 2] != ':') --end;
  if (end - begin > 2 && text[begin] == ':' && text[begin + 1] != ':') ++begin;
  if (!word_begins(text, begin) || !word_ends(text, end)) return {};
  if (end - begin >= kReach * 2 - 1) return {};
  return {begin, end};
}

Extent mac_from(std::string_view text, std::size_t start) noexcept {
  const char separator = at_or_zero(text, start + 2) == '-'   ? '-'
                         : at_or_zero(text, start + 4) == '.' ? '.'
                                                              : '\0';
  if (separator == '\0') return {};
  if (start > 0 && text[start - 1] == separator) return {};
  const std::size_t group = separator == '-' ? 2 : 4;
  std::size_t at = start;
  for (std::size_t digits = 0; digits < 12; digits += group) {
    for (std::size_t i = 0; i < group; ++i)
      if (!is_hex(at_or_zero(text, at + i))) return {};
    at += group;
    if (digits + group < 12 && at_or_zero(text, at++) != separator) return {};
  }
  if (!word_ends(text, at) || at_or_zero(text, at) == separator) return {};
  return {start, at};
}

Extent date_from(std::string_view text, std::size_t start) noexcept {
  const auto separator_at = [&](std::size_t i) {
    const char c = at_or_zero(text, i);
    return c == '.' || c == '/' || c == '-' || c == ' ' ? c : '\0';
  };
  const std::size_t first = digit_run(text, start, 5);
  if (first == 0 || first == 3 || first == 5) return {};
  const char separator = separator_at(start + first);
  if (separator == '\0') return {};
  const std::size_t second_at = start + first + 1;
  const std::size_t second = digit_run(text, second_at, 3);
  if (second == 0 || second == 3 || at_or_zero(text, second_at + second) != separator) return {};
  const std::size_t third_at = second_at + second + 1;
  const std::size_t third = digit_run(text, third_at, 5);
  const bool year_first = first == 4;
  if (year_first ? (third == 0 || third > 2) : third != 4) return {};
  const std::size_t end = third_at + third;
  // "2024-01-02T10:00" is a date all the same; the look-alike guards call it a timestamp.
  if (!word_ends(text, end) && at_or_zero(text, end) != 'T') return {};
  if (at_or_zero(text, end) == separator && is_digit(at_or_zero(text, end + 1))) return {};
  if (start > 1 && text[start - 1] == separator && is_digit(text[start - 2])) return {};
  return {start, end};
}

namespace {

// Month names as people write them, lower case UTF-8: French, English, German, Spanish, Italian,
// Dutch, Portuguese, Polish (genitive), with the usual forms without accents.
constexpr std::array<std::string_view, 88> kMonths = {"janvier",
                                                      "fevrier",
                                                      "f\xC3\xA9vrier",
                                                      "mars",
                                                      "avril",
                                                      "mai",
                                                      "juin",
                                                      "juillet",
                                                      "aout",
                                                      "ao\xC3\xBBt",
                                                      "septembre",
                                                      "octobre",
                                                      "novembre",
                                                      "decembre",
                                                      "d\xC3\xA9"
                                                      "cembre",
                                                      "january",
                                                      "february",
                                                      "march",
                                                      "april",
                                                      "may",
                                                      "june",
                                                      "july",
                                                      "august",
                                                      "september",
                                                      "october",
                                                      "november",
                                                      "december",
                                                      "januar",
                                                      "februar",
                                                      "m\xC3\xA4rz",
                                                      "maerz",
                                                      "juni",
                                                      "juli",
                                                      "oktober",
                                                      "dezember",
                                                      "enero",
                                                      "febrero",
                                                      "marzo",
                                                      "abril",
                                                      "mayo",
                                                      "junio",
                                                      "julio",
                                                      "agosto",
                                                      "septiembre",
                                                      "setiembre",
                                                      "octubre",
                                                      "noviembre",
                                                      "diciembre",
                                                      "gennaio",
                                                      "febbraio",
                                                      "aprile",
                                                      "maggio",
                                                      "giugno",
                                                      "luglio",
                                                      "settembre",
                                                      "ottobre",
                                                      "dicembre",
                                                      "januari",
                                                      "februari",
                                                      "maart",
                                                      "mei",
                                                      "augustus",
                                                      "janeiro",
                                                      "fevereiro",
                                                      "mar\xC3\xA7o",
                                                      "maio",
                                                      "junho",
                                                      "julho",
                                                      "setembro",
                                                      "outubro",
                                                      "novembro",
                                                      "dezembro",
                                                      "stycznia",
                                                      "lutego",
                                                      "marca",
                                                      "kwietnia",
                                                      "maja",
                                                      "czerwca",
                                                      "lipca",
                                                      "sierpnia",
                                                      "wrze\xC5\x9Bnia",
                                                      "pa\xC5\xBA"
                                                      "dziernika",
                                                      "listopada",
                                                      "grudnia",
                                                      "jan",
                                                      "feb",
                                                      "dec",
                                                      "oct"};

bool is_month(std::string_view word) {
  std::array<char, 16> folded{};
  if (word.size() > folded.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) folded[i] = ascii::lower(word[i]);
  const std::string_view lowered(folded.data(), word.size());
  for (std::string_view month : kMonths) {
    if (month == lowered) return true;
    // Capital accents: UTF-8 C3 89 for C3 A9 and so on, 0x20 apart.
    if (month.size() != lowered.size()) continue;
    if (std::equal(month.begin(), month.end(), lowered.begin(), [](char a, char b) {
          return a == b || (static_cast<unsigned char>(a) >= 0xA0 && (a & ~0x20) == (b & ~0x20));
        }))
      return true;
  }
  return false;
}

bool in_word(char c) { return is_letter(c) || static_cast<unsigned char>(c) >= 0x80; }

/// Start of the day number that ends at `end` ("1er", "3rd", "12." and "12"), or npos.
std::size_t day_before(std::string_view text, std::size_t end) {
  std::size_t at = end;
  if (at > 0 && text[at - 1] == '.') --at;
  for (std::string_view suffix : {"er", "st", "nd", "rd", "th", "\xC2\xBA"})
    if (at >= suffix.size() + 1 && text.substr(at - suffix.size(), suffix.size()) == suffix &&
        is_digit(text[at - suffix.size() - 1])) {
      at -= suffix.size();
      break;
    }
  std::size_t begin = at;
  while (begin > 0 && at - begin < 3 && is_digit(text[begin - 1])) --begin;
  if (begin == at || at - begin > 2 || !word_begins(text, begin)) return std::string_view::npos;
  return begin;
}

/// The letters that end at `end`; empty when there are none or more than 16 bytes.
std::string_view word_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && end - begin <= 16 && in_word(text[begin - 1])) --begin;
  return end - begin <= 16 ? text.substr(begin, end - begin) : std::string_view();
}

/// Position before one blank (with "de " of Spanish and Portuguese before it), or npos.
std::size_t before_blank(std::string_view text, std::size_t at) {
  if (at == 0 || text[at - 1] != ' ') return std::string_view::npos;
  --at;
  if (at >= 3 && text.substr(at - 3, 3) == " de") at -= 3;
  return at;
}

}  // namespace

Extent named_date_before(std::string_view text, std::size_t year) noexcept {
  constexpr std::size_t npos = std::string_view::npos;
  if (digit_run(text, year, 5) != 4 || (text[year] != '1' && text[year] != '2')) return {};
  std::size_t at = before_blank(text, year);
  if (at == npos) return {};
  if (at > 0 && text[at - 1] == ',') {  // March 3, 1985
    const std::size_t day = day_before(text, at - 1);
    if (day == npos || day == 0 || text[day - 1] != ' ') return {};
    const std::string_view month = word_before(text, day - 1);
    if (!is_month(month)) return {};
    return {day - 1 - month.size(), year + 4};
  }
  if (at > 0 && text[at - 1] == '.') --at;
  const std::string_view month = word_before(text, at);
  if (month.empty() || !is_month(month)) return {};
  at = before_blank(text, at - month.size());
  if (at == npos) return {};
  const std::size_t day = day_before(text, at);
  return day == npos ? Extent{} : Extent{day, year + 4};
}

namespace {

bool is_mrz(char c) { return is_digit(c) || ascii::is_upper(c) || c == '<'; }

bool mrz_line(std::string_view text, std::size_t at, std::size_t length) {
  if (at + length > text.size()) return false;
  for (std::size_t i = 0; i < length; ++i)
    if (!is_mrz(text[at + i])) return false;
  return !is_mrz(at_or_zero(text, at + length));
}

/// Where the line of `length` characters that ends before `next_line` begins, or npos: between them
/// only a line break, or blanks.
std::size_t line_before(std::string_view text, std::size_t next_line, std::size_t length) {
  std::size_t end = next_line;
  while (end > 0 && next_line - end < 4 &&
         (text[end - 1] == '\n' || text[end - 1] == '\r' || text[end - 1] == ' '))
    --end;
  if (end == next_line || end < length) return std::string_view::npos;
  const std::size_t begin = end - length;
  if (begin > 0 && is_mrz(text[begin - 1])) return std::string_view::npos;
  for (std::size_t i = begin; i < end; ++i)
    if (!is_mrz(text[i])) return std::string_view::npos;
  return begin;
}

std::size_t skip_break(std::string_view text, std::size_t at) {
  std::size_t next = at;
  while (next < text.size() && next - at < 4 &&
         (text[next] == '\n' || text[next] == '\r' || text[next] == ' '))
    ++next;
  return next;
}

}  // namespace

Extent mrz_td3_around(std::string_view text, std::size_t second_line) noexcept {
  if (!mrz_line(text, second_line, 44)) return {};
  const std::size_t first = line_before(text, second_line, 44);
  if (first == std::string_view::npos || text[first] != 'P') return {};
  return {first, second_line + 44};
}

Extent mrz_td1_around(std::string_view text, std::size_t second_line) noexcept {
  if (!mrz_line(text, second_line, 30)) return {};
  const std::size_t first = line_before(text, second_line, 30);
  if (first == std::string_view::npos) return {};
  const std::size_t third = skip_break(text, second_line + 30);
  if (third == second_line + 30 || !mrz_line(text, third, 30)) return {};
  return {first, third + 30};
}

}  // namespace braque::match
