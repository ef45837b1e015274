#include "recognise/name_caseless.hpp"

#include <emmintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "recognise/ascii_word.hpp"
#include "recognise/name_phrases.hpp"
#include "recognise/name_tokens.hpp"

namespace braque::names {
namespace {

constexpr std::size_t kFree =
    100;  ///< bytes without a capital letter and signs of programs on either side
constexpr std::size_t kShort = 24;  ///< texts below say too little about how they are written
constexpr std::size_t kReach = 160;

using namespace weights::name_caseless;

/// Capital letters, and signs that programs have and sentences do not.
bool is_barrier(char c) {
  return (c >= 'A' && c <= '_') || (c >= '{' && c <= '}') || (c >= ';' && c <= '>') || c == '#' ||
         c == '$' || c == '*';
}

/// Where the barriers are in 16 bytes.
unsigned barriers_of(const char* bytes) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  const auto within = [block](char low, char high) {
    const __m128i moved = _mm_sub_epi8(block, _mm_set1_epi8(low));
    return _mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8(static_cast<char>(high - low))), moved);
  };
  const __m128i signs = _mm_or_si128(_mm_or_si128(within('{', '}'), within(';', '>')),
                                     _mm_or_si128(within('#', '$'), within('*', '*')));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(signs, within('A', '_'))));
}

/// The next barrier at or behind `from`, or `to`.
std::size_t next_barrier(std::string_view text, std::size_t from, std::size_t to) {
  for (; from + 16 <= to; from += 16)
    if (const unsigned mask = barriers_of(text.data() + from); mask != 0)
      return from + static_cast<std::size_t>(std::countr_zero(mask));
  while (from < to && !is_barrier(text[from])) ++from;
  return from;
}

/// Behind the last barrier in [from, to), or `from`. Program text is left in large steps so.
std::size_t behind_last_barrier(std::string_view text, std::size_t from, std::size_t to) {
  std::size_t at = to;
  for (; at >= from + 16; at -= 16)
    if (const unsigned mask = barriers_of(text.data() + at - 16); mask != 0)
      return at - 16 + static_cast<std::size_t>(std::bit_width(mask));
  while (at > from && !is_barrier(text[at - 1])) --at;
  return at;
}

bool word_sign(char c) { return ascii::is_word(c) || static_cast<unsigned char>(c) >= 0x80; }

/// Where words begin in 16 bytes; the byte before them is there.
unsigned word_starts(const char* bytes) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  const auto within = [](__m128i value, char low, char high) {
    const __m128i moved = _mm_sub_epi8(value, _mm_set1_epi8(low));
    return _mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8(static_cast<char>(high - low))), moved);
  };
  const __m128i letters = within(_mm_or_si128(block, _mm_set1_epi8(0x20)), 'a', 'z'),
                digits = within(block, '0', '9');
  const __m128i others = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('_')),
                                      _mm_cmplt_epi8(block, _mm_setzero_si128()));
  const auto signs =
      static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(letters, digits), others)));
  return signs & ~(signs << 1 | static_cast<unsigned>(word_sign(bytes[-1])));
}

/// The next beginning of a word at or behind `from`, or `to`.
std::size_t next_word_start(std::string_view text, std::size_t from, std::size_t to) {
  while (from < to) {
    if (from > 0 && from + 16 <= text.size()) {
      if (const unsigned mask = word_starts(text.data() + from); mask != 0)
        return std::min(to, from + static_cast<std::size_t>(std::countr_zero(mask)));
      from += 16;
    } else if (word_sign(text[from]) && (from == 0 || !word_sign(text[from - 1]))) {
      return from;
    } else {
      ++from;
    }
  }
  return to;
}

bool binds(Cue cue) {
  switch (cue) {
    case Cue::determiner:
    case Cue::in:
    case Cue::by:
    case Cue::conjunction:
    case Cue::pronoun:
    case Cue::verb:
    case Cue::of:
      return true;
    default:
      return false;
  }
}

enum class Kind { other, given, family, unknown };

