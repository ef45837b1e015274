#include "match/literal_scan.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/ascii.hpp"
#include "base/check.hpp"
#include "match/compressed_places.hpp"

namespace braque::match {
namespace {

constexpr std::size_t kGram = 4;
constexpr unsigned kHashBits = 17;
constexpr unsigned kHeadBits = 12;
constexpr unsigned kThreeBits = 11;
constexpr std::uint32_t kSmall = 0x20202020;
constexpr std::uint32_t kThree = 0xffffff;

/// 64 classes of bytes: letters whatever their case, digits, the signs that literals hold, bytes
/// beyond ASCII by their low bits, and all others.
constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  constexpr std::string_view kSigns = " \n_-.:=\"/,'$(;@\t>+~";
  for (std::size_t c = 0; c < 26; ++c)
    classes['a' + c] = classes['A' + c] = static_cast<std::uint8_t>(1 + c);
  for (std::size_t c = 0; c < 10; ++c) classes['0' + c] = static_cast<std::uint8_t>(27 + c);
  for (std::size_t i = 0; i < kSigns.size(); ++i)
    classes[static_cast<unsigned char>(kSigns[i])] = static_cast<std::uint8_t>(37 + i);
  for (std::size_t c = 0x80; c < 0x100; ++c) classes[c] = static_cast<std::uint8_t>(56 + (c & 7));
  return classes;
}
alignas(64) constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

/// How often bytes of each class come in sources and documentation, per mille, at least 1.
constexpr std::array<std::uint8_t, 64> kFrequency = {
    40, 40, 10, 31, 24, 74, 18, 11, 15, 42, 1, 8, 29, 16, 43, 39,  24, 1,  39, 50, 57, 17,
    6,  5,  8,  9,  1,  8,  6,  4,  3,  2,  3, 2, 2,  2,  3,  168, 26, 34, 5,  7,  5,  5,
    5,  9,  11, 4,  1,  10, 4,  1,  3,  6,  1, 1, 1,  1,  1,  1,   1,  1,  1,  1};

/// Four bytes, one group after the other, that come more than 15 times in 100,000 bytes of sources
/// and documentation: no literal is looked for by one of them if it has others.
constexpr std::string_view kCommonGrams =
    "type---- typonstine tionturning ion "
    "eratatoropenlatelassheckchecstatctioatiocharplatiterableratoring"
    "intementcomp voifileand  str chanterwithtailcontate etaidetacodetati "
    "stateraionsliceensedataicenform"
    "censjectinfovers uselongendiightctorcall valare e deointoperbasetherpoinencetribmber "
    "resribuace emen"
    "porte prfreestorent locansigecto vertablsingtime detnodest cconfcessressontelockperable "
    "cateange all"
    "stanlisttore parounte "
    "inompanumbtterumbepresbuilnstaindedingbackcounistrneraoptiublitesttackstact co"
    "publvertrencentiservicattraindexsoururceourcrangstreocatelsereseertirati "
    "numblicchanraphgrapcondnce "
    "makender imp";
static_assert(kCommonGrams.size() % kGram == 0);

std::size_t class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

std::uint32_t hash_of(std::uint32_t gram) { return gram * 0x9E3779B1U; }  // 2^32 / golden ratio

/// The four bytes at `at`, with bit 5 set; behind the end zeros.
inline std::uint32_t gram_at(std::string_view text, std::size_t at) {
  std::uint32_t gram = 0;
  if (text.size() - at >= kGram)
    std::memcpy(&gram, text.data() + at, kGram);
  else
    std::memcpy(&gram, text.data() + at, text.size() - at);
  return gram | kSmall;
}

bool holds(const std::vector<std::uint32_t>& bits, std::uint32_t bit) {
  return ((bits[bit / 32] >> (bit % 32)) & 1) != 0;
}

std::string lowered(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = ascii::lower(c);
  return small;
}

constexpr auto kCommon = [] {
  std::array<std::uint32_t, kCommonGrams.size() / kGram> grams{};
  for (std::size_t i = 0; i < kCommonGrams.size(); ++i)
    grams[i / kGram] |= std::uint32_t{static_cast<unsigned char>(kCommonGrams[i])}
                        << (8 * (i % kGram));
  return grams;
}();

bool is_common(std::uint32_t gram) {
  return std::find(kCommon.begin(), kCommon.end(), gram) != kCommon.end();
}

bool equal_lowered(std::string_view text, std::string_view small) {
  for (std::size_t i = 0; i < small.size(); ++i)
    if (ascii::lower(text[i]) != small[i]) return false;
  return true;
}

}  // namespace

