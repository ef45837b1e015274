#include "match/keywords.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace braque::match {
namespace {

/// A form that fits most codes of its length (a letter and five digits) would make a personal number
/// of any staff number in a column that speaks for another country's.
constexpr double kKinPriorMin = 0.15;

// Base letters of U+00C0-U+017F, '.' where a letter has none (it then stands for itself only).
constexpr std::string_view kBases =
    "AAAAAA.CEEEEIIII.NOOOOO.OUUUUY..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKk.LlLlLlLlLlNnNnNn...OoOoOo..RrRrRrSsSs"
    "SsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZz.";

/// A stretch of text with case, accents and kinds of gap taken away, and where each byte came from.
/// Two bytes of UTF-8 or one of Latin-1 become their base letter; a combining mark disappears; one
/// or two of blank, _, - and full stop become one blank.
class Folder {
 public:
  Folder(std::string& folded, std::vector<std::uint32_t>& source) : folded_(folded), source_(source) {
  }

  void fold(std::string_view text, std::size_t from, std::size_t to) {
    // A byte becomes two at most: "ss" for the Latin-1 sharp s.
    folded_.resize(2 * (to - from));
    if (source_.size() < 2 * (to - from) + 1) source_.resize(2 * (to - from) + 1);
    size_ = 0;
    for (std::size_t at = from; at < to;) {
      const char c = text[at];
      if (ascii::is_alnum(c)) put(ascii::lower(c), at++);
      else at += one(text.substr(at, std::min<std::size_t>(to - at, 4)), at);
    }
    source_[size_] = static_cast<std::uint32_t>(to);
    folded_.resize(size_);
  }

 private:
  void put(char c, std::size_t at) {
    folded_[size_] = c;
    source_[size_++] = static_cast<std::uint32_t>(at);
  }

  void gap(std::size_t at) {
    // "n. de", "date - of" are one gap; three in a row are not.
    if (size_ != 0 && folded_[size_ - 1] == ' ' && at - source_[size_ - 1] == 1) return;
    put(' ', at);
  }

  /// Folds what stands first in `rest`; its length in bytes.
  std::size_t one(std::string_view rest, std::size_t at) {
    const char c = rest[0];
    const auto lead = static_cast<unsigned char>(c);
    if (lead < 0x80) {
      if (c == ' ' || c == '_' || c == '-' || c == '.') gap(at);
      else put(ascii::lower(c), at);
      return 1;
    }
    const bool continued = rest.size() > 1 && (static_cast<unsigned char>(rest[1]) & 0xC0) == 0x80;
    if (lead >= 0xC3 && lead <= 0xC5 && continued) {
      letter(static_cast<std::uint32_t>((lead & 0x1F) << 6 | (static_cast<unsigned char>(rest[1]) & 0x3F)),
             rest.substr(0, 2), at);
      return 2;
    }
    if (lead == 0xC2 && continued && static_cast<unsigned char>(rest[1]) == 0xA0) {
      gap(at);
      return 2;
    }
    if (lead == 0xCC && continued) return 2;  // U+0300-U+033F: combining marks
    if (lead >= 0xC0 && !continued) letter(lead, rest.substr(0, 1), at);  // Latin-1
    else put(c, at);
    return 1;
  }

  void letter(std::uint32_t code, std::string_view bytes, std::size_t at) {
    const char base = code >= 0xC0 && code < 0xC0 + kBases.size() ? kBases[code - 0xC0] : '.';
    if (base != '.') return put(ascii::lower(base), at);
    std::string_view pair;
    if (code == 0xDF) pair = "ss";
    else if (code == 0x152 || code == 0x153) pair = "oe";
    else if (code == 0xC6 || code == 0xE6) pair = "ae";
    else pair = bytes;
    for (char c : pair) put(c, at);
  }

  std::string& folded_;
  std::vector<std::uint32_t>& source_;  ///< may be longer than what was folded
  std::size_t size_ = 0;
};

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
  std::string folded;
  std::vector<std::uint32_t> source;
  keywords.personal_numbers_.resize(rules.size());
  keywords.kin_.resize(rules.size());
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    const std::string& category = rules[rule].category;
    if (category == "national_id" || category == "tax_id" || category == "social_security")
      keywords.personal_numbers_.set(rule);
    if (keywords.personal_numbers_.test(rule) && rules[rule].prior >= kKinPriorMin) keywords.kin_.set(rule);
    for (const std::string& word : rules[rule].context) {
      Folder(folded, source).fold(word, 0, word.size());
      keywords.add(known, folded, rule, rules.size());
      // "DateOfBirth", "numerofiscal": the same without its gaps.
      std::string closed = folded;
      std::erase(closed, ' ');
      if (closed != folded) keywords.add(known, closed, rule, rules.size());
    }
  }
  return keywords;
}

void Keywords::add(std::map<std::string, std::uint32_t>& known, const std::string& word,
                   std::size_t rule, std::size_t rule_count) {
  const auto [at, fresh] = known.try_emplace(word, static_cast<std::uint32_t>(patterns_.size()));
  if (fresh) {
    patterns_.push_back({word, at->second});
    rules_of_.emplace_back().resize(rule_count);
  }
  rules_of_[at->second].set(rule);
}

void Keywords::find(const Scratch& scratch, std::string_view text, std::size_t from, std::size_t to,
                    WordSearch& search, std::vector<WordHit>& words) const {
  if (!database_ || from >= to) return;
  Folder(search.folded, search.source).fold(text, from, to);
  search.hits.clear();
  scratch.scan(*database_, search.folded, search.hits);
  for (const Hit& hit : search.hits) {
    const std::size_t begin = search.source[hit.end - patterns_[hit.id].text.size()];
    // The next folded byte begins where the word ends, unless a combining mark lies between.
    const std::size_t end = search.source[hit.end];
    if (stands_alone(text, begin, end))
      words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), hit.id});
  }
}

}  // namespace braque::match
