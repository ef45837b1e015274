// Common to the decoders: UTF-8 output with breakpoints only where the ratio changes.
#pragma once

#include "extract/encoding.hpp"

namespace braque::extract {

/// Writes UTF-8 into a DecodedWindow whose buffer is large enough (the decoders see to that).
class Utf8Output {
 public:
  Utf8Output(DecodedWindow& decoded, std::uint64_t base, std::size_t size_max) : decoded_(decoded) {
    if (decoded.buffer.size() < size_max) decoded.buffer.resize(size_max);
    decoded.offsets.reset(base);
    scale_ = step_ = 0;
  }

  char* end() { return decoded_.buffer.data() + size_; }
  std::size_t size() const { return size_; }
  void grow(std::size_t bytes) { size_ += bytes; }

  /// From here on `step` text bytes stand for `scale` source bytes, which continue at `source`.
  void ratio(std::uint64_t source, std::uint8_t scale, std::uint8_t step) {
    if (scale == scale_ && step == step_) return;
    decoded_.offsets.add(static_cast<std::uint32_t>(size_), source, scale, step);
    scale_ = scale;
    step_ = step;
  }

  /// The source jumps: the next ratio() makes a breakpoint in any case.
  void jump() { scale_ = step_ = 0; }

  /// Appends one character, U+FFFD for what is none; returns its length.
  std::size_t put(std::uint32_t character) {
    const std::size_t length = encode(character, end());
    size_ += length;
    return length;
  }

  static std::uint8_t length(std::uint32_t character) {
    if (character < 0x80) return 1;
    if (character < 0x800) return 2;
    return character < 0x10000 ? 3 : 4;
  }

  static std::size_t encode(std::uint32_t character, char* out) {
    if (character < 0x80) {
      out[0] = static_cast<char>(character);
      return 1;
    }
    if (character < 0x800) {
      out[0] = static_cast<char>(0xc0 | (character >> 6));
      out[1] = static_cast<char>(0x80 | (character & 0x3f));
      return 2;
    }
    if (character < 0x10000) {
      out[0] = static_cast<char>(0xe0 | (character >> 12));
      out[1] = static_cast<char>(0x80 | ((character >> 6) & 0x3f));
      out[2] = static_cast<char>(0x80 | (character & 0x3f));
      return 3;
    }
    out[0] = static_cast<char>(0xf0 | (character >> 18));
    out[1] = static_cast<char>(0x80 | ((character >> 12) & 0x3f));
    out[2] = static_cast<char>(0x80 | ((character >> 6) & 0x3f));
    out[3] = static_cast<char>(0x80 | (character & 0x3f));
    return 4;
  }

  void finish() { decoded_.text = std::string_view(decoded_.buffer.data(), size_); }

 private:
  DecodedWindow& decoded_;
  std::size_t size_ = 0;
  std::uint8_t scale_ = 0;
  std::uint8_t step_ = 0;
};

inline constexpr std::uint32_t kReplacement = 0xfffd;

}  // namespace braque::extract