// What an anchor costs is how many places of a text pass the two tables because of it, and then the
// filter; pairs that others brought in already cost little more. Lines of one sign are common.
LiteralScan::Anchor LiteralScan::choose(const std::string& text, std::uint16_t literal) {
  constexpr double kShared = 0.05, kGramWeight = 0.5, kCommonCost = 5000;
  const auto frequency = [&](std::size_t at) {
    return static_cast<double>(kFrequency[class_of(text[at])]);
  };
  const auto cost = [&](const PairTable& table, std::size_t at) {
    const std::size_t a = class_of(text[at]), b = class_of(text[at + 1]);
    const double share = frequency(at) * frequency(at + 1);
    return (table[a] >> b & 1) != 0 ? kShared * share : share;
  };
  Anchor anchor;
  anchor.literal = literal;
  anchor.length = static_cast<std::uint16_t>(text.size());
  double least = 0;
  for (std::size_t at = 0; at + kGram <= text.size(); ++at) {
    const bool line =
        text[at] == text[at + 1] && text[at] == text[at + 2] && text[at] == text[at + 3];
    const double gram =
        std::sqrt(frequency(at) * frequency(at + 1) * frequency(at + 2) * frequency(at + 3));
    const bool common = is_common(gram_at(text, at));
    const double here = (common ? kCommonCost : 0) + cost(tables_.first, at) +
                        cost(tables_.second, at + 1) + kGramWeight * gram + (line ? 1e6 : 0);
    if (at != 0 && here >= least) continue;
    least = here;
    anchor.offset = static_cast<std::uint16_t>(at);
  }
  const bool ahead = text.size() > 2 * std::size_t{anchor.offset} + kGram;
  anchor.other_offset =
      static_cast<std::uint16_t>(ahead && text.size() > kGram ? text.size() - kGram : 0);
  anchor.gram = gram_at(text, anchor.offset);
  anchor.other = gram_at(text, anchor.other_offset);
  return anchor;
}

void LiteralScan::note(const Anchor& anchor, const std::string& text) {
  const std::string_view bytes = std::string_view(text).substr(anchor.offset);
  tables_.first[class_of(bytes[0])] |= std::uint64_t{1} << class_of(bytes[1]);
  tables_.second[class_of(bytes[1])] |= std::uint64_t{1} << class_of(bytes[2]);
}

LiteralScan::LiteralScan(std::span<const Database::Pattern> patterns) {
  BRAQUE_CHECK(patterns.size() < 0xffff);
  std::vector<std::uint16_t> order;
  for (const Database::Pattern& pattern : patterns) {
    BRAQUE_CHECK(!pattern.text.empty());
    order.push_back(static_cast<std::uint16_t>(literals_.size()));
    literals_.push_back({lowered(pattern.text), pattern.id});
  }
  // The short ones have no choice; the others then choose among the pairs that are taken.
  std::stable_sort(order.begin(), order.end(), [this](std::uint16_t a, std::uint16_t b) {
    return literals_[a].text.size() < literals_[b].text.size();
  });
  std::vector<Anchor> anchors;
  for (const std::uint16_t literal : order) {
    const std::string& text = literals_[literal].text;
    if (text.size() < kGram - 1) {
      short_.push_back(literal);
      continue;
    }
    Anchor anchor = choose(text, literal);
    note(anchor, text);
    if (text.size() < kGram) anchor.gram = anchor.other = anchor.gram & kThree;
    (text.size() < kGram ? three_ : anchors).push_back(anchor);
  }
  build(std::move(anchors));
#if defined(__x86_64__)
  vector_ = has_compressed_places();
#endif
}

