// The decoders of what the index stores as BLOBs: blocks of fingerprint segments, blocks of samples
// and chunks of item bitmaps. Whatever decodes must decode to the same again after encoding.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "index/item_bitmap.hpp"
#include "index/sample_block.hpp"
#include "index/segment_block.hpp"

using namespace braque::index;

namespace {

void read_chunk(std::string_view bytes) {
  BitmapChunk chunk, again;
  if (!decode_chunk(bytes, chunk)) return;
  BRAQUE_CHECK(decode_chunk(encode_chunk(chunk), again) && again == chunk);
}

void read_block(std::string_view bytes) {
  BlockDecoder decoder(bytes), repeated(bytes);
  BlockEncoder encoder;
  for (SegmentEntry entry; decoder.next(entry);) encoder.add(entry);
  if (encoder.empty()) return;
  BlockDecoder again(encoder.bytes());
  for (SegmentEntry entry, same; again.next(entry);)
    BRAQUE_CHECK(repeated.next(same) && same == entry);
  BRAQUE_CHECK(!again.damaged());
}

void read_samples(std::string_view bytes) {
  SampleDecoder decoder(bytes);
  std::string encoded;
  std::size_t count = 0, again = 0;
  for (braque::Sample sample; decoder.next(sample); ++count) append_sample(encoded, sample);
  if (count == 0) return;
  SampleDecoder repeated(encoded);
  for (braque::Sample sample; repeated.next(sample);) ++again;
  BRAQUE_CHECK(!repeated.damaged() && again == count);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_chunk(bytes);
  read_block(bytes);
  read_samples(bytes);
  return 0;
}
