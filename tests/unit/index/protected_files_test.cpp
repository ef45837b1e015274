#include "index/protected_files.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "unit/index/support.hpp"

using namespace braque;
using namespace braque::index;
using namespace braque::index::test;

namespace {

mode_t mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

}  // namespace

TEST_CASE("folders are made 0700 and files 0600 whatever the umask") {
  PrivateFolder folder;
  mode_t before = ::umask(0);
  run_scan(folder.path("x/y/index.db"), {record("a")});
  auto store = open_store(folder.path("x/y/index.db"));
  ::umask(before);
  CHECK(mode_of(folder.path("x")) == 0700);
  CHECK(mode_of(folder.path("x/y")) == 0700);
  for (const char* suffix : {"", "-wal", "-shm", ".lock"})
    CHECK(mode_of(folder.path("x/y/index.db") + suffix) == 0600);
}

TEST_CASE("what others can reach is refused with the command that mends it") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  run_scan(index, {record("a")});
  REQUIRE(::chmod(index.c_str(), 0640) == 0);
  auto file = SqliteStore::open_for_scan(index, options());
  REQUIRE_FALSE(file);
  CHECK(file.error().kind == ErrorKind::invalid);
  CHECK(file.error().message.find("chmod 600 " + index) != std::string::npos);
  REQUIRE(::chmod(index.c_str(), 0600) == 0);
  for (mode_t open_to_others : {0720, 0702, 0777}) {
    REQUIRE(::chmod(folder.path().c_str(), open_to_others) == 0);
    auto directory = SqliteStore::open_for_scan(index, options());
    REQUIRE_FALSE(directory);
    CHECK(directory.error().message.find("chmod go-w " + folder.path()) != std::string::npos);
    CHECK_FALSE(check_protected(index));
  }
  for (mode_t closed : {0700, 0755}) {
    REQUIRE(::chmod(folder.path().c_str(), closed) == 0);
    CHECK(check_protected(index));
  }
}

TEST_CASE("an index that has to be there is named when it is not") {
  PrivateFolder folder;
  const std::string index = folder.path("none/index.db");
  const auto checked = check_existing(index);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().message.find("there is no " + index + "; run `braque scan`") !=
        std::string::npos);
  run_scan(index, {record("a")});
  CHECK(check_existing(index));
}

TEST_CASE("a symbolic link is no index") {
  PrivateFolder folder;
  run_scan(folder.path("real.db"), {record("a")});
  REQUIRE(::symlink(folder.path("real.db").c_str(), folder.path("link.db").c_str()) == 0);
  auto link = SqliteStore::open_for_scan(folder.path("link.db"), options());
  REQUIRE_FALSE(link);
  CHECK(link.error().message.find("not a regular file") != std::string::npos);
}

TEST_CASE("a lock held by another process is told apart, and free once that has ended") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  int ready[2], leave[2];
  REQUIRE(::pipe(ready) == 0);
  REQUIRE(::pipe(leave) == 0);
  pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(leave[1]);
    auto lock = RunLock::acquire(index);
    char byte = lock ? 'y' : 'n';
    bool told = ::write(ready[1], &byte, 1) == 1;
    told = told && ::read(leave[0], &byte, 1) == 0;
    ::_exit(told ? 0 : 1);
  }
  char byte = 0;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  REQUIRE(byte == 'y');
  auto refused = SqliteStore::open_for_scan(index, options());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::unavailable);
  ::close(leave[1]);
  int status = 1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  CHECK(SqliteStore::open_for_scan(index, options()));
  for (int descriptor : {ready[0], ready[1], leave[0]}) ::close(descriptor);
}

TEST_CASE("the reserve is the smaller of bytes and share") {
  CHECK(check_reserve("/tmp", {~0ULL, 0.0}));
  CHECK(check_reserve("/tmp", {0, 1.0}));
  auto refused = check_reserve("/tmp", {~0ULL, 1e9});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::io);
}
