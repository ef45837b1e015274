// Extents of the shapes that are not positional: from the place the scan pointed at to [begin,
// end). They decide on form only; the rule's check decides whether the value is right. All look at
// a bounded number of bytes on either side.
#pragma once

#include <cstddef>
#include <string_view>

namespace braque::match {

struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< begin == end: nothing there
  bool found() const noexcept { return end > begin; }
};

/// An e-mail address around the @ at `at`: RFC 5321 lengths (64 and 254), the local part in the
/// characters people use (letters, digits, . _ % + - and an apostrophe between letters).
Extent email_around(std::string_view text, std::size_t at) noexcept;

/// Four dotted groups of one to three digits that begin at `start`.
Extent ipv4_from(std::string_view text, std::size_t start) noexcept;

/// The run of hexadecimal groups and colons (with a dotted quad at its end) around `colon`.
Extent colon_groups_around(std::string_view text, std::size_t colon) noexcept;

/// A MAC address in dash or dot form that begins at `start`.
Extent mac_from(std::string_view text, std::size_t start) noexcept;

/// d/m/y or y-m-d in digits with one of . / - or blank, year of four digits, from `start`.
Extent date_from(std::string_view text, std::size_t start) noexcept;

/// "3 mars 1985", "March 3, 1985": a date with a month's name (fr, en, de, es, it, nl, pt, pl)
/// whose year begins at `year`.
Extent named_date_before(std::string_view text, std::size_t year) noexcept;

/// Machine-readable zones whose second line begins at `second_line` (ICAO 9303: two lines of 44, or
/// three of 30).
Extent mrz_td3_around(std::string_view text, std::size_t second_line) noexcept;
Extent mrz_td1_around(std::string_view text, std::size_t second_line) noexcept;

}  // namespace braque::match