/// What a word of small letters is, when it can hardly be anything else.
Kind kind_of(const Token& token) {
  const Entry entry = token.entry;
  if (token.shape != Shape::lower || token.end - token.begin < 3 || entry.cue() != Cue::none ||
      entry.word() > 0 || entry.field())
    return Kind::other;
  if (entry.place() > 1) return Kind::other;
  if (entry.given() == 3) return Kind::given;
  if (entry.family() >= 2 || entry.given() == 2) return Kind::family;
  return entry.bits == 0 || entry.family() > 0 || entry.given() > 0 ? Kind::unknown : Kind::other;
}

class Judge {
 public:
  Judge(std::string_view text, std::size_t begin) : text_(text) {
    std::size_t at = step_back(text, begin, kReach / 2);
    Token token;
    while (count_ < tokens_.size() && next_token(text, at, token) && token.end > at &&
           token.begin < begin + kReach) {
      if (token.begin == begin) at_ = count_;
      tokens_[count_++] = token;
      at = token.end;
    }
  }

  /// The name that begins here, if one does.
  std::optional<Recognised> name() const {
    if (at_ == tokens_.size()) return std::nullopt;
    const Token& first = tokens_[at_];
    const bool introduced = introduced_before(text_, first.begin);
    if (!introduced && (text_.size() < kShort || words_that_bind() < 2)) return std::nullopt;
    Kind kind = kind_of(first);
    // "my name is paris kowal", "she called him qadir": whatever is no common word.
    const bool may_be = first.entry.word() == 0 ||
                        (first.entry.given() >= 2 && first.entry.given() >= first.entry.word());
    if (introduced && may_be && first.entry.cue() == Cue::none && first.end - first.begin >= 3)
      kind = first.entry.given() > 0 ? Kind::given : kind == Kind::other ? Kind::unknown : kind;
    if (kind == Kind::other || (kind == Kind::unknown && !introduced)) return std::nullopt;
    std::size_t last = at_;
    float logit = kind == Kind::given     ? kGivenAlone
                  : kind == Kind::unknown ? kUnknownAlone
                                          : kFamilyAlone;
    if (kind == Kind::given || introduced) read_family(last, logit);
    const Kind before = at_ > 0 && joined(at_) ? kind_of(tokens_[at_ - 1]) : Kind::other;
    if (before == Kind::given) return std::nullopt;  // a part of the name before
    logit += around(last);
    if (logit < kFewest) return std::nullopt;
    return Recognised{first.begin, tokens_[last].end, logit};
  }

 private:
  bool joined(std::size_t i) const {
    return tokens_[i].before == Gap::space || tokens_[i].before == Gap::hyphen;
  }

  void read_family(std::size_t& last, float& logit) const {
    std::size_t next = at_ + 1;
    if (next < count_ && joined(next) && tokens_[next].shape == Shape::lower &&
        tokens_[next].end - tokens_[next].begin == 1)
      ++next;  // eric g. stone
    if (next >= count_ ||
        !(joined(next) || (next > at_ + 1 && (tokens_[next].before == Gap::dot ||
                                              tokens_[next].before == Gap::space))))
      return;
    const Kind kind = kind_of(tokens_[next]);
    if (kind == Kind::other) return;
    last = next;
    logit = kind == Kind::unknown ? kGivenAndUnknown : kGivenAndFamily;
  }

  float around(std::size_t last) const {
    const Token& first = tokens_[at_];
    float logit = 0;
    const Cue before = at_ > 0 ? tokens_[at_ - 1].entry.cue() : Cue::none;
    const bool beside = first.before == Gap::space || first.before == Gap::dot;
    if (before == Cue::title && beside)
      logit += kTitle;
    else if (introduced_before(text_, first.begin))
      logit += kIntroduced;
    else if (before == Cue::greeting && beside)
      logit += kGreeted;
    else if (before == Cue::kin && first.before == Gap::space)
      logit += kKin;
    if (pronoun_behind(text_, tokens_[last].end)) logit += kPronoun;
    if (possessive_behind(text_, tokens_[last].end)) logit += kPossessive;
    if (last + 1 < count_ && tokens_[last + 1].before == Gap::space &&
        tokens_[last + 1].entry.cue() == Cue::verb)
      logit += kVerb;
    if (last + 1 < count_ && tokens_[last + 1].before == Gap::colon && begins_line())
      logit += kSpeaks;
    if (before == Cue::verb && first.before == Gap::space) logit += kSaid;
    if (addressed_behind(text_, tokens_[last].end) || called(last)) logit += kCalled;
    if (in_list(last)) logit += kInList;
    return logit;
  }

