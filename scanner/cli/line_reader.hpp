// Lines of a descriptor, of any length up to a limit, without reading ahead more than a buffer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace braque::cli {

class LineReader {
 public:
  /// Borrows the descriptor. A line longer than `bytes_max` is an error.
  LineReader(int descriptor, std::size_t bytes_max)
      : descriptor_(descriptor), bytes_max_(bytes_max) {}

  /// The next line without its line feed, valid until the next call; nothing at the end.
  Result<std::optional<std::string_view>> next();
  /// Everything up to the end.
  Result<std::string> rest();
  /// Number of the last line, from 1.
  std::uint64_t line() const noexcept { return line_; }

 private:
  Result<bool> fill();

  int descriptor_;
  std::size_t bytes_max_;
  std::string buffer_;
  std::size_t begin_ = 0;  ///< of what was not handed out yet
  std::uint64_t line_ = 0;
  bool ended_ = false;
};

}  // namespace braque::cli
