// Where a text is a program or its configuration, in which words of the lexicons name things
// ("client", "transition", "party"): it is not searched for them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace braque::special {

/// More than one sign in twenty is one that programs are made of. Prose has one in fifty, at most.
bool is_program_text(std::string_view block) noexcept;

/// The same of a short text, which may be one line of a log ("user=name") and is not judged by
/// those signs.
bool is_program_line(std::string_view text) noexcept;
inline constexpr std::size_t kLogLine = 400;

/// Blocks that are judged one by one.
inline constexpr std::size_t kBlockBytes = 4096;
/// Bytes beside a span that are searched with it, so that a term at its edge is found: longer than
/// any literal.
inline constexpr std::size_t kSpanEdge = 64;

/// Calls `each(begin, end)` with the parts of the text that are no programs, widened by kSpanEdge,
/// in ascending order; parts do not overlap.
template <typename Each>
void for_prose(std::string_view text, Each each) {
  std::size_t begin = text.size(), end = 0;
  for (std::size_t at = 0; at < text.size(); at += kBlockBytes) {
    if (text.size() <= kLogLine ? is_program_line(text)
                                : is_program_text(text.substr(at, kBlockBytes)))
      continue;
    const std::size_t from = at - std::min(at, kSpanEdge);
    if (begin < end && from > end) {
      each(begin, end);
      begin = text.size();
    }
    if (begin >= end || begin == text.size()) begin = from;
    end = std::min(text.size(), at + kBlockBytes + kSpanEdge);
  }
  if (begin < end) each(begin, end);
}

}  // namespace braque::special
