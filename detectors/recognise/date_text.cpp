#include "recognise/date_text.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "recognise/text_tokens.hpp"

namespace braque::recognise {
namespace {

using ascii::is_digit;

// The clock must not be read: births are believed up to a year well behind this program's next
// releases.
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2039;
/// Two digits up to here are of this century.
constexpr int kPivot = 29;

struct MonthName {
  std::string_view name;
  int month;
};

// Folded; sorted, for the search.
constexpr MonthName kMonths[] = {
    {"abr", 4},       {"abril", 4},      {"ago", 8},        {"agosto", 8},        {"aout", 8},
    {"apr", 4},       {"april", 4},      {"aprile", 4},     {"aug", 8},           {"august", 8},
    {"augustus", 8},  {"avr", 4},        {"avril", 4},      {"czerwca", 6},       {"dec", 12},
    {"december", 12}, {"decembre", 12},  {"dez", 12},       {"dezember", 12},     {"dezembro", 12},
    {"dic", 12},      {"dicembre", 12},  {"diciembre", 12}, {"ene", 1},           {"enero", 1},
    {"feb", 2},       {"febbraio", 2},   {"febr", 2},       {"febrero", 2},       {"februar", 2},
    {"februari", 2},  {"february", 2},   {"fev", 2},        {"fevereiro", 2},     {"fevr", 2},
    {"fevrier", 2},   {"gen", 1},        {"gennaio", 1},    {"giu", 6},           {"giugno", 6},
    {"grudnia", 12},  {"jaenner", 1},    {"jan", 1},        {"janeiro", 1},       {"janner", 1},
    {"januar", 1},    {"januari", 1},    {"january", 1},    {"janv", 1},          {"janvier", 1},
    {"juil", 7},      {"juillet", 7},    {"juin", 6},       {"jul", 7},           {"julho", 7},
    {"juli", 7},      {"julio", 7},      {"july", 7},       {"jun", 6},           {"june", 6},
    {"junho", 6},     {"juni", 6},       {"junio", 6},      {"kwietnia", 4},      {"lip", 7},
    {"lipca", 7},     {"listopada", 11}, {"lug", 7},        {"luglio", 7},        {"lutego", 2},
    {"maart", 3},     {"maerz", 3},      {"mag", 5},        {"maggio", 5},        {"mai", 5},
    {"maio", 5},      {"maja", 5},       {"mar", 3},        {"marca", 3},         {"march", 3},
    {"marco", 3},     {"mars", 3},       {"marz", 3},       {"marzo", 3},         {"may", 5},
    {"mayo", 5},      {"mei", 5},        {"mrt", 3},        {"nov", 11},          {"november", 11},
    {"novembre", 11}, {"novembro", 11},  {"noviembre", 11}, {"oct", 10},          {"october", 10},
    {"octobre", 10},  {"octubre", 10},   {"okt", 10},       {"oktober", 10},      {"ott", 10},
    {"ottobre", 10},  {"out", 10},       {"outubro", 10},   {"pazdziernika", 10}, {"sep", 9},
    {"sept", 9},      {"september", 9},  {"septembre", 9},  {"septiembre", 9},    {"set", 9},
    {"setembro", 9},  {"setiembre", 9},  {"settembre", 9},  {"sierpnia", 8},      {"stycznia", 1},
    {"wrzesnia", 9}};
static_assert(std::is_sorted(std::begin(kMonths), std::end(kMonths),
                             [](const MonthName& a, const MonthName& b) {
                               return a.name < b.name;
                             }));

int month_named(std::string_view folded) noexcept {
  const auto found =
      std::lower_bound(std::begin(kMonths), std::end(kMonths), folded,
                       [](const MonthName& a, std::string_view b) { return a.name < b; });
  return found != std::end(kMonths) && found->name == folded ? found->month : 0;
}

int days_of(int year, int month) noexcept {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

bool is_day(int year, int month, int day) noexcept {
  return year >= kFirstYear && year <= kLastYear && month >= 1 && month <= 12 && day >= 1 &&
         day <= days_of(year, month);
}

/// Reads on from a place; nothing is taken when a step fails.
class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::size_t at() const noexcept { return at_; }
  char peek(std::size_t ahead = 0) const noexcept {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip(std::size_t bytes) noexcept { at_ += bytes; }

  /// Digits; their number in `size`, 0 when there are more than `most`.
  int number(std::size_t most, std::size_t& size) noexcept {
    size = 0;
    while (is_digit(peek(size)) && size <= most) ++size;
    if (size > most) size = 0;
    int value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value * 10 + (peek(i) - '0');
    at_ += size;
    return value;
  }

  /// A blank, also one that does not break (U+00A0).
  bool blank() noexcept {
    if (peek() == ' ') return ++at_, true;
    if (peek() == '\xC2' && peek(1) == '\xA0') return at_ += 2, true;
    return false;
  }

  FoldedWord word() noexcept {
    std::size_t end = at_;
    constexpr std::size_t kLongest = 24;
    for (Letter letter = letter_at(text_, end); letter.size != 0 && end - at_ < kLongest;
         letter = letter_at(text_, end))
      end += letter.size;
    const FoldedWord folded(text_.substr(at_, end - at_));
    at_ = end;
    return folded;
  }

  bool skip_word(std::string_view folded) noexcept {
    const std::size_t before = at_;
    if (word().view() == folded) return true;
    at_ = before;
    return false;
  }

  /// No letter or digit goes on behind it ("T" of a time of day does).
  bool ends() const noexcept {
    const char next = peek();
    if (next == 'T' && is_digit(peek(1))) return true;
    return !ascii::is_word(next) && letter_at(text_, at_).size == 0;
  }

 private:
  std::string_view text_;
  std::size_t at_;
};

bool take_year(Reader& reader, DateText& date) {
  const bool apostrophe = reader.peek() == '\'';
  if (apostrophe) reader.skip(1);
  std::size_t size = 0;
  date.year = reader.number(4, size);
  if (size == 2) {
    date.short_year = true;
    date.year += date.year <= kPivot ? 2000 : 1900;
    return reader.ends();
  }
  return size == 4 && !apostrophe && reader.ends();
}

/// Between two numbers: one sign, perhaps with blanks around it, or a blank.
char take_separator(Reader& reader) {
  const bool blank = reader.blank();
  const char sign = reader.peek();
  if (sign == '.' || sign == '/' || sign == '-') {
    reader.skip(1);
    reader.blank();
    return sign;
  }
  return blank ? ' ' : '\0';
}

DateText finished(DateText date, std::size_t begin, const Reader& reader) {
  if (!is_day(date.year, date.month, date.day)) return {};
  date.begin = begin;
  date.end = reader.at();
  return date;
}

/// Behind the day: "er", "st", "th", ".", an ordinal sign, as far as they are there.
void skip_ordinal(Reader& reader) {
  for (std::string_view suffix : {"er", "st", "nd", "rd", "th", "e"})
    if (reader.skip_word(suffix)) break;
  if (reader.peek() == '\xC2' && (reader.peek(1) == '\xBA' || reader.peek(1) == '\xB0'))
    reader.skip(2);
  if (reader.peek() == '.') reader.skip(1);
}

/// "avril 1985", "de abril de 1985", "-APR-85" behind a day.
DateText named_month(Reader reader, int day, std::size_t begin) {
  DateText date;
  date.day = day;
  skip_ordinal(reader);
  const bool dash = reader.peek() == '-' || reader.peek() == '/';
  if (dash)
    reader.skip(1);
  else if (!reader.blank())
    return {};
  for (std::string_view filler : {"de", "of", "di"})
    if (reader.skip_word(filler) && !reader.blank()) return {};
  date.month = month_named(reader.word().view());
  if (date.month == 0) return {};
  if (reader.peek() == '.') reader.skip(1);
  if (reader.peek() == ',') reader.skip(1);
  if (dash ? reader.peek() != '-' && reader.peek() != '/' : !reader.blank()) return {};
  if (dash) reader.skip(1);
  for (std::string_view filler : {"de", "del"})
    if (reader.skip_word(filler) && !reader.blank()) return {};
  if (!take_year(reader, date)) return {};
  return finished(date, begin, reader);
}

/// "April 3, 1985"
DateText month_first(std::string_view text, std::size_t at) {
  Reader reader(text, at);
  DateText date;
  date.month = month_named(reader.word().view());
  if (date.month == 0) return {};
  if (reader.peek() == '.') reader.skip(1);
  if (!reader.blank()) return {};
  std::size_t size = 0;
  date.day = reader.number(2, size);
  if (size == 0) return {};
  skip_ordinal(reader);
  if (reader.peek() == ',') reader.skip(1);
  if (!reader.blank() || !take_year(reader, date) || date.short_year) return {};
  return finished(date, at, reader);
}

DateText year_first(Reader reader, int year, std::size_t begin) {
  DateText date;
  date.year = year;
  const char first = take_separator(reader);
  std::size_t size = 0;
  date.month = reader.number(2, size);
  if (first == '\0' || size == 0) return {};
  const char second = take_separator(reader);
  date.day = reader.number(2, size);
  if (second != first || size == 0 || !reader.ends()) return {};
  return finished(date, begin, reader);
}

DateText numbers(Reader reader, int first, std::size_t first_size, std::size_t begin) {
  DateText date;
  const char separator = take_separator(reader);
  if (separator == '\0') return {};
  std::size_t size = 0;
  const int second = reader.number(2, size);
  if (size == 0 || (separator == ' ' && (size != 2 || first_size != 2))) return {};
  if (take_separator(reader) != separator) return {};
  if (!take_year(reader, date) || (separator == ' ' && date.short_year)) return {};
  // 12.5.85.3 is no date.
  if (reader.peek() == separator && is_digit(reader.peek(1))) return {};
  date.day = first;
  date.month = second;
  if (const DateText found = finished(date, begin, reader); found.found()) return found;
  std::swap(date.day, date.month);
  return finished(date, begin, reader);
}

DateText compact(std::string_view text, std::size_t at) {
  Reader reader(text, at);
  std::size_t size = 0;
  const int value = reader.number(8, size);
  if (size != 8 || !reader.ends()) return {};
  DateText date;
  date.compact = true;
  date.year = value / 10000;
  date.month = value / 100 % 100;
  date.day = value % 100;
  if (const DateText found = finished(date, at, reader); found.found()) return found;
  date.day = value / 1000000;
  date.month = value / 10000 % 100;
  date.year = value % 10000;
  return finished(date, at, reader);
}

}  // namespace

DateText date_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  if (!is_digit(text[at])) return month_first(text, at);
  Reader reader(text, at);
  std::size_t size = 0;
  const int first = reader.number(4, size);
  if (size == 4) return year_first(reader, first, at);
  if (size == 0 || size == 3) return {};
  if (const DateText date = numbers(reader, first, size, at); date.found()) return date;
  return named_month(reader, first, at);
}

DateText loose_date_at(std::string_view text, std::size_t at) {
  if (const DateText date = date_at(text, at); date.found()) return date;
  if (const DateText date = compact(text, at); date.found()) return date;
  constexpr std::size_t kLength = 10;  // dd.mm.yyyy
  if (at + kLength > text.size()) return {};
  std::array<char, kLength> mapped{};
  for (std::size_t i = 0; i < kLength; ++i) {
    const char c = text[at + i];
    mapped[i] = c == 'l' || c == 'I' ? '1' : c == 'O' || c == 'o' ? '0' : c;
  }
  DateText date = date_at({mapped.data(), kLength}, 0);
  if (!date.found() || date.end != kLength ||
      ascii::is_alnum(at + kLength < text.size() ? text[at + kLength] : ' '))
    return {};
  date.begin = at;
  date.end = at + kLength;
  return date;
}

}  // namespace braque::recognise
