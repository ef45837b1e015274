#include "match/exact_scan.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/ascii.hpp"

namespace braque {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::size_t kBlocksAtOnce = 32;
constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
constexpr std::size_t kPiecesMax = 256;    ///< of one run; longer runs are read in several goes
constexpr std::size_t kGroupsMax = 9;      ///< an IBAN of 34 characters in fours
constexpr std::size_t kShortWordMax = 4;   ///< letters in front of or within a number
constexpr std::size_t kShortWordsMax = 2;  ///< such words in one number
constexpr std::size_t kSinglesMax = 2;     ///< groups of one character in one number
constexpr std::size_t kGapMax = 3;         ///< characters between the words of a name
constexpr std::size_t kCandidatesAtOnce = 512;

/// Bytes of what may stand between the groups of a number; 0: nothing of the kind.
std::size_t separator_at(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size()) return 0;
  const std::string_view rest = text.substr(at, 3);
  switch (text[at]) {
    case ' ':
    case '-':
    case '.':
    case '/':
    case '_':
      return 1;
    case '\xC2':
      return rest.starts_with("\xC2\xA0") ? 2 : 0;  // no-break space
    case '\xE2':
      return rest.starts_with("\xE2\x80\xAF") ? 3 : 0;  // the narrow one
    default:
      return 0;
  }
}

struct Gap {
  std::size_t bytes = 0;  ///< 0: no gap within a name
  bool hard = false;      ///< a cell or a list's entry may end here
};

/// What stands between two words of a name. A full stop only follows an initial.
Gap gap_at(std::string_view text, std::size_t at, bool initial) noexcept {
  Gap gap;
  for (std::size_t i = 0; i < kGapMax && at + gap.bytes < text.size(); ++i) {
    const std::string_view rest = text.substr(at + gap.bytes, 3);
    switch (rest[0]) {
      case '.':
        if (!initial) return {};
        [[fallthrough]];
      case ' ':
      case '-':
      case '\'':
        gap.bytes += 1;
        break;
      case ',':
      case ';':
      case '\t':
      case '|':
      case '"':
        gap.hard = true;
        gap.bytes += 1;
        break;
      default:
        if (rest.starts_with("\xC2\xA0"))
          gap.bytes += 2;
        else if (rest.starts_with("\xE2\x80\x99"))
          gap.bytes += 3;  // an apostrophe
        else
          return gap;
    }
  }
  return gap;
}

}  // namespace

/// One bit for each byte of a block.
struct ExactScan::Masks {
  std::uint64_t digit = 0;
  std::uint64_t at = 0;
  std::uint64_t word = 0;      ///< letters, digits, underscores and all beyond ASCII
  std::uint64_t capital = 0;   ///< capitals, and first bytes of letters that may be one
  std::uint64_t particle = 0;  ///< d and v: de, van, von, du ...
};

#if defined(__x86_64__)

namespace {

/// Where bytes lie in [first, first + count).
__attribute__((target("avx2"))) inline __m256i within(__m256i x, char first, char count) noexcept {
  const __m256i offset = _mm256_sub_epi8(x, _mm256_set1_epi8(first));
  const __m256i last = _mm256_set1_epi8(static_cast<char>(count - 1));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(offset, last), offset);
}
__attribute__((target("avx2"))) inline __m256i equal(__m256i x, char byte) noexcept {
  return _mm256_cmpeq_epi8(x, _mm256_set1_epi8(byte));
}
__attribute__((target("avx2"))) inline std::uint64_t bits(__m256i x, unsigned half) noexcept {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(x)))
         << (32 * half);
}

}  // namespace

