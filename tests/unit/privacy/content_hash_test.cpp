#include "privacy/content_hash.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace braque;

TEST_CASE("content hashes depend on key, bytes, order and length") {
  Key key{};
  key[0] = 1;
  const ContentHasher hasher(key);
  const Digest a = hasher.block("aaaa"), b = hasher.block("bbbb");
  CHECK(a != b);
  CHECK(a == ContentHasher(key).block("aaaa"));
  Key other = key;
  other[31] = 1;
  CHECK(ContentHasher(other).block("aaaa") != a);

  const std::vector<Digest> ab{a, b}, ba{b, a}, just_a{a};
  CHECK(hasher.whole(ab) != hasher.whole(ba));
  CHECK(hasher.whole(just_a) != hasher.whole(ab));
  CHECK(hasher.whole({}) != hasher.whole(just_a));
  CHECK(hasher.whole(ab) == ContentHasher(key).whole(ab));
  CHECK(hasher.whole({}) != Digest{});
}

TEST_CASE("a changed bit anywhere in a block changes its hash") {
  const ContentHasher hasher(Key{});
  std::string block(5000, 'x');
  const Digest before = hasher.block(block);
  for (std::size_t i : {0U, 1U, 239U, 240U, 1023U, 1024U, 4999U}) {
    block[i] ^= 1;
    CHECK(hasher.block(block) != before);
    block[i] ^= 1;
  }
  CHECK(hasher.block(block) == before);
}
