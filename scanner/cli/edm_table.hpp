// Rows of a table of separated values that the user vouches for, read as a stream.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace braque::cli {

/// Holds raw values. The first row is the header; the separator is what it has most of.
class EdmTable {
 public:
  EdmTable() = default;
  EdmTable(const EdmTable&) = delete;
  EdmTable& operator=(const EdmTable&) = delete;
  ~EdmTable();

  Result<void> open(const std::string& path);
  const std::vector<std::string>& header() const noexcept { return header_; }
  /// The next row's cells, as many as the header has, valid until the next call; false at the end.
  Result<bool> next(std::vector<std::string_view>& cells);
  /// Number of the row that came last, from 1, the header apart.
  std::uint64_t row() const noexcept { return row_; }

 private:
  Result<void> fill();
  Result<bool> read_row(std::vector<std::string_view>& cells);
  std::string_view unquoted(std::string_view cell);

  std::string path_;
  int descriptor_ = -1;
  std::string buffer_;
  std::size_t at_ = 0;  ///< of the next row
  bool ended_ = false;
  char separator_ = ',';
  std::vector<std::string> header_;
  std::vector<std::string> unquoted_;  ///< cells in which quotes were doubled
  std::size_t unquoted_used_ = 0;
  std::uint64_t row_ = 0;
};

}  // namespace braque::cli
