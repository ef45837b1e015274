#include "extract/chat_line.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <tuple>

namespace braque::extract {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kStampBytesMax = 56;
constexpr std::size_t kWordBytesMax = 24;  ///< of a stamp that are letters: "a. m.", "klo", "오후"
constexpr std::size_t kAuthorBytesMax = 120;

/// Marks of writing direction and the byte order mark (U+200E, U+200F, U+202A to U+202E, U+2066 to
/// U+2069, U+FEFF), which the programs strew in.
bool is_mark(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf"sv)) return true;
  if (text.size() < 3 || text[0] != '\xe2') return false;
  const auto third = static_cast<unsigned char>(text[2]);
  if (text[1] == '\x80') return third == 0x8e || third == 0x8f || (third >= 0xaa && third <= 0xae);
  return text[1] == '\x81' && third >= 0xa6 && third <= 0xa9;
}

std::size_t skip_marks(std::string_view line, std::size_t at) {
  while (at < line.size() && is_mark(line.substr(at, 3))) at += 3;
  return at;
}

/// Blank, no-break space (U+00A0) or narrow no-break space (U+202F): bytes of it, 0 for none.
std::size_t blank_bytes(std::string_view text) {
  if (text.starts_with(' ')) return 1;
  if (text.starts_with("\xc2\xa0"sv)) return 2;
  return text.starts_with("\xe2\x80\xaf"sv) ? 3 : 0;
}

std::size_t skip_blanks(std::string_view line, std::size_t at) {
  while (at < line.size()) {
    const std::size_t bytes = is_mark(line.substr(at, 3)) ? 3 : blank_bytes(line.substr(at, 3));
    if (bytes == 0) break;
    at += bytes;
  }
  return at;
}

/// A digit of any of the scripts that the programs write dates in (ASCII, U+0660, U+06F0, U+0966);
/// its bytes are 0 when there is none.
struct Digit {
  std::size_t bytes = 0;
  unsigned value = 0;
};

Digit digit_at(std::string_view text) {
  if (text.empty()) return {};
  const auto first = static_cast<unsigned char>(text[0]);
  if (first >= '0' && first <= '9') return {1, first - unsigned{'0'}};
  const unsigned second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0U;
  if (first == 0xd9 && second >= 0xa0 && second <= 0xa9) return {2, second - 0xa0};
  if (first == 0xdb && second >= 0xb0 && second <= 0xb9) return {2, second - 0xb0};
  const unsigned third = text.size() > 2 ? static_cast<unsigned char>(text[2]) : 0U;
  if (first == 0xe0 && second == 0xa5 && third >= 0xa6 && third <= 0xaf) return {3, third - 0xa6};
  return {};
}

/// The numbers of a stamp and what stands behind each.
struct Stamp {
  static constexpr std::size_t kNumbersMax = 6;
  struct Number {
    unsigned value = 0;
    unsigned digits = 0;
    char behind = '\0';  ///< first byte that is no blank
  };
  std::array<Number, kNumbersMax> numbers{};
  std::size_t count = 0;
  std::size_t word_bytes = 0;
  bool odd = false;  ///< more numbers, or what stands in no date

  bool is_date_and_time() const {
    if (odd || count < 5 || word_bytes > kWordBytesMax) return false;
    const auto& [year, month, day] = std::tie(numbers[0], numbers[1], numbers[2]);
    const char separator = year.behind;
    const bool alike =
        (separator == '/' || separator == '.' || separator == '-') && month.behind == separator;
    if (!alike && !in_words()) return false;
    const bool year_first = year.digits == 4 && day.digits <= 2;
    const bool year_last = year.digits <= 2 && (day.digits == 2 || day.digits == 4);
    if ((!year_first && !year_last) || month.digits > 2) return false;
    const unsigned a = year_first ? day.value : year.value;
    const unsigned b = month.value;
    if (a == 0 || b == 0 || a > 31 || b > 31 || std::min(a, b) > 12) return false;
    return is_time();
  }
  /// Year, month and day in words of Chinese, Japanese (U+5E74, U+6708) or Korean (U+B144, U+C6D4).
  bool in_words() const {
    const char first = numbers[0].behind, second = numbers[1].behind;
    return (first == '\xe5' && second == '\xe6') || (first == '\xeb' && second == '\xec');
  }
  bool has_seconds() const { return count == 6; }
  bool is_iso() const { return numbers[0].digits == 4 && numbers[0].behind == '-'; }

