#include "extract/lzma_unpacker.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kBufferBytes = 64 << 10;
constexpr std::uint64_t kStateBytes = 1 << 20;  // the decoder's own tables beside its window

}  // namespace

LzmaUnpacker::LzmaUnpacker(ByteInput& input, Wrapping wrapping, std::uint64_t window_bytes_max)
    : input_(input), buffer_(kBufferBytes) {
  const std::uint64_t memory = window_bytes_max + kStateBytes;
  take(wrapping == Wrapping::xz ? lzma_stream_decoder(&stream_, memory, LZMA_CONCATENATED)
                                : lzma_alone_decoder(&stream_, memory));
}

LzmaUnpacker::~LzmaUnpacker() { lzma_end(&stream_); }

void LzmaUnpacker::take(lzma_ret code) {
  if (code == LZMA_OK) return;
  ended_ = true;
  if (code == LZMA_STREAM_END) return;
  if (code == LZMA_MEMLIMIT_ERROR || code == LZMA_MEM_ERROR)
    problem_ = {Reason::budget_memory, "its decoder needs more memory than allowed"};
  else if (input_ended_ && input_.problem())
    problem_ = input_.problem();
  else if (code == LZMA_BUF_ERROR)
    problem_ = {Reason::corrupt, "the compressed data are cut short"};
  else if (code == LZMA_FORMAT_ERROR && stream_.total_out > 0)
    problem_ = {Reason::corrupt, "other bytes follow the compressed data"};
  else if (code == LZMA_OPTIONS_ERROR)
    problem_ = {Reason::unsupported_format, "compressed in a way that is not known here"};
  else
    problem_ = {Reason::corrupt, "damaged compressed data"};
}

std::size_t LzmaUnpacker::unpack(std::span<char> into) {
  stream_.next_out = reinterpret_cast<std::uint8_t*>(into.data());
  stream_.avail_out = into.size();
  while (!ended_ && stream_.avail_out > 0) {
    if (stream_.avail_in == 0 && !input_ended_) {
      stream_.next_in = reinterpret_cast<std::uint8_t*>(buffer_.data());
      stream_.avail_in = input_.read(buffer_);
      input_ended_ = stream_.avail_in == 0;
    }
    take(lzma_code(&stream_, input_ended_ ? LZMA_FINISH : LZMA_RUN));
  }
  return into.size() - stream_.avail_out;
}

}  // namespace braque::extract
