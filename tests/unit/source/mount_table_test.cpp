#include "source/mount_table.hpp"

#include <sys/sysmacros.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include "support/temporary_tree.hpp"

using namespace braque;
using namespace braque::source;

namespace {

constexpr const char* kTable =
    "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
    "23 22 0:21 / /proc rw - proc proc rw\n"
    "24 22 0:44 / /mnt/a\\040b rw shared:7 master:1 - nfs4 server:/x rw,hard\n"
    "nonsense\n"
    "25 22 0:45 / /home rw - fuse.sshfs u@h: rw\n"
    "26 25 8:2 / /home/local rw - xfs /dev/sdb rw\n"
    "27 22 0:46 / /over rw - cifs //s/x rw\n"
    "28 22 8:3 / /over rw - tmpfs none rw\n"
    "29 22 0:47 / /new rw - strangefs x rw";

}  // namespace

TEST_CASE("what may hang is told by the table of mounts") {
  const MountTable table = MountTable::parse(kTable);
  const auto type_at = [&](const char* path) { return table.containing(path)->type; };
  CHECK(type_at("/etc/x") == "ext4");
  CHECK(type_at("/") == "ext4");
  CHECK(type_at("/mnt/a b") == "nfs4");
  CHECK(type_at("/mnt/a b/c") == "nfs4");
  CHECK(type_at("/mnt/a bc") == "ext4");
  CHECK(type_at("/home/x") == "fuse.sshfs");
  CHECK(type_at("/home/local/x") == "xfs");
  CHECK(type_at("/over/x") == "tmpfs");
  CHECK(table.containing("/home/x")->may_hang);
  CHECK_FALSE(table.containing("/home/local/x")->may_hang);
  // What nobody knows may hang.
  CHECK(table.containing("/new/x")->may_hang);
  CHECK(table.containing("/mnt/a b")->device == makedev(0, 44));
  CHECK(table.hanging_at("/home") != nullptr);
  CHECK(table.hanging_at("/home/x") == nullptr);
  CHECK(table.hanging_at("/over") == nullptr);
  CHECK(table.hanging_below("/mnt"));
  CHECK_FALSE(table.hanging_below("/etc"));
  CHECK_FALSE(table.hanging_below("/home/local"));
}

TEST_CASE("links lead to mounts that may hang, and nothing on these is touched") {
  test::TemporaryTree tree;
  tree.file("here/file", "x");
  const std::string root = tree.path();
  REQUIRE(::symlink("/nowhere/far", tree.path("link").c_str()) == 0);
  REQUIRE(::symlink("../link/deep", tree.path("here/second").c_str()) == 0);
  REQUIRE(::symlink("loop", tree.path("loop").c_str()) == 0);
  const MountTable table =
      MountTable::parse("1 0 8:1 / / rw - ext4 x rw\n2 1 0:9 / /nowhere rw - nfs server:/ rw\n");
  std::string there;
  const auto leads = [&](const std::string& path) {
    return hanging_on_the_way(table, path, there) != nullptr;
  };
  CHECK(leads("/nowhere"));
  CHECK(there == "/nowhere");
  CHECK(leads(root + "/link/x/../y"));
  CHECK(there == "/nowhere/far/y");
  CHECK(leads(root + "/here/second"));
  CHECK(there == "/nowhere/far/deep");
  CHECK_FALSE(leads(root + "/here/file"));
  CHECK_FALSE(leads(root + "/nothing"));
  CHECK_FALSE(leads(root + "/loop"));
  CHECK_FALSE(leads(root + "/../../../../../../nowhere2"));
}

TEST_CASE("this machine's own mounts are known") {
  const MountTable table = MountTable::of_this_process();
  REQUIRE(table.containing("/proc") != nullptr);
  CHECK(table.containing("/proc")->type == "proc");
  CHECK_FALSE(table.containing("/proc")->may_hang);
}
