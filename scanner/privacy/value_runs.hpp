// Sorted runs of 64-bit values in sealed files: reading one, merging many, writing one.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "privacy/sealed_file.hpp"

namespace braque {

/// Stands behind the last value of a run; no run holds it.
inline constexpr std::uint64_t kEndOfRun = ~std::uint64_t{0};
inline constexpr std::size_t kRunBufferValues = 4096;

/// Reads a run forward. Borrows the file.
class RunCursor {
 public:
  RunCursor(const SealedFile& file, std::uint64_t count) : file_(&file), left_(count) {}

  /// The next value; kEndOfRun behind the last one and after a failure.
  std::uint64_t next() { return at_ < buffer_.size() || refill() ? buffer_[at_++] : kEndOfRun; }
  const Result<void>& failure() const { return failure_; }

 private:
  bool refill() {
    if (left_ == 0 || !failure_) return false;
    failure_ = fill();
    return failure_.has_value();
  }

  Result<void> fill() {
    buffer_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kRunBufferValues, left_)));
    at_ = buffer_.size();
    const std::span<char> bytes(reinterpret_cast<char*>(buffer_.data()), buffer_.size() * 8);
    auto read = file_->read_at(offset_, bytes);
    if (!read) return read.error();
    if (*read != bytes.size())
      return unexpected(ErrorKind::io, "temporary file: shorter than written");
    offset_ += bytes.size();
    left_ -= buffer_.size();
    at_ = 0;
    return {};
  }

  const SealedFile* file_;
  std::uint64_t left_;
  std::uint64_t offset_ = 0;
  std::vector<std::uint64_t> buffer_;
  std::size_t at_ = 0;
  Result<void> failure_;
};

/// Merges runs: a tournament (Knuth, volume 3, section 5.4.1). Every inner place holds the loser of
/// its game, so that the next least value is found by playing again the games on the way of the
/// last winner.
class RunMerge {
 public:
  /// The cursors must outlive the merge.
  explicit RunMerge(std::vector<RunCursor>& cursors)
      : cursors_(cursors), leaves_(std::bit_ceil(std::max<std::size_t>(cursors.size(), 1))) {
    places_.resize(leaves_);
    winner_ = play(1);
  }

  /// The least value of all runs, kEndOfRun when there is none.
  std::uint64_t least() const { return winner_.value; }

  void advance() {
    if (winner_.run >= cursors_.size()) return;
    Player player{cursors_[winner_.run].next(), winner_.run};
    for (std::size_t place = (player.run + leaves_) / 2; place > 0; place /= 2) {
      // Written so that the compiler selects instead of jumping: who wins cannot be predicted.
      const Player other = places_[place];
      const bool lost = other.value < player.value;
      places_[place] = {lost ? player.value : other.value, lost ? player.run : other.run};
      player = {lost ? other.value : player.value, lost ? other.run : player.run};
    }
    winner_ = player;
  }

 private:
  struct Player {
    std::uint64_t value = kEndOfRun;
    std::size_t run = 0;
  };

  /// The winner below a place; the losers are put where they lost. Goes as deep as the logarithm of
  /// the number of runs.
  Player play(std::size_t place) {
    if (place >= leaves_) {
      const std::size_t run = place - leaves_;
      return {run < cursors_.size() ? cursors_[run].next() : kEndOfRun, run};
    }
    const Player left = play(2 * place);
    const Player right = play(2 * place + 1);
    const bool right_wins = right.value < left.value;
    places_[place] = right_wins ? left : right;
    return right_wins ? right : left;
  }

  std::vector<RunCursor>& cursors_;
  std::size_t leaves_;
  std::vector<Player> places_;
  Player winner_;
};

/// Appends values to a sealed file in blocks.
class RunWriter {
 public:
  explicit RunWriter(SealedFile& file) : file_(file) { buffer_.reserve(kRunBufferValues); }
  Result<void> add(std::uint64_t value) {
    buffer_.push_back(value);
    ++count;
    return buffer_.size() == kRunBufferValues ? flush() : Result<void>();
  }
  Result<void> flush() {
    auto written = file_.append(
        std::span<const char>(reinterpret_cast<const char*>(buffer_.data()), buffer_.size() * 8));
    buffer_.clear();
    return written;
  }
  std::uint64_t count = 0;

 private:
  SealedFile& file_;
  std::vector<std::uint64_t> buffer_;
};

}  // namespace braque
