// Mounts are made in a mount namespace of a child process: nothing outside sees them.
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>

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

/// From here on this process has the system calls of an older kernel.
bool forget_openat2() {
  sock_filter program[] = {
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},
      {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_openat2},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | ENOSYS},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
  };
  sock_fprog filter{4, program};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
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
  if (said == "skip")
    WARN("mounts are not permitted: not tested");
  else
    CHECK(said == expected);
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
        return ::mount(tree.path(from).c_str(), tree.path(to).c_str(), nullptr, MS_BIND, nullptr) ==
               0;
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

TEST_CASE("without openat2 links and mounts are refused all the same") {
  test::TemporaryTree tree, outside;
  tree.file("0 trigger");
  tree.file("file");
  tree.file("folder/inside");
  tree.directory("memory");
  outside.file("secret", "not yours");
  auto said = test::in_child([&]() -> std::string {
    if (!enter_namespace() ||
        ::mount("tmpfs", tree.path("memory").c_str(), "tmpfs", 0, nullptr) != 0)
      return "skip";
    tree.file("memory/inside");
    if (!forget_openat2()) return "skip";
    auto source = test::source_for(tree.path());
    RecordingSink sink;
    sink.on_found = [&](const Item& item) {
      if (item.relative != "0 trigger") return;
      ::rename(tree.path("folder").c_str(), outside.path("moved").c_str());
      tree.symlink(outside.path(), "folder");
    };
    source->list(sink);
    ::unlink(tree.path("file").c_str());
    tree.symlink(outside.path("secret"), "file");
    std::string result;
    for (const Item& item : sink.items)
      result += item.relative + ": " + test::content(*source, item) + "\n";
    for (const auto& one : sink.passed)
      result += one.item.relative + ": " + std::string(name(one.outcome.reason)) + "\n";
    return result;
  });
  check_unless_skipped(said,
                       "0 trigger: x\nfile: !symlink\nfolder: symlink\nmemory: other_mount\n");
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
