// The words that names are made of, and those around them: a table of hashes made at build time
// from the lists in data/. Words are folded: small letters without accents (Latin scripts).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace braque::names {

/// What a word says about its neighbours; the classes of data/cues.txt, in its order.
enum class Cue : std::uint8_t {
  none,
  title,
  label_first,
  label_last,
  label_name,
  label_person,
  label_other,
  role,
  greeting,
  closing,
  birth,
  verb,
  kin,
  saint,
  street,
  institution,
  company,
  thing,
  calendar,
  place_noun,
  author,
  determiner,
  of,
  particle,
  in,
  by,
  conjunction,
  pronoun
};
inline constexpr int kCueCount = 28;

/// What the lists say about a word; each level is 0 (not in the list) to 3 (frequent).
struct Entry {
  std::uint16_t bits = 0;
  constexpr int given() const noexcept { return bits & 3; }
  constexpr int family() const noexcept { return bits >> 2 & 3; }
  constexpr int word() const noexcept { return bits >> 4 & 3; }
  constexpr int place() const noexcept { return bits >> 6 & 3; }
  constexpr Cue cue() const noexcept { return static_cast<Cue>(bits >> 8 & 31); }
  /// Is a capitalised word of this kind worth a look at its neighbours?
  constexpr bool trigger() const noexcept { return (bits >> 13 & 1) != 0; }
  /// Names a field of a form or a column (IBAN, SIRET): in capitals it is no name.
  constexpr bool field() const noexcept { return (bits >> 14 & 1) != 0; }
};

/// A folded word. Longer ones are no names.
struct Folded {
  static constexpr std::size_t kLongest = 24;
  std::array<char, 32> bytes{};  // zero behind the word
  std::size_t size = 0;
  std::string_view view() const noexcept { return {bytes.data(), size}; }
};

/// Of a word of at most 16 bytes.
constexpr std::uint64_t hash_of(std::size_t size, std::uint64_t first,
                                std::uint64_t second) noexcept {
  std::uint64_t hash = (size ^ first) * 0x9E3779B97F4A7C15U;
  hash ^= hash >> 29;
  if (size > 8) {
    hash = (hash ^ second) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 29;
  }
  return hash * 0xBF58476D1CE4E5B9U;
}

/// The same of any word.
inline std::uint64_t hash_of(const Folded& word) noexcept {
  std::uint64_t hash = word.size;
  for (std::size_t i = 0; i < word.size; i += 8) {
    std::uint64_t chunk;
    std::memcpy(&chunk, word.bytes.data() + i, sizeof chunk);
    hash = (hash ^ chunk) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 29;
  }
  return hash * 0xBF58476D1CE4E5B9U;
}

/// A slot: 17 bits of the hash, 15 of the entry. Zero: empty.
inline constexpr int kSlotBits = 18;
inline constexpr int kEntryBits = 15;
inline constexpr std::uint32_t kEntryMask = (1U << kEntryBits) - 1;
constexpr std::size_t slot_of(std::uint64_t hash) noexcept { return hash >> (64 - kSlotBits); }
constexpr std::uint32_t tag_of(std::uint64_t hash) noexcept {
  return static_cast<std::uint32_t>(hash >> 20 & 0x1FFFF) << kEntryBits;
}

/// One letter at `position`: how many bytes it has (0: not a letter), whether it is a capital, and
/// its folded form (0 to 2 letters; none for combining marks and for scripts without small ASCII
/// kin). Understands UTF-8, Latin-1 bytes, and \uXXXX as in JSON.
struct Letter {
  std::uint8_t bytes = 0;
  bool capital = false;
  bool foreign = false;
  std::array<char, 2> folded{};
};
Letter letter_at(std::string_view text, std::size_t position) noexcept;

Entry look_up(const Folded& word) noexcept;
Entry look_up_hash(std::uint64_t hash) noexcept;

/// Words come again and again, and the table does not fit into the processor's nearest caches. For
/// one thread.
class KnownWords {
 public:
  Entry look_up(std::uint64_t hash) noexcept {
    Known& known = known_[hash >> (64 - kBits)];
    if (known.hash != hash) known = {hash, look_up_hash(hash)};
    return known.entry;
  }

 private:
  static constexpr int kBits = 8;
  struct Known {
    std::uint64_t hash = 0;  ///< zero is the hash of no word of the lists
    Entry entry;
  };
  std::array<Known, std::size_t{1} << kBits> known_{};
};
/// A Bloom filter of the words with the trigger bit: 64 bits in which each word has three. 128 KiB;
/// it is wrong for two words in a hundred.
inline constexpr int kFilterBits = 14;
constexpr std::size_t filter_at(std::uint64_t hash) noexcept { return hash >> (64 - kFilterBits); }
constexpr std::uint64_t filter_mask(std::uint64_t hash) noexcept {
  return std::uint64_t{1} << (hash & 63) | std::uint64_t{1} << (hash >> 6 & 63) |
         std::uint64_t{1} << (hash >> 12 & 63);
}
extern const std::uint64_t* const kTriggerFilter;

inline void prefetch_trigger(std::uint64_t hash) noexcept {
  __builtin_prefetch(kTriggerFilter + filter_at(hash));
}

/// False when no word of this hash has the trigger bit.
inline bool may_trigger(std::uint64_t hash) noexcept {
  const std::uint64_t mask = filter_mask(hash);
  return (kTriggerFilter[filter_at(hash)] & mask) == mask;
}

}  // namespace braque::names
