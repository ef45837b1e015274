#include "source/directory.hpp"

#include <dirent.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <thread>

#include "recording_sink.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;
using test::RecordingSink;

namespace {

std::size_t open_descriptors() {
  std::size_t count = 0;
  DIR* directory = ::opendir("/proc/self/fd");
  while (::readdir(directory) != nullptr) ++count;
  ::closedir(directory);
  return count;
}

SourceOptions with_open_directories(std::uint32_t count) {
  SourceOptions options;
  options.budget.open_directories_max = count;
  return options;
}

}  // namespace

TEST_CASE("thousands of queued items hold no more directories open than the budget says") {
  test::TemporaryTree tree;
  for (int i = 0; i < 60; ++i) {
    std::string folder = "d" + std::to_string(i) + "/e/f";
    tree.file(folder + "/a", folder);
    tree.file(folder + "/b", folder);
  }
  std::size_t before = open_descriptors();
  auto source = test::source_for(tree.path(), with_open_directories(5));
  RecordingSink sink;
  CHECK(source->list(sink).complete);
  REQUIRE(sink.items.size() == 120);
  CHECK(open_descriptors() <= before + 6);
  // From the last to the first and from several threads: nearly every directory is opened again.
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (std::size_t t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (std::size_t i = sink.items.size(); i-- > 0;) {
        const Item& item = sink.items[i];
        if (test::content(*source, item) + item.relative.substr(item.relative.size() - 2) !=
            item.relative)
          ++wrong[t];
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4));
  CHECK(open_descriptors() <= before + 6);
  sink.items.clear();
  CHECK(open_descriptors() == before);
}

TEST_CASE("a directory that was closed and replaced is not taken for the old one") {
  test::TemporaryTree tree, outside;
  tree.file("a/x", "mine");
  tree.file("b/x", "mine");
  tree.file("c/x", "mine");
  outside.file("x", "not mine");
  auto source = test::source_for(tree.path(), with_open_directories(1));
  RecordingSink sink;
  source->list(sink);
  REQUIRE(sink.items.size() == 3);
  std::string kept = outside.path("kept"), kept_too = outside.path("kept too");
  REQUIRE(::rename(tree.path("a").c_str(), kept.c_str()) == 0);
  tree.symlink(outside.path(), "a");
  REQUIRE(::rename(tree.path("b").c_str(), kept_too.c_str()) == 0);
  tree.file("b/x", "not mine");
  CHECK(test::content(*source, sink.items[2]) == "mine");
  CHECK(test::content(*source, sink.items[0]) == "!symlink");
  CHECK(test::content(*source, sink.items[1]) == "!vanished");
}
