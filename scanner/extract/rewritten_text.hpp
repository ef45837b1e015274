// A copy of a window's text with some of it rewritten (escapes and entities decoded, tags taken
// out), and the way back from the copy to the part's bytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/text_window.hpp"

namespace braque::extract {

/// Built left to right over the positions of one window; the buffers are reused. What stands in
/// for a piece of the window belongs to the owner of that piece's first byte.
class RewrittenText {
 public:
  void begin(const TextWindow& window);

  /// Takes over [from, to) of the window as it is.
  void copy(std::size_t from, std::size_t to);
  /// Puts `text` in the place of what begins at `from` in the window.
  void put(std::size_t from, std::string_view text);
  void put_character(std::size_t from, std::uint32_t character);
  /// What follows in the copy begins at `from` in the window, or later.
  void pass(std::size_t from);

  std::size_t size() const { return size_; }
  std::string_view text() const { return {buffer_.data(), size_}; }
  /// The text ends at `end` of the window. The result borrows from this object.
  TextWindow finish(std::size_t end);

 private:
  void settle(std::size_t from, std::size_t to);
  void append(std::string_view text);

  const TextWindow* window_ = nullptr;
  std::vector<char> buffer_;      ///< longer than the text, so that appending need not look
  std::size_t size_ = 0;
  OffsetMap inner_;               ///< to window positions, or to the part when `base_` is added
  std::uint64_t base_ = 0;
  OffsetMap composed_;
  std::size_t next_ = 0;          ///< window position that a further copy would continue
  std::size_t edge_ = 0;          ///< next end of the owned range to be met in the window
  std::size_t owned_begin_ = 0;
  std::size_t owned_end_ = 0;
};

}  // namespace braque::extract
