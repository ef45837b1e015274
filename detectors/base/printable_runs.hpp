// What can be read in a value that is no text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace braque {

/// Appends the runs of at least six printable ASCII characters, as in files that are binary as a
/// whole, with a blank between them.
inline void append_printable_runs(std::string& text, std::string_view bytes) {
  constexpr std::size_t kRunCharacters = 6;
  std::size_t run = 0;
  bool any = false;
  for (std::size_t at = 0; at <= bytes.size(); ++at) {
    const bool printable = at < bytes.size() && bytes[at] >= 0x20 && bytes[at] < 0x7f;
    if (printable) {
      ++run;
      continue;
    }
    if (run >= kRunCharacters) {
      if (any) text += ' ';
      text += bytes.substr(at - run, run);
      any = true;
    }
    run = 0;
  }
}

}  // namespace braque
