#include "index/wildcard.hpp"

namespace braque::index {

bool wildcard_match(std::string_view pattern, std::string_view path) {
  if (pattern.find_first_of("*?") == std::string_view::npos) {
    while (pattern.size() > 1 && pattern.back() == '/') pattern.remove_suffix(1);
    if (!path.starts_with(pattern)) return false;
    return path.size() == pattern.size() || pattern == "/" || path[pattern.size()] == '/';
  }
  // On a mismatch only the last star has to take one byte more: what stood before it matched as
  // early as possible, and a later match of that cannot help.
  std::size_t p = 0, s = 0, star = std::string_view::npos, star_path = 0;
  while (s < path.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_path = s;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == path[s])) {
      ++p;
      ++s;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      s = ++star_path;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace braque::index
