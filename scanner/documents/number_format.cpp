#include "documents/number_format.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace braque::documents {
namespace {

constexpr std::size_t kCodeBytesMax = 1024;
constexpr std::int64_t kSecondsPerDay = 86'400;

/// A part of a format code, with what is quoted and escaped taken apart.
struct Scanned {
  std::string letters;  ///< date letters and placeholders as they come, in lower case
  std::string mask;
  std::string bracket;  ///< the last condition
  bool only_digits = true;
  std::size_t placeholders = 0;
};

void scan_letter(char byte, Scanned& scanned) {
  const char lower = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
  if (byte == '0' || byte == '#' || byte == '?') {
    scanned.mask += byte == '0' ? '0' : '#';
    ++scanned.placeholders;
  } else if (lower >= 'a' && lower <= 'z') {
    scanned.letters += lower;
    scanned.only_digits = false;
  } else if (byte == '.' || byte == ',' || byte == '%' || byte == '/' || byte == '@') {
    scanned.only_digits = false;
  } else {
    scanned.mask += '\\';
    scanned.mask += byte;
  }
}

/// Elapsed times are in brackets, too: [h], [mm], [ss].
void scan_bracket(std::string_view inside, Scanned& scanned) {
  const bool elapsed = inside.find_first_not_of("hHmMsS") == std::string_view::npos;
  if (elapsed && !inside.empty()) {
    scanned.letters += inside[0] == 'h' || inside[0] == 'H' ? 'h' : 's';
    scanned.only_digits = false;
  } else if (!inside.empty() && std::string_view("<>=").find(inside[0]) != std::string_view::npos) {
    scanned.bracket = inside;
  }
}

Scanned scan(std::string_view code) {
  Scanned scanned;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char byte = code[i];
    if (byte == '"') {
      const std::size_t end = std::min(code.find('"', i + 1), code.size());
      for (++i; i < end; ++i) (scanned.mask += '\\') += code[i];
    } else if (byte == '\\' && i + 1 < code.size()) {
      (scanned.mask += '\\') += code[++i];
    } else if (byte == '_' || byte == '*') {
      ++i;
    } else if (byte == '[') {
      const std::size_t end = std::min(code.find(']', i + 1), code.size());
      scan_bracket(code.substr(i + 1, end - i - 1), scanned);
      i = end;
    } else {
      scan_letter(byte, scanned);
    }
  }
  return scanned;
}

std::vector<std::string_view> sections_of(std::string_view code) {
  std::vector<std::string_view> sections;
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= code.size(); ++i) {
    if (i < code.size() && code[i] == '"') quoted = !quoted;
    if (i + 1 < code.size() && code[i] == '\\') {
      ++i;
      continue;
    }
    if (i < code.size() && (code[i] != ';' || quoted)) continue;
    sections.push_back(code.substr(begin, i - begin));
    begin = i + 1;
  }
  return sections;
}

/// At least `width` digits.
void append_number(std::int64_t number, int width, std::string& text) {
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  for (auto size = end - buffer; size < width; ++size) text += '0';
  text.append(buffer, end);
}

void append_clock(std::int64_t seconds, std::string& text) {
  append_number(seconds / 3600, 2, text);
  text += ':';
  append_number(seconds / 60 % 60, 2, text);
  text += ':';
  append_number(seconds % 60, 2, text);
}

void append_date(std::int64_t days_since_1970, std::string& text) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days_since_1970))};
  append_number(static_cast<int>(date.year()), 4, text);
  text += '-';
  append_number(static_cast<unsigned>(date.month()), 2, text);
  text += '-';
  append_number(static_cast<unsigned>(date.day()), 2, text);
}

/// A number without exponent and with few enough digits that none of them is noise.
bool is_short(std::string_view value) {
  constexpr std::size_t kBytesMax = 16;  // 15 digits and the point
  return value.size() <= kBytesMax && value.back() != '0' && value.back() != '.' &&
         value.find_first_of("eE") == std::string_view::npos &&
         value.find_first_not_of("-0123456789.") == std::string_view::npos;
}

}  // namespace

NumberFormat::NumberFormat(std::string_view code) {
  code = code.substr(0, kCodeBytesMax);
  const std::vector<std::string_view> sections = sections_of(code);
  const Scanned first = scan(sections.front());
  const auto has = [&](char letter) { return first.letters.find(letter) != std::string::npos; };
  // "General" and its like, and E+00.
  if (first.letters.starts_with("general") || first.letters.starts_with("standard")) return;
  if (first.placeholders == 0 && !first.letters.empty()) {
    const bool date = has('y') || has('d') || (has('m') && !has('h') && !has('s'));
    const bool time = has('h') || has('s');
    if (date || time) kind_ = date ? (time ? Kind::date_time : Kind::date) : Kind::time;
    return;
  }
  for (const std::string_view section : sections) read_section(section);
  if (!masks_.empty()) kind_ = Kind::digits;
}

