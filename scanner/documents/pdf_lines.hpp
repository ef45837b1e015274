// Lines of text from the words of a page.
#pragma once

#include <span>
#include <string>

namespace braque::documents {

/// A word and where it stands, in points from the page's upper left corner.
struct PdfWord {
  std::string text;  ///< UTF-8
  double left = 0, top = 0, right = 0, bottom = 0;
  int rotation = 0;  ///< quarter turns clockwise
  bool space_after = false;
};

/// Appends the words, which come in reading order, as lines. A word stands alone on a line only where
/// the page has it so, and one that was divided at the end of a line is made whole.
void append_lines(std::string& text, std::span<const PdfWord> words);

/// Whether the words are parts of words: of a line that climbs or falls, poppler makes many.
bool are_fragments(std::span<const PdfWord> words);

}  // namespace braque::documents
