#include <catch2/catch.hpp>

#include "index/sample_block.hpp"

using namespace braque;
using namespace braque::index;

namespace {

Sample phone() {
  Sample sample;
  sample.line = 3;
  sample.offset = 300;
  sample.length = 12;
  sample.masked = "********1234";
  sample.fingerprint.fill(7);
  sample.phone = {137, PhoneType::mobile};
  return sample;
}

}  // namespace

TEST_CASE("samples come back from a block with the lines of telephone numbers") {
  std::string block;
  append_sample(block, phone());
  append_sample(block, Sample{});
  SampleDecoder decoder(block);
  Sample sample;
  REQUIRE(decoder.next(sample));
  CHECK(sample.masked == "********1234");
  CHECK(sample.offset == 300);
  CHECK(sample.phone.country == 137);
  CHECK(sample.phone.type == PhoneType::mobile);
  REQUIRE(decoder.next(sample));
  CHECK(sample.phone.country == 0);
  CHECK_FALSE(decoder.next(sample));
  CHECK_FALSE(decoder.damaged());
}

TEST_CASE("blocks of the first version have no lines") {
  // Version 1, line 3, offset 5, length 2, a mask of 2 bytes, 16 bytes of fingerprint.
  const std::string one = std::string("\3\5\2\2**", 6) + std::string(16, 'f');
  const std::string block = '\1' + one + one;
  SampleDecoder decoder(block);
  Sample sample;
  REQUIRE(decoder.next(sample));
  CHECK(sample.masked == "**");
  CHECK(sample.phone.country == 0);
  REQUIRE(decoder.next(sample));
  CHECK(sample.line == 3);
  CHECK_FALSE(decoder.next(sample));
  CHECK_FALSE(decoder.damaged());
}

TEST_CASE("a line that cannot be is damage") {
  std::string block;
  append_sample(block, phone());
  block.back() = 40;  // of the kinds of line
  SampleDecoder decoder(block);
  Sample sample;
  CHECK_FALSE(decoder.next(sample));
  CHECK(decoder.damaged());
}
