#include "source/hard_links.hpp"

#include <catch2/catch.hpp>

using braque::ItemMetadata;
using braque::source::HardLinks;

namespace {

ItemMetadata file(std::uint64_t inode, std::uint64_t links, std::uint64_t device = 1) {
  ItemMetadata metadata;
  metadata.device = device;
  metadata.inode = inode;
  metadata.links = links;
  return metadata;
}

}  // namespace

TEST_CASE("the first name of a file with several links is told for the others") {
  HardLinks links(1 << 20);
  CHECK(links.first_name(file(7, 3), "/a").empty());
  CHECK(links.first_name(file(7, 3), "/b") == "/a");
  CHECK(links.first_name(file(7, 3, 2), "/other device").empty());
  CHECK(links.first_name(file(7, 3), "/c") == "/a");
  // All three names were seen: the file is forgotten, and the number may belong to a new file.
  CHECK(links.first_name(file(7, 2), "/d").empty());
}

TEST_CASE("files with one link are never taken for one another") {
  HardLinks links(1 << 20);
  CHECK(links.first_name(file(1, 1), "/a").empty());
  CHECK(links.first_name(file(1, 1), "/b").empty());
}

TEST_CASE("past its bound nothing new is remembered and nothing is dropped") {
  HardLinks links(200);
  CHECK(links.first_name(file(1, 2), "/a").empty());
  CHECK(links.first_name(file(2, 2), std::string(200, 'x')).empty());
  CHECK(links.first_name(file(2, 2), "/y").empty());
  CHECK(links.first_name(file(1, 2), "/b") == "/a");
}
