// Samples of a finding in blocks, because a row for each would cost more than the rest of the
// finding. A block is the version byte 2 and, for each sample, the varints line, offset, length and
// size of the mask, the mask, the 16 bytes of the fingerprint, and the varints country and type of
// a telephone number's line. Version 1 has no lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/finding.hpp"

namespace braque::index {

inline constexpr std::size_t kSampleBlockBytes = 64 * 1024;

/// Begins the block when it is empty.
void append_sample(std::string& block, const Sample& sample);

/// Reads a block sample by sample; borrows the bytes.
class SampleDecoder {
 public:
  explicit SampleDecoder(std::string_view bytes);
  /// False at the end, or when the rest cannot be read: see damaged().
  bool next(Sample& sample);
  bool damaged() const { return damaged_; }

 private:
  std::string_view rest_;
  bool damaged_ = false;
  bool has_phones_ = false;
};

}  // namespace braque::index