void LiteralScan::build(std::vector<Anchor> anchors) {
  const auto head_of = [](const Anchor& anchor) {
    return hash_of(anchor.gram) >> (32 - kHeadBits);
  };
  std::stable_sort(anchors.begin(), anchors.end(),
                   [&](const Anchor& a, const Anchor& b) { return head_of(a) < head_of(b); });
  heads_.assign((std::size_t{1} << kHeadBits) + 1, 0);
  filter_.assign((std::size_t{1} << kHashBits) / 32, 0);
  for (const Anchor& anchor : anchors) {
    ++heads_[head_of(anchor) + 1];
    const std::uint32_t bit = hash_of(anchor.gram) >> (32 - kHashBits);
    filter_[bit / 32] |= std::uint32_t{1} << (bit % 32);
  }
  for (std::size_t i = 1; i < heads_.size(); ++i) heads_[i] += heads_[i - 1];
  anchors_ = std::move(anchors);
  three_filter_.assign((std::size_t{1} << kThreeBits) / 32, 0);
  for (const Anchor& anchor : three_) {
    const std::uint32_t bit = hash_of(anchor.gram) >> (32 - kThreeBits);
    three_filter_[bit / 32] |= std::uint32_t{1} << (bit % 32);
  }
  std::stable_sort(three_.begin(), three_.end(),
                   [](const Anchor& a, const Anchor& b) { return a.gram < b.gram; });
}

std::size_t LiteralScan::bytes() const noexcept {
  std::size_t sum = sizeof tables_ + filter_.size() * sizeof(std::uint32_t) +
                    heads_.size() * sizeof(std::uint32_t) +
                    (anchors_.size() + three_.size()) * sizeof(Anchor) +
                    three_filter_.size() * sizeof(std::uint32_t);
  for (const Literal& literal : literals_) sum += literal.text.size() + sizeof literal;
  return sum;
}

void LiteralScan::look_three(std::string_view text, std::size_t at, std::uint32_t gram,
                             std::vector<Hit>& hits) const {
  if (text.size() - at < kGram - 1) return;
  auto known =
      std::lower_bound(three_.begin(), three_.end(), gram,
                       [](const Anchor& a, std::uint32_t wanted) { return a.gram < wanted; });
  for (; known != three_.end() && known->gram == gram; ++known) {
    const Literal& literal = literals_[known->literal];
    if (equal_lowered(text.substr(at, literal.text.size()), literal.text))
      hits.push_back({literal.id, static_cast<std::uint32_t>(at + literal.text.size())});
  }
}

inline void LiteralScan::look(std::string_view text, std::size_t at, std::vector<Hit>& hits) const {
  const std::uint32_t gram = gram_at(text, at);
  if (holds(three_filter_, hash_of(gram & kThree) >> (32 - kThreeBits)))
    look_three(text, at, gram & kThree, hits);
  if (!holds(filter_, hash_of(gram) >> (32 - kHashBits))) return;
  const std::uint32_t head = hash_of(gram) >> (32 - kHeadBits);
  for (std::size_t i = heads_[head]; i < heads_[head + 1]; ++i) {
    const Anchor& anchor = anchors_[i];
    if (anchor.gram != gram || anchor.offset > at) continue;
    const std::size_t begin = at - anchor.offset;
    if (text.size() - begin < anchor.length ||
        gram_at(text, begin + anchor.other_offset) != anchor.other)
      continue;
    const Literal& literal = literals_[anchor.literal];
    if (!equal_lowered(text.substr(begin, literal.text.size()), literal.text)) continue;
    hits.push_back({literal.id, static_cast<std::uint32_t>(begin + literal.text.size())});
  }
}

void LiteralScan::scan_short(std::string_view text, std::vector<Hit>& hits) const {
  for (const std::uint16_t index : short_) {
    const Literal& literal = literals_[index];
    for (std::size_t end = literal.text.size(); end <= text.size(); ++end)
      if (equal_lowered(text.substr(end - literal.text.size(), literal.text.size()), literal.text))
        hits.push_back({literal.id, static_cast<std::uint32_t>(end)});
  }
}

