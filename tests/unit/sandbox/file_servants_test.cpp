// Files that a servant opens and reads, until it hangs.
#include "sandbox/file_servants.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <catch2/catch.hpp>

#include "pool_support.hpp"
#include "support/temporary_tree.hpp"

using namespace sandbox_test;

namespace {

struct Fixture {
  explicit Fixture(std::uint64_t answer_ms = 15'000)
      : pool([&] {
          sandbox::PoolOptions options = pool_options();
          options.budget.remote_answer_ms = answer_ms;
          return options;
        }()),
        servants(pool) {}

  Opened open(const char* name, std::uint64_t device = 1) {
    RemoteFiles::Request request;
    request.directory = directory.get();
    request.name = name;
    request.device = device;
    return servants.open(request);
  }

  test::TemporaryTree tree;
  Descriptor directory{::open(tree.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  sandbox::WorkerPool pool;
  sandbox::FileServants servants;
};

std::string content_of(const RandomAccess& item, std::uint64_t offset, std::size_t size) {
  std::string text(size, '\0');
  std::optional<ReadFailure> failure;
  text.resize(item.read_at(offset, text, failure));
  CHECK_FALSE(failure);
  return text;
}

}  // namespace

TEST_CASE("a file is the same through a servant") {
  Fixture fixture;
  std::string content;
  for (int i = 0; i < 120'000; ++i) content += std::to_string(i) + "\n";
  fixture.tree.file("large.txt", content);
  fixture.tree.file("small.txt", "little");
  Opened large = fixture.open("large.txt");
  Opened small = fixture.open("small.txt");
  REQUIRE(large.item);
  REQUIRE(small.item);
  CHECK(large.item->size() == content.size());
  CHECK((content_of(*large.item, 0, content.size()) == content));
  CHECK((content_of(*large.item, 300'000, 1000) == content.substr(300'000, 1000)));
  CHECK(content_of(*small.item, 0, 100) == "little");
  CHECK(content_of(*small.item, 6, 100).empty());
  CHECK(small.item->metadata().links == 1);
  CHECK(small.item->changed() == Reason::none);
  fixture.tree.file("small.txt", "longer than before");
  CHECK(small.item->changed() == Reason::changed_during_read);
}

TEST_CASE("what cannot be opened fails as it does without a servant") {
  Fixture fixture;
  fixture.tree.file("folder/file", "x");
  REQUIRE(::mkfifo(fixture.tree.path("pipe").c_str(), 0600) == 0);
  CHECK(fixture.open("nothing").failure.value().reason == Reason::vanished);
  CHECK(fixture.open("folder").failure.value().reason == Reason::special_file);
  CHECK(fixture.open("pipe").failure.value().reason == Reason::special_file);
}

TEST_CASE("a directory is the same through a servant") {
  Fixture fixture;
  fixture.tree.file("folder/file.txt", "content");
  fixture.tree.file("one.txt", "1");
  const RemoteFiles::Found root = fixture.servants.find(fixture.tree.path() + "/./folder/..", 1);
  REQUIRE(root.error == 0);
  CHECK(root.path == fixture.tree.path());
  CHECK(S_ISDIR(root.metadata.mode));
  REQUIRE(root.directory);
  struct stat own {};
  REQUIRE(::fstat(root.directory.get(), &own) == 0);
  CHECK(own.st_ino == root.metadata.inode);
  RemoteFiles::Request request;
  request.directory = root.directory.get();
  request.name = "one.txt";
  request.device = 1;
  CHECK(fixture.servants.status(request).metadata.size == 1);
  request.name = "two.txt";
  CHECK(fixture.servants.status(request).error == ENOENT);
  request.name = "one.txt";
  CHECK(fixture.servants.open_directory(request).error == ENOTDIR);
  request.name = "folder";
  const RemoteFiles::Found folder = fixture.servants.open_directory(request);
  REQUIRE(folder.directory);
  std::string names(4096, '\0');
  const long bytes = fixture.servants.list(folder.directory.get(), 1, false, 0, names);
  REQUIRE(bytes > 0);
  CHECK(names.substr(0, static_cast<std::size_t>(bytes)).find("file.txt") != std::string::npos);
  CHECK(fixture.servants.list(folder.directory.get(), 1, false, 0, names) == 0);
  CHECK(fixture.servants.find(fixture.tree.path("one.txt"), 1).path ==
        fixture.tree.path("one.txt"));
  CHECK(fixture.servants.find(fixture.tree.path("nothing"), 1).error == ENOENT);
}

TEST_CASE("a servant that hangs is left alone, and its mount too") {
  Fixture fixture(200);
  fixture.tree.file("file.txt", "content");
  Opened opened = fixture.open("file.txt");
  REQUIRE(opened.item);
  // The oldest child is the fork server; a stopped process answers as little as one in a dead call.
  const std::vector<pid_t> processes = children();
  REQUIRE(processes.size() == 2);
  REQUIRE(::kill(processes[1], SIGSTOP) == 0);
  std::string text(7, '\0');
  std::optional<ReadFailure> failure;
  CHECK(opened.item->read_at(0, text, failure) == 0);
  REQUIRE(failure);
  CHECK(failure->reason == Reason::stalled_mount);
  CHECK(fixture.open("file.txt").failure.value().reason == Reason::stalled_mount);
  CHECK(fixture.servants.find(fixture.tree.path(), 1).error == RemoteFiles::kStalled);
  CHECK(fixture.servants.list(fixture.directory.get(), 1, false, 0, text) ==
        -RemoteFiles::kStalled);
  // Another mount is another matter.
  CHECK(fixture.open("file.txt", 2).item != nullptr);
}
