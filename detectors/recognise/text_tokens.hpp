// Text cut into words, numbers and signs, for recognisers that read grammar. Words are compared
// folded: small letters, without accents, UTF-8 and Latin-1 alike.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace braque::recognise {

enum class TokenKind : std::uint8_t {
  word,    ///< letters
  number,  ///< digits, with up to two letters behind them: 12, 3a, 1er
  code,    ///< letters and digits in any other mix: SW1A, m2
  sign,    ///< one character that is neither, see Token::sign
  line,    ///< a line break, with the blanks around it
};

struct Token {
  std::uint32_t begin, end;  ///< bytes of the text
  TokenKind kind;
  bool blank_before;  ///< a blank, or the beginning of the text, stands before it
  bool capital;       ///< begins with a capital letter
  bool all_capitals;
  std::uint8_t letters;   ///< characters of a word; letters behind a number's digits
  std::uint8_t digits;    ///< of a number or code
  char sign;              ///< typographic forms as - ' "; degree and ordinal signs as 'o'
  std::uint32_t value;    ///< of a number, at most 999,999,999
  std::uint32_t classes;  ///< what a WordTable says of a word

  bool is(TokenKind wanted) const noexcept { return kind == wanted; }
  bool is_sign(char wanted) const noexcept { return kind == TokenKind::sign && sign == wanted; }
  bool any(std::uint32_t wanted) const noexcept { return (classes & wanted) != 0; }
};

/// A folded word: at most 40 bytes, longer ones are cut.
class FoldedWord {
 public:
  FoldedWord() = default;
  explicit FoldedWord(std::string_view word) noexcept;
  std::string_view view() const noexcept { return {bytes_.data(), size_}; }

 private:
  friend class Tokeniser;
  void add(char c) noexcept {
    if (size_ < bytes_.size()) bytes_[size_++] = c;
  }
  std::array<char, 40> bytes_;
  std::size_t size_ = 0;
};

struct ClassedWord {
  std::string_view word;  ///< folded
  std::uint32_t classes;
};

/// Finds a folded word's classes. Immutable after construction.
class WordTable {
 public:
  /// The list must outlive the table; a word may be there more than once.
  explicit WordTable(std::span<const ClassedWord> words);
  std::uint32_t classes_of(std::string_view folded) const noexcept;

 private:
  struct Place {
    std::string_view word;
    std::uint32_t classes = 0;
  };
  static constexpr std::size_t kPlaces = 4096;
  std::array<Place, kPlaces> places_;
};

/// Cuts text[from, to) into tokens, at most as many as `tokens` holds; returns their number. `from`
/// is moved on to where a word begins, `to` may cut a word off.
std::size_t tokenise(std::string_view text, std::size_t from, std::size_t to,
                     const WordTable& table, std::span<Token> tokens);

/// The letter's small form without accent ("ss" for sharp s), and how many bytes it takes; 0 bytes
/// when there is no letter at `at`.
struct Letter {
  std::array<char, 2> folded;
  std::uint8_t folded_size, size;
  bool capital;
};
Letter letter_at(std::string_view text, std::size_t at) noexcept;

}  // namespace braque::recognise
