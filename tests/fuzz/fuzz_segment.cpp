// The decoders of what the index stores as BLOBs: blocks of fingerprint segments and chunks of item
// bitmaps. Whatever decodes must decode to the same again after encoding.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "index/item_bitmap.hpp"
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_chunk(bytes);
  read_block(bytes);
  return 0;
}
