// Tables that a controller writes by hand (periods of retention, the register of processing
// activities): TOML with an array of tables, or CSV with a header. Both give rows of keys with
// lists of texts.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace braque::cli {

struct DeclaredRow {
  std::string place;  ///< "FILE:LINE" for faults
  std::map<std::string, std::vector<std::string>, std::less<>> values;

  bool has(std::string_view key) const { return values.find(key) != values.end(); }
  /// The first text, or "".
  std::string text(std::string_view key) const;
  std::vector<std::string> all(std::string_view key) const;
};

/// A key of a declared table; `list`: several texts (in a cell of CSV parted by ";").
struct DeclaredKey {
  std::string_view name;
  bool list = false;
};

/// The rows of `[[name]]`, or of a file whose name ends in .csv. Every fault is named with file and
/// line; unknown keys are faults.
Result<std::vector<DeclaredRow>> read_declared(const std::string& path, std::string_view name,
                                               std::span<const DeclaredKey> keys);

}  // namespace braque::cli
