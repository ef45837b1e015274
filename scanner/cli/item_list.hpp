// A list of files as people hand it in: paths of this machine, of the share, or of Windows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"

namespace braque::cli {

/// Which items of an index a list names. A line names the item with this absolute path, or with
/// this path in its target; of C:\a\b.txt, \\server\share\a\b.txt and smb://server/share/a/b.txt
/// the part behind drive or share counts as such a path, in any case of ASCII letters.
class ItemList {
 public:
  /// One path a line, blank lines passed over.
  static Result<ItemList> read(const std::string& path);

  void add(std::string_view line);
  /// Marks the line as found.
  bool names(const std::string& path, const std::string& relative);
  std::size_t size() const noexcept { return lines_.size(); }
  /// The lines that no item answered to, as they were written.
  std::vector<std::string> missing() const;

 private:
  std::vector<std::string> lines_;
  std::vector<bool> found_;
  std::unordered_map<std::string, std::size_t> exact_, folded_;
};

}  // namespace braque::cli