  /// ", nicholas!"
  bool called(std::size_t last) const {
    const std::size_t end = tokens_[last].end;
    return tokens_[at_].before == Gap::comma && end < text_.size() &&
           (text_[end] == '!' || text_[end] == '?');
  }

  bool begins_line() const {
    const Gap before = tokens_[at_].before;
    return before == Gap::newline || before == Gap::blank_line || before == Gap::edge ||
           tokens_[at_].begin == 0;
  }

  bool is_given(std::size_t i) const { return i < count_ && kind_of(tokens_[i]) == Kind::given; }

  /// "anna, peter and maria"
  bool in_list(std::size_t last) const {
    const bool after =
        last + 1 < count_ && tokens_[last + 1].before == Gap::comma && is_given(last + 1);
    const bool before = at_ > 0 && tokens_[at_].before == Gap::comma && is_given(at_ - 1);
    const bool and_after = last + 2 < count_ && tokens_[last + 1].entry.cue() == Cue::conjunction &&
                           is_given(last + 2);
    const bool and_before =
        at_ > 1 && tokens_[at_ - 1].entry.cue() == Cue::conjunction && is_given(at_ - 2);
    return after || before || and_after || and_before;
  }

  int words_that_bind() const {
    int count = 0;
    for (std::size_t i = 0; i < count_; ++i) count += i != at_ && binds(tokens_[i].entry.cue());
    return count;
  }

  std::string_view text_;
  std::array<Token, 80> tokens_;
  std::size_t count_ = 0, at_ = 80;
};

/// Cheaply: is the word at `begin` a name of the lists?
bool may_be_name(std::string_view text, std::size_t begin) {
  const auto is_name = [](std::uint64_t hash) {
    if (!may_trigger(hash)) return false;
    const Entry entry = look_up_hash(hash);
    return entry.given() >= 2 || entry.family() >= 2;
  };
  if (AsciiWord ascii; read_ascii(text, begin, ascii))
    return ascii.size >= 3 && is_name(hash_of(ascii));
  Folded word;
  for (std::size_t at = begin; at < text.size();) {
    const Letter letter = letter_at(text, at);
    if (letter.bytes == 0) break;
    if (word.size + 2 > Folded::kLongest) return false;
    for (const char c : letter.folded)
      if (c != 0) word.bytes[word.size++] = c;
    at += letter.bytes;
  }
  return word.size >= 3 && is_name(hash_of(word));
}

}  // namespace

void find_caseless(std::string_view text, SearchRange range, std::vector<Recognised>& found) {
  const std::size_t from = range.begin > kFree ? range.begin - kFree : 0;
  const std::size_t to = std::min(text.size(), range.end + kFree);
  for (std::size_t free_from = from; free_from < to;) {
    if (free_from > 0) {
      const std::size_t behind =
          behind_last_barrier(text, free_from, std::min(to, free_from + kFree));
      if (behind != free_from) {
        free_from = behind;
        continue;
      }
    }
    // Within [free_from, barrier) words far enough from both ends are looked at.
    const std::size_t barrier = next_barrier(text, free_from, to);
    const std::size_t first = std::max(range.begin, free_from == 0 ? 0 : free_from + kFree);
    const std::size_t end =
        std::min(range.end, barrier == text.size() ? barrier : barrier - std::min(barrier, kFree));
    for (std::size_t at = next_word_start(text, first, end); at < end;
         at = next_word_start(text, at + 1, end)) {
      if (!may_be_name(text, at) && !introduced_before(text, at)) continue;
      const std::optional<Recognised> name = Judge(text, at).name();
      if (name && (found.empty() || found.back().end <= name->begin)) found.push_back(*name);
    }
    free_from = barrier + 1;
  }
}

}  // namespace braque::names
