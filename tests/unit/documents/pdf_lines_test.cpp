#include "documents/pdf_lines.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using braque::documents::are_fragments;
using braque::documents::may_be_fragments;
using braque::documents::PdfWord;

namespace {

/// A word of 20 by 10 points.
PdfWord word(double left, double top, bool space_after = false) {
  return {left, top, left + 20, top + 10, 0, space_after};
}

}  // namespace

TEST_CASE("many short lines may be parts of others") {
  std::string short_lines, long_lines;
  for (int i = 0; i < 30; ++i) {
    short_lines += i % 2 == 0 ? "ing\n" : "a longer line\n";
    long_lines += "a longer line\n\n";
  }
  CHECK(may_be_fragments(short_lines));
  CHECK_FALSE(may_be_fragments(long_lines));
  CHECK_FALSE(may_be_fragments("3\n4\n5\n"));
  CHECK_FALSE(may_be_fragments(""));
}

TEST_CASE("pieces of climbing lines are told from straight text") {
  std::vector<PdfWord> climbing, straight;
  for (int i = 0; i < 20; ++i) climbing.push_back(word(20.0 * i, 200 - 6.0 * i));
  // As poppler gives them: not in the order in which they touch.
  for (std::size_t i = 0; i + 2 < climbing.size(); i += 3) std::swap(climbing[i], climbing[i + 2]);
  for (int i = 0; i < 20; ++i) {
    straight.push_back(word(0, 12.0 * i, true));
    straight.push_back(word(25, 12.0 * i));
  }
  CHECK(are_fragments(climbing));
  CHECK_FALSE(are_fragments(straight));
  CHECK_FALSE(are_fragments({}));
}
