// The grammar of postal addresses: house number, street type and name, parts of the building,
// postcode and town, country, in the orders of fr, be, ch, lu, gb, ie, de, at, es, it, nl, pt, pl,
// us, ca, and tolerant of others. Every function takes an index into the tokens and returns the one
// behind what it read, or the same one when there is nothing.
#pragma once

#include "recognise/postal_words.hpp"

namespace braque::recognise {

/// What a reading of an address found.
struct PostalParts {
  bool type = false;       ///< a street's type
  bool weak_type = false;  ///< ... that is an ordinary word too
  bool french = false;     ///< ... in French
  bool number = false;     ///< house number
  bool number_behind = false;
  bool lower_name = false;  ///< the street's name has no capital
  bool settlement = false;  ///< résidence, lieu-dit, hameau
  bool unit = false;
  bool box = false;  ///< a post office box
  bool postcode = false;
  bool five_digits = false;   ///< ... of five digits
  bool french_code = false;   ///< ... that France could have given
  bool telling_code = false;  ///< ... of a form that is hardly anything else
  bool town = false;
  bool state = false;
  bool country = false;
  bool foreign = false;    ///< a country or country code other than France
  std::uint16_t land = 0;  ///< the country, packed as validate::pack_country does; 0: not said
  std::size_t name_words = 0;
  std::size_t small_words = 0;  ///< of the name, without capital and no connectors
};

struct PostalReading {
  std::size_t begin = 0, end = 0;  ///< tokens
  PostalParts parts;
};

class PostalGrammar {
 public:
  PostalGrammar(std::string_view text, std::span<const Token> tokens)
      : text_(text), tokens_(tokens) {}

  /// The address whose street type, box, or settlement stands at `anchor`.
  bool read_around(std::size_t anchor, PostalReading& reading) const;
  /// What a label announced, from `i` on: less form is asked for.
  bool read_labelled(std::size_t i, PostalReading& reading) const;
  /// An address whose number at `i` stands behind the name: a compound (Bahnhofstrasse 3), or any
  /// name when a postcode and town, or a flat, follow.
  bool read_before_number(std::size_t i, PostalReading& reading) const;
  /// Where the value of the label at `i` begins, or `i` when there is no colon or the like.
  std::size_t after_label(std::size_t i) const;

 private:
  const Token& tok(std::size_t i) const noexcept { return i < tokens_.size() ? tokens_[i] : kEnd; }
  bool glued(std::size_t i) const noexcept { return !tok(i).blank_before; }
  FoldedWord folded(std::size_t i) const;
  bool is_year(const Token& token) const;

  std::size_t house_number(std::size_t i) const;
  std::size_t no_number(std::size_t i) const;
  std::size_t street_name(std::size_t i, PostalParts& parts) const;
  std::size_t abbreviation_dot(std::size_t i) const;
  std::size_t unit(std::size_t i) const;
  std::size_t short_unit(std::size_t i) const;
  std::size_t postcode(std::size_t i, PostalParts& parts) const;
  std::size_t digit_code(std::size_t i, PostalParts& parts) const;
  std::size_t letter_code(std::size_t i, PostalParts& parts) const;
  std::size_t town(std::size_t i) const;
  std::size_t country(std::size_t i, PostalParts& parts) const;
  std::size_t code_and_town(std::size_t i, PostalParts& parts) const;
  std::size_t town_and_code(std::size_t i, PostalParts& parts) const;
  std::size_t gap(std::size_t i) const;
  std::size_t tail(std::size_t i, PostalParts& parts) const;
  std::size_t tail_part(std::size_t i, PostalParts& parts) const;
  std::size_t loose_part(std::size_t i, PostalParts& parts) const;
  std::size_t number_part(std::size_t i, PostalParts& parts) const;
  bool type_before(std::size_t anchor, PostalReading& reading) const;
  bool type_behind(std::size_t anchor, PostalReading& reading) const;
  bool settlement(std::size_t anchor, PostalReading& reading) const;
  bool box_at(std::size_t anchor, PostalReading& reading) const;
  bool military(std::size_t anchor, PostalReading& reading) const;
  std::size_t name_before(std::size_t i) const;
  std::size_t number_before(std::size_t i) const;
  void extend_front(PostalReading& reading) const;
  bool front_segment(std::size_t from, std::size_t to, PostalParts& parts) const;

  static const Token kEnd;
  std::string_view text_;
  std::span<const Token> tokens_;
};

}  // namespace braque::recognise
