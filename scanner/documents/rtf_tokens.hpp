// The tokens of RTF (Rich Text Format Specification 1.9.1, "RTF Syntax").
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/unpacker.hpp"

namespace braque::documents {

struct RtfToken {
  enum class Kind : std::uint8_t { end, open, close, word, symbol, byte, text, binary };
  Kind kind = Kind::end;
  std::string_view text;       ///< of a word (its letters) or text (bytes); until the next token
  std::int32_t parameter = 0;  ///< of a word; the value of a byte
  bool has_parameter = false;
  char symbol = 0;  ///< what follows the backslash

  bool is_word(std::string_view wanted) const noexcept {
    return kind == Kind::word && text == wanted;
  }
};

/// Reads tokens one after another, in constant memory. The bytes of \binN are one token without
/// text; take_binary() gives them.
class RtfTokens {
 public:
  explicit RtfTokens(extract::ByteInput& input) : input_(input) {}

  RtfToken next();
  /// Up to into.size() bytes of the last \binN; 0 when there are no more. What is left is passed
  /// over by next().
  std::size_t take_binary(std::span<char> into);
  /// Offset of the next token.
  std::uint64_t position() const { return input_.position() - (filled_ - at_); }
  const extract::Problem& problem() const noexcept { return problem_; }

 private:
  bool more();
  int peek();
  RtfToken control();
  RtfToken control_word();
  RtfToken hexadecimal_byte();
  RtfToken text();

  extract::ByteInput& input_;
  std::array<char, 32'768> buffer_;
  std::size_t at_ = 0, filled_ = 0;
  std::uint64_t binary_left_ = 0;
  std::string word_;
  extract::Problem problem_;
};

/// The value of a hexadecimal digit, -1 for anything else.
int hexadecimal_digit(int c) noexcept;

}  // namespace braque::documents
