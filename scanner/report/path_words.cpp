#include "report/path_words.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <vector>

#include "base/ascii.hpp"
#include "base/latin_letter.hpp"
#include "model/escape.hpp"

namespace braque::report {
namespace {

struct Number {
  unsigned value = 0;
  std::size_t digits = 0, begin = 0;
};

std::vector<Number> numbers_in(std::string_view name) {
  std::vector<Number> numbers;
  for (std::size_t at = 0; at < name.size();) {
    if (name[at] < '0' || name[at] > '9') {
      ++at;
      continue;
    }
    Number number{0, 0, at};
    for (; at < name.size() && name[at] >= '0' && name[at] <= '9'; ++at) ++number.digits;
    if (number.digits <= 8) {
      std::from_chars(name.data() + number.begin, name.data() + at, number.value);
      numbers.push_back(number);
    }
  }
  return numbers;
}

using std::chrono::year_month_day;

bool is_year(unsigned value) { return value >= 1950 && value <= 2100; }

std::optional<year_month_day> date_of(unsigned year, unsigned month, unsigned day) {
  using namespace std::chrono;
  if (!is_year(year) || month < 1 || month > 12) return std::nullopt;
  const auto of = std::chrono::year(static_cast<int>(year)) / std::chrono::month(month);
  const year_month_day date =
      day == 0 ? year_month_day(of / last) : year_month_day(of / std::chrono::day(day));
  return date.ok() ? std::optional(date) : std::nullopt;
}

/// Whether one character alone, such as a dash, stands between two numbers.
bool adjoin(const Number& a, const Number& b) { return b.begin == a.begin + a.digits + 1; }

std::optional<year_month_day> date_in_name(std::string_view name) {
  const std::vector<Number> numbers = numbers_in(name);
  for (std::size_t i = numbers.size(); i-- > 0;) {
    const Number& one = numbers[i];
    if (one.digits == 8)
      if (auto date = date_of(one.value / 10000, one.value / 100 % 100, one.value % 100))
        return date;
    if (one.digits == 6)
      if (auto date = date_of(one.value / 100, one.value % 100, 0)) return date;
    const bool second = i >= 1 && adjoin(numbers[i - 1], one),
               third = i >= 2 && second && adjoin(numbers[i - 2], numbers[i - 1]);
    if (third && numbers[i - 2].digits == 4)
      if (auto date = date_of(numbers[i - 2].value, numbers[i - 1].value, one.value)) return date;
    if (third && one.digits == 4)
      if (auto date = date_of(one.value, numbers[i - 1].value, numbers[i - 2].value)) return date;
    if (second && numbers[i - 1].digits == 4)
      if (auto date = date_of(numbers[i - 1].value, one.value, 0)) return date;
    if (second && one.digits == 4)
      if (auto date = date_of(one.value, numbers[i - 1].value, 0)) return date;
    if (one.digits == 4)
      if (auto date = date_of(one.value, 12, 31)) return date;
  }
  return std::nullopt;
}

}  // namespace

std::string path_words(std::string_view path) {
  std::string words = " ";
  for (std::size_t at = 0; at < path.size();) {
    const Character c = character_at(path, at);
    at += c.length;
    if (c.code < 0x80 && ascii::is_alnum(static_cast<char>(c.code))) {
      words += ascii::lower(static_cast<char>(c.code));
    } else if (const LatinLetter letter = latin_letter(c.valid ? c.code : 0);
               letter.first != '\0') {
      words += letter.first;
      if (letter.second != '\0') words += letter.second;
    } else if (!is_combining_accent(c.code) && words.back() != ' ') {
      words += ' ';
    }
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

std::optional<std::int64_t> date_in_path(std::string_view path) {
  while (!path.empty()) {
    const std::size_t slash = path.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    if (const auto date = date_in_name(name)) {
      const std::chrono::sys_days day(*date);
      return std::chrono::duration_cast<std::chrono::milliseconds>(day.time_since_epoch()).count();
    }
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
  }
  return std::nullopt;
}

}  // namespace braque::report
