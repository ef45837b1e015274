#include "match/keywords.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace braque::match {
namespace {

// Base letters of U+00C0-U+017F, '.' where a letter has none (it then stands for itself only).
constexpr std::string_view kBases =
    "AAAAAA.CEEEEIIII.NOOOOO.OUUUUY..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKk.LlLlLlLlLlNnNnNn...OoOoOo..RrRrRrSsSs"
    "SsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZz.";

/// A character of the word: its code point and how many bytes it takes.
struct Character {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
};

Character character_at(std::string_view word, std::size_t at) {
  const auto lead = static_cast<unsigned char>(word[at]);
  if (lead >= 0xC2 && lead <= 0xDF && at + 1 < word.size())
    return {static_cast<std::uint32_t>((lead & 0x1F) << 6 |
                                       (static_cast<unsigned char>(word[at + 1]) & 0x3F)),
            2};
  return {lead, 1};
}

std::string escaped_byte(unsigned byte) {
  constexpr std::string_view kHex = "0123456789abcdef";
  return {'\\', 'x', kHex[byte >> 4 & 15], kHex[byte & 15]};
}

std::string utf8(std::uint32_t code) {
  return escaped_byte(0xC0 | code >> 6) + escaped_byte(0x80 | (code & 0x3F));
}

/// A letter beyond ASCII matches itself in either case, its base letter with or without a combining
/// mark, and its Latin-1 byte.
std::string accented(std::uint32_t code) {
  std::uint32_t other = code;
  if (code >= 0xC0 && code <= 0xDE) other = code + 0x20;
  else if (code >= 0xE0 && code <= 0xFE) other = code - 0x20;
  else if ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E))
    other = (code & 1) != 0 ? code + 1 : code - 1;  // here the capitals have odd numbers
  else if (code >= 0x100 && code <= 0x17F) other = code ^ 1;
  std::string pattern = "(?:" + utf8(code) + "|" + utf8(other);
  const char base = code >= 0xC0 && code < 0xC0 + kBases.size() ? kBases[code - 0xC0] : '.';
  std::string single;
  if (base != '.') single += base;
  if (code <= 0xFF) single += escaped_byte(code) + escaped_byte(other);
  if (!single.empty()) pattern += "|[" + single + "](?:\\xcc.)?";
  if (code == 0xDF) pattern += "|ss";
  if (code == 0x153 || code == 0x152) pattern += "|oe";
  if (code == 0xE6 || code == 0xC6) pattern += "|ae";
  return pattern + ")";
}

/// What may stand for a blank in a word: nothing (camel case), a blank, _ - . or a no-break blank.
constexpr std::string_view kGap = "(?:[ _.\\-]{0,2}|\\xc2\\xa0)";

struct Compiled {
  std::string pattern;
  std::uint32_t letters = 0;
};

Compiled compile_word(std::string_view word) {
  Compiled out;
  for (std::size_t at = 0; at < word.size();) {
    const Character c = character_at(word, at);
    if (c.bytes > 1 && c.code >= 0xC0) {
      out.pattern += accented(c.code);
      ++out.letters;
    } else if (c.bytes == 1 && ascii::is_alnum(word[at])) {
      out.pattern += word[at];
      ++out.letters;
    } else if (word[at] == ' ' || word[at] == '-' || word[at] == '_') {
      out.pattern += kGap;
    } else {
      for (std::size_t i = 0; i < c.bytes; ++i)
        out.pattern += escaped_byte(static_cast<unsigned char>(word[at + i]));
    }
    at += c.bytes;
  }
  return out;
}

/// Where a word of `letters` letters that ends at `end` begins.
std::size_t word_begin(std::string_view text, std::size_t end, std::uint32_t letters) {
  std::size_t at = end;
  const std::size_t floor = end > kWordBytesMax ? end - kWordBytesMax : 0;
  std::uint32_t seen = 0;
  while (at > floor && seen < letters) {
    --at;
    const auto byte = static_cast<unsigned char>(text[at]);
    if (ascii::is_alnum(text[at])) ++seen;
    else if (byte >= 0xC3 && byte != 0xCC) ++seen;  // a lead or a Latin-1 letter
  }
  return at;
}

/// Whole words only; camel case and digits behind a word are ends too, and a plural s.
bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  if (begin > 0) {
    const char before = text[begin - 1];
    const bool camel = ascii::is_lower(before) && ascii::is_upper(text[begin]);
    if ((ascii::is_alnum(before) && !camel) || ascii::foreign_letter_before(text, begin)) return false;
  }
  if (end < text.size()) {
    std::size_t next = end;
    if (ascii::lower(text[next]) == 's') ++next;
    if (next >= text.size()) return true;
    const char after = text[next];
    const bool camel = ascii::is_lower(text[next - 1]) && ascii::is_upper(after);
    if ((ascii::is_letter(after) && !camel) || ascii::foreign_letter_at(text, next)) return false;
    if (next != end && ascii::is_digit(after)) return false;
  }
  return true;
}

}  // namespace

Keywords Keywords::collect(std::span<const Rule> rules) {
  Keywords keywords;
  keywords.rule_count_ = rules.size();
  std::map<std::string, std::uint32_t> known;
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    for (const std::string& word : rules[rule].context) {
      std::string folded = word;
      std::transform(folded.begin(), folded.end(), folded.begin(), ascii::lower);
      const auto [at, fresh] =
          known.try_emplace(folded, static_cast<std::uint32_t>(keywords.patterns_.size()));
      if (fresh) {
        const Compiled compiled = compile_word(folded);
        keywords.patterns_.push_back({compiled.pattern, at->second});
        keywords.letters_.push_back(compiled.letters);
        keywords.rules_of_.emplace_back().resize(rules.size());
      }
      keywords.rules_of_[at->second].set(rule);
    }
  }
  return keywords;
}

void Keywords::find(const Scratch& scratch, std::string_view text, std::size_t from, std::size_t to,
                    std::vector<Hit>& hits, std::vector<WordHit>& words) const {
  if (!database_ || from >= to) return;
  hits.clear();
  scratch.scan(*database_, text.substr(from, to - from), hits);
  for (const Hit& hit : hits) {
    const std::size_t end = from + hit.end;
    const std::size_t begin = word_begin(text, end, letters_[hit.id]);
    if (stands_alone(text, begin, end))
      words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), hit.id});
  }
}

}  // namespace braque::match
