#include "index/item_bitmap.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <set>

using namespace braque;
using namespace braque::index;

namespace {

bool round_trips(const BitmapChunk& chunk) {
  BitmapChunk decoded;
  decoded.fill(0x5555);
  return decode_chunk(encode_chunk(chunk), decoded) && decoded == chunk;
}

}  // namespace

TEST_CASE("chunks round-trip: empty, full, edges, random of every density") {
  BitmapChunk chunk{};
  CHECK(round_trips(chunk));
  CHECK(encode_chunk(chunk).size() == 1);
  chunk.fill(~0ULL);
  CHECK(round_trips(chunk));
  CHECK(encode_chunk(chunk) == std::string("\x01\x00\xff\xff\x03", 5));
  chunk.fill(0);
  chunk.front() = 1;
  chunk.back() = 1ULL << 63;
  CHECK(round_trips(chunk));
  std::mt19937_64 random(11);
  for (unsigned density = 0; density < 8; ++density) {
    for (auto& word : chunk) {
      word = random();
      for (unsigned i = 0; i < density; ++i) word &= random();
    }
    CHECK(round_trips(chunk));
    CHECK(encode_chunk(chunk).size() <= 8193);
  }
}

TEST_CASE("damaged chunks are refused") {
  BitmapChunk chunk;
  CHECK_FALSE(decode_chunk("", chunk));
  CHECK_FALSE(decode_chunk("\x03", chunk));
  CHECK_FALSE(decode_chunk(std::string_view("\x01\x00", 2), chunk));              // no length
  CHECK_FALSE(decode_chunk(std::string_view("\x01\x80\x80\x04\x00", 5), chunk));  // 65536 zeros
  CHECK_FALSE(decode_chunk(std::string_view("\x01\x01\xff\xff\x03", 5), chunk));  // 65537 bits
  CHECK_FALSE(decode_chunk("\x02short", chunk));
}

TEST_CASE("a bitmap holds what was inserted and writes only chunks that changed") {
  ItemBitmap bitmap;
  std::set<std::uint64_t> items = {0, 1, 65'535, 65'536, 1'000'000'000};
  for (std::uint64_t item : items) bitmap.insert(item);
  CHECK(bitmap.count() == items.size());
  CHECK(bitmap.contains(65'536));
  CHECK_FALSE(bitmap.contains(65'537));
  ItemBitmap copy;
  auto write = [&](std::uint64_t chunk, const std::string& bytes) -> Result<void> {
    CHECK(copy.load(chunk, bytes));
    return {};
  };
  REQUIRE(bitmap.write_changes(write));
  for (std::uint64_t item : items) CHECK(copy.contains(item));
  CHECK(copy.count() == items.size());

  int written = 0;
  auto count = [&](std::uint64_t, const std::string&) -> Result<void> {
    ++written;
    return {};
  };
  bitmap.insert(1);
  REQUIRE(bitmap.write_changes(count));
  CHECK(written == 0);
  bitmap.insert(2);
  REQUIRE(bitmap.write_changes(count));
  CHECK(written == 1);
}
