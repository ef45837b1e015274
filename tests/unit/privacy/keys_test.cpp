#include "privacy/keys.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace braque;
namespace fs = std::filesystem;

namespace {

/// A directory of its own for one test.
struct Scratch {
  Scratch() {
    char name[] = "/tmp/braque-keys-XXXXXX";
    REQUIRE(::mkdtemp(name) != nullptr);
    path = name;
  }
  ~Scratch() { fs::remove_all(path); }
  std::string path;
};

ErrorKind kind_of_failure(const std::string& directory, const std::string& index = "") {
  auto keys = load_keys(directory, index);
  REQUIRE_FALSE(keys);
  INFO(keys.error().message);
  CHECK(keys.error().message.find(directory) != std::string::npos);
  return keys.error().kind;
}

unsigned mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

}  // namespace

TEST_CASE("keys are made at first use and read afterwards") {
  Scratch scratch;
  const std::string directory = scratch.path + "/config/braque/keys";
  auto first = load_keys(directory, scratch.path + "/state");
  REQUIRE(first);
  CHECK(mode_of(directory) == 0700);
  CHECK(mode_of(directory + "/fingerprint.key") == 0400);
  CHECK(mode_of(directory + "/id.key") == 0400);
  CHECK(first->fingerprint_key != first->id_key);
  CHECK(first->fingerprint_key != Key{});
  CHECK(first->fingerprint_key_id.size() == 8);
  auto second = load_keys(directory, "");
  REQUIRE(second);
  CHECK(second->fingerprint_key == first->fingerprint_key);
  CHECK(second->id_key == first->id_key);
  CHECK(second->fingerprint_key_id == first->fingerprint_key_id);
  CHECK(std::distance(fs::directory_iterator(directory), fs::directory_iterator()) == 2);
}

TEST_CASE("the key id is the start of the key's SHA-256") {
  Scratch scratch;
  std::ofstream(scratch.path + "/fingerprint.key") << std::string(32, 'a');
  fs::permissions(scratch.path + "/fingerprint.key", fs::perms::owner_read);
  auto keys = load_keys(scratch.path, "");
  REQUIRE(keys);
  CHECK(keys->fingerprint_key_id == "3ba3f5f4");  // sha256sum of 32 letters a
}

TEST_CASE("keys that others could read, of a wrong size or that are links are refused") {
  Scratch scratch;
  const std::string key = scratch.path + "/id.key";
  REQUIRE(load_keys(scratch.path, ""));
  ::chmod(key.c_str(), 0440);
  CHECK(kind_of_failure(scratch.path) == ErrorKind::invalid);
  ::chmod(key.c_str(), 0600);
  CHECK(kind_of_failure(scratch.path) == ErrorKind::invalid);
  ::chmod(key.c_str(), 0400);
  ::chmod(scratch.path.c_str(), 0750);
  CHECK(kind_of_failure(scratch.path) == ErrorKind::invalid);
  ::chmod(scratch.path.c_str(), 0700);
  fs::remove(key);
  std::ofstream(key) << "short";
  ::chmod(key.c_str(), 0400);
  CHECK(kind_of_failure(scratch.path) == ErrorKind::invalid);
  fs::remove(key);
  fs::create_symlink("fingerprint.key", key);
  CHECK(kind_of_failure(scratch.path) == ErrorKind::io);
}

TEST_CASE("keys never lie with the index") {
  Scratch scratch;
  const std::string keys = scratch.path + "/a/keys";
  CHECK(kind_of_failure(keys, keys) == ErrorKind::invalid);
  CHECK(kind_of_failure(keys, scratch.path) == ErrorKind::invalid);
  CHECK(kind_of_failure(keys, keys + "/../../a/.") == ErrorKind::invalid);
  fs::create_directory_symlink(scratch.path, scratch.path + "/link");
  CHECK(kind_of_failure(keys, scratch.path + "/link") == ErrorKind::invalid);
  CHECK_FALSE(fs::exists(keys + "/id.key"));
  CHECK(load_keys(keys, scratch.path + "/a/index"));
  CHECK(load_keys(keys, ""));
}

TEST_CASE("the default key directory follows XDG_CONFIG_HOME") {
  const char* before = std::getenv("XDG_CONFIG_HOME");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("XDG_CONFIG_HOME", "/somewhere", 1);
  CHECK(default_key_directory() == "/somewhere/braque/keys");
  ::setenv("XDG_CONFIG_HOME", "relative", 1);
  CHECK(default_key_directory().find("relative") == std::string::npos);
  if (before == nullptr)
    ::unsetenv("XDG_CONFIG_HOME");
  else
    ::setenv("XDG_CONFIG_HOME", kept.c_str(), 1);
}

TEST_CASE("passing keys are different each time and never stored") {
  auto first = passing_keys(), second = passing_keys();
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->fingerprint_key != second->fingerprint_key);
  CHECK(first->id_key != first->fingerprint_key);
  CHECK(first->fingerprint_key_id.size() == 8);
}
