#include "source/open_file.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <vector>

#include "recording_sink.hpp"
#include "source/open_beneath.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;
using namespace braque::source;
using test::RecordingSink;

namespace {

struct OneFile {
  explicit OneFile(std::string_view content) {
    tree.file("a", content);
    open();
  }
  OneFile() = default;
  void open() {
    source = test::source_for(tree.path());
    source->list(sink);
    REQUIRE(sink.items.size() == 1);
    Opened opened = source->open(sink.items[0]);
    REQUIRE_FALSE(opened.failure.has_value());
    item = std::move(opened.item);
  }
  test::TemporaryTree tree;
  RecordingSink sink;
  std::unique_ptr<Source> source;
  std::unique_ptr<OpenItem> item;
};

std::string read(const RandomAccess& file, std::uint64_t offset, std::size_t size,
                 std::optional<ReadFailure>& failure) {
  std::string bytes(size, '\0');
  bytes.resize(file.read_at(offset, bytes, failure));
  return bytes;
}

}  // namespace

TEST_CASE("reading is short at the end only") {
  OneFile file("0123456789");
  std::optional<ReadFailure> failure;
  CHECK(read(*file.item, 0, 4, failure) == "0123");
  CHECK(read(*file.item, 8, 4, failure) == "89");
  CHECK(read(*file.item, 10, 4, failure).empty());
  CHECK(read(*file.item, UINT64_MAX, 4, failure).empty());
  CHECK_FALSE(failure.has_value());
  CHECK(file.item->changed() == Reason::none);
  CHECK(file.item->metadata().size == 10);
  CHECK(file.item->metadata().links == 1);
}

TEST_CASE("a file that grows is read to the size it had") {
  OneFile file("0123456789");
  file.tree.file("a", "0123456789 and more");
  std::optional<ReadFailure> failure;
  CHECK(read(*file.item, 0, 100, failure) == "0123456789");
  CHECK_FALSE(failure.has_value());
  CHECK(file.item->changed() == Reason::changed_during_read);
}

TEST_CASE("a file that shrinks ends with changed_during_read") {
  OneFile file("0123456789");
  file.tree.file("a", "012");
  std::optional<ReadFailure> failure;
  CHECK(read(*file.item, 0, 100, failure) == "012");
  REQUIRE(failure.has_value());
  CHECK(failure->reason == Reason::changed_during_read);
}

TEST_CASE("a file that is removed while open can be read, and says so") {
  OneFile file("0123456789");
  REQUIRE(::unlink(file.tree.path("a").c_str()) == 0);
  std::optional<ReadFailure> failure;
  CHECK(read(*file.item, 0, 100, failure) == "0123456789");
  CHECK(file.item->changed() == Reason::vanished);
}

TEST_CASE("what is replaced between listing and opening is told") {
  OneFile file("0123456789");
  std::string path = file.tree.path("a");
  const Item& item = file.sink.items[0];
  REQUIRE(::unlink(path.c_str()) == 0);
  CHECK(test::content(*file.source, item) == "!vanished");
  file.tree.symlink("/etc/passwd", "a");
  CHECK(test::content(*file.source, item) == "!symlink");
  REQUIRE(::unlink(path.c_str()) == 0);
  file.tree.fifo("a");
  CHECK(test::content(*file.source, item) == "!special_file");
  REQUIRE(::unlink(path.c_str()) == 0);
  file.tree.socket("a");
  CHECK(test::content(*file.source, item) == "!special_file");
  REQUIRE(::unlink(path.c_str()) == 0);
  file.tree.directory("a");
  CHECK(test::content(*file.source, item) == "!special_file");
}

TEST_CASE("holes of a sparse file are not data") {
  OneFile file;
  constexpr std::uint64_t kSize = 1ULL << 30, kAt = 512ULL << 20;
  file.tree.sparse("a", kSize, kAt, "island");
  file.open();
  if (file.item->metadata().allocated_bytes >= kSize) {
    WARN("the temporary directory keeps no holes: not tested");
    return;
  }
  RandomAccess::Extent extent = file.item->next_data(0);
  CHECK(extent.begin <= kAt);
  CHECK(extent.begin >= kAt - (1 << 20));
  CHECK(extent.end > kAt);
  CHECK(extent.end <= kAt + (1 << 20));
  CHECK(file.item->next_data(kAt + 2).begin == kAt + 2);
  CHECK(file.item->next_data(extent.end).begin == kSize);
  CHECK(file.item->next_data(kSize).begin == kSize);
  std::optional<ReadFailure> failure;
  CHECK(read(*file.item, kAt, 6, failure) == "island");
}

TEST_CASE("a full file is one stretch of data") {
  OneFile file(std::string(100000, 'x'));
  CHECK(file.item->next_data(0).begin == 0);
  CHECK(file.item->next_data(0).end == 100000);
  CHECK(file.item->next_data(5000).begin == 5000);
}

// The memory of the process itself, as a file: reading a page that is not mapped gives EIO.
TEST_CASE("an input error keeps what was read up to the lost page, and its place") {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  void* pages =
      ::mmap(nullptr, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE(pages != MAP_FAILED);
  char* bytes = static_cast<char*>(pages);
  std::fill(bytes, bytes + 2 * page, 'x');
  REQUIRE(::munmap(bytes + 2 * page, page) == 0);
  ItemMetadata metadata;
  metadata.size = metadata.allocated_bytes = INT64_MAX;
  OpenFile file(Descriptor(::open("/proc/self/mem", O_RDONLY | O_CLOEXEC)), metadata);
  auto start = reinterpret_cast<std::uint64_t>(bytes);
  std::optional<ReadFailure> failure;
  std::string got = read(file, start + 10, 3 * page, failure);
  CHECK(got == std::string(2 * page - 10, 'x'));
  REQUIRE(failure.has_value());
  CHECK(failure->reason == Reason::io_error);
  CHECK(failure->detail.find(std::to_string(start + 2 * page)) != std::string::npos);
  ::munmap(bytes, 2 * page);
}

TEST_CASE("a file under a lease is an input error, not a wait") {
  OneFile file("0123456789");
  file.item.reset();
  struct sigaction ignore {
  }, before{};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGIO, &ignore, &before);
  int holder = ::open(file.tree.path("a").c_str(), O_RDWR | O_CLOEXEC);
  bool leased = ::fcntl(holder, F_SETLEASE, F_WRLCK) == 0;
  std::string result = leased ? test::content(*file.source, file.sink.items[0]) : "";
  ::fcntl(holder, F_SETLEASE, F_UNLCK);
  ::close(holder);
  ::sigaction(SIGIO, &before, nullptr);
  if (!leased)
    WARN("no lease to be had: not tested");
  else
    CHECK(result == "!io_error");
  CHECK(test::content(*file.source, file.sink.items[0]) == "0123456789");
}

TEST_CASE("reading leaves the access time alone where it may") {
  OneFile file("0123456789");
  file.item.reset();
  timespec times[2] = {{1000, 0}, {2000, 0}};
  REQUIRE(::utimensat(AT_FDCWD, file.tree.path("a").c_str(), times, 0) == 0);
  CHECK(test::content(*file.source, file.sink.items[0]) == "0123456789");
  struct stat now {};
  REQUIRE(::stat(file.tree.path("a").c_str(), &now) == 0);
  CHECK(now.st_atim.tv_sec == 1000);
}
