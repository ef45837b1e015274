// Counts and lists distinct 64-bit values (keyed hashes, first bytes of fingerprints) in bounded
// memory: a hash table that spills sorted runs to encrypted unnamed files.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.hpp"
#include "model/budget.hpp"
#include "privacy/sealed_file.hpp"

namespace braque {

/// Memory: 8 bytes a slot, at most 22 bytes a value and half as much again for a moment while
/// growing; for the values that may stay in memory, when those are a little less than a power of
/// two, 8 bytes each. 16 slots when there are few values. One thread at a time.
class DistinctValues {
 public:
  /// `in_memory_max` values stay in memory (at least 16); `temporary_bytes_max` is the quota of all
  /// sealed files of the process.
  explicit DistinctValues(std::uint64_t in_memory_max,
                          std::uint64_t temporary_bytes_max = Budget{}.temporary_bytes_max);

  /// ErrorKind::unavailable when the quota of temporary files is used up (what was inserted before
  /// stands, the value is not in), else io.
  Result<void> insert(std::uint64_t value);

  /// Fetches what insert(value) will look at into the cache; changes nothing.
  void prefetch(std::uint64_t value) const noexcept;

  /// How many distinct values were inserted. Past `in_memory_max` this merges the runs, once until
  /// the next insert; when they cannot be read the answer is an upper bound and `visit` says why.
  std::uint64_t count();

  /// XXH3-64 of the distinct values, ascending, eight bytes each in the processor's order. Found
  /// together with count(), so asking for both costs one merge.
  std::uint64_t hash();

  /// Calls the function for each distinct value, ascending. Inserting may go on afterwards.
  Result<void> visit(const std::function<void(std::uint64_t)>& function);

 private:
  struct Run {
    SealedFile file;
    std::uint64_t count = 0;
    unsigned level = 0;
  };

  void make_table(std::size_t slots);
  bool insert_in_table(std::uint64_t value);
  void thaw();
  void freeze();
  Result<void> spill();
  Result<void> merge_last_runs(std::size_t runs);
  /// Calls the function for each value of the runs from `first` on; it returns false to stop.
  template <typename Function>
  static Result<void> merge(const std::vector<Run>& runs, std::size_t first, Function function);
  template <typename Function>
  Result<void> visit_all(Function function);
  void sum_up();
  std::uint64_t kept_apart() const noexcept;

  std::uint64_t in_memory_max_;
  std::uint64_t temporary_bytes_max_;
  /// An open-addressing table whose empty slots are 0, or, when `frozen_`, the sorted values. The
  /// least and the largest number have flags of their own, so that they can mean "none" here and
  /// "at the end" in merges.
  std::vector<std::uint64_t> slots_;
  std::uint64_t in_table_ = 0;
  bool zero_ = false;     ///< the value 0 was inserted
  bool largest_ = false;  ///< the value 2^64-1 was inserted
  bool frozen_ = false;
  std::vector<Run> runs_;    ///< each sorted and without repeats
  std::uint64_t count_ = 0;  ///< of all values, valid when `summed_up_`
  std::uint64_t hash_ = 0;   ///< the same
  bool summed_up_ = false;
};

}  // namespace braque
