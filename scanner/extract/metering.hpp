// Spends the container budget: every byte that leaves an unpacker passes a MeteredStream, which
// stops at the first limit. Sizes in headers play no part.
#pragma once

#include <cstdint>

#include "extract/unpacker.hpp"
#include "model/budget.hpp"
#include "model/extractor.hpp"

namespace braque::extract {

/// CLOCK_MONOTONIC in nanoseconds.
std::int64_t monotonic_ns() noexcept;

/// The budget of one top-level item and what was spent of it.
class Meter {
 public:
  /// Sets the spending's deadline and input size when this is the item's first container.
  Meter(const Budget& budget, ContainerSpending& spending, std::uint64_t container_bytes);

  bool out_of_time() const noexcept;
  /// Counts one entry; false when that is one too many.
  bool take_entry() noexcept;

  const Budget& budget;
  ContainerSpending& spending;
};

/// Who counts a stream's bytes.
enum class Spend : std::uint8_t {
  member,    ///< a member: limits of the entry and of the item
  wrapper,   ///< a compressed tar as a whole: limits of the item only
  unpacked,  ///< a member of a compressed tar, whose bytes the wrapper counted: of the entry only
};

/// A member's bytes within the budget.
class MeteredStream : public ByteStream {
 public:
  /// `claimed` is the size that the container states, for the record only.
  MeteredStream(Unpacker& unpacker, Meter& meter, Spend spend,
                std::optional<std::uint64_t> claimed = std::nullopt);

  std::size_t read(std::span<char> into) override;
  Outcome outcome() const override;

  /// Reads on without keeping anything, within the item's limits, so that what follows in a solid
  /// archive can be reached.
  void drain();
  const Problem& problem() const noexcept { return problem_; }
  /// The limit reached is the item's, so nothing more of it may be read.
  bool item_exhausted() const noexcept { return item_exhausted_; }
  std::uint64_t consumed() const { return unpacker_.consumed(); }
  std::uint64_t produced() const noexcept { return produced_; }

 private:
  std::size_t allowed(std::size_t wanted) const noexcept;
  void stop(Reason reason, bool item, const char* note);
  void check_ratio();

  Unpacker& unpacker_;
  Meter& meter_;
  Spend spend_;
  std::optional<std::uint64_t> claimed_;
  std::uint64_t consumed_before_;
  std::uint64_t produced_ = 0;
  Problem problem_;
  bool ended_ = false;
  bool item_exhausted_ = false;
};

/// Gathers what became of the members into the container's own outcome.
class Tally {
 public:
  void add(const Outcome& outcome);
  /// Something wrong with the container itself.
  void add(const Problem& problem);
  void remark(const std::string& note);
  bool any() const noexcept { return problem_.reason != Reason::none; }
  /// `skipped` when no member could be read at all.
  Outcome finish(std::string_view format, std::uint64_t bytes, std::uint64_t bytes_done) const;

 private:
  Problem problem_;
  std::string remark_;
  bool some_read_ = false;
};

}  // namespace braque::extract
