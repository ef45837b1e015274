// Mounts are made in a mount namespace of a child process: nothing outside sees them.
#include <sched.h>
#include <sys/mount.h>

#include <catch2/catch.hpp>

#include "in_child.hpp"
#include "recording_sink.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;
using test::RecordingSink;

namespace {

bool enter_namespace() {
  return ::unshare(CLONE_NEWNS) == 0 &&
         ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

std::string list(const std::string& path, bool cross_mounts) {
  SourceOptions options;
  options.cross_mounts = cross_mounts;
  RecordingSink sink;
  test::source_for(path, options)->list(sink);
  std::string said;
  for (const Item& item : sink.items) said += item.relative + "\n";
  for (const auto& one : sink.passed)
    said += one.item.relative + ": " + std::string(name(one.outcome.reason)) + "\n";
  return said;
}

void check_unless_skipped(const std::string& said, const std::string& expected) {
  if (said == "skip") WARN("mounts are not permitted: not tested");
  else CHECK(said == expected);
}

}  // namespace

TEST_CASE("other mounts are entered only when asked for") {
  test::TemporaryTree tree;
  tree.file("here");
  tree.directory("memory");
  tree.directory("bound");
  tree.file("source/x");
  tree.file("bound file");
  for (bool cross : {false, true}) {
    auto said = test::in_child([&]() -> std::string {
      if (!enter_namespace() ||
          ::mount("tmpfs", tree.path("memory").c_str(), "tmpfs", 0, nullptr) != 0)
        return "skip";
      tree.file("memory/inside");
      auto bind = [&](const char* from, const char* to) {
        return ::mount(tree.path(from).c_str(), tree.path(to).c_str(), nullptr, MS_BIND,
                       nullptr) == 0;
      };
      if (!bind("source", "bound") || !bind("here", "bound file")) return "no bind mount";
      return list(tree.path(), cross);
    });
    // A bind mount on the same device is another mount all the same.
    if (cross)
      check_unless_skipped(said, "bound file\nhere\nbound/x\nmemory/inside\nsource/x\n");
    else
      check_unless_skipped(said,
                           "here\nsource/x\nbound file: other_mount\nbound: other_mount\n"
                           "memory: other_mount\n");
  }
}

TEST_CASE("pseudo file systems are never entered") {
  test::TemporaryTree tree;
  tree.file("here");
  tree.directory("processes");
  auto said = test::in_child([&]() -> std::string {
    if (!enter_namespace() ||
        ::mount("/proc", tree.path("processes").c_str(), nullptr, MS_BIND, nullptr) != 0)
      return "skip";
    return list(tree.path(), true);
  });
  check_unless_skipped(said, "here\nprocesses: special_file\n");
  CHECK(list("/proc", true) == ": special_file\n");
}

TEST_CASE("a directory bound into itself ends") {
  test::TemporaryTree tree;
  tree.file("a/file");
  tree.directory("a/loop");
  auto said = test::in_child([&]() -> std::string {
    if (!enter_namespace() ||
        ::mount(tree.path("a").c_str(), tree.path("a/loop").c_str(), nullptr, MS_BIND, nullptr))
      return "skip";
    return list(tree.path(), true);
  });
  check_unless_skipped(said, "a/file\na/loop/file\n");
}
