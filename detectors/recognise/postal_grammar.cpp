// Whole addresses from their parts.
#include "recognise/postal_grammar.hpp"

#include <algorithm>

#include "validate/phone_region.hpp"

namespace braque::recognise {

/// What may stand between two parts: a sign or two and one line break, with the marks that mails
/// put before a quoted line and programs before a comment.
std::size_t PostalGrammar::gap(std::size_t i) const {
  constexpr std::size_t kSignsMax = 4;
  bool line = false;
  for (std::size_t at = i; at < i + kSignsMax + 1; ++at) {
    const Token& token = tok(at);
    if (at >= tokens_.size()) return i;
    if (token.is(TokenKind::line)) {
      if (line || token.value > 1) return i;
      line = true;
    } else if (!token.is(TokenKind::sign)) {
      return at;
    } else if (std::string_view(",;.-()/|\t>*").find(token.sign) == std::string_view::npos) {
      return token.is_sign('#') ? at : i;
    }
  }
  return i;
}

std::size_t PostalGrammar::tail_part(std::size_t i, PostalParts& parts) const {
  if (!parts.postcode) {
    if (const std::size_t end = code_and_town(i, parts); end != i) return end;
  }
  if (const std::size_t end = unit(i); end != i) {
    parts.unit = true;
    return end;
  }
  if (!parts.postcode) {
    if (const std::size_t end = town_and_code(i, parts); end != i) return end;
  }
  if (const std::size_t end = country(i, parts); end != i) {
    PostalParts read = parts;
    const std::size_t code = parts.postcode ? end : postcode(end, read);
    if (code != end) parts = read, parts.postcode = true;
    return code;
  }
  if (parts.number_behind && !parts.french) {
    const std::size_t end = short_unit(i);
    const Token& next = tok(end);
    if (end != i && !(next.is(TokenKind::word) && !next.capital)) return end;
  }
  return i;
}

/// A part that says nothing by itself (a hamlet, a hospital), when the postcode or the country
/// follows it.
std::size_t PostalGrammar::loose_part(std::size_t i, PostalParts& parts) const {
  constexpr std::size_t kTokensMax = 8;
  std::size_t at = i;
  for (; at < i + kTokensMax; ++at) {
    const Token& token = tok(at);
    if (token.is(TokenKind::word) && !(token.any(kStop | kMonth) && !token.any(kConnector)))
      continue;
    if (token.is(TokenKind::number) && token.digits <= 3) continue;
    if (token.is_sign('\'') || (token.is_sign('-') && glued(at))) continue;
    break;
  }
  if (at == i) return i;
  const std::size_t next = gap(at);
  if (next == at) return i;
  PostalParts read = parts;
  const std::size_t end = tail_part(next, read);
  if (end == next || (!read.postcode && !read.state)) return i;
  parts = read;
  return end;
}

std::size_t PostalGrammar::tail(std::size_t i, PostalParts& parts) const {
  constexpr int kPartsMax = 8;
  std::size_t end = i;
  bool loose = false;
  for (int part = 0; part < kPartsMax; ++part) {
    const std::size_t at = gap(end);
    const bool parted = at != end;
    std::size_t next = at < tokens_.size() && (parted || at == end) ? tail_part(at, parts) : at;
    if (next == at && parted && !loose && !parts.postcode) {
      next = loose_part(at, parts);
      loose = next != at;
    }
    if (next == at) break;
    end = next;
  }
  if (end > i && tok(end).is_sign(')')) ++end;
  return end;
}

/// The house number behind a street's name: 5; , 5; n° 5; s/n; #44-16.
std::size_t PostalGrammar::number_part(std::size_t i, PostalParts& parts) const {
  std::size_t at = i;
  if (tok(at).is_sign(',') || tok(at).is_sign(':')) ++at;
  if (tok(at).any(kUnit) && tok(at).letters <= 7 && tok(at).is(TokenKind::word)) {
    const FoldedWord word = folded(at);
    const std::string_view mark = word.view();
    if (mark == "n" || mark == "no" || mark == "nr" || mark == "num" || mark == "numero") ++at;
    while (at < i + 5 && (tok(at).is_sign('.') || tok(at).is_sign('o'))) ++at;
  }
  if (tok(at).is_sign('#')) ++at;
  if (const std::size_t end = no_number(at); end != at) {
    parts.number = parts.number_behind = true;
    return end;
  }
  if (tok(at).digits > 4) return i;
  // 2016 Cortaillod is a postcode; but 8 Maio is no town.
  PostalParts ignored;
  if (tok(at).digits == 4 && code_and_town(at, ignored) != at) return i;
  const std::size_t end = house_number(at);
  if (end == at || (tok(end).any(kUnit) && tok(end).letters > 3 && at != i)) return i;
  parts.number = parts.number_behind = true;
  return end;
}

/// Where the house number that ends before `i` begins, or `i`.
std::size_t PostalGrammar::number_before(std::size_t i) const {
  if (i == 0) return i;
  std::size_t at = i - 1;
  const auto back = [&at] {
    if (at == 0) return false;
    --at;
    return true;
  };
  if (tok(at).is_sign(',') && !back()) return i;
  if (tok(at).any(kNumberSuffix) && !back()) return i;
  if (tok(at).is(TokenKind::word) && tok(at).letters == 1 && tok(at).capital && !back()) return i;
  const Token& number = tok(at);
  if (at > 0 && tok(at - 1).letters == 1 && !tok(at - 1).capital && tok(at - 1).is(TokenKind::word))
    return i;  // 23 h 10
  if (!number.is(TokenKind::number) || number.digits > 5 || number.value == 0 ||
      (number.letters > 1 && number.letters != 3))
    return i;
  if (at > 0 && glued(at) && (tok(at - 1).is_sign('-') || tok(at - 1).is_sign('/')) && at > 1 &&
      tok(at - 2).is(TokenKind::number) && tok(at - 2).digits <= 4) {
    const bool date =
        at > 2 && glued(at - 2) &&
        (tok(at - 3).is_sign('-') || tok(at - 3).is_sign('/') || tok(at - 3).is_sign('.'));
    return date ? i : at - 2;
  }
  const bool part_of_more =
      at > 0 && glued(at) &&
      (tok(at - 1).is_sign('.') || tok(at - 1).is_sign('/') || tok(at - 1).is_sign('-'));
  return part_of_more ? i : at;
}

bool PostalGrammar::type_before(std::size_t anchor, PostalReading& reading) const {
  PostalParts parts;
  const Token& type = tok(anchor);
  parts.type = true;
  parts.weak_type = type.any(kWeakType);
  parts.french = type.any(kFrenchType);
  std::size_t at = anchor + 1;
  // Av. de Villava, C/ Berlín, C/. Guzmán
  const bool abbreviated = tok(at).is_sign('.') || (tok(at).is_sign('/') && type.letters <= 2);
  while (at < anchor + 3 && (tok(at).is_sign('.') || tok(at).is_sign('/'))) ++at;
  // C/ Berlín, but not C/C++ or the initial of a name
  const bool slash = tok(anchor + 1).is_sign('/') || tok(anchor + 2).is_sign('/');
  const bool named =
      tok(at).any(kConnector) || (tok(at).letters > 1 && tok(at).capital && !tok(at).all_capitals);
  if (type.letters == 1 && !(slash && named)) return false;
  if (abbreviated && type.letters > 4) return false;
  std::size_t end = street_name(at, parts);
  // Calle 28 No. 13A, Cl. 20 #44-16
  if (end == at && !parts.french && tok(at).is(TokenKind::number) &&
      (tok(at + 1).is_sign('#') || tok(at + 1).any(kUnit))) {
    end = at + 1;
    parts.name_words = 1;
  }
  if (end == at || parts.name_words == 0) return false;
  if (type.letters == 1) parts.weak_type = false;
  reading.begin = number_before(anchor);
  parts.number = reading.begin != anchor;
  // French numbers stand before the street, Belgian and Swiss ones behind it.
  if (!parts.number) end = number_part(end, parts);
  // 26 rue Haute à Honfleur (14600): the town was read with the name.
  if (parts.french && tok(end).is_sign('(') && tok(end + 1).digits == 5 &&
      tok(end + 2).is_sign(')') && digit_code(end + 1, parts) == end + 2) {
    parts.postcode = parts.town = true;
    end += 3;
  }
  // all, av, bd: words of other languages too, when they stand there without their full stop.
  if (type.letters <= 3 && !type.capital && !abbreviated && type.letters > 1 &&
      folded(anchor).view() != "rue")
    parts.weak_type = true;
  reading.end = tail(end, parts);
  reading.parts = parts;
  if (parts.weak_type && parts.number_behind && parts.french && !parts.postcode) return false;
  return parts.number || (parts.postcode && parts.town);
}

/// Where the name that ends before `i` begins: capitals and small words on the same line.
std::size_t PostalGrammar::name_before(std::size_t i) const {
  constexpr std::size_t kTokensMax = 9;
  std::size_t begin = i;
  for (std::size_t at = i; at > 0 && i - at < kTokensMax; --at) {
    const Token& token = tok(at - 1);
    if (token.is_sign('-') || token.is_sign('\'')) {
      if (!glued(at - 1) || !glued(at)) break;
      continue;
    }
    if (token.is_sign('.') && at > 1 && glued(at - 1) && tok(at - 2).is(TokenKind::word) &&
        tok(at - 2).letters <= 5)
      continue;
    const bool ordinal = token.is(TokenKind::number) && token.letters == 2 && token.digits <= 3;
    if (!token.is(TokenKind::word) && !ordinal) break;
    if (token.any(kStop | kLabel | kMonth) && !token.any(kConnector)) break;
    if (!token.capital && !ordinal && !token.any(kConnector)) break;
    if (token.capital || ordinal) begin = at - 1;
  }
  return begin;
}

bool PostalGrammar::type_behind(std::size_t anchor, PostalReading& reading) const {
  PostalParts parts;
  const Token& type = tok(anchor);
  parts.type = true;
  parts.weak_type = type.any(kWeakType) && !(type.any(kNumberBehind) && type.letters < 4);
  std::size_t begin = name_before(anchor);
  const bool lower = begin == anchor;
  if (lower) {
    // "65 old mill road": one to three small words between a number and the type.
    while (begin > 0 && anchor - begin < 3 && tok(begin - 1).is(TokenKind::word) &&
           !tok(begin - 1).any(kStop))
      --begin;
  }
  if (begin == anchor) return false;
  for (std::size_t i = begin; i < anchor; ++i)
    if (tok(i).is(TokenKind::word) || tok(i).is(TokenKind::number)) ++parts.name_words;
  parts.lower_name = lower;
  std::size_t end = anchor + 1;
  if (tok(end).is_sign('.') && glued(end) && type.letters < 5) ++end;
  reading.begin = begin > 0 && tok(begin - 1).is_sign(',') ? begin : number_before(begin);
  parts.number = reading.begin != begin;
  // "Copyright 1998 Thomas Lane"
  const bool year = parts.number && is_year(tok(begin - 1));
  if (!parts.number && type.any(kNumberBehind)) {
    if (lower) return false;
    const std::size_t behind = house_number(end);
    if (behind == end || tok(end).digits > 4) return false;
    parts.number = parts.number_behind = true;
    end = behind;
  }
  if (tok(end).any(kDirection) && tok(end).all_capitals && tok(end).letters <= 2) ++end;
  reading.end = tail(end, parts);
  reading.parts = parts;
  const bool placed = (parts.postcode || parts.state) && parts.town;
  if (lower && !placed && !parts.unit) return false;
  return (parts.number && !year) || placed;
}

/// résidence Les Arbousiers, lieu-dit Pouey, cité Félix-Pyat: an address when postcode and town
/// follow.
bool PostalGrammar::settlement(std::size_t anchor, PostalReading& reading) const {
  PostalParts parts;
  parts.settlement = true;
  std::size_t at = anchor + 1;
  while (at < anchor + 4 &&
         (tok(at).is_sign('-') || tok(at).is_sign('.') || tok(at).any(kSettlement)))
    ++at;
  std::size_t end = street_name(at, parts);
  if (end == at && tok(at).is(TokenKind::code)) end = at + 1;
  if (end == at) return false;
  reading.begin = number_before(anchor);
  parts.number = reading.begin != anchor;
  parts.french = true;
  reading.end = tail(end, parts);
  reading.parts = parts;
  return parts.postcode && parts.town;
}

/// P.O. Box 101, BP 20416, Postfach 12 34.
bool PostalGrammar::box_at(std::size_t anchor, PostalReading& reading) const {
  std::size_t begin = anchor;
  if (folded(anchor).view() == "box") {
    // "P.O. Box": the anchor is "box".
    std::size_t at = anchor;
    const auto before = [&](std::string_view letters) {
      if (at > 0 && tok(at - 1).is_sign('.')) --at;
      if (at == 0 || !tok(at - 1).is(TokenKind::word) || folded(at - 1).view() != letters)
        return false;
      --at;
      return true;
    };
    if (before("po") || (before("o") && before("p")))
      begin = at;
    else
      return false;
  }
  std::size_t at = anchor + 1;
  while (at < anchor + 4 && (tok(at).is_sign('.') || tok(at).is_sign('o') || tok(at).any(kUnit)))
    ++at;
  if (!tok(at).is(TokenKind::number)) return false;
  ++at;
  if (tok(at).is(TokenKind::number) && tok(at).digits <= 3 && tok(at - 1).digits <= 3) ++at;
  PostalParts parts;
  parts.box = true;
  parts.french = begin == anchor && tok(anchor).letters <= 3;
  reading.begin = begin;
  reading.end = tail(at, parts);
  reading.parts = parts;
  return parts.postcode || begin != anchor;
}

/// PSC 1437, Box 3833 / APO AA 66791 (USPS Publication 28, 22 and 238).
bool PostalGrammar::military(std::size_t anchor, PostalReading& reading) const {
  if (!tok(anchor + 1).any(kState) || tok(anchor + 1).letters != 2) return false;
  const Token& code = tok(anchor + 2);
  if (!code.is(TokenKind::number) || code.digits != 5) return false;
  std::size_t begin = anchor;
  constexpr std::size_t kTokensMax = 9;
  int lines = 0;
  for (std::size_t at = anchor; at > 0 && anchor - at < kTokensMax; --at) {
    const Token& token = tok(at - 1);
    if (token.is(TokenKind::line) && (token.value > 1 || ++lines > 1)) break;
    if (token.is(TokenKind::sign) && !token.is_sign(',')) break;
    const bool plain = token.is(TokenKind::word) && !token.capital && !token.any(kUnit);
    if (plain) break;
    if (!token.is(TokenKind::line) && !token.is(TokenKind::sign)) begin = at - 1;
  }
  reading.begin = begin;
  reading.end = anchor + 3;
  reading.parts = PostalParts{};
  reading.parts.land = validate::pack_country({'U', 'S'});
  reading.parts.box = reading.parts.postcode = reading.parts.telling_code = reading.parts.town =
      true;
  return true;
}

/// Does [from, to) stand before a street in an address: a building, a settlement, the town?
bool PostalGrammar::front_segment(std::size_t from, std::size_t to, PostalParts& parts) const {
  if (!parts.postcode) {
    PostalParts read = parts;
    if (code_and_town(from, read) == to || town_and_code(from, read) == to) {
      parts = read;
      return true;
    }
  }
  bool telling = false;
  for (std::size_t at = from; at < to; ++at) {
    const Token& token = tok(at);
    if (token.any(kStop | kMonth) && !token.any(kConnector)) return false;
    if (token.is(TokenKind::word) && token.letters > 1 && token.any(kSettlement)) telling = true;
    if (unit(at) != at && tok(at).letters > 2) telling = true;
  }
  return telling;
}

void PostalGrammar::extend_front(PostalReading& reading) const {
  constexpr std::size_t kTokensMax = 10;
  for (int segments = 0; segments < 3 && reading.begin > 1; ++segments) {
    const std::size_t sign = reading.begin - 1;
    const bool parts_segments = tok(sign).is_sign(',') || tok(sign).is_sign('-') ||
                                (tok(sign).is(TokenKind::line) && tok(sign).value == 1);
    if (!parts_segments) return;
    std::size_t from = sign;
    while (from > 0 && sign - from < kTokensMax) {
      const Token& token = tok(from - 1);
      const bool inner = token.is(TokenKind::word) || token.is(TokenKind::number) ||
                         token.is(TokenKind::code) || token.is_sign('\'') || token.is_sign('.') ||
                         token.is_sign('(') || token.is_sign(')') ||
                         (token.is_sign('-') && glued(from));
      if (!inner) break;
      --from;
    }
    while (from < sign &&
           (tok(from).any(kLabelVerb) || (tok(from).any(kConnector) && !tok(from).capital) ||
            tok(from).is_sign('\'')))
      ++from;
    if (from == sign || sign - from >= kTokensMax || !front_segment(from, sign, reading.parts))
      return;
    reading.begin = from;
  }
}

bool PostalGrammar::read_around(std::size_t anchor, PostalReading& reading) const {
  const Token& token = tok(anchor);
  bool good = false;
  if (token.any(kMilitary))
    good = military(anchor, reading);
  else if (token.any(kTypeBefore))
    good = type_before(anchor, reading);
  // Grand-Rue
  const bool joined = anchor > 1 && tok(anchor - 1).is_sign('-') && tok(anchor - 2).capital &&
                      token.any(kFrenchType);
  if (token.any(kTypeBehind) || (joined && !good)) {
    PostalReading other;
    const bool better =
        type_behind(anchor, other) &&
        (!good || (other.parts.number && !reading.parts.number) || other.begin < reading.begin);
    if (better) reading = other, good = true;
  }
  if (!good && token.any(kSettlement)) good = settlement(anchor, reading);
  if (!good && token.any(kBox | kUnit)) good = box_at(anchor, reading);
  if (good) extend_front(reading);
  return good;
}

bool PostalGrammar::read_before_number(std::size_t i, PostalReading& reading) const {
  if (i == 0 || tok(i).digits > 4) return false;
  std::size_t name_end = i;
  if (!tok(i - 1).is(TokenKind::word)) {
    // Los Alisos, 10; Zeppelinstr. 28
    if (i < 2 || !tok(i - 2).is(TokenKind::word) || !glued(i - 1)) return false;
    if (!tok(i - 1).is_sign(',') && !(tok(i - 1).is_sign('.') && tok(i - 2).letters > 5))
      return false;
    name_end = i - 1;
  }
  if (tok(name_end - 1).any(kStop | kMonth)) return false;
  PostalParts parts;
  const std::size_t end = house_number(i);
  if (end == i) return false;
  parts.number = parts.number_behind = true;
  const FoldedWord last = folded(name_end - 1);
  const Compound compound = street_compound(last.view());
  if (tok(i - 1).is_sign('.') && compound != Compound::street) return false;
  reading.begin = name_before(name_end);
  if (compound == Compound::street && reading.begin == name_end && tok(name_end - 1).letters > 7) {
    reading.begin = name_end - 1;
    parts.lower_name = true;
  }
  if (reading.begin == name_end) return false;
  parts.type = compound != Compound::none;
  parts.weak_type = compound == Compound::perhaps;
  parts.name_words = name_end - reading.begin;
  reading.end = tail(end, parts);
  reading.parts = parts;
  const bool coded = parts.postcode && parts.town && (parts.five_digits || parts.telling_code);
  if (compound == Compound::none && !coded && !parts.unit) return false;
  if (reading.begin > 0 && tok(reading.begin - 1).is(TokenKind::number) &&
      tok(reading.begin - 1).digits <= 5)
    --reading.begin;
  extend_front(reading);
  return true;
}

}  // namespace braque::recognise
