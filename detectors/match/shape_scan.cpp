// See shape_scan.hpp. The masks of a block come from match/byte_masks.hpp; everything after that is
// arithmetic on 64-bit words shared by all levels (scan_loop), inlined into each of them so that
// popcount and trailing-zero count become single instructions where the level has them.
#include "match/shape_scan.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/ascii.hpp"
#include "match/byte_masks.hpp"
#include "match/sliding_counts.hpp"

namespace braque::match {
namespace {

/// The 64 bits that start at position p, 0 <= p < 64.
BRAQUE_INLINE std::uint64_t window(std::uint64_t current, std::uint64_t next, unsigned p) {
  return p == 0 ? current : ahead(current, next, p);
}

constexpr std::uint64_t low_bits(unsigned n) { return (std::uint64_t{1} << n) - 1; }

/// Blocks that are looked at together. One loop makes their masks, one, in which several blocks
/// stand side by side in a vector, combines them, and only the third has a jump to mispredict.
constexpr std::size_t kBatch = 32;

/// The masks of a batch: of the block before it, its blocks, and those behind it up to a full
/// vector.
struct Batch {
  using Row = std::uint64_t[kBatch + 9];
  Row digits, letters, capitals, word, number, dot, at, colon;
  Row tokens, years, colons, any;  ///< where something may begin

