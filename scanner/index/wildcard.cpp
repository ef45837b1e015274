#include "index/wildcard.hpp"

namespace braque::index {

namespace {

constexpr std::string_view kSigns = "*?";

std::string_view without_slashes(std::string_view folder) {
  while (folder.size() > 1 && folder.back() == '/') folder.remove_suffix(1);
  return folder;
}

}  // namespace

std::string_view literal_beginning(std::string_view pattern) {
  const std::size_t sign = pattern.find_first_of(kSigns);
  return sign == std::string_view::npos ? without_slashes(pattern) : pattern.substr(0, sign);
}

bool wildcard_match(std::string_view pattern, std::string_view path) {
  if (pattern.find_first_of(kSigns) == std::string_view::npos) {
    pattern = without_slashes(pattern);
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
