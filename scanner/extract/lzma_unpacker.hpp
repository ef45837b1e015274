// The .xz and .lzma formats (xz-file-format.txt, lzma-file-format.txt). liblzma directly: its
// memory limit can be set, libarchive's is fixed at 1 GiB.
#pragma once

#include <lzma.h>

#include <vector>

#include "extract/unpacker.hpp"

namespace braque::extract {

class LzmaUnpacker : public Unpacker {
 public:
  enum class Wrapping { xz, lzma };
  LzmaUnpacker(ByteInput& input, Wrapping wrapping, std::uint64_t window_bytes_max);
  LzmaUnpacker(const LzmaUnpacker&) = delete;
  LzmaUnpacker& operator=(const LzmaUnpacker&) = delete;
  ~LzmaUnpacker() override;

  std::size_t unpack(std::span<char> into) override;
  std::uint64_t consumed() const override { return input_.position() - stream_.avail_in; }
  Problem problem() const override { return problem_; }

 private:
  void take(lzma_ret code);

  ByteInput& input_;
  std::vector<char> buffer_;
  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool input_ended_ = false;
  Problem problem_;
  bool ended_ = false;
};

}  // namespace braque::extract
