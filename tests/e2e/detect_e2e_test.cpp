#include <catch2/catch.hpp>

#include "e2e/home.hpp"

using namespace braque::test;

TEST_CASE("detect prints a line for each match, with a mask and never the value") {
  Home home;
  auto result = home.run({"detect"}, "first line\nmail: lea.martin@acme.fr\n");
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Catch::Contains("2:17-35") && Catch::Contains("intl.email"));
  CHECK_THAT(result.out, !Catch::Contains("lea.martin"));
  home.tree.file("text", "mail: lea.martin@acme.fr\n");
  CHECK_THAT(home.run({"detect", home.tree.path("text")}).out, Catch::Contains("1:6-24"));
}

TEST_CASE("detect --jsonl answers every line, in order, by its id") {
  Home home;
  auto result = home.run({"detect", "--jsonl", "-"},
                         "{\"id\":\"a\",\"text\":\"é mail lea@acme.fr\"}\n"
                         "{\"id\":2,\"text\":\"nothing\"}\n");
  CHECK(result.exit_code == 0);
  auto lines = json_lines(result.out);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0]["id"] == "a");
  REQUIRE(lines[0]["spans"].size() == 1);
  CHECK(lines[0]["spans"][0]["start"] == 7);
  CHECK(lines[0]["spans"][0]["rule"] == "intl.email");
  CHECK(lines[0]["spans"][0].contains("alternatives"));
  CHECK(lines[0]["categories"].empty());
  CHECK(lines[1]["id"] == 2);
  CHECK(lines[1]["spans"].empty());
}

TEST_CASE("a line that is no request is named by its number, the others are answered") {
  Home home;
  auto result = home.run({"detect", "--jsonl"}, "{\"id\":1,\"text\":\"a\"}\nnonsense\n");
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.error, Catch::Contains("line 2"));
  CHECK(json_lines(result.out).size() == 1);
}

TEST_CASE("a reader that goes away is no error") {
  Home home;
  std::string input;
  for (int i = 0; i < 5000; ++i) input += "{\"id\":1,\"text\":\"mail lea@acme.fr\"}\n";
  home.tree.file("input", input);
  auto result = run_program({{"/bin/bash", "-c",
                              std::string("set -o pipefail; ") + BRAQUE_PROGRAM +
                                  " detect --jsonl " + home.tree.path("input") + " | head -n 1"},
                             "",
                             {{"HOME", home.tree.path()}}});
  CHECK(result.exit_code == 0);
  CHECK(result.error.empty());
  CHECK(json_lines(result.out).size() == 1);
}

TEST_CASE("a table of one row has its header, with and without a line feed at its end") {
  Home home;
  const std::string table =
      "name,email,phone,ssn\nDaniel White,d.white@lumiere.fr,+1 (712) 459-6089,319-31-3803";
  for (const std::string& text : {table, table + "\n"}) {
    auto result = home.run({"detect", "--min-confidence", "high"}, text);
    CHECK_THAT(result.out, Catch::Contains("us.ssn"));
  }
}

TEST_CASE("a column called name holds persons or things, as its cells say") {
  Home home;
  auto things =
      home.run({"detect", "--min-confidence", "medium"},
               "name,price\nModern Granite Bike,12\nIncredible Cotton Shirt,13\n"
               "Practical Plastic Hat,14\nHandmade Silk Table,15\nElegant Wooden Chair,16\n"
               "Fresh Rubber Gloves,17\n");
  CHECK(things.out == "");
  auto persons = home.run({"detect", "--min-confidence", "medium"},
                          "name,price\nGrace King,12\nRose Miller,13\nMark Stone,14\n"
                          "Pierre Boulanger,15\nMarie Blanc,16\nJean Petit,17\n");
  CHECK_THAT(persons.out, Catch::Contains("G.K.") && Catch::Contains("J.P."));
}
