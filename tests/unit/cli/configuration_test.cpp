#include "cli/configuration.hpp"

#include <catch2/catch.hpp>

#include "cli/settings.hpp"

using namespace braque::cli;

namespace {

struct Read {
  Configuration configuration;
  std::vector<ConfigurationFault> faults;
  void file(const std::string& name, std::string_view text) {
    read_configuration(name, text, configuration, faults);
  }
};

Environment no_environment() {
  return [](const std::string&) -> const char* { return nullptr; };
}

}  // namespace

TEST_CASE("every fault of a configuration is listed with file, line and a remedy") {
  Read read;
  read.file("a.toml", "lnag = \"fr\"\nlang = \"de\"\n\n[confg]\nlang = 1\n");
  REQUIRE(read.faults.size() == 3);
  CHECK(read.faults[0].file == "a.toml");
  std::vector<int> lines;
  std::string all;
  for (const auto& fault : read.faults) {
    lines.push_back(fault.line);
    all += fault.message + "\n";
  }
  CHECK_THAT(lines, Catch::UnorderedEquals(std::vector<int>{1, 2, 4}));
  CHECK_THAT(all, Catch::Contains("unknown key \"lnag\"; did you mean \"lang\"?"));
  CHECK_THAT(all, Catch::Contains("lang must be one of en, fr"));
  CHECK_THAT(all, Catch::Contains("unknown table [confg]; did you mean \"config\"?"));
}

TEST_CASE("a file that is no TOML is a fault with its line") {
  Read read;
  read.file("b.toml", "lang = \"en\"\nlang = = 3\n");
  REQUIRE(read.faults.size() == 1);
  CHECK(read.faults[0].line == 2);
  CHECK_THAT(read.faults[0].message, Catch::StartsWith("not valid TOML"));
}

TEST_CASE("a list where one value is wanted, and a table of the wrong kind, are faults") {
  Read read;
  read.file("c.toml", "lang = [\"en\", \"fr\"]\n");
  read.file("d.toml", "lang = { a = 1 }\n");
  REQUIRE(read.faults.size() == 2);
  CHECK_THAT(read.faults[0].message, Catch::Contains("one value"));
}

TEST_CASE("later files outrank earlier ones, a command's table the top of its file") {
  Read read;
  read.file("one.toml", "lang = \"en\"\n[config]\nlang = \"fr\"\n");
  const ConfiguredValue* value = read.configuration.find("config show", "lang");
  REQUIRE(value != nullptr);
  CHECK(value->values == std::vector<std::string>{"fr"});
  CHECK(value->line == 3);
  value = read.configuration.find("completion", "lang");
  REQUIRE(value != nullptr);
  CHECK(value->values == std::vector<std::string>{"en"});
  read.file("two.toml", "lang = \"en\"\n");
  value = read.configuration.find("config show", "lang");
  REQUIRE(value != nullptr);
  CHECK(value->file == "two.toml");
  read.file("three.toml", "");
  CHECK(read.configuration.find("config show", "lang")->file == "two.toml");
  CHECK(read.faults.empty());
}

TEST_CASE("the command line outranks variables, variables outrank files, files the default") {
  Read read;
  Arguments arguments;
  CHECK(settle("config show", arguments, no_environment(), read.configuration, read.faults)
            .get("lang")
            .origin == "default");
  read.file("x.toml", "\nlang = \"en\"\n");
  auto settings =
      settle("config show", arguments, no_environment(), read.configuration, read.faults);
  CHECK(settings.get("lang").origin == "x.toml:2");
  auto variables = [](const std::string& name) { return name == "BRAQUE_LANG" ? "fr" : nullptr; };
  settings = settle("config show", arguments, variables, read.configuration, read.faults);
  CHECK(settings.get("lang").origin == "BRAQUE_LANG");
  CHECK(settings.text("lang") == "fr");
  arguments.values["lang"] = {"en"};
  settings = settle("config show", arguments, variables, read.configuration, read.faults);
  CHECK(settings.get("lang").origin == "command line");
  CHECK(settings.text("lang") == "en");
  CHECK(read.faults.empty());
}

TEST_CASE("a variable with a wrong value is a fault that names it") {
  Read read;
  auto variables = [](const std::string& name) { return name == "BRAQUE_LANG" ? "xx" : nullptr; };
  settle("config show", {}, variables, read.configuration, read.faults);
  REQUIRE(read.faults.size() == 1);
  CHECK_THAT(read.faults[0].message, Catch::Contains("BRAQUE_LANG"));
}

TEST_CASE("a configuration file that was named must exist, the usual ones need not") {
  std::vector<ConfigurationFault> faults;
  load_configuration({"/nonexistent/a", "/nonexistent/d", "/nonexistent/u", ""}, faults);
  CHECK(faults.empty());
  load_configuration({"", "", "", "/nonexistent/x.toml"}, faults);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].file == "/nonexistent/x.toml");
}
