// Keeps a finding's samples in order of arrival: the first ones in memory, the rest in an encrypted
// unnamed file (`--samples all` on a part with millions of matches).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "model/budget.hpp"
#include "model/finding.hpp"
#include "privacy/sealed_file.hpp"

namespace braque {

/// One thread at a time.
class SampleSpool {
 public:
  explicit SampleSpool(std::size_t in_memory_max = 64,
                       std::uint64_t temporary_bytes_max = Budget{}.temporary_bytes_max);

  /// ErrorKind::unavailable when the quota of temporary files is used up, else io; the samples
  /// before it stay.
  Result<void> append(const Sample& sample, float logit);
  /// Calls the function for each sample in order of arrival.
  Result<void> visit(const std::function<void(const Sample&, float)>& function) const;
  std::uint64_t count() const noexcept { return count_; }

 private:
  Result<void> visit_spilled(const std::function<void(const Sample&, float)>& function) const;

  std::size_t in_memory_max_;
  std::vector<std::pair<Sample, float>> first_;
  SealedFile file_;
  std::string pending_;  ///< encoded, not yet written
  std::uint64_t count_ = 0;
};

}  // namespace braque
