// Finds the places of a text in which a value of a list of known people could stand, and hashes
// them: cheap enough to run over everything. What is in a list is decided by the caller.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "match/exact_form.hpp"

namespace braque {

/// The bytes [start, end) of the text have this ExactHash::find.
struct ExactCandidate {
  std::uint64_t hash = 0;
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  ExactKind kind = ExactKind::number;
};

class ExactCandidateSink {
 public:
  virtual ~ExactCandidateSink() = default;
  virtual void candidates(std::span<const ExactCandidate> found) = 0;
};

/// One thread at a time; holds hashes and raw values of what it is reading.
class ExactScan {
 public:
  /// What is said of a place depends on no more than this many bytes on either side.
  static constexpr std::size_t kReach = 512;

  ExactScan(const ExactKeys& keys, const ExactProfile& profile);

  /// Candidates that start in [begin, end) and those around them within kReach, in no exact order,
  /// some hundred at a time. The same candidate may come twice.
  void scan(std::string_view text, std::size_t begin, std::size_t end, ExactCandidateSink& sink);

 private:
  struct Masks;
  static void masks_of(const char* bytes, std::size_t blocks, Masks* out) noexcept;
  static Masks plain_masks(const char* bytes) noexcept;
  static void vector_masks(const char* bytes, std::size_t blocks, Masks* out) noexcept;
  void masks_at(std::size_t position, std::span<Masks> out) const noexcept;
  void read_block(const Masks& now, const Masks& next, std::size_t base);
  std::uint64_t name_joints(const Masks& now, const Masks& next) noexcept;
  std::size_t word_begin(std::size_t end) const noexcept;
  void read_words(std::size_t position);
  void try_words();
  bool name_ends(std::size_t piece) const noexcept;
  void read_number(std::size_t digit);
  std::size_t number_begin(std::size_t digit) const noexcept;
  std::size_t next_group(std::size_t end) const noexcept;
  bool joins_number(std::size_t begin, std::size_t end) const noexcept;
  bool read_groups(std::size_t position);
  void try_groups(std::size_t starts);
  void read_email(std::size_t at);
  void give(std::uint64_t hash, std::size_t start, std::size_t end, ExactKind kind);
  void flush();

  /// A word of a name, or a group of a number.
  struct Piece {
    std::uint64_t hash = 0;  ///< of a word
    std::uint32_t start = 0, end = 0;
    std::uint32_t compact = 0;  ///< of a group: where it begins in compact_
    std::uint32_t letters = 0;  ///< of a word
    bool hard_gap = false;      ///< a comma, quote or the like follows
    bool particle = false;
    bool has_digit = false, has_letter = false;
  };

  const ExactKeys& keys_;
  const ExactProfile profile_;
  std::string_view text_;
  std::vector<Piece> pieces_;
  std::vector<char> compact_;
  std::vector<ExactCandidate> found_;
  std::size_t length_min_ = 0, length_max_ = 0;  ///< of the numbers in the lists
  std::size_t names_done_ = 0, numbers_done_ = 0;
  std::uint64_t word_before_ = 0, carry_ = 0;  ///< from the block before
  ExactCandidateSink* sink_ = nullptr;
};

}  // namespace braque
