// Dates as people write them, read from `raw`: 14/02/1985, 1985-02-14, 14 février 1985, 14. Februar
// 1985, February 14, 1985, 14 de febrero de 1985.
//
// The order is day, month, year (ISO 8601: year, month, day); month, day, year is tried only when
// the other is impossible. Whether a date is a birth date is for the context to say. The clock must
// not be read, so births are believed from 1900 up to a fixed year: well after this program's next
// releases, and before the dates that contracts and certificates end on.
#include <algorithm>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

constexpr int kFirstBirthYear = 1900;
constexpr int kLastBirthYear = 2039;

struct MonthName {
  std::string_view name;
  int month;
};

/// Names of months in French, English, German, Spanish, Italian, with their common abbreviations:
/// small letters, without what is not ASCII ("fvrier", "mrz"), so that encodings do not matter.
constexpr MonthName kMonthNames[] = {
    {"abr", 4},       {"abril", 4},      {"ago", 8},       {"agosto", 8},     {"ao", 8},
    {"aot", 8},       {"aout", 8},       {"apr", 4},       {"april", 4},      {"aprile", 4},
    {"aug", 8},       {"august", 8},     {"avr", 4},       {"avril", 4},      {"dc", 12},
    {"dcembre", 12},  {"dec", 12},       {"december", 12}, {"decembre", 12},  {"dez", 12},
    {"dezember", 12}, {"dic", 12},       {"dicembre", 12}, {"diciembre", 12}, {"ene", 1},
    {"enero", 1},     {"feb", 2},        {"febbraio", 2},  {"febr", 2},       {"febrero", 2},
    {"februar", 2},   {"february", 2},   {"fev", 2},       {"fevr", 2},       {"fevrier", 2},
    {"fv", 2},        {"fvr", 2},        {"fvrier", 2},    {"gen", 1},        {"gennaio", 1},
    {"giu", 6},       {"giugno", 6},     {"jan", 1},       {"januar", 1},     {"january", 1},
    {"janv", 1},      {"janvier", 1},    {"juil", 7},      {"juillet", 7},    {"juin", 6},
    {"jul", 7},       {"juli", 7},       {"julio", 7},     {"july", 7},       {"jun", 6},
    {"june", 6},      {"juni", 6},       {"junio", 6},     {"jnner", 1},      {"lug", 7},
    {"luglio", 7},    {"maerz", 3},      {"mag", 5},       {"maggio", 5},     {"mai", 5},
    {"mar", 3},       {"march", 3},      {"mars", 3},      {"marz", 3},       {"marzo", 3},
    {"may", 5},       {"mayo", 5},       {"mrz", 3},       {"nov", 11},       {"november", 11},
    {"novembre", 11}, {"noviembre", 11}, {"oct", 10},      {"october", 10},   {"octobre", 10},
    {"octubre", 10},  {"okt", 10},       {"oktober", 10},  {"ott", 10},       {"ottobre", 10},
    {"sep", 9},       {"sept", 9},       {"september", 9}, {"septembre", 9},  {"septiembre", 9},
    {"set", 9},       {"setiembre", 9},  {"settembre", 9}};

/// 0 for no name of a month.
int month_of(std::string_view name) noexcept {
  for (const MonthName& entry : kMonthNames) {
    if (entry.name == name) return entry.month;
  }
  return 0;
}

bool is_filler(std::string_view word) noexcept {
  for (std::string_view filler : {"er", "de", "del", "st", "nd", "rd", "th", "of", "le"}) {
    if (word == filler) return true;
  }
  return false;
}

/// What a date consists of: up to three numbers, and the month where it is a word.
struct Parts {
  int numbers[3] = {};
  std::size_t sizes[3] = {};
  std::size_t count = 0;
  int named_month = 0;
  char separator = '\0';  ///< the first between two numbers
  bool good = true;
};

void take_word(std::string_view raw, std::size_t& i, Parts& parts) noexcept {
  char word[16];
  std::size_t size = 0;
  auto is_letter = [](char c) { return is_small(to_small(c)) || static_cast<signed char>(c) < 0; };
  for (; i < raw.size() && is_letter(raw[i]); ++i) {
    if (static_cast<signed char>(raw[i]) < 0) continue;
    if (size == sizeof word) {
      parts.good = false;
      return;
    }
    word[size++] = to_small(raw[i]);
  }
  std::string_view name(word, size);
  int month = month_of(name);
  if (month != 0 && parts.named_month == 0) {
    parts.named_month = month;
  } else if (!is_filler(name)) {
    parts.good = false;
  }
}

void take_number(std::string_view raw, std::size_t& i, Parts& parts) noexcept {
  std::size_t start = i;
  while (i < raw.size() && is_digit(raw[i])) ++i;
  if (parts.count == 3 || i - start > 4) {
    parts.good = false;
    return;
  }
  parts.numbers[parts.count] = field(raw, start, i - start);
  parts.sizes[parts.count++] = i - start;
}

Parts parts_of(std::string_view raw) noexcept {
  constexpr std::string_view kSeparators = " ./-,";
  Parts parts;
  for (std::size_t i = 0; i < raw.size() && parts.good;) {
    if (is_digit(raw[i])) {
      take_number(raw, i, parts);
    } else if (kSeparators.find(raw[i]) != kSeparators.npos) {
      char separator = raw[i++];
      if (parts.separator == '\0') parts.separator = separator;
      // Numeric dates have one kind of separator, once.
      if (parts.named_month == 0 && parts.count == 2 && separator != parts.separator) {
        parts.good = false;
      }
    } else {
      take_word(raw, i, parts);
    }
  }
  return parts;
}

bool is_birth(int year, int month, int day) noexcept {
  return year >= kFirstBirthYear && year <= kLastBirthYear && is_date(year, month, day);
}

}  // namespace

bool date_of_birth(const Candidate& candidate) {
  if (candidate.raw.size() > 40) return false;
  Parts parts = parts_of(candidate.raw);
  if (!parts.good) return false;
  if (parts.named_month != 0) {
    if (parts.count != 2 || parts.sizes[0] > 2 || parts.sizes[1] != 4) return false;
    return is_birth(parts.numbers[1], parts.named_month, parts.numbers[0]);
  }
  if (parts.count != 3) return false;
  auto [first, second, third] = parts.numbers;
  if (parts.sizes[0] == 4) return is_birth(first, second, third) && parts.sizes[2] <= 2;
  if (parts.sizes[2] != 4 || parts.sizes[0] > 2 || parts.sizes[1] > 2) return false;
  return is_birth(third, second, first) || is_birth(third, first, second);
}

}  // namespace braque::validate
