// A copy of a window's text with some of it rewritten (escapes and entities decoded, tags taken
// out), and the way back from the copy to the part's bytes.
#pragma once

#include <cstdint>
#include <cstring>
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
  void copy(std::size_t from, std::size_t to) {
    if (from >= to) return;
    if (to > edge_) settle(from, to);
    if (next_ != from) inner_.add(static_cast<std::uint32_t>(size_), base_ + from, 1);
    append(from, to - from);
    next_ = to;
  }
  /// Puts `byte` in the place of what begins at `from` in the window.
  void put(std::size_t from, char byte) {
    pass(from);
    inner_.add(static_cast<std::uint32_t>(size_), base_ + from, 0);
    if (size_ + kSlack > buffer_.size()) grow(1);
    buffer_[size_++] = byte;
    next_ = kNowhere;
  }
  void put_character(std::size_t from, std::uint32_t character);
  /// What follows in the copy begins at `from` in the window, or later.
  void pass(std::size_t from) {
    if (from >= edge_) settle(from, from);
  }

  std::size_t size() const { return size_; }
  std::string_view text() const { return {buffer_.data(), size_}; }
  /// The text ends at `end` of the window. The result borrows from this object.
  TextWindow finish(std::size_t end);

 private:
  /// No copy continues here: the next one makes a breakpoint.
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  /// Pieces are short, and this many bytes are copied faster than a few: the buffer has room.
  static constexpr std::size_t kSlack = 16;

  void settle(std::size_t from, std::size_t to);
  void grow(std::size_t bytes);

  void append(std::size_t from, std::size_t bytes) {
    if (size_ + bytes + kSlack > buffer_.size()) grow(bytes);
    char* const out = buffer_.data() + size_;
    const char* const in = text_.data() + from;
    if (bytes <= kSlack && from + kSlack <= text_.size())
      std::memcpy(out, in, kSlack);
    else
      std::memcpy(out, in, bytes);
    size_ += bytes;
  }

  const TextWindow* window_ = nullptr;
  std::string_view text_;     ///< the window's
  std::vector<char> buffer_;  ///< longer than the text, so that appending need not look
  std::size_t size_ = 0;
  OffsetMap inner_;  ///< to window positions, or to the part when `base_` is added
  std::uint64_t base_ = 0;
  OffsetMap composed_;
  std::size_t next_ = 0;  ///< window position that a further copy would continue
  std::size_t edge_ = 0;  ///< next end of the owned range to be met in the window
  std::size_t owned_begin_ = 0;
  std::size_t owned_end_ = 0;
};

}  // namespace braque::extract
