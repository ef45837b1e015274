#include "source/offline.hpp"

#include <sys/xattr.h>

#include <catch2/catch.hpp>
#include <string>

#include "recording_sink.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;
using namespace braque::source;

TEST_CASE("Samba's attribute says off-line in its old and its new form") {
  CHECK(samba_value_says_offline("0x1020"));
  CHECK_FALSE(samba_value_says_offline("0x20"));
  // Version 3: valid flags 0x11, attributes archive (0x20), then with offline (0x1000).
  std::string value("\0\0\3\0\3\0\0\0\x11\0\0\0\x20\0\0\0\0\0\0\0", 20);
  CHECK_FALSE(samba_value_says_offline(value));
  value[13] = '\x10';
  CHECK(samba_value_says_offline(value));
  CHECK_FALSE(samba_value_says_offline(value.substr(0, 15)));
  CHECK_FALSE(samba_value_says_offline(""));
}

TEST_CASE("no blocks mean off-line on remote file systems only") {
  ItemMetadata metadata;
  metadata.size = 100000;
  CHECK(is_migrated(metadata, FileSystemKind::remote));
  CHECK_FALSE(is_migrated(metadata, FileSystemKind::local));
  metadata.allocated_bytes = 512;
  CHECK_FALSE(is_migrated(metadata, FileSystemKind::remote));
  metadata = {};
  CHECK_FALSE(is_migrated(metadata, FileSystemKind::remote));
}

TEST_CASE("file systems are told apart by their numbers") {
  CHECK(file_system_kind_of_magic(0x9fa0) == FileSystemKind::pseudo);
  CHECK(file_system_kind_of_magic(0x6969) == FileSystemKind::remote);
  CHECK(file_system_kind_of_magic(0xef53) == FileSystemKind::local);
}

TEST_CASE("a file with the offline attribute is not opened for reading") {
  test::TemporaryTree tree;
  tree.file("far.txt", "kept on tape");
  if (::setxattr(tree.path("far.txt").c_str(), "user.DOSATTRIB", "0x1020", 6, 0) != 0) {
    WARN("the temporary directory takes no user attributes: not tested");
    return;
  }
  auto source = test::source_for(tree.path());
  test::RecordingSink sink;
  source->list(sink);
  REQUIRE(sink.items.size() == 1);
  CHECK(test::content(*source, sink.items[0]) == "!offline");
}