namespace {

bool stands_before(const Hit& a, const Hit& b) {
  return a.end != b.end ? a.end < b.end : a.id < b.id;
}

/// They come by where their anchors stand, which is nearly the order.
void bring_into_order(std::vector<Hit>& hits, std::size_t from) {
  const auto first = hits.begin() + static_cast<std::ptrdiff_t>(from);
  if (!std::is_sorted(first, hits.end(), stands_before))
    std::sort(first, hits.end(), stands_before);
}

}  // namespace

void LiteralScan::scan_places(std::string_view text, std::size_t from,
                              std::vector<Hit>& hits) const {
  const std::size_t whole = text.size() >= kGram ? text.size() - kGram + 1 : 0;
  std::size_t at = from;
  for (; at < whole; ++at) {
    std::uint32_t gram;
    std::memcpy(&gram, text.data() + at, sizeof gram);
    gram |= kSmall;
    if (holds(filter_, hash_of(gram) >> (32 - kHashBits)) ||
        holds(three_filter_, hash_of(gram & kThree) >> (32 - kThreeBits)))
      look(text, at, hits);
  }
  for (; at < text.size(); ++at) look(text, at, hits);
}

void LiteralScan::scan_plain(std::string_view text, std::vector<Hit>& hits) const {
  if (empty()) return;
  const std::size_t known = hits.size();
  scan_places(text, 0, hits);
  scan_short(text, hits);
  bring_into_order(hits, known);
}

#if defined(__x86_64__)

// g++ 12 takes its own intrinsics' undefined operands for variables that were forgotten (bug
// 105593).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

namespace {

/// A pair table for vpermi2b: four times 128 bytes, by the first class and three bits of the
/// second.
struct PairVectors {
  __m512i parts[8];
};

BRAQUE_VBMI inline PairVectors load(const LiteralScan::PairTable& table) {
  PairVectors vectors;
  for (std::size_t i = 0; i < 8; ++i) vectors.parts[i] = _mm512_loadu_si512(table.data() + 8 * i);
  return vectors;
}

/// The classes of 64 bytes.
BRAQUE_VBMI inline __m512i classes(__m512i bytes) {
  const __m512i low = _mm512_load_si512(kClasses.data()),
                high = _mm512_load_si512(kClasses.data() + 64);
  const __m512i ascii = _mm512_permutex2var_epi8(low, bytes, high);
  const __m512i beyond =
      _mm512_or_si512(_mm512_and_si512(bytes, _mm512_set1_epi8(7)), _mm512_set1_epi8(56));
  return _mm512_mask_mov_epi8(ascii, _mm512_movepi8_mask(bytes), beyond);
}

struct PairIndex {
  __m512i places;           ///< seven bits within a part
  __m512i bits;             ///< one bit of eight
  __mmask64 second, upper;  ///< which part
};

BRAQUE_VBMI inline PairIndex index_of(__m512i first, __m512i second) {
  const __m512i row = _mm512_and_si512(_mm512_slli_epi16(first, 3), _mm512_set1_epi8(0x78));
  const __m512i byte = _mm512_and_si512(_mm512_srli_epi16(second, 3), _mm512_set1_epi8(7));
  const __m512i powers = _mm512_set1_epi64(static_cast<long long>(0x8040201008040201ULL));
  return {_mm512_or_si512(row, byte),
          _mm512_permutexvar_epi8(_mm512_and_si512(second, _mm512_set1_epi8(7)), powers),
          _mm512_test_epi8_mask(first, _mm512_set1_epi8(16)),
          _mm512_test_epi8_mask(first, _mm512_set1_epi8(32))};
}

BRAQUE_VBMI inline std::uint64_t fitting(const PairVectors& table, const PairIndex& index) {
  const auto part = [&](std::size_t i) BRAQUE_VBMI {
    return _mm512_permutex2var_epi8(table.parts[2 * i], index.places, table.parts[2 * i + 1]);
  };
  const __m512i lower = _mm512_mask_mov_epi8(part(0), index.second, part(1));
  const __m512i upper = _mm512_mask_mov_epi8(part(2), index.second, part(3));
  return _mm512_test_epi8_mask(_mm512_mask_mov_epi8(lower, index.upper, upper), index.bits);
}

/// Keeps of the places, at which four bytes of text stand, those whose hash is in the filter.
BRAQUE_VBMI inline __m512i multiplied(__m512i gram) {
  return _mm512_mullo_epi32(gram, _mm512_set1_epi32(static_cast<int>(hash_of(1))));
}

/// Of 16 hashes, those whose bit is set.
BRAQUE_VBMI inline __mmask16 known_ones(const std::uint32_t* filter, __m512i hash) {
  const __m512i words = _mm512_i32gather_epi32(_mm512_srli_epi32(hash, 5), filter, 4);
  return _mm512_test_epi32_mask(
      words,
      _mm512_sllv_epi32(_mm512_set1_epi32(1), _mm512_and_si512(hash, _mm512_set1_epi32(31))));
}

BRAQUE_VBMI inline void keep_known(const std::uint32_t* filter, const std::uint32_t* three_filter,
                                   const char* text, CompressedPlaces& places) {
  std::size_t kept = 0;
  const std::size_t count = places.count;
  std::memset(places.at + count, 0,
              15 * sizeof(std::uint32_t));  // what is read beyond the last one
  for (std::size_t i = 0; i < count; i += 16) {
    const __m512i at = _mm512_load_si512(places.at + i);
    const __m512i gram = _mm512_or_si512(_mm512_i32gather_epi32(at, text, 1),
                                         _mm512_set1_epi32(static_cast<int>(kSmall)));
    const __m512i three = _mm512_and_si512(gram, _mm512_set1_epi32(static_cast<int>(kThree)));
    const auto left = static_cast<unsigned>(std::min<std::size_t>(16, count - i));
    const auto known = static_cast<__mmask16>(
        _bzhi_u32(0xffff, left) &
        (known_ones(filter, _mm512_srli_epi32(multiplied(gram), 32 - kHashBits)) |
         known_ones(three_filter, _mm512_srli_epi32(multiplied(three), 32 - kThreeBits))));
    _mm512_storeu_si512(places.at + kept, _mm512_maskz_compress_epi32(known, at));
    kept += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(known)));
  }
  places.count = kept;
}

}  // namespace

