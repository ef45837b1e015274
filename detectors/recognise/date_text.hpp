// Dates as people write them, read at a known place.
#pragma once

#include <cstddef>
#include <string_view>

namespace braque::recognise {

struct DateText {
  std::size_t begin = 0, end = 0;  ///< bytes of the text; begin == end: no date
  int year = 0, month = 0, day = 0;
  bool short_year = false;  ///< two digits: the century was guessed
  bool compact = false;     ///< without separators
  bool found() const noexcept { return end > begin; }
};

/// The date that begins at `at`: 3/4/1985, 3.4.85, 1985-04-03, 3 avril 1985, 3. April 1985, April
/// 3, 1985, 03-APR-1985, 3 de abril de 1985 (months in fr, en, de, es, it, nl, pt, pl); of the
/// years 1900 to 2039. Where day and month can be told from nothing, the day is first.
DateText date_at(std::string_view text, std::size_t at);

/// The same for places where nothing but a date is expected: 19850403 and 03041985 too, and digits
/// that a reader of scanned pages took for letters (l, I, O).
DateText loose_date_at(std::string_view text, std::size_t at);

}  // namespace braque::recognise
