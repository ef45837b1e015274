#include "privacy/sealed_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

using namespace braque;

namespace {

/// All bytes of the open unnamed files of this process, as they lie on the disk.
std::string stored_bytes(int& files) {
  std::string stored;
  files = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code error;
    const std::string target = std::filesystem::read_symlink(entry.path(), error).string();
    if (target.find("(deleted)") == std::string::npos) continue;
    const int descriptor = ::open(entry.path().c_str(), O_RDONLY);
    if (descriptor < 0) continue;
    ++files;
    char buffer[65536];
    for (ssize_t n; (n = ::read(descriptor, buffer, sizeof buffer)) > 0;)
      stored.append(buffer, static_cast<std::size_t>(n));
    ::close(descriptor);
  }
  return stored;
}

}  // namespace

TEST_CASE("a sealed file reads back what was appended, at every offset") {
  SealedFile file;
  std::string content;
  for (std::size_t size : {1U, 15U, 16U, 17U, 100U, 70'000U, 3U}) {
    std::string piece;
    for (std::size_t i = 0; i < size; ++i) piece += static_cast<char>(content.size() + i * 7);
    REQUIRE(file.append(piece));
    content += piece;
  }
  REQUIRE(file.size() == content.size());
  for (std::size_t offset : {0U, 1U, 5U, 15U, 16U, 31U, 33U, 65'535U, 65'536U, 70'000U}) {
    std::string read(content.size(), '\0');
    auto count = file.read_at(offset, read);
    REQUIRE(count);
    CHECK(*count == content.size() - offset);
    CHECK(read.substr(0, *count) == content.substr(offset));
  }
  char one;
  CHECK(*file.read_at(content.size(), {&one, 1}) == 0);
}

TEST_CASE("the disk sees no plain text, nor the same cipher text twice") {
  const std::string canary = "canary-value-of-a-person";
  SealedFile file, twin;
  std::string content;
  for (int i = 0; i < 1000; ++i) content += canary;
  REQUIRE(file.append(content));
  REQUIRE(twin.append(content));
  int files = 0;
  const std::string stored = stored_bytes(files);
  REQUIRE(files == 2);
  REQUIRE(stored.size() == 2 * content.size());
  CHECK(stored.find(canary) == std::string::npos);
  CHECK(stored.find(canary.substr(0, 12)) == std::string::npos);
  CHECK(stored.substr(0, content.size()) != stored.substr(content.size()));
}

TEST_CASE("the quota holds for all sealed files together and is given back") {
  const std::uint64_t before = SealedFile::process_bytes();
  const std::string piece(1000, 'x');
  {
    SealedFile one(before + 2500), other(before + 2500);
    REQUIRE(one.append(piece));
    REQUIRE(other.append(piece));
    auto refused = other.append(piece);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::unavailable);
    CHECK(other.size() == 1000);
    SealedFile moved = std::move(one);
    CHECK(moved.size() == 1000);
    CHECK(SealedFile::process_bytes() == before + 2000);
    one = std::move(moved);
    CHECK(one.size() == 1000);
  }
  CHECK(SealedFile::process_bytes() == before);
}
