#include "documents/shared_strings.hpp"

#include <catch2/catch.hpp>

using braque::documents::SharedStrings;

TEST_CASE("shared strings come back by their numbers, packed or not") {
  SharedStrings strings(64 << 20);
  // Enough for blocks that are packed.
  constexpr std::uint64_t kCount = 800'000;
  for (std::uint64_t i = 0; i < kCount; ++i)
    REQUIRE(strings.add("valeur partagée numéro " + std::to_string(i * i)));
  REQUIRE(strings.add(""));
  REQUIRE(strings.add(std::string(100'000, 'x')));
  strings.finish();
  CHECK(strings.size() == kCount + 2);
  CHECK(strings.held() < 24 << 20);
  for (std::uint64_t i = 0; i < kCount; i += 37)
    REQUIRE(strings.get(i) == "valeur partagée numéro " + std::to_string(i * i));
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const std::uint64_t at = i * 7'919'777 % kCount;
    REQUIRE(strings.get(at) == "valeur partagée numéro " + std::to_string(at * at));
  }
  CHECK(strings.get(kCount).empty());
  CHECK(strings.get(kCount + 1) == std::string(100'000, 'x'));
  CHECK(strings.get(kCount + 2).empty());
  CHECK(strings.get(~0ULL).empty());
}

TEST_CASE("shared strings stop at their limit") {
  SharedStrings strings(1000);
  CHECK(strings.add(std::string(900, 'a')));
  CHECK_FALSE(strings.add(std::string(200, 'b')));
  strings.finish();
  CHECK(strings.size() == 1);
}
