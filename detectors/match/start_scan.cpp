#include "match/start_scan.hpp"

#include <algorithm>
#include <cstring>

#include "base/ascii.hpp"
#include "base/check.hpp"
#include "match/compressed_places.hpp"

namespace braque::match {
namespace {

constexpr unsigned kFilterBits = 19, kHeadBits = 13;
constexpr std::size_t kLeast = 3, kMost = 6;  ///< bytes that a hash is made of
constexpr std::size_t kEight = 8;
constexpr std::uint32_t kSmall = 0x20202020;
constexpr std::uint32_t kFirst = 0x9E3779B1U,
                        kSecond = 0x85EBCA77U;  // odd, of well mixed bits (xxHash)

/// Of the first `size` bytes, as two halves of four with bit 5 set.
constexpr std::uint32_t hash_of(std::uint32_t low, std::uint32_t high, std::size_t size) {
  if (size == kLeast) low &= 0xffffff;
  std::uint32_t hash = low * kFirst + static_cast<std::uint32_t>(size) * 0x3C6EF372U;
  if (size == 5) hash += (high & 0xff) * kSecond;
  if (size == kMost) hash += (high & 0xffff) * kSecond;
  return hash;
}

struct Eight {
  std::uint32_t low = 0, high = 0;
  std::uint64_t both() const { return std::uint64_t{high} << 32 | low; }
};

/// Eight bytes with bit 5 set; behind the end zeros.
Eight eight_at(std::string_view text, std::size_t at) {
  std::uint64_t bytes = 0;
  if (text.size() - at >= kEight)
    std::memcpy(&bytes, text.data() + at, kEight);
  else
    std::memcpy(&bytes, text.data() + at, text.size() - at);
  return {static_cast<std::uint32_t>(bytes) | kSmall,
          static_cast<std::uint32_t>(bytes >> 32) | kSmall};
}

bool holds(const std::vector<std::uint32_t>& bits, std::uint32_t bit) {
  return ((bits[bit / 32] >> (bit % 32)) & 1) != 0;
}

bool may_begin(char c) { return ascii::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

/// May a word begin here, by what stands before?
bool is_start(std::string_view text, std::size_t at) {
  if (at == 0 || !ascii::is_alnum(text[at - 1])) return true;
  return at > 1 && text[at - 2] == '\\';
}

/// The words without those of which another one is the beginning, where that counts wherever they
/// do.
std::vector<StartScan::Word> needed(std::span<const StartScan::Word> words) {
  std::vector<StartScan::Word> sorted(words.begin(), words.end());
  for (StartScan::Word& word : sorted)
    for (char& c : word.text) c = ascii::lower(c);
  // Shorter beginnings first, and of equal words the laxer one.
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    if (a.text != b.text) return a.text < b.text;
    return a.ends_word + a.capitals < b.ends_word + b.capitals;
  });
  std::vector<StartScan::Word> kept;
  std::string lax = "";  // the last one that counts wherever it stands
  for (StartScan::Word& word : sorted) {
    if (!lax.empty() && word.text.starts_with(lax)) continue;
    if (!word.ends_word && !word.capitals) lax = word.text;
    kept.push_back(std::move(word));
  }
  return kept;
}

}  // namespace

bool StartScan::served(std::string_view word) noexcept {
  return word.size() >= kLeast && may_begin(word[0]);
}

