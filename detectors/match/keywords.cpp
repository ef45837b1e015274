#include "match/keywords.hpp"

#include <algorithm>
#include <array>
#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/ascii.hpp"
#include "base/latin_letter.hpp"
#include "base/weights.hpp"
#include "classify/column.hpp"

namespace braque::match {
namespace {

using weights::evidence::kKinPriorMin;

constexpr bool is_gap(char c) { return c == ' ' || c == '_' || c == '-' || c == '.'; }

/// What single ASCII bytes become; 0 for gaps and for bytes beyond ASCII.
constexpr std::array<char, 256> make_folds() {
  std::array<char, 256> table{};
  for (std::size_t c = 0; c < 0x80; ++c)
    if (!is_gap(static_cast<char>(c))) table[c] = ascii::lower(static_cast<char>(c));
  return table;
}
constexpr std::array<char, 256> kFolds = make_folds();

/// A stretch of text with case, accents and kinds of gap taken away, and where each byte came from.
/// Two bytes of UTF-8 or one of Latin-1 become their base letter; a combining mark disappears; one
/// or two of blank, _, - and full stop become one blank. Where bytes came from is written down only
/// where the distance changes, because nobody asks for most of them.
class Folder {
 public:
  /// `signs`: words may begin with ASCII signs.
  Folder(FoldedText& folded, bool signs) : folded_(folded), signs_(signs) {}

  void fold(std::string_view text, std::size_t from, std::size_t to) {
    text_ = text;
    // A byte becomes two at most: "ss" for the Latin-1 sharp s, "th" for thorn.
    if (folded_.bytes.size() < 2 * (to - from) + kStep)
      folded_.bytes.resize(2 * (to - from) + kStep);
    folded_.shifts.clear();
    folded_.starts.clear();
    folded_.size = 0;
    expected_ = from;
    folded_.shifts.push_back({0, static_cast<std::uint32_t>(from)});
    for (std::size_t at = from; at < to;) {
      if (to - at >= kStep && step(text.data() + at, at)) {
        at += kStep;
        continue;
      }
      const std::size_t pause = std::min(to, at + kStep);
      while (at < pause) {
        const char c = kFolds[static_cast<unsigned char>(text[at])];
        if (c != 0)
          put(c, at++);
        else
          at += one(text.substr(at, std::min<std::size_t>(to - at, 4)), at);
      }
    }
    if (expected_ != to)
      folded_.shifts.push_back(
          {static_cast<std::uint32_t>(folded_.size), static_cast<std::uint32_t>(to)});
  }

  static constexpr std::size_t kStep = 16;

 private:
  /// Folds 16 bytes of ASCII in which no two gaps meet; false when they are something else.
  bool step(const char* bytes, std::size_t at) {
#if defined(__SSE2__)
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    const auto equal = [v](char c) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); };
    const __m128i gap =
        _mm_or_si128(_mm_or_si128(equal(' '), equal('_')), _mm_or_si128(equal('-'), equal('.')));
    const auto gaps = static_cast<unsigned>(_mm_movemask_epi8(gap));
    if (_mm_movemask_epi8(v) != 0 || (gaps & (gaps << 1)) != 0 ||
        ((gaps & 1) != 0 && gap_before(at)))
      return false;
    const __m128i capital = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('A' - 1)),
                                          _mm_cmplt_epi8(v, _mm_set1_epi8('Z' + 1)));
    const __m128i lowered = _mm_or_si128(v, _mm_and_si128(capital, _mm_set1_epi8(0x20)));
    const __m128i folded =
        _mm_or_si128(_mm_andnot_si128(gap, lowered), _mm_and_si128(gap, _mm_set1_epi8(' ')));
    note(at);
    add_starts(v, capital, at);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(folded_.bytes.data() + folded_.size), folded);
    folded_.size += kStep;
    expected_ += kStep;
    last_ = at + kStep - 1;
    return true;