__attribute__((target("avx2"))) void ExactScan::vector_masks(const char* bytes, std::size_t blocks,
                                                             Masks* out) noexcept {
  for (std::size_t block = 0; block < blocks; ++block) {
    Masks masks;
    for (unsigned half = 0; half < 2; ++half) {
      const __m256i x =
          _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + block * kBlock) + half);
      const __m256i digit = within(x, '0', 10);
      const __m256i letter = within(_mm256_or_si256(x, _mm256_set1_epi8(0x20)), 'a', 26);
      const __m256i other = _mm256_or_si256(equal(x, '_'), x);  // the first bit: beyond ASCII
      masks.digit |= bits(digit, half);
      masks.at |= bits(equal(x, '@'), half);
      masks.word |= bits(_mm256_or_si256(_mm256_or_si256(digit, letter), other), half);
      masks.capital |= bits(_mm256_or_si256(within(x, 'A', 26), within(x, '\xC3', 3)), half);
      masks.particle |= bits(_mm256_or_si256(equal(x, 'd'), equal(x, 'v')), half);
    }
    out[block] = masks;
  }
}

#endif

ExactScan::Masks ExactScan::plain_masks(const char* bytes) noexcept {
  Masks masks;
  for (unsigned i = 0; i < kBlock; ++i) {
    const char c = bytes[i];
    const auto byte = static_cast<unsigned char>(c);
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (ascii::is_digit(c)) masks.digit |= bit;
    if (c == '@') masks.at |= bit;
    if (ascii::is_word(c) || byte >= 0x80) masks.word |= bit;
    if (ascii::is_upper(c) || (byte >= 0xC3 && byte <= 0xC5)) masks.capital |= bit;
    if (c == 'd' || c == 'v') masks.particle |= bit;
  }
  return masks;
}

void ExactScan::masks_of(const char* bytes, std::size_t blocks, Masks* out) noexcept {
#if defined(__x86_64__)
  static const bool vectors = __builtin_cpu_supports("avx2") != 0;
  if (vectors) return vector_masks(bytes, blocks, out);
#endif
  for (std::size_t i = 0; i < blocks; ++i) out[i] = plain_masks(bytes + i * kBlock);
}

ExactScan::ExactScan(const ExactKeys& keys, const ExactProfile& profile)
    : keys_(keys), profile_(profile) {
  const std::uint64_t lengths = profile.digit_lengths | profile.mixed_lengths;
  length_max_ = lengths == 0 ? 0 : static_cast<std::size_t>(std::bit_width(lengths) - 1);
  length_min_ = lengths == 0 ? 0 : static_cast<std::size_t>(std::countr_zero(lengths));
  found_.reserve(kCandidatesAtOnce);
}

/// The masks from a position on; beyond the text there is nothing.
void ExactScan::masks_at(std::size_t position, std::span<Masks> out) const noexcept {
  const std::size_t rest = text_.size() - std::min(position, text_.size());
  const std::size_t whole = std::min(out.size(), rest / kBlock);
  if (whole > 0) masks_of(text_.data() + position, whole, out.data());
  if (whole == out.size()) return;
  std::array<char, kBlock> last{};
  if (rest % kBlock > 0)
    std::memcpy(last.data(), text_.data() + position + whole * kBlock, rest % kBlock);
  masks_of(last.data(), 1, &out[whole]);
  std::fill(out.begin() + static_cast<std::ptrdiff_t>(whole) + 1, out.end(), Masks{});
}

void ExactScan::scan(std::string_view text, std::size_t begin, std::size_t end,
                     ExactCandidateSink& sink) {
  text_ = text;
  sink_ = &sink;
  const std::size_t from = begin - std::min(begin, kReach);
  const std::size_t to = std::min(text.size(), end + kReach);
  names_done_ = numbers_done_ = from;
  word_before_ = carry_ = 0;
  std::array<Masks, kBlocksAtOnce + 1> masks;
  for (std::size_t base = from; base < to; base += kBlocksAtOnce * kBlock) {
    masks_at(base, masks);
    for (std::size_t i = 0; i < kBlocksAtOnce && base + i * kBlock < to; ++i)
      read_block(masks[i], masks[i + 1], base + i * kBlock);
  }
  flush();
}

