#include "source/registry.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "recording_sink.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;
using test::RecordingSink;
using test::source_for;

TEST_CASE("every kind of source has a name, a description, a prefix of its own and a factory") {
  for (const SourceKind& kind : source_kinds()) {
    CHECK_FALSE(kind.name.empty());
    CHECK(kind.description.ends_with('.'));
    CHECK(kind.prefix == std::string(kind.name) + ":");
    CHECK(kind.make != nullptr);
    CHECK(source_kind_of(std::string(kind.prefix) + "x").name == kind.name);
  }
  CHECK(source_kind_of("/a/path").name == "file");
}

TEST_CASE("the lasting name is host and path unless the user gives one") {
  test::TemporaryTree tree;
  tree.directory("sp ace");
  char host[256] = {};
  ::gethostname(host, sizeof host - 1);
  auto source = source_for(tree.path("sp ace"));
  CHECK(source->lasting_name() == "file://" + std::string(host) + tree.path() + "/sp%20ace");
  CHECK(source->target() == tree.path("sp ace"));
  SourceOptions options;
  options.lasting_name = "smb://fs01/finance";
  CHECK(source_for(tree.path(), options)->lasting_name() == "smb://fs01/finance");
}

TEST_CASE("a target may be a path, a file URI, a link or a single file") {
  test::TemporaryTree tree;
  tree.file("data/a.txt", "hello");
  tree.symlink("data", "link");
  for (std::string target : {tree.path("data"), "file://" + tree.path("data"), tree.path("link"),
                             tree.path("data/"), tree.path("data/../data")}) {
    auto source = source_for(target);
    RecordingSink sink;
    Listing listing = source->list(sink);
    CHECK(listing.reached);
    CHECK(listing.complete);
    REQUIRE(sink.items.size() == 1);
    CHECK(sink.items[0].path == tree.path("data/a.txt"));
    CHECK(sink.items[0].relative == "a.txt");
    CHECK(test::content(*source, sink.items[0]) == "hello");
  }
  for (std::string target : {tree.path("data/a.txt"), tree.path("link/a.txt")}) {
    auto source = source_for(target);
    RecordingSink sink;
    CHECK(source->list(sink).reached);
    REQUIRE(sink.items.size() == 1);
    CHECK(sink.items[0].path == tree.path("data/a.txt"));
    CHECK(sink.items[0].relative.empty());
    CHECK(test::content(*source, sink.items[0]) == "hello");
  }
}

TEST_CASE("a target that is not there is not reached") {
  test::TemporaryTree tree;
  auto source = source_for(tree.path("missing"));
  RecordingSink sink;
  Listing listing = source->list(sink);
  CHECK_FALSE(listing.reached);
  CHECK(listing.detail == "No such file or directory");
  CHECK(sink.items.empty());
  CHECK(sink.passed.empty());
}

TEST_CASE("a special file as a target ends in the ledger") {
  test::TemporaryTree tree;
  tree.fifo("pipe");
  RecordingSink sink;
  CHECK(source_for(tree.path("pipe"))->list(sink).reached);
  CHECK(sink.reason("") == "special_file");
}

TEST_CASE("wrong options are usage errors") {
  CHECK_FALSE(make_source("", {}).has_value());
  CHECK_FALSE(make_source("file:///a%zz", {}).has_value());
  SourceOptions options;
  options.exclude = {"[a"};
  CHECK_FALSE(make_source("/tmp", options).has_value());
}
