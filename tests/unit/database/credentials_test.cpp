#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <cstring>

#include "database/credentials.hpp"
#include "support/temporary_tree.hpp"

using namespace braque::database;

TEST_CASE("a credentials file holds a password, or user and password") {
  const auto plain = parse_credentials("s3cret word\n");
  REQUIRE(plain);
  CHECK(std::strcmp(plain->password->c_str(), "s3cret word") == 0);
  const auto both = parse_credentials("user = ada\npassword = a=b\n");
  REQUIRE(both);
  CHECK(both->user == "ada");
  CHECK(std::strcmp(both->password->c_str(), "a=b") == 0);
  const auto string = parse_credentials("connection = Driver=FreeTDS;Server=db;PWD={a;b}\n");
  REQUIRE(string);
  CHECK(std::strcmp(string->connection->c_str(), "Driver=FreeTDS;Server=db;PWD={a;b}") == 0);
  CHECK(string->password->empty());
  CHECK_FALSE(parse_credentials("one\ntwo\n"));
  CHECK_FALSE(parse_credentials("one\npassword = two\n"));
}

TEST_CASE("a credentials file that others can read is refused, with the remedy") {
  braque::test::TemporaryTree tree;
  tree.file("db", "Kanarie7613");
  for (const mode_t mode : {0644, 0440, 0604}) {
    REQUIRE(::chmod(tree.path("db").c_str(), mode) == 0);
    const auto refused = read_credentials(tree.path("db"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("0400") != std::string::npos);
    CHECK(refused.error().message.find("Kanarie7613") == std::string::npos);
  }
  REQUIRE(::chmod(tree.path("db").c_str(), 0400) == 0);
  CHECK(read_credentials(tree.path("db")));
  CHECK_FALSE(read_credentials(tree.path("none")));
  CHECK_FALSE(read_credentials(tree.path()));
}

TEST_CASE("a systemd credential is found by its name") {
  braque::test::TemporaryTree tree;
  tree.file("braque-crm", "user = eva\npassword = x\n");
  REQUIRE(::chmod(tree.path("braque-crm").c_str(), 0400) == 0);
  ::setenv("CREDENTIALS_DIRECTORY", tree.path().c_str(), 1);
  const auto found = read_credentials("braque-crm");
  ::unsetenv("CREDENTIALS_DIRECTORY");
  REQUIRE(found);
  CHECK(found->user == "eva");
  CHECK_FALSE(read_credentials("braque-crm"));
}

TEST_CASE("a password in the environment is refused") {
  CHECK(refuse_passwords_in_environment());
  ::setenv("PGPASSWORD", "Kanarie7613", 1);
  const auto refused = refuse_passwords_in_environment();
  ::unsetenv("PGPASSWORD");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("Kanarie7613") == std::string::npos);
}
