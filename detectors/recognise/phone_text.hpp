// How telephone numbers stand in text: their groups, and the words that announce them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "recognise/recogniser.hpp"

namespace braque::recognise {

/// A number as written: groups of digits with what stands between them.
struct WrittenNumber {
  static constexpr std::size_t kDigitsMax = 15;  ///< ITU-T E.164
  static constexpr std::size_t kGroupsMax = 8;

  std::array<char, kDigitsMax> digits{};
  std::size_t size = 0;                          ///< digits in all
  std::array<std::uint8_t, kGroupsMax> group{};  ///< digits of each group
  std::array<std::uint32_t, kGroupsMax> end{};   ///< where each group ends in the text
  std::size_t groups = 0;
  bool parenthesis = false;  ///< the first group stands in parentheses
  bool mixed = false;        ///< more than one kind of separator, not counting parentheses
  bool dots = false;         ///< a point stands between groups

  std::string_view number() const noexcept { return {digits.data(), size}; }
  /// Without its last group.
  void drop_group() noexcept;
};

/// Reads a number at text[begin], a digit or an opening parenthesis before one; empty when that
/// parenthesis is not closed behind the first group.
WrittenNumber read_number(std::string_view text, std::size_t begin) noexcept;

/// The language of the word that announces a number, for the countries to try.
enum class PhoneLanguage : std::uint8_t {
  none,
  any,
  french,
  english,
  german,
  spanish,
  italian,
  dutch,
  portuguese,
  polish,
  nordic,
  other
};

/// A word that announces a number.
struct Announcement {
  PhoneLanguage language = PhoneLanguage::none;
  bool weak = false;   ///< it announces other numbers as well
  bool heads = false;  ///< it stands above or as the key of nothing but telephone numbers
  bool given() const noexcept { return language != PhoneLanguage::none; }
};

/// The nearest word for a telephone that stands before `begin` on its line or the one above, or
/// behind `end` in the same phrase.
Announcement announced(std::string_view text, std::size_t begin, std::size_t end) noexcept;
/// The same of a header, a key or a label.
Announcement announced_by(std::string_view label) noexcept;

/// The word that announces a number by the unit's structure (column header, key, label) or before
/// it.
Announcement announcement(UnitView& view, std::size_t begin, std::size_t end);

/// Does an e-mail address stand directly before or behind, with nothing but signs and tags between?
bool beside_email(std::string_view text, std::size_t begin, std::size_t end) noexcept;

/// A place where a number may begin.
struct NumberPlace {
  std::size_t begin = 0;  ///< of the number, with its sign or parenthesis
  bool plus = false;
  WrittenNumber number;
};

/// Reads the number whose first digit stands at `at` or behind the sign there; without groups when
/// something touches it from the left. A parenthesis around more than an area code is not part of
/// it.
NumberPlace number_at(std::string_view text, std::size_t at) noexcept;

/// Does something touch the number's end that makes it part of something else? `plain`: it has
/// nothing but digits, so that a comma may be a decimal one.
bool glued_behind(std::string_view text, std::size_t end, bool plain) noexcept;

/// The countries that a text around `begin` names, by their names or by the endings of addresses on
/// the net: at most three, packed as validate::pack_country does.
std::array<std::uint16_t, 3> countries_named(std::string_view text, std::size_t begin) noexcept;

}  // namespace braque::recognise
