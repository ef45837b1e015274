#include "documents/pdf_lines.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace braque::documents {
namespace {

/// A word as seen along its own line: from begin to end, between above and below.
struct Along {
  double begin, end, above, below;
  double height() const { return below - above; }
};

Along along(const PdfWord& word) {
  switch (word.rotation & 3) {
    case 1:
      return {word.top, word.bottom, -word.right, -word.left};
    case 2:
      return {-word.right, -word.left, -word.bottom, -word.top};
    case 3:
      return {-word.bottom, -word.top, word.left, word.right};
    default:
      return {word.left, word.right, word.top, word.bottom};
  }
}

bool breaks_after(std::span<const PdfWord> words, std::size_t i) {
  return i + 1 == words.size() ||
         (!words[i].space_after && !continues_line(words[i], words[i + 1]));
}

}  // namespace

bool continues_line(const PdfWord& last, const PdfWord& next) {
  if (next.rotation != last.rotation) return false;
  const Along before = along(last), after = along(next);
  const double height = std::max(before.height(), after.height());
  const double common = std::min(before.below, after.below) - std::max(before.above, after.above);
  const double gap = after.begin - before.end;
  return common > 0.4 * std::min(before.height(), after.height()) && gap > -0.5 * height &&
         gap < 0.3 * height;
}

bool has_short_lines(std::string_view text, std::size_t short_bytes, std::size_t lines_min,
                     std::size_t one_in) {
  std::size_t lines = 0, short_lines = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) ++lines;
    if (end > 0 && end <= short_bytes) ++short_lines;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines >= lines_min && short_lines * one_in >= lines;
}

bool may_be_fragments(std::string_view text) { return has_short_lines(text, 4, 20, 4); }

bool are_fragments(std::span<const PdfWord> words) {
  constexpr std::size_t kOneIn = 10, kTriesMax = 64;
  std::vector<Along> ends, begins;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool level = (words[i].rotation & 1) == 0;
    if (level && breaks_after(words, i)) ends.push_back(along(words[i]));
    if (level && (i == 0 || breaks_after(words, i - 1))) begins.push_back(along(words[i]));
  }
  // In straight text a line begins where another ends only by chance.
  if (ends.size() * 3 < words.size()) return false;
  std::sort(begins.begin(), begins.end(),
            [](const Along& a, const Along& b) { return a.begin < b.begin; });
  std::size_t touching = 0;
  for (const Along& end : ends) {
    const double near = 0.15 * end.height();
    auto at = std::lower_bound(begins.begin(), begins.end(), end.end - near,
                               [](const Along& a, double wanted) { return a.begin < wanted; });
    for (std::size_t tries = 0;
         at != begins.end() && at->begin <= end.end + near && tries < kTriesMax; ++at, ++tries) {
      if (std::abs(at->above + at->below - end.above - end.below) > 1.4 * end.height()) continue;
      ++touching;
      break;
    }
  }
  return touching * kOneIn > words.size();
}

}  // namespace braque::documents
