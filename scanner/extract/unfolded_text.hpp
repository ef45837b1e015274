// vCards, calendars and LDIF: lines that are folded and values that are encoded, as the plain lines
// of keys and values that they stand for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/rewritten_text.hpp"

namespace braque::extract {

enum class CardKind : std::uint8_t {
  none,
  card,  ///< vCard 2.1 (versit), 3.0 and 4.0 (RFC 2426, 6350), iCalendar (RFC 5545)
  ldif,  ///< RFC 2849
};

CardKind card_kind(std::string_view head);

/// Where the value of "NAME;PARAMETERS:value" begins, past the colon; npos when there is none.
std::size_t card_value(std::string_view line);

class UnfoldedText {
 public:
  explicit UnfoldedText(CardKind kind) : kind_(kind) {}
  /// The result borrows from this object and holds until the next call.
  TextWindow read(const TextWindow& window);

 private:
  std::size_t first_line(const TextWindow& window) const;
  std::size_t take_line(std::string_view text, std::size_t begin);
  void write_line();
  void write_card(std::size_t value);
  void write_ldif(std::size_t value);
  void write_as_is(std::size_t begin, std::size_t end);
  void write_unescaped(std::size_t begin);
  void write_decoded(std::string_view bytes, std::string_view charset, std::size_t value);

  CardKind kind_;
  bool keeps_blanks_ = false;  ///< version 2.1: a fold stands before a blank of the text
  RewrittenText rewritten_;
  std::string line_;                   ///< the current line, unfolded
  std::vector<std::uint32_t> places_;  ///< of its bytes in the window
  std::size_t window_end_ = 0;         ///< where the line ends in the window, before its line end
};

}  // namespace braque::extract