void NumberFormat::read_section(std::string_view section) {
  Scanned scanned = scan(section);
  if (!scanned.only_digits || scanned.placeholders < 2) return;
  Mask mask;
  mask.code = std::move(scanned.mask);
  std::string_view condition = scanned.bracket;
  if (!condition.empty()) {
    const std::size_t sign = std::min(condition.find_first_not_of("<>="), condition.size());
    const std::string_view relation = condition.substr(0, sign);
    mask.condition = relation == "<"    ? Condition::less
                     : relation == "<=" ? Condition::less_equal
                     : relation == ">"  ? Condition::greater
                     : relation == ">=" ? Condition::greater_equal
                                        : Condition::equal;
    condition.remove_prefix(sign);
    std::from_chars(condition.data(), condition.data() + condition.size(), mask.limit);
  }
  masks_.push_back(std::move(mask));
}

NumberFormat NumberFormat::built_in(std::int64_t id) {
  // 18.8.30: 14 to 17 and 22 are dates, 18 to 21 and 45 to 47 times; 27 to 36 and 50 to 58 are
  // dates of East Asian locales, 32 to 35 of them times.
  NumberFormat format;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
      (id >= 57 && id <= 58))
    format.kind_ = Kind::date;
  else if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 ||
           id == 56)
    format.kind_ = Kind::time;
  else if (id == 22)
    format.kind_ = Kind::date_time;
  return format;
}

bool NumberFormat::write_digits(double value, std::string& text) const {
  if (value != std::floor(value) || value < 0 || value >= 1e18) return false;
  const auto applies = [&](const Mask& mask) {
    switch (mask.condition) {
      case Condition::less:
        return value < mask.limit;
      case Condition::less_equal:
        return value <= mask.limit;
      case Condition::greater:
        return value > mask.limit;
      case Condition::greater_equal:
        return value >= mask.limit;
      case Condition::equal:
        return value == mask.limit;
      case Condition::none:
        break;
    }
    return true;
  };
  const auto mask = std::find_if(masks_.begin(), masks_.end(), applies);
  if (mask == masks_.end()) return false;
  const std::string digits = std::to_string(static_cast<std::uint64_t>(value));
  const std::string& code = mask->code;
  std::size_t left = 0;  // placeholders from here to the end
  for (std::size_t i = 0; i < code.size(); ++i) code[i] == '\\' ? ++i : ++left;
  bool first = true;
  bool begun = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '\\') {
      ++i;
      // Between placeholders that nothing filled there is nothing to part.
      if (first || begun) text += code[i];
      continue;
    }
    // Digits beyond the placeholders stand at the first one.
    if (first && digits.size() > left) text.append(digits, 0, digits.size() - left);
    first = false;
    if (digits.size() >= left || code[i] == '0') {
      text += digits.size() >= left ? digits[digits.size() - left] : '0';
      begun = true;
    }
    --left;
  }
  return true;
}

void NumberFormat::write(double value, bool from_1904, std::string& text) const {
  constexpr double kDaysMax = 2'958'466;  // the year 10000
  if (kind_ == Kind::plain || !(value >= 0 && value < kDaysMax) || kind_ == Kind::digits) {
    if (kind_ != Kind::digits || !write_digits(value, text)) write_plain_number(value, text);
    return;
  }
  const auto seconds = static_cast<std::int64_t>(std::llround(value * kSecondsPerDay));
  if (kind_ == Kind::time) return append_clock(seconds, text);
  const std::int64_t day = seconds / kSecondsPerDay;
  // Day 1 is 1900-01-01; day 60 is a 29th of February 1900 that never was (18.17.4.1). 1970-01-01
  // is day 25569, or 24107 counted from 1904-01-01.
  append_date(day - (from_1904 ? 24'107 : day < 60 ? 25'568 : 25'569), text);
  if (seconds % kSecondsPerDay == 0) return;
  text += ' ';
  append_clock(seconds % kSecondsPerDay, text);
}

void write_plain_number(double value, std::string& text) {
  char buffer[400];
  if (!std::isfinite(value) || std::abs(value) >= 1e21) {
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
    text.append(buffer, result.ptr);
    return;
  }
  if (value == std::floor(value)) {
    const auto result =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 0);
    text.append(buffer, result.ptr);
    return;
  }
  // Spreadsheets show 15 digits and store 17, of which the last are noise of the binary form.
  const int size = std::snprintf(buffer, sizeof buffer, "%.15g", value);
  double rounded = value;
  std::from_chars(buffer, buffer + size, rounded);
  const auto result =
      std::to_chars(buffer, buffer + sizeof buffer, rounded, std::chars_format::fixed);
  text.append(buffer, result.ptr);
}

void write_plain_number(std::string_view value, std::string& text) {
  if (value.empty() || is_short(value)) {
    text += value;
    return;
  }
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (value.find_first_of(".eE") == std::string_view::npos || error != std::errc() ||
      end != value.data() + value.size()) {
    text += value;
    return;
  }
  write_plain_number(number, text);
}

const NumberFormat& CellFormats::format(std::size_t cell) const {
  static const NumberFormat kPlain;
  if (cell >= of_cell.size() || of_cell[cell] >= formats.size()) return kPlain;
  return formats[of_cell[cell]];
}

}  // namespace braque::documents
