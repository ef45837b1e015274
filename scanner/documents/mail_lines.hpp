// The lines of a mail, read once from its beginning to its end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "extract/byte_input.hpp"

namespace braque::documents::mail {

/// A line, or a piece of a long one.
struct Line {
  std::string_view text;  ///< with its line end
  bool begins = true;     ///< a line starts here: it is no further piece
  bool is_blank() const { return begins && (text == "\n" || text == "\r\n"); }
  /// Without its line end.
  std::string_view content() const;
};

class Lines {
 public:
  explicit Lines(extract::ByteInput& input) : input_(input) {}

  /// The current line; null at the end. Valid until the next call of next() or following().
  const Line* peek();
  void next();
  /// The first bytes of the line after the current one. The current line moves: peek() again.
  std::string_view following(std::size_t bytes_max);
  /// Bytes before the current line.
  std::uint64_t offset() const { return offset_; }
  const extract::ByteInput& input() const { return input_; }

 private:
  void fill();

  extract::ByteInput& input_;
  std::string buffer_;
  std::size_t at_ = 0;  ///< of the current line in the buffer
  Line line_;
  bool has_line_ = false;
  bool next_begins_ = true;
  bool ended_ = false;
  std::uint64_t offset_ = 0;
};

}  // namespace braque::documents::mail
