// What `braque doctor` asks of an index.
#pragma once

#include <string>
#include <vector>

namespace braque::index {

struct IndexCheck {
  /// "permissions", "schema", "integrity", "references", "bitmaps", "samples", "fingerprints"
  std::string name;
  bool passed = false;
  std::string detail;  ///< what is wrong and what to do; or what was found
};

/// Runs all checks on an index that exists, on a read-only connection; stops at the first that
/// makes the others pointless. Reads the whole file.
std::vector<IndexCheck> check_index(const std::string& path);

}  // namespace braque::index
