#include "source/walk.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <set>

#include "in_child.hpp"
#include "recording_sink.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;
using test::RecordingSink;
using test::source_for;
using Names = std::vector<std::string>;

TEST_CASE("files come before folders, both in the order of their bytes") {
  test::TemporaryTree tree;
  for (const char* name : {"b", "a", "B", "c/2", "c/1", "c/d/x", "a.d/y", "\xc3\xa9", "aa"})
    tree.file(name);
  tree.directory("empty");
  RecordingSink sink;
  Listing listing = source_for(tree.path())->list(sink);
  CHECK(listing.complete);
  CHECK(sink.names() == Names{"B", "a", "aa", "b", "\xc3\xa9", "a.d/y", "c/1", "c/2", "c/d/x"});
  for (std::size_t i = 0; i < sink.items.size(); ++i) {
    CHECK(sink.items[i].sequence == i);
    CHECK(sink.items[i].path == tree.path(sink.items[i].relative));
    CHECK(sink.items[i].metadata.size == 1);
    CHECK(sink.items[i].metadata.owner == ::geteuid());
  }
  CHECK(sink.passed.empty());
}

TEST_CASE("what is no file is passed over with its reason, and no link is followed") {
  test::TemporaryTree tree;
  tree.file("good.txt", "good");
  tree.symlink(".", "here");
  tree.symlink("/etc/passwd", "outside");
  tree.symlink("b", "a");
  tree.symlink("a", "b");
  tree.fifo("pipe");
  tree.socket("socket");
  RecordingSink sink;
  CHECK(source_for(tree.path())->list(sink).complete);
  CHECK(sink.names() == Names{"good.txt"});
  for (const char* link : {"here", "outside", "a", "b"}) CHECK(sink.reason(link) == "symlink");
  CHECK(sink.reason("pipe") == "special_file");
  CHECK(sink.reason("socket") == "special_file");
  CHECK(sink.passed.size() == 6);
}

TEST_CASE("names of any bytes and of full length are kept as they are") {
  test::TemporaryTree tree;
  std::set<std::string> names = {"new\nline", "\xff\xfe\x80", "\x1b[8m", std::string(255, 'n'),
                                 " ",         "-rf",          "a\\b",    "\xe2\x80\xaemirror"};
  for (const std::string& name : names) tree.file("folder \xe9/" + name, name);
  auto source = source_for(tree.path());
  RecordingSink sink;
  source->list(sink);
  REQUIRE(sink.items.size() == names.size());
  for (const Item& item : sink.items) {
    CHECK(names.count(item.relative.substr(9)) == 1);
    CHECK(test::content(*source, item) == item.relative.substr(9));
  }
}

TEST_CASE("a tree far deeper than PATH_MAX is listed and read") {
  test::TemporaryTree tree(test::TemporaryTree::Place::memory);
  constexpr int kDepth = 2500;
  tree.deep("directory", kDepth, "leaf", "found at last");
  SourceOptions options;
  options.budget.open_directories_max = 16;
  auto source = source_for(tree.path(), options);
  RecordingSink sink;
  CHECK(source->list(sink).complete);
  REQUIRE(sink.items.size() == 1);
  CHECK(sink.items[0].relative.size() == kDepth * 10 + 4);
  CHECK(test::content(*source, sink.items[0]) == "found at last");
}

