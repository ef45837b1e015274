// The parts of an address: numbers, names, flats, postcodes, towns.
#include <algorithm>

#include "recognise/postal_grammar.hpp"
#include "validate/phone_region.hpp"

namespace braque::recognise {
namespace {

struct Land {
  std::string_view name;  ///< folded
  std::array<char, 2> code;
};

// Signs of motor vehicles before postcodes, and names of countries.
constexpr Land kLands[] = {
    {"f", {'F', 'R'}},           {"d", {'D', 'E'}},           {"a", {'A', 'T'}},
    {"b", {'B', 'E'}},           {"l", {'L', 'U'}},           {"i", {'I', 'T'}},
    {"e", {'E', 'S'}},           {"p", {'P', 'T'}},           {"ch", {'C', 'H'}},
    {"nl", {'N', 'L'}},          {"pl", {'P', 'L'}},          {"dk", {'D', 'K'}},
    {"fr", {'F', 'R'}},          {"de", {'D', 'E'}},          {"at", {'A', 'T'}},
    {"be", {'B', 'E'}},          {"lu", {'L', 'U'}},          {"es", {'E', 'S'}},
    {"se", {'S', 'E'}},          {"france", {'F', 'R'}},      {"frankreich", {'F', 'R'}},
    {"belgique", {'B', 'E'}},    {"belgie", {'B', 'E'}},      {"belgium", {'B', 'E'}},
    {"suisse", {'C', 'H'}},      {"schweiz", {'C', 'H'}},     {"switzerland", {'C', 'H'}},
    {"svizzera", {'C', 'H'}},    {"deutschland", {'D', 'E'}}, {"germany", {'D', 'E'}},
    {"allemagne", {'D', 'E'}},   {"oesterreich", {'A', 'T'}}, {"osterreich", {'A', 'T'}},
    {"austria", {'A', 'T'}},     {"autriche", {'A', 'T'}},    {"espana", {'E', 'S'}},
    {"spain", {'E', 'S'}},       {"espagne", {'E', 'S'}},     {"italia", {'I', 'T'}},
    {"italy", {'I', 'T'}},       {"italie", {'I', 'T'}},      {"nederland", {'N', 'L'}},
    {"netherlands", {'N', 'L'}}, {"portugal", {'P', 'T'}},    {"polska", {'P', 'L'}},
    {"poland", {'P', 'L'}},      {"pologne", {'P', 'L'}},     {"luxembourg", {'L', 'U'}},
    {"ireland", {'I', 'E'}},     {"eire", {'I', 'E'}},        {"irlande", {'I', 'E'}},
    {"england", {'G', 'B'}},     {"scotland", {'G', 'B'}},    {"wales", {'G', 'B'}},
    {"uk", {'G', 'B'}},          {"usa", {'U', 'S'}},         {"us", {'U', 'S'}},
    {"canada", {'C', 'A'}},      {"monaco", {'M', 'C'}}};

std::uint16_t land_of(std::string_view folded) {
  const auto found = std::find_if(std::begin(kLands), std::end(kLands),
                                  [&](const Land& land) { return land.name == folded; });
  return found == std::end(kLands) ? std::uint16_t{0} : validate::pack_country(found->code);
}

}  // namespace

const Token PostalGrammar::kEnd{0, 0, TokenKind::line, true, false, false, 0, 0, '\0', 9, 0};

FoldedWord PostalGrammar::folded(std::size_t i) const {
  const Token& token = tok(i);
  return FoldedWord(text_.substr(token.begin, token.end - token.begin));
}

bool PostalGrammar::is_year(const Token& token) const {
  return token.digits == 4 && token.value >= 1900 && token.value < 2100;
}

/// 12, 3a, 12-14, 63/65, 12 bis, 21 B.
std::size_t PostalGrammar::house_number(std::size_t i) const {
  const Token& first = tok(i);
  if (!first.is(TokenKind::number) || first.digits > 5 || first.letters > 1) {
    const bool suffixed = first.is(TokenKind::number) && first.digits <= 4 && first.letters == 3;
    if (!suffixed) return i;
    const FoldedWord word = folded(i);
    return word.view().ends_with("bis") || word.view().ends_with("ter") ? i + 1 : i;
  }
  if (tok(i + 1).any(kUnit) && first.letters == 1) return i;  // 3e étage
  std::size_t end = i + 1;
  // 0.50, 1:1, 20 %
  const bool decimal = (tok(end).is_sign('.') || tok(end).is_sign(':')) && glued(end) &&
                       glued(end + 1) && tok(end + 1).digits > 0;
  if (decimal || tok(end).is_sign('%')) return i;
  if ((tok(end).is_sign('-') || tok(end).is_sign('/')) && tok(end + 1).is(TokenKind::number) &&
      tok(end + 1).digits <= 4 && glued(end) && glued(end + 1))
    end += 2;
  const Token& behind = tok(end);
  if (behind.any(kNumberSuffix)) return end + 1;
  const bool letter = behind.is(TokenKind::word) && behind.letters == 1 && !behind.any(kDirection);
  const Token& next = tok(end + 1);
  if (letter && (next.is(TokenKind::line) || next.is_sign(',') || next.any(kTypeBefore)))
    return end + 1;
  return end;
}

/// s/n, S.N., snc: a house without a number.
std::size_t PostalGrammar::no_number(std::size_t i) const {
  if (!tok(i).is(TokenKind::word) || tok(i).letters > 3) return i;
  const FoldedWord word = folded(i);
  if (word.view() == "snc") return i + 1;
  if (word.view() != "s") return i;
  if (!tok(i + 1).is_sign('/') && !tok(i + 1).is_sign('.')) return i;
  return tok(i + 2).letters == 1 && folded(i + 2).view() == "n" ? i + 3 : i;
}

/// Behind the full stop of an abbreviation at `i - 1` (St. Anna, Gén. Leclerc), else `i`.
std::size_t PostalGrammar::abbreviation_dot(std::size_t i) const {
  if (!tok(i).is_sign('.') || !glued(i) || i == 0 || tok(i - 1).letters > 5) return i;
  return tok(i + 1).is(TokenKind::word) ? i + 1 : i;
}

namespace {

bool joins(const Token& sign) {
  return sign.is_sign('\'') || sign.is_sign('-') || sign.is_sign('`');
}

}  // namespace

std::size_t PostalGrammar::street_name(std::size_t i, PostalParts& parts) const {
  constexpr std::size_t kWordsMax = 9;
  std::size_t end = i, words = 0, lower = 0;
  bool capital = false;
  for (std::size_t at = i; words < kWordsMax;) {
    const Token& token = tok(at);
    if (joins(token) && words > 0 && glued(at) && glued(at + 1) &&
        (tok(at + 1).is(TokenKind::word) || tok(at + 1).is(TokenKind::number))) {
      ++at;
      continue;
    }
    if (const std::size_t dot = abbreviation_dot(at); dot != at && words > 0) {
      at = dot;
      continue;
    }
    if (token.is(TokenKind::number)) {
      // rue du 8 Mai 1945, Calle 28, avenue du 11-Novembre.
      const bool month = tok(at + 1).any(kMonth) || (joins(tok(at + 1)) && tok(at + 2).any(kMonth));
      if (!month || token.digits > 2) break;
      at += joins(tok(at + 1)) ? 3 : 2;
      if (joins(tok(at)) && is_year(tok(at + 1))) ++at;
      if (is_year(tok(at))) ++at;
      capital = true;
      parts.name_words += 2;
      end = at;
      continue;
    }
    if (!token.is(TokenKind::word)) break;
    const bool joined = joins(tok(at + 1)) && glued(at + 1) && token.capital;  // Monsieur-le-Prince
    if (token.any(kStop) && !token.any(kConnector) && !joined) break;
    if (token.any(kMonth) && !token.capital) break;
    constexpr std::uint32_t kBlanksMax = 3;  // more stand between columns
    if (at > i && token.begin > tok(at - 1).end + kBlanksMax) break;
    const bool small = token.any(kConnector);
    if (words > 0 && token.any(kUnit | kBox | kCedex) && !small) break;
    if (!token.capital && !small && ++lower > 3) break;
    capital = capital || (token.capital && token.letters > 1 && (!small || token.letters > 3));
    if (!small || token.letters > 3) ++parts.name_words;
    if (!small && !token.capital) ++parts.small_words;
    ++words;
    end = ++at;
  }
  while (end > i && tok(end - 1).any(kConnector) && !tok(end - 1).capital &&
         tok(end - 1).letters < 4)
    --end;
  // Zeppelinstr. 28
  if (end > i && tok(end).is_sign('.') && glued(end) && tok(end + 1).is(TokenKind::number) &&
      tok(end - 1).letters > 4)
    ++end;
  parts.lower_name = !capital;
  return end;
}

/// "9ºD", "5C", "1 D", "#543": what Spanish and other southern addresses put behind the number.
std::size_t PostalGrammar::short_unit(std::size_t i) const {
  std::size_t at = i;
  if (tok(at).is_sign('#')) ++at;
  const Token& number = tok(at);
  if (number.letters == 1 && number.all_capitals && number.is(TokenKind::word) && at == i)
    return tok(at + 1).is(TokenKind::word) ? i : at + 1;  // ", C"
  if (!number.is(TokenKind::number) || number.digits > 3 || number.letters > 2) return i;
  ++at;
  while (tok(at).is_sign('o') ||
         (tok(at).is_sign('.') && (tok(at + 1).is_sign('o') || tok(at + 1).letters == 1)))
    ++at;
  if (tok(at).is(TokenKind::word) && (tok(at).letters == 1 || tok(at).any(kUnit))) ++at;
  return at;
}

/// Apt. 231, Suite 300, bâtiment C, 3e étage, 2nd floor, escalier gauche.
std::size_t PostalGrammar::unit(std::size_t i) const {
  const Token& first = tok(i);
  if (first.is_sign('#') && tok(i + 1).is(TokenKind::number)) return i + 2;
  if (first.is(TokenKind::number) && first.digits <= 3) {
    std::size_t at = i + 1;
    if (tok(at).is_sign('o')) ++at;
    if (!tok(at).any(kUnit) || tok(at).letters < 3) return i;
    ++at;
    return tok(at).is_sign('.') && glued(at) ? at + 1 : at;
  }
  if (!first.any(kUnit) || !first.is(TokenKind::word)) return i;
  std::size_t at = i + 1;
  while (at < i + 4 && (tok(at).is_sign('.') || tok(at).is_sign('o') || tok(at).is_sign('#') ||
                        tok(at).is_sign(':')))
    ++at;
  if (tok(at).any(kUnit) && tok(at).letters <= 3 && !tok(at).is(TokenKind::number)) {
    ++at;
    while (at < i + 7 && (tok(at).is_sign('.') || tok(at).is_sign('o'))) ++at;
  }
  const Token& value = tok(at);
  if (value.is(TokenKind::number) || value.is(TokenKind::code))
    return value.digits <= 5 ? at + 1 : i;
  if (value.is(TokenKind::word) && value.letters <= 2 && value.all_capitals) return at + 1;
  // "ático", "rez-de-chaussée", "escalier gauche" say enough alone, single letters do not.
  if (first.letters < 4) return i;
  const bool side = value.is(TokenKind::word) && !value.any(kStop | kConnector | kTypeBefore);
  return side && !value.capital ? at + 1 : i + 1;
}

std::size_t PostalGrammar::digit_code(std::size_t i, PostalParts& parts) const {
  const Token& code = tok(i);
  const Token& sign = tok(i + 1);
  const Token& more = tok(i + 2);
  if (!code.is(TokenKind::number)) return i;
  const bool plain = code.letters == 0;
  const bool dashed =
      sign.is_sign('-') && glued(i + 1) && glued(i + 2) && more.is(TokenKind::number);
  if (plain && code.digits == 5) {
    if (code.value < 1000) return i;
    parts.five_digits = true;
    const std::uint32_t department = code.value / 1000;
    parts.french_code = (department <= 95 || department == 97 || department == 98);
    if (dashed && more.digits == 4) {
      parts.telling_code = true;
      parts.land = validate::pack_country({'U', 'S'});
      return i + 3;
    }
    return i + 1;
  }
  if (code.digits == 4 && code.value >= 1000) {
    if (plain && dashed && more.digits == 3) {  // pt
      parts.telling_code = true;
      parts.land = validate::pack_country({'P', 'T'});
      return i + 3;
    }
    const bool dutch =
        (code.letters == 2 && code.all_capitals) ||
        (plain && sign.is(TokenKind::word) && sign.letters == 2 && sign.all_capitals);
    if (dutch) {
      parts.telling_code = true;
      parts.land = validate::pack_country({'N', 'L'});
      return plain ? i + 2 : i + 1;
    }
    return plain ? i + 1 : i;
  }
  if (plain && code.digits == 2 && dashed && more.digits == 3) {  // pl
    parts.telling_code = true;
    parts.land = validate::pack_country({'P', 'L'});
    return i + 3;
  }
  // se, cz, sk, gr
  const bool spaced = plain && code.digits == 3 && sign.is(TokenKind::number) && sign.digits == 2 &&
                      sign.letters == 0;
  return spaced && sign.blank_before ? i + 2 : i;
}

/// gb, ie and ca.
std::size_t PostalGrammar::letter_code(std::size_t i, PostalParts& parts) const {
  const Token& out = tok(i);
  const Token& in = tok(i + 1);
  if (!out.is(TokenKind::code) || !out.all_capitals || out.letters + out.digits > 4) return i;
  const bool british =
      in.is(TokenKind::number) && in.letters == 2 && in.digits == 1 && in.all_capitals;
  const bool canadian = in.is(TokenKind::code) && out.digits == 1 && out.letters == 2 &&
                        in.digits == 2 && in.letters == 1;
  const bool irish =
      in.is(TokenKind::code) && out.digits == 2 && out.letters == 1 && in.digits + in.letters == 4;
  // 76 63E: not as the Royal Mail writes it, and worth no more than a town behind it.
  const bool odd = in.is(TokenKind::number) && in.letters >= 1 && in.letters <= 2 &&
                   in.digits <= 2 && in.all_capitals;
  if (!british && !canadian && !irish) return odd ? i + 2 : i;
  parts.telling_code = true;
  parts.land = british    ? validate::pack_country({'G', 'B'})
               : canadian ? validate::pack_country({'C', 'A'})
                          : validate::pack_country({'I', 'E'});
  return i + 2;
}

std::size_t PostalGrammar::postcode(std::size_t i, PostalParts& parts) const {
  const Token& prefix = tok(i);
  // F-75011, A-2236, L-1661: the countries' signs on motor vehicles.
  if (prefix.is(TokenKind::word) && prefix.all_capitals && prefix.letters <= 3 &&
      tok(i + 1).is_sign('-') && glued(i + 1) && glued(i + 2)) {
    const std::size_t end = digit_code(i + 2, parts);
    if (end == i + 2) return i;
    parts.telling_code = true;
    parts.land = land_of(folded(i).view());
    parts.foreign = parts.foreign || parts.land != validate::pack_country({'F', 'R'});
    return end;
  }
  const std::size_t end = digit_code(i, parts);
  return end != i ? end : letter_code(i, parts);
}

std::size_t PostalGrammar::town(std::size_t i) const {
  constexpr std::size_t kWordsMax = 7;
  constexpr std::uint32_t kNever = kStop | kMonth | kLabel | kBox;
  std::size_t end = i, words = 0;
  for (std::size_t at = i; words < kWordsMax;) {
    const Token& token = tok(at);
    if (words > 0 && (joins(token) || token.is_sign('/')) && glued(at) && glued(at + 1) &&
        tok(at + 1).is(TokenKind::word)) {
      ++at;
      continue;
    }
    if (const std::size_t dot = abbreviation_dot(at);
        words > 0 && dot != at && tok(dot).capital && tok(at - 1).letters <= 4) {
      at = dot;
      continue;
    }
    if (!token.is(TokenKind::word)) break;
    if (token.any(kCedex))
      return tok(at + 1).is(TokenKind::number) && tok(at + 1).digits <= 2 ? at + 2 : at + 1;
    const bool small = token.any(kConnector) && !token.capital;
    if (words == 0 && !token.capital) break;
    if (token.any(kNever) && !(token.any(kConnector))) break;
    if (!token.capital && !small && !(words > 0 && joins(tok(at - 1)))) break;
    ++words;
    ++at;
    if (!small) end = at;
  }
  if (end == i || (end == i + 1 && tok(i).letters < 2)) return i;
  // Lyon 3e [arrondissement], Paris 11e
  if (tok(end).is(TokenKind::number) && tok(end).digits <= 2 && tok(end).letters >= 1 &&
      tok(end).letters <= 3) {
    ++end;
    if (tok(end).is(TokenKind::word) && tok(end).letters > 5 &&
        folded(end).view().starts_with("arr"))
      ++end;
  }
  if (tok(end).any(kCedex))
    return tok(end + 1).is(TokenKind::number) && tok(end + 1).digits <= 2 ? end + 2 : end + 1;
  return end;
}

std::size_t PostalGrammar::country(std::size_t i, PostalParts& parts) const {
  const Token& token = tok(i);
  if (!token.any(kCountry) || !token.capital) return i;
  parts.country = true;
  const FoldedWord word = folded(i);
  parts.land = land_of(word.view());
  if (parts.land != validate::pack_country({'F', 'R'})) parts.foreign = true;
  return i + 1;
}

/// 75011 Paris, 1012 AB Amsterdam, SW1A 2AA.
std::size_t PostalGrammar::code_and_town(std::size_t i, PostalParts& parts) const {
  PostalParts read = parts;
  std::size_t end = postcode(i, read);
  if (end == i) return i;
  // A year is a postcode only where houses are numbered behind the street.
  if (is_year(tok(i)) && !read.telling_code && !read.number_behind && !read.french) return i;
  std::size_t next = end;
  if ((tok(next).is_sign(',') || tok(next).is_sign('-') || tok(next).is_sign(';')) &&
      tok(next + 1).is(TokenKind::word))
    ++next;
  const std::size_t town_end = town(next);
  read.town = town_end != next;
  if (!read.town && !read.telling_code) return i;
  read.postcode = true;
  parts = read;
  return read.town ? town_end : end;
}

/// Springfield, IL 62701; Honfleur (14600); London SW1A 2AA.
std::size_t PostalGrammar::town_and_code(std::size_t i, PostalParts& parts) const {
  PostalParts read = parts;
  std::size_t at = town(i);
  if (at == i) return i;
  // "Springfield IL 62701": the state was read as part of the town.
  if (at > i + 1 && tok(at - 1).any(kState) && tok(at - 1).all_capitals && tok(at - 1).letters <= 3)
    --at;
  const std::size_t town_end = at;
  if (tok(at).is_sign('(')) {
    const std::size_t end = digit_code(at + 1, read);
    if (end == at + 1 || !tok(end).is_sign(')')) return i;
    read.town = read.postcode = true;
    parts = read;
    return end + 1;
  }
  if (tok(at).is(TokenKind::line) && tok(at).value == 1 && tok(at + 1).is_sign(',')) ++at;
  if (tok(at).is_sign(',')) ++at;
  if (tok(at).any(kState) && tok(at).all_capitals) {
    read.state = true;
    if (tok(at).letters == 2) read.land = validate::pack_country({'U', 'S'});
    ++at;
  }
  if (const std::size_t end = country(at, read); end != at) at = end;
  std::size_t code_at = at;
  if (tok(code_at).is_sign(',') || (tok(code_at).is(TokenKind::line) && tok(code_at).value == 1))
    ++code_at;
  const std::size_t end = postcode(code_at, read);
  if (end != code_at && (!is_year(tok(code_at)) || read.telling_code || read.state) &&
      (at != town_end || read.telling_code || code_at == at)) {
    read.postcode = true;
    at = end;
  } else if (!read.state && !read.country) {
    return i;
  }
  read.town = true;
  parts = read;
  return at;
}

}  // namespace braque::recognise