  BRAQUE_INLINE void put(std::size_t i, const ScanMasks& masks) {
    digits[i] = masks.digits;
    letters[i] = masks.letters;
    capitals[i] = masks.capitals;
    word[i] = masks.digits | masks.letters | masks.underscore;
    number[i] = masks.digits | masks.letters | masks.joins;
    dot[i] = masks.dot;
    at[i] = masks.at;
    colon[i] = masks.colon;
  }
};

/// Some blocks of a row side by side.
template <typename Lanes>
BRAQUE_INLINE Lanes lanes(const Batch::Row& row, std::size_t i) {
  Lanes v;
  std::memcpy(&v, row + i, sizeof v);
  return v;
}
template <typename Lanes>
BRAQUE_INLINE TwoWords<Lanes> with_next(const Batch::Row& row, std::size_t i) {
  return {lanes<Lanes>(row, i), lanes<Lanes>(row, i + 1)};
}
template <typename Lanes>
BRAQUE_INLINE void store(Batch::Row& row, std::size_t i, const Lanes& v) {
  std::memcpy(row + i, &v, sizeof v);
}

/// First of eight capitals or digits in a row.
template <typename Lanes>
BRAQUE_INLINE Lanes eight_in_a_row(const TwoWords<Lanes>& one) {
  const TwoWords<Lanes> two = one & one.ahead_by(1), four = two & two.ahead_by(2);
  return (four & four.ahead_by(4)).current;
}

/// What stands two to four bytes before one of x.
template <typename Lanes>
BRAQUE_INLINE TwoWords<Lanes> in_reach(const TwoWords<Lanes>& x) {
  return x.ahead_by(2) | x.ahead_by(3) | x.ahead_by(4);
}

/// One to three bytes before the first of three full stops, each two to four bytes behind the last.
template <typename Lanes>
BRAQUE_INLINE Lanes before_dotted_groups(const TwoWords<Lanes>& dots) {
  const TwoWords<Lanes> two = dots & in_reach(dots), three = dots & in_reach(two);
  return (three.ahead_by(1) | three.ahead_by(2) | three.ahead_by(3)).current;
}

/// Two colons side by side, and the first of a row: none in the five bytes before, the next within
/// eight, because groups have four digits and the first colon may be punctuation.
template <typename Lanes>
BRAQUE_INLINE Lanes row_of_colons(const Lanes& before, const TwoWords<Lanes>& colons) {
  const Lanes& colon = colons.current;
  const Lanes behind = ahead(before, colon, 63) | ahead(before, colon, 62) |
                       ahead(before, colon, 61) | ahead(before, colon, 60) |
                       ahead(before, colon, 59);
  TwoWords<Lanes> close = colons.ahead_by(1);
  const Lanes pair = colon & close.current;
  close = close | close.ahead_by(1);
  close = close | close.ahead_by(2);
  close = close | close.ahead_by(4);
  return pair | (colon & ~behind & close.current);
}

/// A word that begins with a digit is worth a look with six digits in its first 16 bytes, with five
/// when a capital stands among the first four (Medicare numbers of the United States), or when
/// three full stops could be those of an IPv4 address; one that begins with a letter with three
/// digits in 20 bytes of which one is among the first eight; and a code in capitals (bank
/// identifiers without a digit, access keys with few) with eight capitals and digits in a row. The
/// first six or five bytes are all such as a written number contains; whether the digits belong to
/// it is seen by who walks it. A year: exactly four digits.
template <typename Lanes>
BRAQUE_INLINE void combine(Batch& batch, std::size_t i) {
  const auto digits = with_next<Lanes>(batch.digits, i), word = with_next<Lanes>(batch.word, i);
  const auto coded = digits | with_next<Lanes>(batch.capitals, i);
  const auto letters = lanes<Lanes>(batch.letters, i);
  const Lanes& d = digits.current;
  const Lanes starts = (d | letters) & ~ahead(lanes<Lanes>(batch.word, i - 1), word.current, 63);
  const DigitCounts<Lanes> counts(digits);
  const TwoWords<Lanes> number = with_next<Lanes>(batch.number, i),
                        number_2 = number & number.ahead_by(1);
  const TwoWords<Lanes> number_4 = number_2 & number_2.ahead_by(2);
  const Lanes five = number_4.current & number.ahead_by(4).current,
              six = five & number.ahead_by(5).current;
  const auto capitals = with_next<Lanes>(batch.capitals, i);
  const Lanes capital =
      capitals.ahead_by(1).current | capitals.ahead_by(2).current | capitals.ahead_by(3).current;
  const Lanes numbers = d & six &
                        (counts.six_in_16 | (counts.five_in_16 & capital) |
                         before_dotted_groups(with_next<Lanes>(batch.dot, i)));
  const Lanes words = letters & five & counts.one_in_8 & counts.three_in_20;
  const Lanes codes = coded.current & eight_in_a_row(coded);
  const Lanes tokens = starts & (numbers | words | codes);
  const TwoWords<Lanes> two = digits & digits.ahead_by(1);
  const Lanes years = starts & (two & two.ahead_by(2)).current & ~word.ahead_by(4).current;
  const Lanes colons =
      row_of_colons(lanes<Lanes>(batch.colon, i - 1), with_next<Lanes>(batch.colon, i));
  store(batch.tokens, i, tokens);
  store(batch.years, i, years);
  store(batch.colons, i, colons);
  store(batch.any, i, tokens | years | colons | lanes<Lanes>(batch.at, i));
}

/// The 64 bytes from `at` on; bytes beyond the text count as zero.
BRAQUE_INLINE const char* block_at(std::string_view text, std::size_t at, char (&padded)[kBlock]) {
  if (at + kBlock <= text.size()) return text.data() + at;
  std::memset(padded, 0, sizeof padded);
  if (at < text.size()) std::memcpy(padded, text.data() + at, text.size() - at);
  return padded;
}

/// What a block looks like from the one behind it.
BRAQUE_INLINE ScanMasks edge_before(std::string_view text, std::size_t at) {
  ScanMasks masks{};
  if (at > 0 && ascii::is_word(text[at - 1])) masks.underscore = std::uint64_t{1} << 63;
  for (std::size_t k = 1; k <= 5 && k <= at; ++k)
    if (text[at - k] == ':') masks.colon |= std::uint64_t{1} << (64 - k);
  return masks;
}

/// May a month's name, or what follows one, end before the blank before `year`?
BRAQUE_INLINE bool behind_a_word(std::string_view text, std::size_t year) {
  if (year < 2 || text[year - 1] != ' ') return false;
  const char c = text[year - 2];
  return ascii::is_letter(c) || c == '.' || c == ',' || static_cast<unsigned char>(c) >= 0x80;
}

/// Writes the candidates of block `i`, which begins at `base`, in ascending order.
template <typename MakeMasks>
BRAQUE_INLINE std::size_t write_block(const MakeMasks& masks, const Batch& batch, std::size_t i,
                                      std::string_view text, std::size_t base, std::uint64_t keep,
                                      ShapeCandidate* out) {
  std::uint64_t years = batch.years[i] & keep;
  if (years != 0) {
    char padded[kBlock];
    years &= (masks.blanks(block_at(text, base, padded)) << 1) | 1;
    for (std::uint64_t rest = years; rest != 0; rest &= rest - 1)
      if (!behind_a_word(text, base + static_cast<std::size_t>(std::countr_zero(rest))))
        years &= ~(rest & (~rest + 1));
  }
  std::uint64_t colons = batch.colons[i] & keep;
  for (std::uint64_t rest = colons; rest != 0; rest &= rest - 1) {
    // Five colons close together, unless two stand side by side.
    const auto p = static_cast<unsigned>(std::countr_zero(rest));
    const std::uint64_t near = window(batch.colon[i], batch.colon[i + 1], p);
    if ((near & 2) == 0 && std::popcount(near & low_bits(36)) < 5) colons &= ~(rest & (~rest + 1));
  }
  const std::uint64_t tokens = batch.tokens[i] & keep, at = batch.at[i] & keep;
  std::size_t count = 0;
  for (std::uint64_t all = tokens | years | at | colons; all != 0; all &= all - 1) {
    const std::uint64_t bit = all & (~all + 1);
    const auto p =
        static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(std::countr_zero(all));
    // The sets are disjoint, but a year may begin a number.
    const Pointer pointer = (bit & tokens)  ? Pointer::token
                            : (bit & years) ? Pointer::year
                            : (bit & at)    ? Pointer::at
                                            : Pointer::colon;
    out[count++] = {p, pointer};
    if ((bit & tokens & years) != 0) out[count++] = {p, Pointer::year};
  }
  return count;
}

/// The candidates of `count` blocks from `at` on; of the last one only the positions in
/// `last_keep`.
template <typename MakeMasks>
BRAQUE_INLINE void scan_batch(const MakeMasks& masks, std::string_view text, std::size_t at,
                              std::size_t count, std::uint64_t last_keep, ShapeCandidate* out,
                              ShapeScanResult& result) {
  Batch batch;
  char padded[kBlock];
  batch.put(0, edge_before(text, at));
  for (std::size_t i = 1; i <= count; ++i) {
    const ScanMasks block = masks.scan(block_at(text, at + (i - 1) * kBlock, padded));
    batch.put(i, block);
    result.line_feeds += static_cast<std::uint64_t>(
        std::popcount(block.line_feed & (i == count ? last_keep : ~std::uint64_t{0})));
  }
  batch.put(count + 1, masks.scan(block_at(text, at + count * kBlock, padded)));
  using Lanes = typename MakeMasks::Lanes;
  constexpr std::size_t kLanes = sizeof(Lanes) / sizeof(std::uint64_t);
  const std::size_t end = 1 + (count + kLanes - 1) / kLanes * kLanes;
  for (std::size_t i = count + 2; i <= end; ++i) batch.put(i, {});
  for (std::size_t i = 1; i < end; i += kLanes) combine<Lanes>(batch, i);
  std::uint8_t blocks[kBatch];  // that hold something
  std::size_t found = 0;
  for (std::size_t i = 1; i <= count; ++i) {
    blocks[found] = static_cast<std::uint8_t>(i);
    found += batch.any[i] != 0;
  }
  for (std::size_t k = 0; k < found; ++k)
    result.candidates +=
        write_block(masks, batch, blocks[k], text, at + (blocks[k] - 1U) * kBlock,
                    blocks[k] == count ? last_keep : ~std::uint64_t{0}, out + result.candidates);
}

/// The loop over batches, the same at every level.
template <typename MakeMasks>
BRAQUE_INLINE ShapeScanResult scan_loop(const MakeMasks& masks, std::string_view text,
                                        std::size_t from, std::size_t to,
                                        std::span<ShapeCandidate> out) {
  ShapeScanResult result;
  result.scanned_to = from;
  while (result.scanned_to < to) {
    // As many blocks as there is room for, whatever they hold.
    const std::size_t room = (out.size() - result.candidates) / kCandidatesPerBlock;
    const std::size_t left = to - result.scanned_to;
    const std::size_t count = std::min({(left + kBlock - 1) / kBlock, room, kBatch});
    if (count == 0) break;
    const std::size_t last = left - (count - 1) * kBlock;
    const std::uint64_t last_keep =
        last >= kBlock ? ~std::uint64_t{0} : low_bits(static_cast<unsigned>(last));
    scan_batch(masks, text, result.scanned_to, count, last_keep, out.data(), result);
    result.scanned_to += count * kBlock;
  }
  if (result.scanned_to > to) result.scanned_to = to;
  return result;
}

ShapeScanResult scan_scalar(std::string_view text, std::size_t from, std::size_t to,
                            std::span<ShapeCandidate> out) {
  return scan_loop(ScalarMasks(), text, from, to, out);
}

#ifdef BRAQUE_X86
ShapeScanResult scan_sse2(std::string_view text, std::size_t from, std::size_t to,
                          std::span<ShapeCandidate> out) {
  return scan_loop(Sse2Masks(), text, from, to, out);
}
BRAQUE_AVX2 ShapeScanResult scan_avx2(std::string_view text, std::size_t from, std::size_t to,
                                      std::span<ShapeCandidate> out) {
  return scan_loop(Avx2Masks(), text, from, to, out);
}
BRAQUE_AVX512 ShapeScanResult scan_avx512(std::string_view text, std::size_t from, std::size_t to,
                                          std::span<ShapeCandidate> out) {
  return scan_loop(Avx512Masks(), text, from, to, out);
}
#endif

}  // namespace

VectorLevel best_vector_level() noexcept {
#ifdef BRAQUE_X86
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("bmi2"))
    return VectorLevel::avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return VectorLevel::avx2;
  return VectorLevel::sse2;
#else
  return VectorLevel::scalar;
#endif
}

const char* name(VectorLevel level) noexcept {
  switch (level) {
    case VectorLevel::scalar:
      return "scalar";
    case VectorLevel::sse2:
      return "SSE2";
    case VectorLevel::avx2:
      return "AVX2";
    case VectorLevel::avx512:
      return "AVX-512BW";
  }
  return "";
}

ShapeScanResult scan_shapes(VectorLevel level, std::string_view text, std::size_t from,
                            std::size_t to, std::span<ShapeCandidate> out) noexcept {
  switch (level) {
#ifdef BRAQUE_X86
    case VectorLevel::avx512:
      return scan_avx512(text, from, to, out);
    case VectorLevel::avx2:
      return scan_avx2(text, from, to, out);
    case VectorLevel::sse2:
      return scan_sse2(text, from, to, out);
#endif
    default:
      return scan_scalar(text, from, to, out);
  }
}

}  // namespace braque::match