void ExactScan::read_block(const Masks& now, const Masks& next, std::size_t base) {
  if (length_max_ > 0) {
    // The first digit of each run.
    for (std::uint64_t bits = now.digit & ~(now.digit << 1); bits != 0; bits &= bits - 1) {
      const std::size_t digit = base + static_cast<std::size_t>(std::countr_zero(bits));
      if (digit >= numbers_done_) read_number(digit);
    }
  }
  if (profile_.emails)
    for (std::uint64_t bits = now.at; bits != 0; bits &= bits - 1)
      read_email(base + static_cast<std::size_t>(std::countr_zero(bits)));
  if (!profile_.words) return;
  for (std::uint64_t bits = name_joints(now, next); bits != 0; bits &= bits - 1) {
    const std::size_t joint = base + static_cast<std::size_t>(std::countr_zero(bits));
    if (joint < names_done_ || gap_at(text_, joint, true).bytes == 0) continue;
    read_words(word_begin(joint));
  }
}

/// The ends of words that begin like a part of a name and have another such word behind them.
/// Adding the first bit of a run of ones to it carries to the bit behind the run.
std::uint64_t ExactScan::name_joints(const Masks& now, const Masks& next) noexcept {
  const auto ahead = [](std::uint64_t low, std::uint64_t high, unsigned by) {
    return low >> by | high << (64 - by);
  };
  const std::uint64_t starts = now.word & ~(now.word << 1 | word_before_);
  const std::uint64_t next_starts = next.word & ~(next.word << 1 | now.word >> 63);
  const std::uint64_t word1 = ahead(now.word, next.word, 1);
  const std::uint64_t word2 = ahead(now.word, next.word, 2);
  const std::uint64_t word3 = ahead(now.word, next.word, 3);
  const std::uint64_t names = starts & (now.capital | (now.particle & ~(word1 & word2 & word3)));
  const std::uint64_t next_names = next_starts & (next.capital | next.particle);
  std::uint64_t sum = 0;
  bool carry = __builtin_add_overflow(now.word, names, &sum);
  carry = __builtin_add_overflow(sum, carry_, &sum) || carry;
  const std::uint64_t ends = sum & ~now.word;
  carry_ = carry ? 1 : 0;
  word_before_ = now.word >> 63;
  return ends & (ahead(names, next_names, 1) | (~word1 & ahead(names, next_names, 2)) |
                 (~word1 & ~word2 & ahead(names, next_names, 3)));
}

std::size_t ExactScan::word_begin(std::size_t end) const noexcept {
  std::size_t begin = end;
  while (begin > 0 && end - begin <= 2 * kExactWordBytesMax &&
         (ascii::is_word(text_[begin - 1]) || static_cast<unsigned char>(text_[begin - 1]) >= 0x80))
    --begin;
  return begin;
}

void ExactScan::read_words(std::size_t position) {
  constexpr auto kKind = static_cast<std::size_t>(ExactKind::words);
  FoldedWord word;
  while (true) {
    pieces_.clear();
    std::size_t at = position;
    while (pieces_.size() < kPiecesMax) {
      fold_word(text_, at, word);
      names_done_ = std::max(names_done_, word.end);
      if (word.size == 0) break;
      if (word.end < text_.size() && (ascii::is_digit(text_[word.end]) || text_[word.end] == '_'))
        break;
      const bool particle = is_particle(word.text());
      if (!word.capital && !particle) break;
      Piece piece;
      piece.start = static_cast<std::uint32_t>(at);
      piece.end = static_cast<std::uint32_t>(word.end);
      piece.particle = particle;
      piece.letters = static_cast<std::uint32_t>(word.size);
      if (!particle) piece.hash = sip_hash(keys_.find[kKind], word.text());
      const Gap gap = gap_at(text_, word.end, word.size == 1);
      piece.hard_gap = gap.hard;
      pieces_.push_back(piece);
      if (gap.bytes == 0) break;
      at = word.end + gap.bytes;
    }
    try_words();
    if (pieces_.size() < kPiecesMax) return;
    position = pieces_[kPiecesMax - kExactWordsMax].start;
  }
}

