#include "index/wildcard.hpp"

#include <catch2/catch.hpp>
#include <string>

using braque::index::literal_beginning;
using braque::index::wildcard_match;

TEST_CASE("patterns over paths") {
  CHECK(wildcard_match("/srv/*.csv", "/srv/a/b.csv"));
  CHECK_FALSE(wildcard_match("/srv/*.csv", "/srv/a/b.csv.gz"));
  CHECK(wildcard_match("*", ""));
  CHECK(wildcard_match("/srv/?.txt", "/srv/a.txt"));
  CHECK_FALSE(wildcard_match("/srv/?.txt", "/srv/.txt"));
  CHECK(wildcard_match("*a*b*", "xxaxxbxx"));
  CHECK_FALSE(wildcard_match("*a*b", "ab.c"));
}

TEST_CASE("a pattern without wildcards is a file or a folder") {
  CHECK(wildcard_match("/srv/a", "/srv/a"));
  CHECK(wildcard_match("/srv/a/", "/srv/a/b/c"));
  CHECK_FALSE(wildcard_match("/srv/a", "/srv/ab"));
  CHECK(wildcard_match("/", "/srv"));
}

TEST_CASE("what every matching path begins with") {
  CHECK(literal_beginning("/srv/a*.csv") == "/srv/a");
  CHECK(literal_beginning("/srv/?/b") == "/srv/");
  CHECK(literal_beginning("/srv/a//") == "/srv/a");
  CHECK(literal_beginning("*").empty());
}

TEST_CASE("many stars do not take exponential time") {
  std::string pattern, path(20'000, 'a');
  for (int i = 0; i < 50; ++i) pattern += "*a";
  CHECK_FALSE(wildcard_match(pattern + "b", path));
}