 private:
  bool is_time() const {
    const Number &hour = numbers[3], &minute = numbers[4];
    if (hour.digits > 2 || hour.value > 24 || minute.digits != 2 || minute.value > 59) return false;
    if (hour.behind != ':' && hour.behind != '.' && hour.behind != 'h') return false;
    return count == 5 || (numbers[5].digits == 2 && numbers[5].value <= 60);
  }
};

Stamp read_stamp(std::string_view text) {
  Stamp stamp;
  bool in_number = false;
  bool behind_open = false;  // what stands behind the last number is not known yet
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (const Digit digit = digit_at(rest); digit.bytes != 0) {
      if (!in_number) {
        if (stamp.count == Stamp::kNumbersMax)
          stamp.odd = true;
        else
          ++stamp.count;
      }
      auto& number = stamp.numbers[stamp.count - 1];
      if (number.digits < 9) number.value = number.value * 10 + digit.value;
      ++number.digits;
      in_number = behind_open = true;
      at += digit.bytes;
      continue;
    }
    in_number = false;
    if (const std::size_t bytes = is_mark(rest) ? 3 : blank_bytes(rest); bytes != 0) {
      at += bytes;
      continue;
    }
    const char byte = rest[0];
    if (behind_open) stamp.numbers[stamp.count - 1].behind = byte;
    behind_open = false;
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                        static_cast<unsigned char>(byte) >= 0x80;
    if (letter)
      ++stamp.word_bytes;
    else if ("/.-:,"sv.find(byte) == std::string_view::npos)
      stamp.odd = true;
    ++at;
  }
  return stamp;
}

/// Who writes is no part of a program: "local.ERROR", "sshd[812]", "kernel".
bool may_be_author(std::string_view name) {
  if (name.empty() || name.size() > kAuthorBytesMax) return false;
  constexpr std::array<std::string_view, 14> kPrograms = {
      "INFO",   "DEBUG",    "WARN",  "WARNING", "ERROR", "TRACE",   "FATAL",
      "NOTICE", "CRITICAL", "ALERT", "SEVERE",  "Error", "Warning", "Info"};
  if (std::find(kPrograms.begin(), kPrograms.end(), name) != kPrograms.end()) return false;
  if (name.find_first_of("[]{}=<>\\|\"") != std::string_view::npos) return false;
  for (const std::string_view level :
       {".ERROR", ".INFO", ".WARNING", ".DEBUG", ".NOTICE", "::", " - "})
    if (name.find(level) != std::string_view::npos) return false;
  return true;
}

/// What stands behind the stamp: an author up to ": ", then text.
void read_author(ChatLine& parsed, std::string_view line, std::size_t at) {
  at = skip_blanks(line, at);
  parsed.text_begin = at;
  for (std::size_t colon = line.find(':', at); colon != std::string_view::npos;
       colon = line.find(':', colon + 1)) {
    const std::size_t behind = colon + 1;
    const bool ends = behind == line.size() || line[behind] == '\r' ||
                      blank_bytes(line.substr(behind, 3)) != 0 || is_mark(line.substr(behind, 3));
    if (!ends) continue;
    std::size_t end = colon;
    while (end > at && line[end - 1] == ' ') --end;
    if (!may_be_author(line.substr(at, end - at))) return;
    parsed.author_begin = at;
    parsed.author_end = end;
    parsed.text_begin = std::min(skip_blanks(line, behind), line.size());
    return;
  }
}

/// "[date] author: text"
ChatLine parse_bracketed(std::string_view line, std::size_t begin) {
  ChatLine parsed;
  const std::size_t close = line.substr(0, begin + kStampBytesMax).find(']', begin);
  if (close == std::string_view::npos) return parsed;
  const Stamp stamp = read_stamp(line.substr(begin, close - begin));
  if (!stamp.is_date_and_time() || blank_bytes(line.substr(close + 1, 3)) == 0) return parsed;
  parsed.date_begin = begin;
  parsed.date_end = close;
  read_author(parsed, line, close + 1);
  parsed.found = true;
  return parsed;
}

/// "date - author: text"
ChatLine parse_dashed(std::string_view line, std::size_t begin) {
  ChatLine parsed;
  const std::string_view stretch = line.substr(0, begin + kStampBytesMax);
  std::size_t dash = stretch.find(" - ", begin);
  std::size_t dash_bytes = 3;
  if (dash == std::string_view::npos) {
    dash = stretch.find(" \xe2\x80\x93 ", begin);
    dash_bytes = 5;
  }
  // In Korean a comma stands there.
  if (dash == std::string_view::npos && read_stamp(stretch).in_words()) {
    dash = stretch.find(", ", begin);
    dash_bytes = 2;
  }
  if (dash == std::string_view::npos) return parsed;
  const Stamp stamp = read_stamp(line.substr(begin, dash - begin));
  // Logs of programs have seconds behind an ISO date.
  if (!stamp.is_date_and_time() || (stamp.is_iso() && stamp.has_seconds())) return parsed;
  parsed.date_begin = begin;
  parsed.date_end = dash;
  read_author(parsed, line, dash + dash_bytes);
  parsed.found = true;
  return parsed;
}

}  // namespace

ChatLine parse_chat_line(std::string_view line) {
  const std::size_t begin = skip_marks(line, 0);
  if (begin >= line.size()) return {};
  if (line[begin] == '[') return parse_bracketed(line, begin + 1);
  return digit_at(line.substr(begin)).bytes != 0 ? parse_dashed(line, begin) : ChatLine{};
}

}  // namespace braque::extract