/// All runs of two to five words. One that reaches across a comma must begin and end at one, or at
/// an end of the whole: in "Jean Martin, Paul Durand" nobody is called Martin Paul.
void ExactScan::try_words() {
  for (std::size_t i = 0; i + 1 < pieces_.size(); ++i) {
    if (pieces_[i].particle) continue;
    const bool begins = i == 0 || pieces_[i - 1].hard_gap;
    std::uint64_t sum = 0;
    std::size_t words = 0, letters = 0;
    bool hard = false;
    for (std::size_t j = i; j < pieces_.size() && words < kExactWordsMax; ++j) {
      const Piece& piece = pieces_[j];
      if (!piece.particle) {
        sum += piece.hash;
        letters += piece.letters;
        ++words;
        if (words >= kExactWordsMin && letters >= kExactLettersMin &&
            (!hard || (begins && name_ends(j))))
          give(sum, pieces_[i].start, piece.end, ExactKind::words);
      }
      hard = hard || piece.hard_gap;
    }
  }
}

/// Is the end of the whole, or a comma, behind a word and its particles ("Arc, Jeanne d'")?
bool ExactScan::name_ends(std::size_t piece) const noexcept {
  while (piece + 1 < pieces_.size() && !pieces_[piece].hard_gap && pieces_[piece + 1].particle)
    ++piece;
  return piece + 1 == pieces_.size() || pieces_[piece].hard_gap;
}

/// Where the number around a digit may begin: its word, or a short one directly before it.
std::size_t ExactScan::number_begin(std::size_t digit) const noexcept {
  std::size_t begin = digit;
  while (begin > 0 && ascii::is_alnum(text_[begin - 1])) {
    if (digit - begin > kExactNumberMax) return kNowhere;
    --begin;
  }
  if (ascii::foreign_letter_before(text_, begin)) return kNowhere;
  if (begin < 2 || separator_at(text_, begin - 1) != 1 || begin - 1 <= numbers_done_) return begin;
  if (text_[begin - 1] == ' ' && !ascii::is_upper(text_[begin - 2])) return begin;
  std::size_t before = begin - 1;
  while (before > 0 && ascii::is_alnum(text_[before - 1]) && begin - before <= kShortWordMax + 1)
    --before;
  const std::size_t size = begin - 1 - before;
  if (size == 0 || !joins_number(before, begin - 1) || ascii::foreign_letter_before(text_, before))
    return begin;
  return before;
}

void ExactScan::read_number(std::size_t digit) {
  std::size_t position = number_begin(digit);
  std::size_t end = digit + 1;
  while (end < text_.size() && ascii::is_alnum(text_[end])) ++end;
  if (position == kNowhere) {
    numbers_done_ = end;
    return;
  }
  // Most stand on their own, and are short.
  if (end - position < length_min_ && next_group(end) == kNowhere) {
    numbers_done_ = end;
    return;
  }
  while (read_groups(position)) {
    try_groups(kPiecesMax - kGroupsMax);
    position = pieces_[kPiecesMax - kGroupsMax].start;
  }
  try_groups(pieces_.size());
}

/// Where the group behind a separator begins: none of small letters behind a blank, none of letters
/// behind an underscore, which are words and identifiers (uint8_t).
std::size_t ExactScan::next_group(std::size_t end) const noexcept {
  const std::size_t gap = separator_at(text_, end);
  const std::size_t next = end + gap;
  if (gap == 0 || next >= text_.size() || !ascii::is_alnum(text_[next])) return kNowhere;
  const bool stranger = (text_[end] == ' ' && ascii::is_lower(text_[next])) ||
                        (text_[end] == '_' && !ascii::is_digit(text_[next]));
  return stranger ? kNowhere : next;
}

/// Letters in front of or within a number: few, and capitals or joined by a sign (KD-00123),
/// because short words stand beside numbers everywhere.
bool ExactScan::joins_number(std::size_t begin, std::size_t end) const noexcept {
  if (end - begin > kShortWordMax) return false;
  const bool capitals =
      std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                  text_.begin() + static_cast<std::ptrdiff_t>(end), ascii::is_upper);
  const auto sign = [this](std::size_t at) {
    return at < text_.size() && text_[at] != ' ' && separator_at(text_, at) == 1;
  };
  return capitals || sign(end) || (begin > 0 && sign(begin - 1));
}