#else
    static_cast<void>(bytes), static_cast<void>(at);
    return false;
#endif
  }

#if defined(__SSE2__)
  /// may_begin() for 16 bytes of ASCII.
  void add_starts(__m128i v, __m128i capital, std::size_t at) {
    const auto mask = [](__m128i bits) { return static_cast<unsigned>(_mm_movemask_epi8(bits)); };
    const auto within = [v](char low, char high) {
      return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8(static_cast<char>(low - 1))),
                           _mm_cmplt_epi8(v, _mm_set1_epi8(static_cast<char>(high + 1))));
    };
    const unsigned capitals = mask(capital), small = mask(within('a', 'z'));
    const unsigned alnum = capitals | small | mask(within('0', '9'));
    const char before = at > 0 ? text_[at - 1] : ' ';
    const unsigned behind_alnum = alnum << 1 | static_cast<unsigned>(ascii::is_alnum(before));
    const unsigned behind_small = small << 1 | static_cast<unsigned>(ascii::is_lower(before));
    unsigned starts =
        ((~behind_alnum & (signs_ ? 0xffffU : alnum)) | (behind_small & capitals)) & 0xffffU;
    for (; starts != 0; starts &= starts - 1)
      folded_.starts.push_back(static_cast<std::uint32_t>(folded_.size) +
                               static_cast<std::uint32_t>(std::countr_zero(starts)));
  }
#endif

  /// What stands_alone() asks of ASCII before a word.
  bool may_begin(std::size_t at) const {
    if (at == 0) return true;
    const char before = text_[at - 1];
    return !ascii::is_alnum(before) || (ascii::is_lower(before) && ascii::is_upper(text_[at]));
  }

  /// The next folded byte comes from `at`.
  void note(std::size_t at) {
    if (at == expected_) return;
    folded_.shifts.push_back(
        {static_cast<std::uint32_t>(folded_.size), static_cast<std::uint32_t>(at)});
    expected_ = at;
  }

  void put(char c, std::size_t at) {
    note(at);
    if (may_begin(at)) folded_.starts.push_back(static_cast<std::uint32_t>(folded_.size));
    folded_.bytes[folded_.size++] = c;
    ++expected_;
    last_ = at;
  }

  /// Is the last folded byte a gap, and the byte before `at`?
  bool gap_before(std::size_t at) const {
    return folded_.size != 0 && folded_.bytes[folded_.size - 1] == ' ' && at - last_ == 1;
  }

  void gap(std::size_t at) {
    // "n. de", "date - of" are one gap; three in a row are not.
    if (!gap_before(at)) put(' ', at);
  }

  /// Folds what stands first in `rest`, a gap or a byte beyond ASCII; its length in bytes.
  std::size_t one(std::string_view rest, std::size_t at) {
    const char c = rest[0];
    const auto lead = static_cast<unsigned char>(c);
    if (lead < 0x80) {
      gap(at);
      return 1;
    }
    const bool continued = rest.size() > 1 && (static_cast<unsigned char>(rest[1]) & 0xC0) == 0x80;
    if (lead >= 0xC3 && lead <= 0xC5 && continued) {
      letter(static_cast<std::uint32_t>((lead & 0x1F) << 6 |
                                        (static_cast<unsigned char>(rest[1]) & 0x3F)),
             rest.substr(0, 2), at);
      return 2;
    }
    if (lead == 0xC2 && continued && static_cast<unsigned char>(rest[1]) == 0xA0) {
      gap(at);
      return 2;
    }
    if (lead == 0xCC && continued) return 2;  // U+0300-U+033F: combining marks
    if (lead >= 0xC0 && !continued)
      letter(lead, rest.substr(0, 1), at);  // Latin-1
    else
      put(c, at);
    return 1;
  }

  void letter(std::uint32_t code, std::string_view bytes, std::size_t at) {
    const LatinLetter plain = latin_letter(code);
    if (plain.first == '\0') {
      for (char c : bytes) put(c, at);
      return;
    }
    put(plain.first, at);
    if (plain.second != '\0') put(plain.second, at);
  }

  FoldedText& folded_;
  const bool signs_;
  std::string_view text_;
  std::size_t expected_ = 0;  ///< where the next folded byte comes from, if it follows the last one
  std::size_t last_ = 0;      ///< where the last folded byte came from
};

