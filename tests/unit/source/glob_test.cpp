#include "source/glob.hpp"

#include <catch2/catch.hpp>
#include <string>

using braque::source::Glob;

namespace {

bool matches(std::string_view pattern, std::string_view path, bool directory = false) {
  auto glob = Glob::compile(pattern);
  REQUIRE(glob.has_value());
  return glob->matches(path, directory);
}

}  // namespace

TEST_CASE("a pattern without a slash is about the last component") {
  CHECK(matches("*.log", "a.log"));
  CHECK(matches("*.log", "deep/er/a.log"));
  CHECK_FALSE(matches("*.log", "a.log/b"));
  CHECK(matches("?.txt", "x/y.txt"));
  CHECK_FALSE(matches("?.txt", "xy.txt"));
}

TEST_CASE("a pattern with a slash is about the whole path") {
  CHECK(matches("a/*.txt", "a/b.txt"));
  CHECK_FALSE(matches("a/*.txt", "x/a/b.txt"));
  CHECK_FALSE(matches("a/*.txt", "a/b/c.txt"));
  CHECK(matches("/top.txt", "top.txt"));
  CHECK_FALSE(matches("/top.txt", "a/top.txt"));
}

TEST_CASE("two stars cross folders") {
  CHECK(matches("**/tmp/*", "tmp/x"));
  CHECK(matches("**/tmp/*", "a/b/tmp/x"));
  CHECK_FALSE(matches("**/tmp/*", "a/btmp/x"));
  CHECK(matches("a/**/z", "a/z"));
  CHECK(matches("a/**/z", "a/b/c/z"));
  CHECK_FALSE(matches("a/**/z", "a/bz"));
  CHECK(matches("a/**", "a/b/c"));
  CHECK_FALSE(matches("a/**", "a"));
}

TEST_CASE("sets, escapes and bytes of any kind") {
  CHECK(matches("[a-c]x", "bx"));
  CHECK_FALSE(matches("[!a-c]x", "bx"));
  CHECK(matches("[]x]", "]"));
  CHECK(matches("\\*", "*"));
  CHECK_FALSE(matches("\\*", "a"));
  CHECK(matches("\xe9*", "\xe9t\xe9"));
  CHECK_FALSE(matches("a[!b]c/d", "a/c/d"));
}

TEST_CASE("a slash at the end asks for a folder, and /** covers the folder itself") {
  CHECK(matches("build/", "x/build", true));
  CHECK_FALSE(matches("build/", "x/build", false));
  auto glob = Glob::compile("x/build/**");
  REQUIRE(glob.has_value());
  CHECK(glob->covers_directory("x/build"));
  CHECK(glob->covers_directory("x/build/y"));
  CHECK_FALSE(glob->covers_directory("x"));
}

TEST_CASE("bad patterns are refused") {
  CHECK_FALSE(Glob::compile("").has_value());
  CHECK_FALSE(Glob::compile("/").has_value());
  CHECK_FALSE(Glob::compile("a[b").has_value());
  CHECK_FALSE(Glob::compile(std::string(5000, 'a')).has_value());
}

TEST_CASE("many stars take no exponential time") {
  std::string pattern, path(4000, 'a');
  for (int i = 0; i < 500; ++i) pattern += "*a";
  CHECK_FALSE(matches(pattern + "b", path));
  CHECK(matches(pattern, path));
}
