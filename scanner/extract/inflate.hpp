// DEFLATE (RFC 1951) bare, as zip stores it, and in the wrappings of gzip (RFC 1952) and zlib (RFC
// 1950). zlib directly: it verifies gzip's CRC and length, which libarchive's gzip filter does not.
#pragma once

#include <zlib.h>

#include <string>
#include <vector>

#include "extract/unpacker.hpp"

namespace braque::extract {

class InflateUnpacker : public Unpacker {
 public:
  enum class Wrapping { bare, gzip, zlib };
  InflateUnpacker(ByteInput& input, Wrapping wrapping);
  InflateUnpacker(const InflateUnpacker&) = delete;
  InflateUnpacker& operator=(const InflateUnpacker&) = delete;
  ~InflateUnpacker() override;

  std::size_t unpack(std::span<char> into) override;
  std::uint64_t consumed() const override { return input_.position() - stream_.avail_in; }
  Problem problem() const override { return problem_; }

 private:
  bool fill();
  bool next_gzip_member();

  ByteInput& input_;
  Wrapping wrapping_;
  std::vector<char> buffer_;
  z_stream stream_{};
  Problem problem_;
  bool ended_ = false;
};

/// Whether bytes that begin as RFC 1950 says do unpack: two bytes alone are weak evidence.
bool is_zlib_stream(std::string_view head);

/// The file name that a gzip header gives, as UTF-8, or "".
std::string gzip_name(std::string_view head);

}  // namespace braque::extract
