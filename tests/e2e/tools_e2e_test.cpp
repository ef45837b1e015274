#include <catch2/catch.hpp>

#include "e2e/home.hpp"

using namespace braque::test;

TEST_CASE("help, version, manual and completion are printed and end with 0") {
  Home home;
  for (std::vector<std::string> words : {std::vector<std::string>{"--help"},
                                         {"--version"},
                                         {"man"},
                                         {"completion", "bash"},
                                         {"completion", "zsh"},
                                         {"completion", "fish"},
                                         {"detect", "--help"}}) {
    auto result = home.run(words);
    INFO(words[0]);
    CHECK(result.exit_code == 0);
    CHECK_FALSE(result.out.empty());
    CHECK(result.error.empty());
  }
}

TEST_CASE("the bash completion is a script that bash accepts") {
  Home home;
  home.tree.file("completion", home.run({"completion", "bash"}).out);
  auto checked = run_program({{"/bin/bash", "-n", home.tree.path("completion")}, "", {}});
  CHECK(checked.exit_code == 0);
  CHECK(checked.error.empty());
}

TEST_CASE("bad usage ends with 2 and says what to do") {
  Home home;
  struct Case {
    std::vector<std::string> words;
    std::string said;
  };
  for (const Case& one : std::vector<Case>{{{}, ""},
                                           {{"detcet"}, "did you mean detect?"},
                                           {{"rules"}, "rules list"},
                                           {{"detect", "--jsnol"}, "did you mean --jsonl?"},
                                           {{"detect", "--offsets", "words"}, "code-points, bytes"},
                                           {{"detect", "a", "b"}, "takes [FILE|-]"},
                                           {{"detect", "/no/such/file"}, "cannot be opened"},
                                           {{"rules", "show", "fr.nri"}, "did you mean fr.nir?"},
                                           {{"completion", "tcsh"}, "bash, zsh or fish"},
                                           {{"--format", "x"}, "the command comes first"}}) {
    auto result = home.run(one.words);
    INFO(one.said);
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.error, Catch::Contains(one.said));
  }
}

TEST_CASE("every fault of a configuration is named and nothing is done") {
  Home home;
  home.tree.file("config/braque/config.toml",
                 "[detect]\nofsets = \"bytes\"\nmin_confidence = \"x\"\n");
  auto result = home.run({"detect"}, "lea@acme.fr");
  CHECK(result.exit_code == 2);
  CHECK(result.out.empty());
  CHECK_THAT(result.error, Catch::Contains("config.toml:2: unknown key \"ofsets\""));
  CHECK_THAT(result.error, Catch::Contains("config.toml:3: min_confidence must be one of"));
}

TEST_CASE("config show says where each value comes from") {
  Home home;
  home.tree.file("config/braque/config.toml", "[detect]\noffsets = \"bytes\"\n");
  home.variables["BRAQUE_MIN_CONFIDENCE"] = "high";
  auto result = home.run({"config", "show", "detect"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Catch::Matches("(.|\n)*offsets +bytes +[^ ]*config.toml:2\n(.|\n)*"));
  CHECK_THAT(result.out,
             Catch::Matches("(.|\n)*min_confidence +high +BRAQUE_MIN_CONFIDENCE\n(.|\n)*"));
}

TEST_CASE("rules are listed, shown, checked and explained") {
  Home home;
  auto listed = home.run({"rules", "list", "--format", "jsonl"});
  CHECK(listed.exit_code == 0);
  CHECK(json_lines(listed.out).size() > 10);
  CHECK_THAT(home.run({"rules", "show", "fr.nir", "--lang", "fr"}).out,
             Catch::StartsWith("fr.nir"));
  CHECK_THAT(home.run({"rules", "explain", "fr.nir"}).out, Catch::Contains("ns a byte"));
  auto checked = home.run({"rules", "check"});
  INFO(checked.error);
  CHECK(checked.exit_code == 0);
}

TEST_CASE("faults of a rule file are listed with file and line") {
  Home home;
  home.tree.file("rules/mine.toml", "[[rule]]\nid = \"x.y\"\nnmae = \"Y\"\n");
  auto result = home.run({"rules", "check", home.tree.path("rules")});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.error, Catch::Contains("mine.toml:3"));
}

TEST_CASE("doctor finds nothing wrong with a new place, and a loose index") {
  Home home;
  auto result = home.run({"doctor"});
  INFO(result.out << result.error);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Catch::Contains("engine self-test"));
  CHECK_THAT(result.out, !Catch::Contains("BAD"));
  home.tree.file("loose/index.db", "no index");
  result = home.run({"doctor", "--index", home.tree.path("loose/index.db")});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.out, Catch::Contains("BAD"));
}
