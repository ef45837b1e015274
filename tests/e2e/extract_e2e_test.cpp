#include <catch2/catch.hpp>

#include "e2e/home.hpp"

using namespace braque::test;

TEST_CASE("extract --jsonl prints the text, its context and cells, then the item") {
  Home home;
  home.tree.file("people.csv", "name,email\nLea,lea@acme.fr\nMax,max@acme.fr\n");
  auto result = home.run({"extract", "--jsonl", home.tree.path("people.csv")});
  INFO(result.error);
  CHECK(result.exit_code == 0);
  auto lines = json_lines(result.out);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0]["record"] == "text");
  CHECK(lines[0]["kind"] == "cells");
  CHECK(lines[0]["context"][1]["text"] == "email");
  bool found = false;
  for (const auto& cell : lines[0]["cells"])
    found |= cell["text"] == "max@acme.fr" && cell["column"] == 1;
  CHECK(found);
  CHECK(lines[1]["record"] == "item");
  CHECK(lines[1]["status"] == "complete");
  CHECK(lines[1]["format"] == "csv");
}

TEST_CASE("extract prints text longer than a window once, and escapes what terminals obey") {
  Home home;
  std::string text = "start\n";
  while (text.size() < (5U << 19)) text += "an ordinary line without anything in it\n";
  home.tree.file("long.txt", text + "\x1b[2J end\n");
  auto result = home.run({"extract", home.tree.path("long.txt")});
  CHECK(result.exit_code == 0);
  CHECK(result.out.find('\x1b') == std::string::npos);
  CHECK_THAT(result.out, Catch::StartsWith(text.substr(0, 1000)));
  CHECK(result.out.size() > text.size());
  CHECK(result.out.size() < text.size() + 300);
}

TEST_CASE("extract goes into archives, and takes files only") {
  Home home;
  home.tree.file("in/b.txt", "inside\n");
  auto made = run_program(
      {{"/bin/tar", "-czf", home.tree.path("a.tgz"), "-C", home.tree.path("in"), "b.txt"}, "", {}});
  REQUIRE(made.exit_code == 0);
  auto result = home.run({"extract", "--jsonl", home.tree.path("a.tgz")});
  CHECK(result.exit_code == 0);
  auto lines = json_lines(result.out);
  REQUIRE(lines.size() >= 3);
  CHECK(lines[0]["text"] == "inside\n");
  CHECK(lines[0]["locator"] == "b.txt");
  CHECK(home.run({"extract", home.tree.path("in")}).exit_code == 2);
  CHECK(home.run({"extract", home.tree.path("nothing")}).exit_code == 2);
}

TEST_CASE("extract reads a broken container as it stands, as a scan does") {
  Home home;
  const std::string text =
      std::string("PK\x03\x04", 4) + " then nothing that fits\nContact: lea@acme.fr\n";
  home.tree.file("broken.zip", text + std::string(200, '.'));
  auto result = home.run({"extract", "--jsonl", home.tree.path("broken.zip")});
  auto lines = json_lines(result.out);
  REQUIRE(lines.size() >= 2);
  CHECK(lines[0]["text"].get<std::string>().find("Contact: lea@acme.fr") != std::string::npos);
  CHECK(lines.back()["status"] == "partial");
  CHECK(lines.back()["reason"] == "corrupt");
  const auto scan =
      home.run({"scan", home.tree.path("broken.zip"), "--no-index", "--format", "jsonl"});
  CHECK(scan.out.find("intl.email") != std::string::npos);
}

TEST_CASE("extract gives the name of a part as the title of its text") {
  Home home;
  home.tree.file("in/lettre.txt", "inside\n");
  auto made = run_program(
      {{"/bin/tar", "-cf", home.tree.path("a.tar"), "-C", home.tree.path("in"), "lettre.txt"},
       "",
       {}});
  REQUIRE(made.exit_code == 0);
  auto lines = json_lines(home.run({"extract", "--jsonl", home.tree.path("a.tar")}).out);
  REQUIRE(lines.size() >= 2);
  CHECK(lines[0]["context"].back()["role"] == "title");
  CHECK(lines[0]["context"].back()["text"] == "lettre.txt");
}
