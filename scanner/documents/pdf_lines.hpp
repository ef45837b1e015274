// Whether the lines that poppler made of a page are lines.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace braque::documents {

/// A word and where it stands, in points from the page's upper left corner.
struct PdfWord {
  double left = 0, top = 0, right = 0, bottom = 0;
  int rotation = 0;  ///< quarter turns clockwise
  bool space_after = false;
  std::string text = {};
};

/// Whether the second word goes on where the first ends, on one line and without a blank: parts of
/// a word in different fonts.
bool continues_line(const PdfWord& last, const PdfWord& next);

/// Whether the text has `lines_min` lines that are not empty, and one in `one_in` of them has
/// `short_bytes` at most.
bool has_short_lines(std::string_view text, std::size_t short_bytes, std::size_t lines_min,
                     std::size_t one_in);

/// Whether so many lines of the text are short that they may be parts of others.
bool may_be_fragments(std::string_view text);

/// Whether the words, in reading order, are parts of words: of a line that climbs or falls, poppler
/// makes many.
bool are_fragments(std::span<const PdfWord> words);

}  // namespace braque::documents
