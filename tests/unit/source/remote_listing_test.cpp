// Mounts that may hang are found, listed and opened by somebody else. Here that is a class that
// maps /far, which does not exist, to a directory: a call of the walk's own on it would find
// nothing.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "recording_sink.hpp"
#include "source/open_beneath.hpp"
#include "source/open_item.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;
using namespace braque::test;

namespace {

class Servants final : public RemoteFiles {
 public:
  explicit Servants(std::string root) : root_(std::move(root)) {}

  int answers = 1'000'000;  ///< then the mount is dead
  int calls = 0;

  Found find(const std::string& path, std::uint64_t) override {
    Found found;
    if (!begin(found)) return found;
    found.path = path;
    source::FileStatus status;
    const std::string own = root_ + path.substr(4);  // behind "/far"
    found.error = source::status_at(AT_FDCWD, own.c_str(), status);
    tell(status, found);
    if (found.error == 0 && S_ISDIR(status.metadata.mode))
      found.directory = Descriptor(::open(own.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return found;
  }
  Found status(const Request& request) override {
    Found found;
    if (!begin(found)) return found;
    source::FileStatus status;
    found.error = source::status_at(request.directory, request.name, status);
    tell(status, found);
    return found;
  }
  Found open_directory(const Request& request) override {
    Found found;
    if (!begin(found)) return found;
    found.directory =
        source::open_directory(request.directory, request.name, source::Mounts::cross, found.error);
    source::FileStatus status;
    if (found.directory) source::status_at(found.directory.get(), "", status);
    tell(status, found);
    return found;
  }
  long list(int directory, std::uint64_t, bool seek, std::int64_t cookie,
            std::span<char> into) override {
    if (++calls > answers) return -kStalled;
    if (seek) ::lseek(directory, cookie, SEEK_SET);
    return ::syscall(SYS_getdents64, directory, into.data(), into.size());
  }
  Opened open(const Request& request) override {
    if (++calls > answers) return {nullptr, ReadFailure{Reason::stalled_mount, "no answer"}};
    return source::open_item(
        [&](int& error) {
          return source::open_file(request.directory, request.name, source::Mounts::cross,
                                   source::AccessTime::update, error);
        },
        source::FileSystemKind::remote);
  }

 private:
  bool begin(Found& found) {
    if (++calls <= answers) return true;
    found.error = kStalled;
    return false;
  }
  static void tell(const source::FileStatus& status, Found& found) {
    found.metadata = status.metadata;
    found.mount_id = status.mount_id;
    found.kind = static_cast<std::uint8_t>(source::FileSystemKind::remote);
  }
  std::string root_;
};

constexpr const char* kMounts = "1 0 8:1 / / rw - ext4 x rw\n2 1 0:9 / /far rw - nfs server:/ rw\n";

struct Fixture {
  Fixture() {
    tree.file("a.txt", "un");
    tree.file("deep/er/b.txt", "deux");
    tree.file("deep/c.txt", "trois");
    options.remote_files = &servants;
    options.mounts = kMounts;
  }
  TemporaryTree tree;
  Servants servants{tree.path()};
  SourceOptions options;
  RecordingSink sink;
};

}  // namespace

TEST_CASE("a mount that may hang is listed and read by servants alone") {
  Fixture fixture;
  const auto source = source_for("/far", fixture.options);
  const Listing listing = source->list(fixture.sink);
  CHECK(listing.reached);
  CHECK(listing.complete);
  CHECK(fixture.sink.names() == std::vector<std::string>{"a.txt", "deep/c.txt", "deep/er/b.txt"});
  CHECK(content(*source, *fixture.sink.item("deep/er/b.txt")) == "deux");
  CHECK(fixture.sink.items[0].path == "/far/a.txt");
  CHECK(fixture.servants.calls > 8);
}

TEST_CASE("a file on a mount that may hang is a target, too") {
  Fixture fixture;
  const auto source = source_for("/far/deep/c.txt", fixture.options);
  CHECK(source->list(fixture.sink).complete);
  REQUIRE(fixture.sink.items.size() == 1);
  CHECK(content(*source, fixture.sink.items[0]) == "trois");
}

TEST_CASE("directories are opened again by servants") {
  Fixture fixture;
  for (int i = 0; i < 20; ++i) fixture.tree.file("d" + std::to_string(i) + "/x/f.txt", "x");
  fixture.options.budget.open_directories_max = 1;
  const auto source = source_for("/far", fixture.options);
  CHECK(source->list(fixture.sink).complete);
  CHECK(fixture.sink.items.size() == 23);
  for (const Item& item : fixture.sink.items) CHECK(content(*source, item).size() <= 5);
}

TEST_CASE("a dead mount ends the listing with its reason") {
  Fixture fixture;
  SECTION("from the beginning") {
    fixture.servants.answers = 0;
    const auto source = source_for("/far", fixture.options);
    CHECK_FALSE(source->list(fixture.sink).reached);
    CHECK(fixture.sink.reason("") == "stalled_mount");
  }
  SECTION("at any later call") {
    for (int answers = 2; answers < 40; ++answers) {
      Fixture again;
      again.servants.answers = answers;
      const auto source = source_for("/far", again.options);
      const Listing listing = source->list(again.sink);
      INFO(answers);
      REQUIRE(listing.reached);
      // Every file is found, or what it was lost with is in the ledger.
      if (again.sink.items.size() == 3) continue;
      REQUIRE_FALSE(again.sink.passed.empty());
      for (const auto& passed : again.sink.passed)
        CHECK(passed.outcome.reason == Reason::stalled_mount);
    }
  }
}

TEST_CASE("a mount below the target is entered by servants, or not at all") {
  TemporaryTree outer;
  outer.file("near.txt", "ici");
  outer.file("mounted/far.txt", "là");
  Servants servants(outer.path());
  SourceOptions options;
  options.remote_files = &servants;
  options.mounts = "1 0 8:1 / / rw - ext4 x rw\n2 1 0:9 / " + outer.path("mounted") +
                   " rw - fuse.sshfs server:/ rw\n";
  SECTION("stay") {
    RecordingSink sink;
    CHECK(source_for(outer.path(), options)->list(sink).complete);
    CHECK(sink.names() == std::vector<std::string>{"near.txt"});
    CHECK(sink.reason("mounted") == "other_mount");
    CHECK(servants.calls == 0);
  }
  SECTION("cross") {
    options.cross_mounts = true;
    RecordingSink sink;
    const auto source = source_for(outer.path(), options);
    CHECK(source->list(sink).complete);
    CHECK(sink.names() == std::vector<std::string>{"near.txt", "mounted/far.txt"});
    CHECK(servants.calls > 2);
    const int before = servants.calls;
    CHECK(content(*source, *sink.item("near.txt")) == "ici");
    CHECK(servants.calls == before);
    CHECK(content(*source, *sink.item("mounted/far.txt")) == "là");
    CHECK(servants.calls == before + 1);
  }
  SECTION("dead") {
    options.cross_mounts = true;
    servants.answers = 0;
    RecordingSink sink;
    CHECK_FALSE(source_for(outer.path(), options)->list(sink).complete);
    CHECK(sink.names() == std::vector<std::string>{"near.txt"});
    CHECK(sink.reason("mounted") == "stalled_mount");
  }
}