StartScan::StartScan(std::span<const Word> words) {
  struct Hashed {
    std::uint32_t hash;
    Entry entry;
  };
  std::vector<Hashed> hashed;
  for (const Word& word : needed(words)) {
    BRAQUE_CHECK(served(word.text) && word.text.size() < 0xffff);
    const Eight eight = eight_at(word.text, 0);
    Entry entry;
    entry.mask = ~std::uint64_t{0} >> (word.text.size() < kEight ? 64 - 8 * word.text.size() : 0);
    entry.key = eight.both() & entry.mask;
    entry.offset = static_cast<std::uint32_t>(bytes_.size());
    entry.length = static_cast<std::uint16_t>(word.text.size());
    entry.ends_word = word.ends_word;
    entry.capitals = word.capitals;
    bytes_ += word.text;
    hashed.push_back({hash_of(eight.low, eight.high, std::min(word.text.size(), kMost)), entry});
  }
  if (hashed.empty()) return;
  std::stable_sort(hashed.begin(), hashed.end(),
                   [](const Hashed& a, const Hashed& b) { return a.hash < b.hash; });
  filter_.assign((std::size_t{1} << kFilterBits) / 32, 0);
  heads_.assign((std::size_t{1} << kHeadBits) + 1, 0);
  for (const auto& [hash, entry] : hashed) {
    const std::uint32_t bit = hash >> (32 - kFilterBits);
    filter_[bit / 32] |= std::uint32_t{1} << (bit % 32);
    ++heads_[(hash >> (32 - kHeadBits)) + 1];
    entries_.push_back(entry);
  }
  for (std::size_t i = 1; i < heads_.size(); ++i) heads_[i] += heads_[i - 1];
#if defined(__x86_64__)
  vector_ = has_compressed_places();
#endif
}

std::size_t StartScan::bytes() const noexcept {
  return (filter_.size() + heads_.size()) * sizeof(std::uint32_t) +
         entries_.size() * sizeof(Entry) + bytes_.size();
}

bool StartScan::begins_at(std::string_view text, std::size_t at, std::size_t end) const {
  const Eight eight = eight_at(text, at);
  for (std::size_t size = kLeast; size <= kMost; ++size) {
    const std::uint32_t hash = hash_of(eight.low, eight.high, size);
    if (!holds(filter_, hash >> (32 - kFilterBits))) continue;
    const std::uint32_t head = hash >> (32 - kHeadBits);
    for (std::size_t i = heads_[head]; i < heads_[head + 1]; ++i) {
      const Entry& entry = entries_[i];
      if ((eight.both() & entry.mask) != entry.key || end - at < entry.length) continue;
      const std::size_t behind = at + entry.length;
      if (entry.ends_word && behind < text.size() && ascii::is_alnum(text[behind])) continue;
      if (entry.capitals && !ascii::is_upper(text[behind - 1]) &&
          !ascii::is_digit(text[behind - 1]))
        continue;
      const char* word = bytes_.data() + entry.offset;
      std::size_t same = 0;
      while (same < entry.length && ascii::lower(text[at + same]) == word[same]) ++same;
      if (same == entry.length) return true;
    }
  }
  return false;
}

inline void StartScan::look(std::string_view text, std::size_t at, std::size_t end,
                            std::vector<std::uint32_t>& places) const {
  if (begins_at(text, at, end)) places.push_back(static_cast<std::uint32_t>(at));
}

void StartScan::scan_plain(std::string_view text, std::size_t begin, std::size_t end,
                           std::vector<std::uint32_t>& places) const {
  if (entries_.empty()) return;
  for (std::size_t at = begin; at < end; ++at)
    if (may_begin(text[at]) && is_start(text, at)) look(text, at, end, places);
}

#if defined(__x86_64__)

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \
    "-Wmaybe-uninitialized"  // bug 105593 of g++ 12, in its own intrinsics
#endif

