// Which runs saw an item, from the bitmaps of the runs.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "index/item_bitmap.hpp"
#include "index/sqlite.hpp"

namespace braque::index {

/// Loads chunks as they are asked for and keeps at most kChunksMax of them (16 MiB).
class SeenRuns {
 public:
  static constexpr std::size_t kChunksMax = 2048;

  Result<void> open(const Database& database);
  /// The newest run; 0 when there is none.
  std::int64_t newest() const { return runs_.empty() ? 0 : runs_.front(); }
  Result<bool> saw(std::int64_t run, std::int64_t item);
  /// The last run before `before` that saw the item; 0 when none did.
  Result<std::int64_t> last(std::int64_t item, std::int64_t before);

 private:
  Statement load_;
  std::vector<std::int64_t> runs_;  // newest first
  std::map<std::pair<std::int64_t, std::int64_t>, ItemBitmap> chunks_;
};

}  // namespace braque::index
