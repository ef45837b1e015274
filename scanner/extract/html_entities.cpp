#include "extract/html_entities.hpp"

#include <algorithm>

namespace braque::extract {
namespace {

constexpr std::size_t kReferenceBytesMax = 12;

/// HTML 4.01, section 24.2.1: the names of U+00A0 to U+00FF in order.
constexpr std::string_view kLatinNames[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

struct Name {
  std::string_view name;
  std::uint32_t character;
};

constexpr Name kXmlNames[] = {
    {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};

constexpr Name kOtherNames[] = {
    {"euro", 0x20ac},  {"OElig", 0x152},   {"oelig", 0x153},   {"Scaron", 0x160},
    {"scaron", 0x161}, {"Yuml", 0x178},    {"circ", 0x2c6},    {"tilde", 0x2dc},
    {"ensp", ' '},     {"emsp", ' '},      {"thinsp", ' '},    {"ndash", 0x2013},
    {"mdash", 0x2014}, {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"sbquo", 0x201a},
    {"ldquo", 0x201c}, {"rdquo", 0x201d},  {"bdquo", 0x201e},  {"hellip", 0x2026},
    {"bull", 0x2022},  {"lsaquo", 0x2039}, {"rsaquo", 0x203a}, {"trade", 0x2122},
    {"commat", '@'},   {"period", '.'},    {"num", '#'},       {"colon", ':'},
    {"lowbar", '_'},   {"hyphen", '-'},    {"dash", '-'},      {"Tab", '\t'},
    {"NewLine", '\n'}};

std::uint32_t named(std::string_view name, bool html) {
  for (const Name& entry : kXmlNames) {
    if (entry.name == name) return entry.character;
  }
  if (!html) return 0;
  const auto* found = std::find(std::begin(kLatinNames), std::end(kLatinNames), name);
  if (found == std::begin(kLatinNames)) return ' ';  // A blank that does not break is a blank.
  if (found != std::end(kLatinNames)) {
    return 0xa0 + static_cast<std::uint32_t>(found - std::begin(kLatinNames));
  }
  for (const Name& entry : kOtherNames) {
    if (entry.name == name) return entry.character;
  }
  return 0;
}

std::uint32_t numeric(std::string_view digits) {
  const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
  if (hexadecimal) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 8) return 0;
  std::uint64_t value = 0;
  for (const char byte : digits) {
    std::uint32_t digit = 99;
    if (byte >= '0' && byte <= '9') digit = static_cast<std::uint32_t>(byte - '0');
    if (hexadecimal && byte >= 'a' && byte <= 'f')
      digit = static_cast<std::uint32_t>(byte - 'a' + 10);
    if (hexadecimal && byte >= 'A' && byte <= 'F')
      digit = static_cast<std::uint32_t>(byte - 'A' + 10);
    if (digit == 99) return 0;
    value = value * (hexadecimal ? 16 : 10) + digit;
  }
  if (value == 0xa0) return ' ';
  if (value < 0x20)
    return value == 9 || value == 10 || value == 13 ? static_cast<std::uint32_t>(value) : ' ';
  if (value > 0x10ffff || (value & 0xfffff800) == 0xd800) return 0xfffd;
  return static_cast<std::uint32_t>(value);
}

}  // namespace

Entity entity_at(std::string_view text, std::size_t at, bool html) {
  const std::string_view after = text.substr(at + 1, kReferenceBytesMax);
  const std::size_t end = after.find(';');
  if (end == std::string_view::npos || end < 2) return {};
  const std::string_view name = after.substr(0, end);
  const std::uint32_t character = name[0] == '#' ? numeric(name.substr(1)) : named(name, html);
  if (character == 0) return {};
  return {end + 2, character};
}

}  // namespace braque::extract
