// JSON (RFC 8259) as a stream of tokens: nothing of the document is kept, long strings come in
// pieces.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/extractor.hpp"

namespace braque::documents {

/// Reads one document from a stream of UTF-8 that it borrows. What is not JSON ends it with
/// `fault`; rest() is then what was not read.
class JsonTokens {
 public:
  enum class Kind : std::uint8_t {
    begin_object,
    end_object,
    begin_array,
    end_array,
    key,
    string,
    number,
    literal,
    end,
    fault
  };
  /// A string is handed over in pieces of at most so many bytes, each of them a `string`.
  static constexpr std::size_t kPieceBytesMax = 256U << 10;
  static constexpr std::size_t kDepthMax = 256;

  explicit JsonTokens(ByteStream& stream) : stream_(stream) {}

  /// The next token; after `end` and `fault` always the same one.
  Kind next();
  /// The text of a key, a string (escapes decoded), a number or a literal; valid until next().
  std::string_view text() const { return text_; }
  /// Open objects and arrays.
  std::size_t depth() const { return open_.size(); }
  /// Appends what was not read, some of it; false at the end.
  bool rest(std::string& text);

 private:
  enum class Expect : std::uint8_t { value, first, member, separator, nothing };

  int peek();
  void skip() { ++at_; }
  Kind fail();
  Kind open(Kind kind, bool object);
  Kind close(bool object);
  Kind member_or_end();
  Kind value();
  Kind string(Kind kind);
  Kind word();
  void after_value();
  bool escape();
  bool unicode(std::uint32_t& character);

  ByteStream& stream_;
  std::array<char, 16384> buffer_;
  std::size_t at_ = 0, filled_ = 0;
  std::string text_;
  std::string unread_;      ///< what the token at fault had of text
  std::vector<bool> open_;  ///< of each open value, whether it is an object
  Expect expect_ = Expect::value;
  bool in_string_ = false;  ///< the last piece was not the string's last
  Kind last_ = Kind::literal;
};

}  // namespace braque::documents
