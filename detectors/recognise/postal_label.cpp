// Addresses behind a label: "Adresse :", "ADR;TYPE=HOME:".
#include <algorithm>

#include "recognise/postal_grammar.hpp"

namespace braque::recognise {

std::size_t PostalGrammar::after_label(std::size_t i) const {
  if (i > 0) {
    const std::size_t before =
        (tok(i - 1).is_sign('-') || tok(i - 1).is_sign('_')) && i > 1 ? i - 2 : i - 1;
    if (tok(before).any(kOtherAddress)) return i;
  }
  constexpr std::size_t kFillersMax = 9;
  std::size_t at = i + 1;
  const bool card = tok(at).is_sign(';');  // vCard: ADR;TYPE=HOME:;;12 ...
  for (; at < i + kFillersMax; ++at) {
    const Token& token = tok(at);
    if (token.is_sign(':') || token.is_sign('=') || token.is_sign('>')) {
      if (!(card && token.is_sign('='))) break;
      continue;
    }
    if (token.is(TokenKind::word) && token.any(kOtherAddress)) return i;
    const bool filler = card || token.any(kLabelFiller | kLabel) || token.is_sign('_') ||
                        token.is_sign('-') || token.is_sign('"') || token.is_sign('\'') ||
                        token.is_sign('(') || token.is_sign(')') ||
                        (token.is(TokenKind::number) && token.digits == 1);
    if (!filler) {
      if (at > i + 1 && folded(at - 1).view() == "is") return at;
      return i;
    }
  }
  if (at == i + kFillersMax) return i;
  ++at;
  constexpr std::string_view kOpening = "\"'>;|\t:=[*_";
  for (std::size_t signs = 0; signs < 6; ++signs, ++at) {
    const Token& token = tok(at);
    const bool opening =
        token.is(TokenKind::sign) && kOpening.find(token.sign) != std::string_view::npos;
    if (!opening && !(token.is(TokenKind::line) && token.value <= 2)) break;
  }
  return at;
}

bool PostalGrammar::read_labelled(std::size_t i, PostalReading& reading) const {
  constexpr std::size_t kReach = 12;
  for (std::size_t at = i; at < i + kReach && !tok(at).is(TokenKind::line); ++at) {
    constexpr std::uint32_t kAnchors = kTypeBefore | kTypeBehind | kSettlement | kBox | kMilitary;
    if (!tok(at).any(kAnchors)) continue;
    if (read_around(at, reading) && reading.begin <= i + kReach / 2) {
      reading.begin = std::min(reading.begin, i);
      if (reading.parts.number || reading.parts.postcode) return true;
    }
  }
  // A street without a word that says so, or a hamlet.
  PostalParts parts;
  std::size_t at = i;
  for (int numbers = 0; numbers < 2 && house_number(at) != at; ++numbers) {
    at = house_number(at);
    parts.number = true;
  }
  if (tok(at).is_sign(',')) ++at;
  const std::size_t name = at;
  std::size_t end = street_name(name, parts);
  if (end == name || (tok(name).any(kTypeBehind) && !tok(name).any(kTypeBefore))) return false;
  std::size_t letters = 0;
  for (std::size_t k = name; k < end; ++k)
    if (tok(k).is(TokenKind::word)) letters += tok(k).letters;
  constexpr std::size_t kLettersMin = 4;
  if (letters < kLettersMin) return false;
  end = number_part(end, parts);
  reading.begin = i;
  reading.end = tail(end, parts);
  reading.parts = parts;
  if ((parts.lower_name || parts.small_words > 0) && !parts.unit && !parts.postcode) return false;
  return parts.number || (parts.postcode && parts.town);
}

}  // namespace braque::recognise