/// Whole words only; camel case and digits behind a word are ends too, and a plural s.
bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  if (begin > 0) {
    const char before = text[begin - 1];
    const bool camel = ascii::is_lower(before) && ascii::is_upper(text[begin]);
    if ((ascii::is_alnum(before) && !camel) || ascii::foreign_letter_before(text, begin))
      return false;
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

std::size_t FoldedText::source(std::size_t at) const {
  const auto after = std::upper_bound(
      shifts.begin(), shifts.end(), at,
      [](std::size_t position, const Shift& shift) { return position < shift.folded; });
  const Shift& shift = *(after - 1);
  return shift.source + (at - shift.folded);
}

Keywords Keywords::collect(std::span<const Rule> rules) {
  Keywords keywords;
  keywords.rule_count_ = rules.size();
  std::map<std::string, std::uint32_t> known;
  FoldedText text;
  keywords.personal_numbers_.resize(rules.size());
  keywords.kin_.resize(rules.size());
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    if (is_personal_number(rules[rule])) keywords.personal_numbers_.set(rule);
    if (keywords.personal_numbers_.test(rule) && rules[rule].prior >= kKinPriorMin)
      keywords.kin_.set(rule);
    for (const std::string& word : rules[rule].context) {
      Folder(text, false).fold(word, 0, word.size());
      const std::string folded(text.view());
      keywords.add(known, folded, rule, rules.size());
      // "DateOfBirth", "numerofiscal": the same without its gaps.
      std::string closed = folded;
      std::erase(closed, ' ');
      if (closed != folded) keywords.add(known, closed, rule, rules.size());
    }
  }
  keywords.make_table();
  return keywords;
}

void Keywords::make_table() {
  table_ = PrefixTable(std::vector<std::string_view>(words_.begin(), words_.end()));
  signs_ = std::any_of(words_.begin(), words_.end(), [](const std::string& word) {
    return !word.empty() && static_cast<unsigned char>(word[0]) < 0x80 && !ascii::is_alnum(word[0]);
  });
}

void Keywords::add(std::map<std::string, std::uint32_t>& known, const std::string& word,
                   std::size_t rule, std::size_t rule_count) {
  const auto [at, fresh] = known.try_emplace(word, static_cast<std::uint32_t>(words_.size()));
  if (fresh) {
    words_.push_back(word);
    rules_of_.emplace_back().resize(rule_count);
  }
  rules_of_[at->second].set(rule);
}

void Keywords::find(std::string_view text, std::size_t from, std::size_t to, WordSearch& search,
                    std::vector<WordHit>& words) const {
  if (words_.empty() || from >= to) return;
  static_assert(PrefixTable::kPadding <= Folder::kStep);
  Folder(search.folded, signs_).fold(text, from, to);
  const FoldedText& folded = search.folded;
  const std::string_view bytes = folded.view();
  const auto known = static_cast<std::ptrdiff_t>(words.size());
  for (const std::uint32_t start : folded.starts) {
    table_.look(bytes, start, [&](std::uint32_t word, std::size_t length) {
      const std::size_t begin = folded.source(start);
      // The next folded byte begins where the word ends, unless a combining mark lies between.
      const std::size_t end = folded.source(start + length);
      if (stands_alone(text, begin, end))
        words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), word});
    });
  }
  const auto ends_before = [](const WordHit& a, const WordHit& b) { return a.end < b.end; };
  if (!std::is_sorted(words.begin() + known, words.end(), ends_before))
    std::stable_sort(words.begin() + known, words.end(), ends_before);
}

}  // namespace braque::match
