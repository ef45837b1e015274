#include "extract/inflate.hpp"

#include <algorithm>
#include <array>

namespace braque::extract {
namespace {

constexpr std::size_t kBufferBytes = 64 << 10;
constexpr std::size_t kNameBytesMax = 4096;

}  // namespace

bool is_zlib_stream(std::string_view head) {
  constexpr std::size_t kEnough = 64;
  if (head.size() < 8 || head[0] != '\x78') return false;
  const unsigned flags = static_cast<unsigned char>(head[1]);
  if ((0x7800U + flags) % 31 != 0 || (flags & 0x20U) != 0) return false;
  z_stream stream{};
  std::array<unsigned char, 256> made;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(head.data()));
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(head.size(), 64U << 10));
  stream.next_out = made.data();
  stream.avail_out = static_cast<uInt>(made.size());
  if (inflateInit(&stream) != Z_OK) return false;
  const int code = inflate(&stream, Z_NO_FLUSH);
  const std::size_t count = made.size() - stream.avail_out;
  inflateEnd(&stream);
  return code == Z_STREAM_END || (code == Z_OK && count >= kEnough);
}

InflateUnpacker::InflateUnpacker(ByteInput& input, Wrapping wrapping)
    : input_(input), wrapping_(wrapping), buffer_(kBufferBytes) {
  // 16 + 15: gzip only; 15: zlib; -15: no wrapping (zlib.h).
  const int bits = wrapping == Wrapping::gzip ? 16 + MAX_WBITS : MAX_WBITS;
  if (inflateInit2(&stream_, wrapping == Wrapping::bare ? -MAX_WBITS : bits) != Z_OK) {
    problem_ = {Reason::budget_memory, "no memory for the decoder"};
    ended_ = true;
  }
}

InflateUnpacker::~InflateUnpacker() { inflateEnd(&stream_); }

bool InflateUnpacker::fill() {
  if (stream_.avail_in > 0) return true;
  const std::size_t count = input_.read(buffer_);
  stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
  stream_.avail_in = static_cast<uInt>(count);
  return count > 0;
}

/// After the end of one gzip member: another one, zero padding to the end, or rubbish. True when
/// another one follows.
bool InflateUnpacker::next_gzip_member() {
  while (fill() && *stream_.next_in == 0) {  // tapes and some tools pad with zeros
    ++stream_.next_in;
    --stream_.avail_in;
  }
  if (stream_.avail_in == 0) {
    problem_ = input_.problem();
    return false;
  }
  if (*stream_.next_in == 0x1f && inflateReset(&stream_) == Z_OK) return true;
  problem_ = {Reason::corrupt, "other bytes follow the compressed data"};
  return false;
}

std::size_t InflateUnpacker::unpack(std::span<char> into) {
  if (ended_) return 0;
  stream_.next_out = reinterpret_cast<Bytef*>(into.data());
  stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(into.size(), 1U << 30));
  const uInt wanted = stream_.avail_out;
  while (stream_.avail_out > 0 && !ended_) {
    const bool more = fill();
    const int code = inflate(&stream_, Z_NO_FLUSH);
    if (code == Z_STREAM_END) {
      ended_ = wrapping_ != Wrapping::gzip || !next_gzip_member();
    } else if (code == Z_MEM_ERROR) {
      problem_ = {Reason::budget_memory, "no memory for the decoder"};
      ended_ = true;
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      problem_ = {Reason::corrupt, "damaged compressed data"};
      ended_ = true;
    } else if (!more && stream_.avail_out > 0) {
      problem_ = input_.problem();
      if (!problem_) problem_ = {Reason::corrupt, "the compressed data are cut short"};
      ended_ = true;
    }
  }
  return wanted - stream_.avail_out;
}

std::string gzip_name(std::string_view head) {
  // RFC 1952 section 2.3: 10 fixed bytes, then FEXTRA (flag 4) with its length, then FNAME (flag
  // 8), Latin-1 up to a zero byte.
  if (head.size() < 12 || (head[3] & 8) == 0) return {};
  std::size_t at = 10;
  if ((head[3] & 4) != 0)
    at += 2 + static_cast<std::size_t>(static_cast<unsigned char>(head[10]) +
                                       256 * static_cast<unsigned char>(head[11]));
  std::string name;
  for (; at < head.size() && name.size() < kNameBytesMax; ++at) {
    const auto byte = static_cast<unsigned char>(head[at]);
    if (byte == 0) return name;
    if (byte >= 0x80) {
      name += static_cast<char>(0xc0 | byte >> 6);
      name += static_cast<char>(0x80 | (byte & 0x3f));
    } else {
      name += static_cast<char>(byte);
    }
  }
  return {};
}

}  // namespace braque::extract