TEST_CASE("at ten thousand levels the walk ends with budget_depth, without a deep stack") {
  test::TemporaryTree tree(test::TemporaryTree::Place::memory);
  tree.deep("d", 10'050, "leaf", "x");
  auto said = test::in_child([&] {
    rlimit small{256 << 10, 256 << 10};
    ::setrlimit(RLIMIT_STACK, &small);
    RecordingSink sink;
    auto source = source_for(tree.path());
    bool complete = source->list(sink).complete;
    std::string result = complete ? "complete" : "incomplete";
    for (const auto& one : sink.passed)
      result += " " + std::string(name(one.outcome.reason)) + " " +
                std::to_string(one.item.relative.size());
    return result + " " + std::to_string(sink.items.size());
  });
  CHECK(said == "incomplete budget_depth " + std::to_string(2 * 10'001 - 1) + " 0");
}

TEST_CASE("every way back up a deep tree is found with few descriptors") {
  test::TemporaryTree tree;
  std::string folder;
  for (int level = 0; level < 60; ++level) {
    tree.file(folder + "z/file");
    folder += "a/";
    tree.directory(folder.substr(0, folder.size() - 1));
  }
  SourceOptions options;
  options.budget.open_directories_max = 3;
  RecordingSink sink;
  CHECK(source_for(tree.path(), options)->list(sink).complete);
  CHECK(sink.items.size() == 60);
  CHECK(sink.items.back().relative == "z/file");
}

TEST_CASE("hard links are found once, further names name the first") {
  test::TemporaryTree tree;
  tree.file("b/original", "shared");
  tree.hard_link("b/original", "a/first");
  tree.hard_link("b/original", "c/third");
  tree.file("d/other");
  RecordingSink sink;
  source_for(tree.path())->list(sink);
  CHECK(sink.names() == Names{"a/first", "d/other"});
  CHECK(sink.items[0].metadata.links == 3);
  REQUIRE(sink.named.size() == 2);
  CHECK(sink.named[0].item.relative == "b/original");
  CHECK(sink.named[0].first == tree.path("a/first"));
  CHECK(sink.named[1].item.relative == "c/third");
  CHECK(sink.named[1].first == tree.path("a/first"));
}

TEST_CASE("a folder swapped for a link during the walk leads nowhere") {
  test::TemporaryTree tree, outside;
  tree.file("0 trigger");
  tree.file("folder/inside");
  tree.file("zone/inside");
  outside.file("secret");
  RecordingSink sink;
  sink.on_found = [&](const Item& item) {
    if (item.relative != "0 trigger") return;
    REQUIRE(::rename(tree.path("folder").c_str(), outside.path("moved").c_str()) == 0);
    tree.symlink(outside.path(), "folder");
    REQUIRE(::rename(tree.path("zone").c_str(), outside.path("moved too").c_str()) == 0);
    tree.file("zone");
  };
  Listing listing = source_for(tree.path())->list(sink);
  CHECK(sink.names() == Names{"0 trigger"});
  CHECK(sink.reason("folder") == "symlink");
  CHECK(sink.reason("zone") == "vanished");
  CHECK_FALSE(listing.complete);
}

TEST_CASE("what vanishes between reading the names and asking for them is told") {
  test::TemporaryTree tree;
  tree.file("1");
  tree.file("2");
  tree.file("folder/x");
  RecordingSink sink;
  sink.on_found = [&](const Item& item) {
    if (item.relative != "1") return;
    ::unlink(tree.path("2").c_str());
    ::unlink(tree.path("folder/x").c_str());
    ::rmdir(tree.path("folder").c_str());
  };
  source_for(tree.path())->list(sink);
  CHECK(sink.names() == Names{"1"});
  CHECK(sink.reason("2") == "vanished");
  CHECK(sink.reason("folder") == "vanished");
}

TEST_CASE("excluded folders are one entry each, files follow the patterns") {
  test::TemporaryTree tree;
  tree.file(".snapshot/hourly.0/old.txt");
  tree.file("a/$Recycle.Bin/b.txt");
  tree.file("a/keep.txt");
  tree.file("a/drop.log");
  tree.file("build/deep/x.txt");
  tree.file("image.png");
  SourceOptions options;
  options.include = {"*.txt"};
  options.exclude = {"*.log", "build/**"};
  RecordingSink sink;
  CHECK(source_for(tree.path(), options)->list(sink).complete);
  CHECK(sink.names() == Names{"a/keep.txt"});
  for (const char* name : {".snapshot", "a/$Recycle.Bin", "a/drop.log", "build", "image.png"})
    CHECK(sink.reason(name) == "excluded");
  CHECK(sink.passed.size() == 5);
}

TEST_CASE("the bound on entries ends the listing and says where") {
  test::TemporaryTree tree;
  for (int i = 0; i < 20; ++i) tree.file("f" + std::to_string(100 + i));
  SourceOptions options;
  options.budget.directory_entries_max = 7;
  RecordingSink sink;
  Listing listing = source_for(tree.path(), options)->list(sink);
  CHECK(listing.reached);
  CHECK_FALSE(listing.complete);
  CHECK(sink.items.size() == 7);
  CHECK(sink.reason("") == "budget_entries");
}

TEST_CASE("a directory larger than a chunk loses no entry, nor its folders") {
  test::TemporaryTree tree;
  std::set<std::string> expected;
  for (int i = 0; i < 500; ++i) {
    std::string name = "file" + std::to_string(i);
    tree.file(name);
    expected.insert(name);
    if (i % 10 != 0) continue;
    name = "folder" + std::to_string(i) + "/x";
    tree.file(name);
    expected.insert(name);
  }
  SourceOptions options;
  options.budget.directory_chunk_entries_max = 32;
  options.budget.open_directories_max = 2;
  RecordingSink sink;
  CHECK(source_for(tree.path(), options)->list(sink).complete);
  Names names = sink.names();
  CHECK(std::set<std::string>(names.begin(), names.end()) == expected);
  CHECK(names.size() == expected.size());
}

TEST_CASE("a sink that has enough stops the listing") {
  test::TemporaryTree tree;
  for (const char* name : {"1", "2", "3", "d/4"}) tree.file(name);
  RecordingSink sink;
  sink.stop_after = 2;
  Listing listing = source_for(tree.path())->list(sink);
  CHECK(listing.reached);
  CHECK_FALSE(listing.complete);
  CHECK(sink.names() == Names{"1", "2"});
}

TEST_CASE("what permissions hide is told") {
  test::TemporaryTree tree;
  tree.file("open.txt", "open");
  tree.file("closed.txt", "closed");
  tree.file("closed/inside");
  tree.file("listed only/inside");
  ::chmod(tree.path().c_str(), 0755);
  ::chmod(tree.path("closed.txt").c_str(), 0);
  ::chmod(tree.path("closed").c_str(), 0);
  ::chmod(tree.path("listed only").c_str(), 0444);
  auto said = test::in_child([&]() -> std::string {
    constexpr unsigned kNobody = 65534;
    if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) return "skip";
    auto source = source_for(tree.path());
    RecordingSink sink;
    Listing listing = source->list(sink);
    std::string result = listing.reached ? "reached " : "not reached ";
    result += listing.complete ? "complete\n" : "incomplete\n";
    for (const Item& item : sink.items)
      result += item.relative + ": " + test::content(*source, item) + "\n";
    for (const auto& one : sink.passed)
      result += one.item.relative + ": " + std::string(name(one.outcome.reason)) + "\n";
    RecordingSink closed;
    Listing target = source_for(tree.path("closed"))->list(closed);
    result += (target.reached ? "reached " : "not reached ") + closed.reason("") + "\n";
    return result;
  });
  if (said == "skip") {
    WARN("cannot become another user: not tested");
    return;
  }
  CHECK(said ==
        "reached incomplete\n"
        "closed.txt: !permission_denied\n"
        "open.txt: open\n"
        "closed: permission_denied\n"
        "listed only/inside: permission_denied\n"
        "not reached permission_denied\n");
}