BRAQUE_VBMI void LiteralScan::scan_vector(std::string_view text, std::vector<Hit>& hits) const {
  constexpr std::size_t kBlock = 64;
  const PairVectors first = load(tables_.first), second = load(tables_.second);
  // The last places have no four bytes, and the last block would need one behind it.
  const std::size_t blocks = text.size() > kGram ? (text.size() - kGram) / kBlock : 0;
  CompressedPlaces places;
  const auto settle = [&]() BRAQUE_VBMI {
    keep_known(filter_.data(), three_filter_.data(), text.data(), places);
    for (std::size_t i = 0; i < places.count; ++i) look(text, places.at[i], hits);
    places.count = 0;
  };
  std::uint64_t begins = 0, ends = 0;
  const auto read = [&](std::size_t at) BRAQUE_VBMI {
    const char* bytes = text.data() + at;
    const PairIndex index =
        index_of(classes(_mm512_loadu_si512(bytes)), classes(_mm512_loadu_si512(bytes + 1)));
    begins = fitting(first, index);
    ends = fitting(second, index);
  };
  if (blocks > 0) read(0);
  for (std::size_t block = 0; block + 1 < blocks; ++block) {
    const std::uint64_t before = begins, behind = ends;
    read((block + 1) * kBlock);
    append(before & (behind >> 1 | ends << 63), static_cast<std::uint32_t>(block * kBlock), places);
    if (places.full()) settle();
  }
  settle();
  const std::size_t done = blocks > 0 ? (blocks - 1) * kBlock : 0;
  scan_places(text, done, hits);
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
#endif

void LiteralScan::scan(std::string_view text, std::vector<Hit>& hits) const {
  if (empty()) return;
#if defined(__x86_64__)
  if (vector_) {
    const std::size_t known = hits.size();
    scan_vector(text, hits);
    scan_short(text, hits);
    bring_into_order(hits, known);
    return;
  }
#endif
  scan_plain(text, hits);
}

}  // namespace braque::match