/// The groups from a position on; true when there are more.
bool ExactScan::read_groups(std::size_t position) {
  pieces_.clear();
  compact_.clear();
  while (true) {
    Piece group;
    std::size_t end = position;
    for (; end < text_.size() && ascii::is_alnum(text_[end]); ++end) {
      if (ascii::is_digit(text_[end]))
        group.has_digit = true;
      else
        group.has_letter = true;
      if (end - position > kExactNumberMax) break;
    }
    numbers_done_ = std::max(numbers_done_, end);
    if (end - position > kExactNumberMax) return false;
    if (!group.has_digit && !joins_number(position, end)) return false;
    group.start = static_cast<std::uint32_t>(position);
    group.end = static_cast<std::uint32_t>(end);
    group.compact = static_cast<std::uint32_t>(compact_.size());
    for (std::size_t i = position; i < end; ++i) compact_.push_back(ascii::lower(text_[i]));
    pieces_.push_back(group);
    position = next_group(end);
    if (position == kNowhere) return false;
    if (pieces_.size() == kPiecesMax) return true;
  }
}

void ExactScan::try_groups(std::size_t starts) {
  constexpr auto kKind = static_cast<std::size_t>(ExactKind::number);
  for (std::size_t i = 0; i < starts; ++i) {
    bool digit = false, letter = false;
    std::size_t singles = 0, short_words = 0;
    const std::size_t last = std::min(pieces_.size(), i + kGroupsMax);
    for (std::size_t j = i; j < last; ++j) {
      const Piece& group = pieces_[j];
      const std::size_t length = group.compact + (group.end - group.start) - pieces_[i].compact;
      singles += group.end - group.start == 1 ? 1 : 0;
      short_words += group.has_digit ? 0 : 1;
      if (length > length_max_ || singles > kSinglesMax || short_words > kShortWordsMax) break;
      digit = digit || group.has_digit;
      letter = letter || group.has_letter;
      const std::uint64_t lengths = letter ? profile_.mixed_lengths : profile_.digit_lengths;
      if (!digit || (lengths >> length & 1) == 0 || ascii::foreign_letter_at(text_, group.end))
        continue;
      give(sip_hash(keys_.find[kKind], {compact_.data() + pieces_[i].compact, length}),
           pieces_[i].start, group.end, ExactKind::number);
    }
  }
}

void ExactScan::read_email(std::size_t at) {
  constexpr auto kKind = static_cast<std::size_t>(ExactKind::email);
  constexpr std::size_t kLocalMax = 64;  // RFC 5321, 4.5.3.1.1
  constexpr std::string_view kLocalSigns = "._%+-";
  std::size_t begin = at, end = at + 1;
  while (
      begin > 0 && at - begin < kLocalMax &&
      (ascii::is_alnum(text_[begin - 1]) || kLocalSigns.find(text_[begin - 1]) != kLocalSigns.npos))
    --begin;
  while (begin < at && !ascii::is_alnum(text_[begin])) ++begin;
  while (end < text_.size() && end - begin < kExactEmailMax &&
         (ascii::is_alnum(text_[end]) || text_[end] == '.' || text_[end] == '-'))
    ++end;
  while (end > at + 1 && !ascii::is_alnum(text_[end - 1])) --end;
  if (begin == at || end < at + 3) return;
  compact_.clear();
  for (std::size_t i = begin; i < end; ++i) compact_.push_back(ascii::lower(text_[i]));
  give(sip_hash(keys_.find[kKind], {compact_.data(), compact_.size()}), begin, end,
       ExactKind::email);
}

void ExactScan::give(std::uint64_t hash, std::size_t start, std::size_t end, ExactKind kind) {
  found_.push_back(
      {hash, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end), kind});
  if (found_.size() == kCandidatesAtOnce) flush();
}

void ExactScan::flush() {
  if (!found_.empty()) sink_->candidates(found_);
  found_.clear();
}

}  // namespace braque
