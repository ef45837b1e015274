// After a complete walk of a target: what it held and was not met is gone.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "index/finding_writer.hpp"
#include "index/known_items.hpp"
#include "index/run_writer.hpp"
#include "index/sqlite.hpp"

namespace braque::index {

/// Directories that a walk met and did not enter (excluded, another mount, a snapshot folder): what
/// was known below them was not looked for, so it is not gone.
class UnlistedDirectories {
 public:
  /// Above this many nothing is called gone in this run, to bound memory.
  static constexpr std::size_t kMax = 100'000;

  /// Keeps the record's path when it was skipped and is, or may be, a directory.
  void note(const ItemRecord& record);
  bool too_many() const { return directories_.size() > kMax; }
  bool covers(std::uint32_t target, std::string_view relative) const;

 private:
  std::set<std::pair<std::uint32_t, std::string>> directories_;
};

/// Marks items of the target (by command-line index) that the run did not see, and their findings.
/// Those that it did not see lie in `unmet`.
Result<void> mark_gone(const Database& database, const RunWriter& runs, FindingWriter& findings,
                       std::uint32_t target, const UnlistedDirectories& unlisted,
                       const std::vector<RowRange>& unmet);

}  // namespace braque::index
