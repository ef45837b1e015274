#include "recognise/name_lexicon.hpp"

#include <iterator>

#include "base/ascii.hpp"
#include "base/latin_letter.hpp"

namespace braque::names {
namespace {

// kSlots, and kTriggers: the filter of the words that trigger a look.
#include "name_table.inc"
static_assert(std::size(kSlots) == std::size_t{1} << kSlotBits &&
              std::size(kTriggers) == std::size_t{1} << kFilterBits);

/// The letter of a code point of `bytes` bytes.
Letter latin(std::uint32_t code, std::uint8_t bytes) {
  const LatinLetter letter = latin_letter(code);
  if (letter.first != '\0') return {bytes, letter.capital, false, {letter.first, letter.second}};
  if (code == 0xD7 || code == 0xF7) return {};  // signs
  return {bytes, false, !is_combining_accent(code), {}};
}

int hex_value(char c) {
  if (ascii::is_digit(c)) return c - '0';
  return ascii::is_hex(c) ? (c | 0x20) - 'a' + 10 : -1;
}

Letter escaped(std::string_view text, std::size_t position) {
  if (position + 6 > text.size() || text[position + 1] != 'u') return {};
  std::uint32_t code = 0;
  for (std::size_t i = 2; i < 6; ++i) {
    const int digit = hex_value(text[position + i]);
    if (digit < 0) return {};
    code = code << 4 | static_cast<std::uint32_t>(digit);
  }
  const bool letters = (code >= 0xC0 && code < 0x250) || (code >= 0x300 && code < 0x370) ||
                       (code >= 0x1E00 && code < 0x1F00);
  return letters ? latin(code, 6) : Letter{};
}

}  // namespace

Letter letter_at(std::string_view text, std::size_t position) noexcept {
  if (position >= text.size()) return {};
  const char c = text[position];
  if (ascii::is_letter(c)) return {1, ascii::is_upper(c), false, {ascii::lower(c), 0}};
  const auto lead = static_cast<unsigned char>(c);
  if (lead < 0x80) return c == '\\' ? escaped(text, position) : Letter{};
  const auto trail = [&](std::size_t i) -> std::uint32_t {
    const auto byte =
        position + i < text.size() ? static_cast<unsigned char>(text[position + i]) : 0U;
    return (byte & 0xC0) == 0x80 ? byte & 0x3F : 0x100;
  };
  const std::uint32_t second = trail(1);
  if (second > 0xFF) return lead >= 0xC0 ? latin(lead, 1) : Letter{};  // Latin-1
  if (lead >= 0xC3 && lead < 0xE0) return latin((lead & 0x1FU) << 6 | second, 2);
  const std::uint32_t third = trail(2);
  if (third > 0xFF) return {};
  if (lead == 0xE1) return latin(0x1000 | second << 6 | third, 3);
  // U+2000 to U+2FFF are signs; the rest are scripts that the lists do not cover.
  if (lead >= 0xE4 && lead < 0xEE) return {3, false, true, {}};
  return {};
}

Entry look_up_hash(std::uint64_t hash) noexcept {
  const std::uint32_t tag = tag_of(hash);
  for (std::size_t slot = slot_of(hash);; slot = (slot + 1) % std::size(kSlots)) {
    const std::uint32_t value = kSlots[slot];
    if (value == 0) return {};
    if ((value & ~kEntryMask) == tag) return {static_cast<std::uint16_t>(value & kEntryMask)};
  }
}

const std::uint64_t* const kTriggerFilter = kTriggers;

Entry look_up(const Folded& word) noexcept {
  return word.size == 0 || word.size > Folded::kLongest ? Entry{} : look_up_hash(hash_of(word));
}

}  // namespace braque::names
