#include "source/exclusions.hpp"

#include <catch2/catch.hpp>

using braque::source::Exclusions;

TEST_CASE("snapshot and recycle folders are left out whatever their case") {
  auto made = Exclusions::make({}, {}, true);
  REQUIRE(made.has_value());
  for (const char* folder : {".snapshot", "~snapshot", "$RECYCLE.BIN", "$Recycle.Bin", "@eaDir",
                             "System Volume Information", "a/b/.SNAPSHOT"})
    CHECK(made->excludes_directory(folder));
  CHECK_FALSE(made->excludes_directory(".snapshots"));
  CHECK_FALSE(made->excludes_directory(".snapshot/x"));
  CHECK_FALSE(made->excludes_file(".snapshot"));
  auto none = Exclusions::make({}, {}, false);
  REQUIRE(none.has_value());
  CHECK_FALSE(none->excludes_directory(".snapshot"));
}

TEST_CASE("exclude wins over include") {
  auto made = Exclusions::make({"*.txt", "data/**"}, {"secret*", "old/**"}, true);
  REQUIRE(made.has_value());
  CHECK_FALSE(made->excludes_file("a.txt"));
  CHECK_FALSE(made->excludes_file("data/x.bin"));
  CHECK(made->excludes_file("x.bin"));
  CHECK(made->excludes_file("secret.txt"));
  CHECK(made->excludes_directory("old"));
  CHECK(made->excludes_directory("a/secrets"));
  // A folder that no include names may still hold files that one names.
  CHECK_FALSE(made->excludes_directory("a"));
}

TEST_CASE("a bad pattern is named") {
  auto made = Exclusions::make({"*.txt"}, {"a[b"}, true);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().message.find("a[b") != std::string::npos);
}