namespace {

BRAQUE_VBMI inline __m512i gathered(const char* text, __m512i at) {
  return _mm512_or_si512(_mm512_i32gather_epi32(at, text, 1),
                         _mm512_set1_epi32(static_cast<int>(kSmall)));
}

BRAQUE_VBMI inline __m512i times(__m512i values, std::uint32_t factor) {
  return _mm512_mullo_epi32(values, _mm512_set1_epi32(static_cast<int>(factor)));
}

BRAQUE_VBMI inline __mmask16 known(const std::uint32_t* filter, __m512i hash) {
  const __m512i bit = _mm512_srli_epi32(hash, 32 - kFilterBits);
  const __m512i words = _mm512_i32gather_epi32(_mm512_srli_epi32(bit, 5), filter, 4);
  return _mm512_test_epi32_mask(
      words, _mm512_sllv_epi32(_mm512_set1_epi32(1), _mm512_and_si512(bit, _mm512_set1_epi32(31))));
}

BRAQUE_VBMI inline __m512i salt(std::size_t size) {
  return _mm512_set1_epi32(static_cast<int>(hash_of(0, 0, size)));
}

BRAQUE_VBMI inline __m512i masked(__m512i values, int mask) {
  return _mm512_and_si512(values, _mm512_set1_epi32(mask));
}

/// Keeps of the places, behind each of which eight bytes can be read, those where hash_of() of some
/// size is in the filter.
BRAQUE_VBMI inline void keep_known(const std::uint32_t* filter, const char* text,
                                   CompressedPlaces& places) {
  std::size_t kept = 0;
  const std::size_t count = places.count;
  std::memset(places.at + count, 0,
              15 * sizeof(std::uint32_t));  // what is read beyond the last one
  for (std::size_t i = 0; i < count; i += 16) {
    const __m512i at = _mm512_load_si512(places.at + i);
    const __m512i low = gathered(text, at), high = gathered(text + 4, at);
    const __m512i four = times(low, kFirst);
    const auto hits = static_cast<unsigned>(
        known(filter, _mm512_add_epi32(times(masked(low, 0xffffff), kFirst), salt(3))) |
        known(filter, _mm512_add_epi32(four, salt(4))) |
        known(filter, _mm512_add_epi32(_mm512_add_epi32(four, times(masked(high, 0xff), kSecond)),
                                       salt(5))) |
        known(filter, _mm512_add_epi32(_mm512_add_epi32(four, times(masked(high, 0xffff), kSecond)),
                                       salt(6))));
    const auto left = static_cast<unsigned>(std::min<std::size_t>(16, count - i));
    const auto keep = static_cast<__mmask16>(_bzhi_u32(hits, left));
    _mm512_storeu_si512(places.at + kept, _mm512_maskz_compress_epi32(keep, at));
    kept += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(keep)));
  }
  places.count = kept;
}

BRAQUE_VBMI inline std::uint64_t letters_and_digits(__m512i bytes) {
  const __m512i small = _mm512_or_si512(bytes, _mm512_set1_epi8(0x20));
  const std::uint64_t letters =
      _mm512_cmple_epu8_mask(_mm512_sub_epi8(small, _mm512_set1_epi8('a')), _mm512_set1_epi8(25));
  return letters |
         _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8('0')), _mm512_set1_epi8(9));
}

}  // namespace

/// Up to where it returns.
BRAQUE_VBMI std::size_t StartScan::scan_vector(std::string_view text, std::size_t begin,
                                               std::size_t end,
                                               std::vector<std::uint32_t>& places) const {
  constexpr std::size_t kBlock = 64;
  CompressedPlaces found;
  const auto settle = [&]() BRAQUE_VBMI {
    keep_known(filter_.data(), text.data(), found);
    for (std::size_t i = 0; i < found.count; ++i) look(text, found.at[i], end, places);
    found.count = 0;
  };
  std::uint64_t word_before = begin > 0 && ascii::is_alnum(text[begin - 1]) ? 1 : 0;
  std::uint64_t escape_before = (begin > 1 && text[begin - 2] == '\\' ? 1U : 0U) |
                                (begin > 0 && text[begin - 1] == '\\' ? 2U : 0U);
  std::size_t at = begin;
  for (; at + kBlock <= end && at + kBlock + kEight <= text.size(); at += kBlock) {
    const __m512i bytes = _mm512_loadu_si512(text.data() + at);
    const std::uint64_t words = letters_and_digits(bytes),
                        escapes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\'));
    const std::uint64_t begins = (words | _mm512_movepi8_mask(bytes)) &
                                 (~(words << 1 | word_before) | escapes << 2 | escape_before);
    word_before = words >> 63;
    escape_before = escapes >> 62;
    append(begins, static_cast<std::uint32_t>(at), found);
    if (found.full()) settle();
  }
  settle();
  return at;
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
#endif

void StartScan::scan(std::string_view text, std::size_t begin, std::size_t end,
                     std::vector<std::uint32_t>& places) const {
  if (entries_.empty()) return;
#if defined(__x86_64__)
  if (vector_) begin = scan_vector(text, begin, end, places);
#endif
  scan_plain(text, begin, end, places);
}

}  // namespace braque::match
