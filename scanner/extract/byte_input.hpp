// The ByteInputs: a range of bytes that can be sought, and the output of another unpacking.
#pragma once

#include <string>

#include "extract/metering.hpp"
#include "extract/unpacker.hpp"
#include "model/source.hpp"

namespace braque::extract {

/// Bytes [begin, end) of `bytes`, with `prefix` before them. Stops at the item's deadline.
class RangeInput : public ByteInput {
 public:
  RangeInput(const RandomAccess& bytes, std::uint64_t begin, std::uint64_t end, const Meter& meter,
             std::string prefix = {});

  std::size_t read(std::span<char> into) override;
  std::optional<std::uint64_t> size() const override { return prefix_.size() + (end_ - begin_); }
  void seek(std::uint64_t offset) override;
  std::uint64_t position() const override { return position_; }
  Problem problem() const override { return problem_; }

 private:
  const RandomAccess& bytes_;
  std::uint64_t begin_, end_;
  const Meter& meter_;
  std::string prefix_;
  std::uint64_t position_ = 0;
  Problem problem_;
};

/// The bytes of a metered stream.
class StreamInput : public ByteInput {
 public:
  explicit StreamInput(MeteredStream& stream) : stream_(stream) {}
  std::size_t read(std::span<char> into) override;
  /// In bytes of the innermost packed stream, so that ratios are honest.
  std::uint64_t position() const override { return stream_.consumed(); }
  Problem problem() const override { return stream_.problem(); }

 private:
  MeteredStream& stream_;
};

}  // namespace braque::extract
